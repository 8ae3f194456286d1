"""How differences of money pass from bill to bill (MM Pasal 13 ayat (2)): each exactly once. Pure.

What a month hands on is what it was handed and its own differences, due less deposited. So a payer has one line in
the next bill, and over any number of months that line is all that was due less all that was deposited.
"""

from collections.abc import Iterable, Mapping

from jaminan.bulan import Bulan


def handed_on(awal: int, selisih: Iterable[int]) -> int:
    """What goes into the next bill: what came from before, and this month's differences of money."""
    return awal + sum(selisih)


def chain(awal: int, bulan: Iterable[Bulan], selisih: Mapping[Bulan, int]) -> dict[Bulan, int]:
    """What each month of a period hands on to the next, in rupiah; `awal` came into the first."""
    found: dict[Bulan, int] = {}
    for month in sorted(bulan):
        awal = handed_on(awal, [selisih.get(month, 0)])
        found[month] = awal
    return found
