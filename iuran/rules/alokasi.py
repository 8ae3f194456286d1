"""Which months a transfer is for: oldest due first, never more than is owed, the rest left over. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class Kebutuhan:
    """What one payer still owes for a month, in rupiah; `perkiraan`: the month is not assessed yet."""

    bulan: Bulan
    jumlah: int
    perkiraan: bool = False


def needs_in_order(rests: Iterable[Kebutuhan]) -> list[Kebutuhan]:
    """The months still short, oldest first, once what other months were paid too much is set against them.

    `rests` may be negative (paid too much); the needs add up to their sum, or to zero (MM Pasal 13 ayat (2)).
    """
    ordered = sorted(rests, key=lambda one: one.bulan)
    surplus = sum(-one.jumlah for one in ordered if one.jumlah < 0)
    found = []
    for one in ordered:
        if one.jumlah > 0:
            covered = min(surplus, one.jumlah)
            surplus -= covered
            found.append(Kebutuhan(one.bulan, one.jumlah - covered, one.perkiraan))
    return [one for one in found if one.jumlah]


def spread(jumlah: int, needs: Iterable[Kebutuhan]) -> dict[Bulan, int]:
    """How `jumlah` rupiah go to the months, oldest first; what no month needs is in none of them."""
    left = max(0, jumlah)
    found: dict[Bulan, int] = {}
    for one in sorted(needs, key=lambda need: need.bulan):
        part = min(left, one.jumlah)
        if part > 0:
            found[one.bulan] = part
            left -= part
    return found


def left_over(jumlah: int, parts: Mapping[Bulan, int]) -> int:
    """What of a transfer is for no month yet, in rupiah: *belum teralokasi*."""
    return jumlah - sum(parts.values())
