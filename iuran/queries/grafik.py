"""Bars of a chart as whole numbers, so that an SVG template draws them and the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 160
WIDTH, GAP = 18, 14
FEWEST = 12  # a chart of few months is not drawn larger than one of a year


@dataclass(frozen=True, slots=True)
class Batang:
    """One bar: where it stands, how high, which series, and its amount in rupiah."""

    x: int
    y: int
    tinggi: int
    seri: int
    jumlah: int


@dataclass(frozen=True, slots=True)
class KelompokBatang:
    """The bars of one month with their name under them."""

    nama: str
    tengah: int
    batang: list[Batang]


@dataclass(frozen=True, slots=True)
class Grafik:
    """A chart: its size, its bars, and optionally the height of a line."""

    lebar: int
    tinggi: int
    kelompok: list[KelompokBatang]


def bars(rows: Sequence[tuple[str, tuple[int, ...]]]) -> Grafik | None:
    """One group of bars a row; None when there is nothing to draw."""
    largest = max((amount for _, amounts in rows for amount in amounts), default=0)
    if largest <= 0:
        return None
    groups = []
    step = GAP + WIDTH * max(len(amounts) for _, amounts in rows)
    for place, (name, amounts) in enumerate(rows):
        left = GAP + place * step
        drawn = [_bar(left + number * WIDTH, amount, largest, number) for number, amount in enumerate(amounts)]
        groups.append(KelompokBatang(name, left + (step - GAP) // 2, drawn))
    return Grafik(GAP + step * max(len(rows), FEWEST), HEIGHT + 24, groups)


def _bar(x: int, amount: int, largest: int, series: int) -> Batang:
    high = max(amount, 0) * HEIGHT // largest
    return Batang(x, HEIGHT - high, high, series, amount)
