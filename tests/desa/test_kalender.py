"""Due dates and deadlines: the law cases, every month of ten years, and the rows that staff edit."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays
import pytest
from lokal import get_holidays

from desa.parameters.bagian import AturanKepesertaan
from desa.parameters.peraturan import JatuhTempoAturan
from desa.rules.kalender import (
    JatuhTempo,
    KeputusanTahap,
    add_working_days,
    due_date,
    registration_deadline,
    report_deadline,
    stage_due,
    suspended_from,
)
from jaminan.bulan import Bulan
from tests.cases import article, bulan_of, law_cases, regulations

MONTHS = Bulan(2018, 1).until(Bulan(2027, 12))


@cache
def off() -> dict[date, str]:
    """Ten years of holidays and cuti bersama, straight from the package."""
    found = holidays.country_holidays("ID", years=range(2018, 2029), categories=("public", "government"), language="id")
    return {day: name for day, name in found.items() if day.year < 2028}


@pytest.mark.parametrize("case", law_cases("jatuh_tempo"))
def test_due_date(case: dict[str, Any]) -> None:
    rule = regulations()[case["peraturan"]].iuran.jatuh_tempo
    assert due_date(bulan_of(case), rule, off()).tanggal == case["tanggal"]


@pytest.mark.parametrize("bulan", MONTHS, ids=str)
def test_every_month_agrees_with_a_walk_day_by_day(bulan: Bulan) -> None:
    calendar = holidays.country_holidays("ID", categories=("public", "government"))
    day = date(bulan.year, bulan.month, 10)
    while day.isoweekday() > 5 or day in calendar:
        day += timedelta(days=1)
    for kode in ("mamasa-10-2021", "kayong-utara-39-2018"):
        assert due_date(bulan, regulations()[kode].iuran.jatuh_tempo, off()).tanggal == day


@pytest.mark.parametrize("year", [2026, 2027])
def test_two_packages_agree_on_the_days_off(year: int) -> None:
    listed = get_holidays(year)
    assert listed is not None
    theirs = {date.fromisoformat(one.date) for one in listed.holidays}
    assert {day for day in off() if day.year == year} == theirs


def test_the_reason_tells_each_day_in_order() -> None:
    rule = JatuhTempoAturan(tanggal=10, hari_libur="hari_kerja_berikutnya", pasal="10 ayat (1)-(2)")
    libur = {date(2024, 3, 11): "libur nasional Nyepi", date(2024, 3, 12): "cuti bersama Nyepi"}
    assert due_date(Bulan(2024, 3), rule, libur).alasan == (
        "Tanggal 10 Maret 2024 jatuh pada hari Minggu, disusul libur nasional Nyepi, disusul cuti bersama Nyepi; "
        "menjadi hari kerja berikutnya, Rabu, 13 Maret 2024 (Pasal 10 ayat (1)-(2))."
    )


def test_a_working_day_needs_no_reason() -> None:
    rule = JatuhTempoAturan(tanggal=10, hari_libur="hari_kerja_berikutnya", pasal="10 ayat (1)")
    assert due_date(Bulan(2026, 11), rule, {}).alasan == "Selasa, 10 November 2026 (Pasal 10 ayat (1))."


def test_a_regulation_may_leave_the_date_where_it_is() -> None:
    rule = JatuhTempoAturan(tanggal=10, hari_libur="tetap", pasal="3")
    assert due_date(Bulan(2026, 10), rule, {}).tanggal == date(2026, 10, 10)


@pytest.mark.parametrize("case", law_cases("setor_sesudah_cair"))
def test_arrears_after_disbursement(case: dict[str, Any]) -> None:
    assert add_working_days(case["mulai"], 3, off()) == case["sampai"]


def clocks(kode: str) -> AturanKepesertaan:
    """A regulation's clocks, straight from the files."""
    return AturanKepesertaan.model_validate(article(kode, "kepesertaan"))


@pytest.mark.parametrize("case", law_cases("tenggat_daftar"))
def test_registration_deadline(case: dict[str, Any]) -> None:
    assert registration_deadline(case["mulai"], clocks(case["peraturan"]).daftar) == case["sampai"]


@pytest.mark.parametrize("case", law_cases("tenggat_lapor"))
def test_report_deadline(case: dict[str, Any]) -> None:
    assert report_deadline(case["mulai"], clocks(case["peraturan"]).lapor) == case["sampai"]


DECIDED = "Tahap penyaluran ADD: BPKAD Mamasa, surat 900/12 tanggal 5 Oktober 2026, menetapkan"


@pytest.mark.parametrize(
    ("day", "due", "words"),
    [
        ((2026, 10, 16), (2026, 10, 16), "Jumat, 16 Oktober 2026 (Pasal 10 ayat (1))."),
        ((2026, 10, 17), (2026, 10, 20),
         "Sabtu, 17 Oktober 2026. Hari itu hari Sabtu, disusul hari Minggu, disusul libur uji; menjadi Selasa, "
         "20 Oktober 2026 (Pasal 10 ayat (1))."),
        ((2026, 10, 19), (2026, 10, 20),
         "Senin, 19 Oktober 2026. Hari itu libur uji; menjadi Selasa, 20 Oktober 2026 (Pasal 10 ayat (1))."),
    ],
)  # fmt: skip
def test_a_stage_of_add_has_its_own_due_date(day: tuple[int, ...], due: tuple[int, ...], words: str) -> None:
    """MM Pasal 10 ayat (1)-(2)."""
    rule = regulations()["mamasa-10-2021"].iuran.jatuh_tempo
    kept = KeputusanTahap(date(*day), "BPKAD Mamasa", "900/12", date(2026, 10, 5))
    assert stage_due(kept, rule, {date(2026, 10, 19): "libur uji"}) == JatuhTempo(date(*due), f"{DECIDED} {words}")


def test_a_stage_where_holidays_move_nothing_and_no_article_of_its_own() -> None:
    rule = JatuhTempoAturan(tanggal=10, hari_libur="tetap", pasal="7 ayat (3)")
    kept = KeputusanTahap(date(2026, 10, 17), "BPKAD Mamasa", "900/12", date(2026, 10, 5))
    assert stage_due(kept, rule, {}) == JatuhTempo(
        date(2026, 10, 17), f"{DECIDED} Sabtu, 17 Oktober 2026 (Pasal 7 ayat (3))."
    )


def test_cover_may_stop_on_the_first_day_of_the_next_month() -> None:
    """Perpres 82/2018 Pasal 42 ayat (1)."""
    assert [suspended_from(Bulan(2026, number)) for number in (10, 12)] == [date(2026, 11, 1), date(2027, 1, 1)]
