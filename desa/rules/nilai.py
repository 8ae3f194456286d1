"""What a change would make of the law values, before it is made. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from desa.parameters import Nilai
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class PerubahanNilai:
    """A value to come (None: nothing follows), and what becomes of the value it touches."""

    baru: Nilai | None
    lama: Nilai | None = None
    lama_sampai: date | None = None

    @property
    def mulai(self) -> date:
        """The first day on which something is different."""
        if self.baru is not None:
            return self.baru.mulai
        if self.lama_sampai is None:
            raise ValueError("Perubahan ini tidak mengubah apa-apa.")
        return self.lama_sampai + timedelta(days=1)

    @property
    def bulan(self) -> Bulan:
        """The first month that it decides: the one whose first day it reaches (design decision 2)."""
        bulan = Bulan.of(self.mulai)
        return bulan if self.mulai.day == 1 else bulan.next()


def with_change(rows: Iterable[Nilai], change: PerubahanNilai) -> list[Nilai]:
    """The values as they would be after the change."""
    found = []
    for row in rows:
        if change.lama is None or key_of(row) != key_of(change.lama):
            found.append(row)
        elif change.lama_sampai is not None:
            found.append(replace(row, sampai=change.lama_sampai))
    return [*found, change.baru] if change.baru is not None else found


def key_of(value: Nilai) -> tuple[str, str, str, date, int]:
    """What makes a value one: key, place, its first day and its version."""
    return (value.kunci, value.kabupaten, value.provinsi, value.mulai, value.versi)


def same_series(one: Nilai, other: Nilai) -> bool:
    """Whether both are values of one key at one place."""
    return key_of(one)[:3] == key_of(other)[:3]


def clash(rows: Iterable[Nilai], change: PerubahanNilai) -> Nilai | None:
    """A value of the same key and place that is in force on a day on which the new one would be.

    The value that is replaced, and what that one had replaced, stay for the months that used them: no clash.
    """
    new, old = change.baru, change.lama
    if new is None:
        return None
    replaced = key_of(old) if old is not None and change.lama_sampai is not None else None
    others = [
        row
        for row in with_change(rows, change)
        if row is not new and same_series(row, new) and (replaced is None or key_of(row) > replaced)
    ]
    return next((row for row in others if overlap(row, new)), None)


def overlap(one: Nilai, other: Nilai) -> bool:
    """Whether there is a day on which both are in force; the last day of each counts."""
    return one.mulai <= (other.berlaku_sampai or date.max) and other.mulai <= (one.berlaku_sampai or date.max)


def sen_of(amount: Decimal) -> int:
    """An amount with at most two decimals as whole sen."""
    return int(amount * 100)


def amount_of(sen: int) -> Decimal:
    """Whole sen as an amount in rupiah."""
    return Decimal(sen) / 100
