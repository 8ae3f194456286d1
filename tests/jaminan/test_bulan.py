"""A month as a value: what may be asked for, and that its neighbours exist."""

from datetime import date

import pytest

from jaminan.bulan import Bulan, format_hari, format_tanggal


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "1999-12", "2200-01", "abc", "2026-1", "２０２６-10", ""])
def test_a_text_that_is_no_month_of_the_portal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Bulan "):
        Bulan.parse(text)


@pytest.mark.parametrize("text", ["Oktober 2026", "oktober  2026", "Okt 2026", "10/2026", "10-2026", " 2026-10 "])
def test_people_type_a_month_in_their_own_way(text: str) -> None:
    assert Bulan.typed(text) == Bulan(2026, 10)


@pytest.mark.parametrize("text", ["Oktobar 2026", "13/2026", "0/2026", "Oktober", "Ju 2026", "Mei 1999", ""])
def test_a_month_that_nobody_can_mean_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Bulan "):
        Bulan.typed(text)


def test_the_first_and_the_last_month_have_neighbours() -> None:
    first, last = Bulan.parse("2000-01"), Bulan.parse("2199-12")
    assert (first.previous(), first.plus(-12), last.next()) == (Bulan(1999, 12), Bulan(1999, 1), Bulan(2200, 1))
    assert last.last_day.isoformat() == "2199-12-31"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("abc", "Bulan 'abc' tidak dikenal; tulis tahun-bulan, misalnya 2026-10."),
        ("2026-10-01", "Bulan '2026-10-01' tidak dikenal; tulis tahun-bulan, misalnya 2026-10."),
        ("1999-12", "Bulan 1999-12 di luar yang dikenal portal, 2000 sampai 2199."),
        ("2200-01", "Bulan 2200-01 di luar yang dikenal portal, 2000 sampai 2199."),
        ("2026-13", "Bulan 2026-13 tidak ada."),
    ],
)
def test_why_a_text_is_no_month(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="Bulan") as refusal:
        Bulan.parse(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(("year", "month"), [(1990, 1), (2209, 12), (2026, 1), (2026, 12)])
def test_the_value_reaches_ten_years_further(year: int, month: int) -> None:
    assert (Bulan(year, month).year, Bulan(year, month).month) == (year, month)


@pytest.mark.parametrize(("year", "month"), [(1989, 12), (2210, 1), (2026, 0), (2026, 13)])
def test_what_is_no_month_at_all(year: int, month: int) -> None:
    with pytest.raises(ValueError, match=f"^Bulan {year}-{month} tidak ada\\.$"):
        Bulan(year, month)


def test_a_month_counts_on_and_back() -> None:
    month = Bulan(2026, 11)
    assert (month.next(), month.plus(2), month.plus(14)) == (Bulan(2026, 12), Bulan(2027, 1), Bulan(2028, 1))
    assert (month.previous(), month.plus(-11), month.plus(0)) == (Bulan(2026, 10), Bulan(2025, 12), month)
    assert (Bulan.parse("2000-01"), Bulan.parse("2026-09")) == (Bulan(2000, 1), Bulan(2026, 9))
    assert (Bulan.of(date(2026, 2, 28)), Bulan(2024, 2).last_day) == (Bulan(2026, 2), date(2024, 2, 29))
    assert (month.first_day, month.last_day) == (date(2026, 11, 1), date(2026, 11, 30))


def test_the_months_from_one_to_another() -> None:
    november = Bulan(2026, 11)
    assert [str(one) for one in november.until(Bulan(2027, 2))] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert (november.until(november), november.until(Bulan(2026, 10))) == ([november], [])
    assert november < Bulan(2027, 1)


def test_months_and_days_by_name() -> None:
    assert [Bulan(2026, month).nama.split()[0] for month in range(1, 13)] == [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ]  # fmt: skip
    assert (Bulan(2026, 9).nama, str(Bulan(2026, 9))) == ("September 2026", "2026-09")
    assert [format_hari(date(2026, 11, day)).split(",")[0] for day in range(2, 9)] == [
        "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu",
    ]  # fmt: skip
    assert (format_tanggal(date(2026, 1, 9)), format_hari(date(2026, 12, 31))) == (
        "9 Januari 2026", "Kamis, 31 Desember 2026",
    )  # fmt: skip
