"""Which months a transfer is for, told to the rupiah: shortages, what was paid too much, and the rest."""

import pytest

from iuran.rules import Kebutuhan, left_over, needs_in_order, spread
from jaminan.bulan import Bulan

JULI, AGUSTUS, SEPTEMBER, OKTOBER = (Bulan(2026, number) for number in (7, 8, 9, 10))


def test_a_month_is_assessed_unless_it_is_said_to_be_an_estimate() -> None:
    assert Kebutuhan(JULI, 5) == Kebutuhan(JULI, 5, perkiraan=False)
    assert needs_in_order([Kebutuhan(JULI, 5), Kebutuhan(OKTOBER, 7, perkiraan=True)]) == [
        Kebutuhan(JULI, 5, perkiraan=False), Kebutuhan(OKTOBER, 7, perkiraan=True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rests", "needs"),
    [
        ({}, {}),
        ({JULI: 0}, {}),
        ({JULI: -1}, {}),
        ({OKTOBER: 300, JULI: 100}, {JULI: 100, OKTOBER: 300}),
        ({JULI: 100, AGUSTUS: -30}, {JULI: 70}),
        ({JULI: 100, AGUSTUS: -100}, {}),
        ({JULI: 100, AGUSTUS: -101}, {}),
        ({JULI: 1, AGUSTUS: 1, SEPTEMBER: -1}, {AGUSTUS: 1}),
        ({JULI: -50, AGUSTUS: 20, SEPTEMBER: -10, OKTOBER: 100}, {OKTOBER: 60}),
        ({JULI: 100, AGUSTUS: 200, SEPTEMBER: -150, OKTOBER: 300}, {AGUSTUS: 150, OKTOBER: 300}),
    ],
)
def test_what_was_paid_too_much_covers_the_oldest_shortage(rests: dict[Bulan, int], needs: dict[Bulan, int]) -> None:
    found = needs_in_order(Kebutuhan(month, amount) for month, amount in rests.items())
    assert found == [Kebutuhan(month, amount) for month, amount in needs.items()]


@pytest.mark.parametrize(
    ("jumlah", "parts", "rest"),
    [
        (0, [], 0),
        (1, [(JULI, 1)], 0),
        (100, [(JULI, 100)], 0),
        (101, [(JULI, 100), (AGUSTUS, 1)], 0),
        (350, [(JULI, 100), (AGUSTUS, 250)], 0),
        (1_000, [(JULI, 100), (AGUSTUS, 250), (OKTOBER, 400)], 250),
        (-500, [], -500),
    ],
)
def test_a_transfer_goes_to_the_oldest_month_first(jumlah: int, parts: list[tuple[Bulan, int]], rest: int) -> None:
    needs = [Kebutuhan(OKTOBER, 400), Kebutuhan(JULI, 100), Kebutuhan(SEPTEMBER, 0), Kebutuhan(AGUSTUS, 250)]
    found = spread(jumlah, needs)
    assert (list(found.items()), left_over(jumlah, found)) == (parts, rest)
