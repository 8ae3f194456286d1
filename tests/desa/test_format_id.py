"""The filters that write every number and date on screen."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines

from desa.templatetags import format_id
from jaminan.bulan import Bulan

Write = Callable[[object], str]
NEW_YEAR = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # already 2027 in Mamasa, still 2026 in Kayong Utara


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (format_id.rupiah, 1234567, "Rp\xa01.234.567"),
        (format_id.rupiah, 0, "Rp\xa00"),
        (format_id.rupiah, -5, "-Rp\xa05"),
        (format_id.ribuan, 1846, "1.846"),
        (format_id.ribuan, "Rp 5", "Rp 5"),
        (format_id.utuh, "Gaji: Rp 2.022.200", "Gaji: Rp\xa02.022.200"),
        (format_id.bulan, Bulan(2026, 10), "Oktober 2026"),
        (format_id.bulan, date(2026, 10, 31), "Oktober 2026"),
        (format_id.tanggal, date(2026, 10, 12), "12 Oktober 2026"),
        (format_id.tanggal, NEW_YEAR, "1 Januari 2027"),
        (format_id.hari, date(2026, 10, 12), "Senin, 12 Oktober 2026"),
        (format_id.hari, NEW_YEAR, "Jumat, 1 Januari 2027"),
        (format_id.waktu, NEW_YEAR, "1 Januari 2027 pukul 00.30 WITA"),
        (format_id.samar, "7603010101909001", "760301******9001"),
        (format_id.berempat, "8888000000000001", "8888 0000 0000 0001"),
        (format_id.persen, 400, "4"),
        (format_id.persen, 50, "0,5"),
        (format_id.koma, "2.5", "2,5"),
        (format_id.ukuran, 512, "512 bita"),
        (format_id.ukuran, 1025, "2 KB"),
        (format_id.ukuran, 12 * 1024, "12 KB"),
        (format_id.ukuran, 5 * 1024**2, "5 MB"),
        (format_id.ukuran, 1_500_000, "1,5 MB"),
    ],
)
def test_a_value_reads_as_people_write_it(write: Write, value: object, text: str) -> None:
    assert write(value) == text


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Asia/Pontianak", "31 Desember 2026 pukul 23.30 WIB"),
        ("Asia/Makassar", "1 Januari 2027 pukul 00.30 WITA"),
        ("Asia/Jayapura", "1 Januari 2027 pukul 01.30 WIT"),
        ("UTC", "31 Desember 2026 pukul 16.30 UTC+0"),
    ],
)
def test_a_moment_is_told_in_the_zone_of_its_regency(zone: str, text: str) -> None:
    assert format_id.waktu(NEW_YEAR, zone) == text


FILTERS = [
    format_id.rupiah, format_id.bulan, format_id.tanggal, format_id.hari, format_id.waktu,
    format_id.samar, format_id.berempat, format_id.persen, format_id.ukuran,
]  # fmt: skip


@pytest.mark.parametrize("write", FILTERS)
def test_nothing_is_written_as_a_dash(write: Write) -> None:
    assert write(None) == "–"


@pytest.mark.parametrize("write", [format_id.rupiah, format_id.persen, format_id.ukuran])
@pytest.mark.parametrize("value", ["1000", 1000.0, Decimal(1000), True, ""])
def test_an_amount_that_is_no_integer_is_a_programming_error(write: Write, value: object) -> None:
    with pytest.raises(TypeError):
        write(value)


def test_every_template_knows_the_filters_without_loading_them() -> None:
    assert engines["django"].from_string("{{ jumlah|rupiah }}").render({"jumlah": 2500}) == "Rp\xa02.500"


def test_a_due_day_is_named_once() -> None:
    day = date(2026, 9, 10)
    assert format_id.sebabnya("Kamis, 10 September 2026 (Pasal 7 ayat (3)-(4)).", day) == " (Pasal 7 ayat (3)-(4))."
    moved = "Tanggal 10 Oktober 2026 jatuh pada hari Sabtu; menjadi Senin, 12 Oktober 2026 (Pasal 10 ayat (1)-(2))."
    assert format_id.sebabnya(moved, date(2026, 10, 12)) == f". {moved}"
