"""What held on a day, whatever was told later and in whatever order; and how late it was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

# What decides whether a family member is covered; a change of it holds from its month on (MM Pasal 12 ayat (4)),
# a mended birth date too: the months before were billed and covered by what was known.
MENENTUKAN = ("hubungan", "tanggal_lahir", "sudah_menikah", "berpenghasilan", "masih_sekolah")

# What happens to a family member, and so has to be told in time; the rest of a row is only ever mended.
PERISTIWA_KELUARGA = ("sudah_menikah", "berpenghasilan", "masih_sekolah")


@dataclass(frozen=True, slots=True)
class Fakta:
    """One field of one person said anew: `nomor` in the order of telling, `mulai` from when it holds."""

    nomor: int
    orang: int
    isian: str
    mulai: date
    lama: Any
    baru: Any


def values_on(facts: Sequence[Fakta], day: date) -> dict[int, dict[str, Any]]:
    """Per person and field what held on the day: the newest value that had begun, else what was there at first.

    Of two values for one day the one told later counts. The order of telling matters for nothing else.
    """
    found: dict[int, dict[str, Any]] = {}
    for fact in sorted(facts, key=lambda one: one.nomor):
        found.setdefault(fact.orang, {}).setdefault(fact.isian, fact.lama)
    for fact in sorted(facts, key=lambda one: (one.mulai, one.nomor)):
        if fact.mulai <= day:
            found[fact.orang][fact.isian] = fact.baru
    return found


def stored(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def restored(isian: str, value: Any) -> Any:
    """A kept value as the rules need it."""
    return date.fromisoformat(value) if isian.startswith("tanggal") and value else value


def days_late(deadline: date, told: date) -> int:
    """Whole days after the deadline; 0 on time."""
    return max(0, (told - deadline).days)
