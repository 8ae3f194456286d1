"""A month as a value: what may be asked for, and that its neighbours exist."""

import pytest

from jaminan.bulan import Bulan


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "1999-12", "2200-01", "abc", "2026-1", "２０２６-10", ""])
def test_a_text_that_is_no_month_of_the_portal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Bulan "):
        Bulan.parse(text)


def test_the_first_and_the_last_month_have_neighbours() -> None:
    first, last = Bulan.parse("2000-01"), Bulan.parse("2199-12")
    assert (first.previous(), first.plus(-12), last.next()) == (Bulan(1999, 12), Bulan(1999, 1), Bulan(2200, 1))
    assert last.last_day.isoformat() == "2199-12-31"
