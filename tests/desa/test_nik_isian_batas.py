"""Numbers and cells at their very edges: the last that is read, the first that is refused, and the words for it."""

from datetime import date
from typing import Any

import pytest

from desa.enums import Jabatan, SifatJabatan
from desa.rules.isi import Isi
from desa.rules.isian import Post, read_cell
from desa.rules.kolom import KOLOM_KELUARGA, KOLOM_PERANGKAT
from desa.rules.lembar import Sel
from desa.rules.nik import PeriksaNik, check_nik, check_number, normalise

KOLOM = {one.isian: one for one in (*KOLOM_KELUARGA, *KOLOM_PERANGKAT)}
KNOWN = frozenset({"7603", "6111"})
BORN = date(1990, 12, 31)
DAY = "760301010190"  # a NIK without its serial
SAME = "Tanggal lahir di dalam NIK berbeda dari tanggal lahir yang ditulis."
SEX = "Jenis kelamin di dalam NIK berbeda dari yang ditulis."


def nik(text: str, lahir: date | None = None, perempuan: bool | None = None) -> PeriksaNik:
    return check_nik(text, lahir=lahir, perempuan=perempuan, kabupaten_dikenal=KNOWN)


# -- the number ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "galat"), [
    ("7603010101909001", ""), ("6111010101909001", ""),
    ("1103010101909001", "NIK berawalan 11, bukan kode provinsi mana pun."),
    ("7600010101909001", "Kode kabupaten atau kecamatan pada NIK adalah 00."),
    ("7603000101909001", "Kode kabupaten atau kecamatan pada NIK adalah 00."),
    ("7601010101909001", ""), ("7610010101909001", ""), ("7603100101909001", ""),
    (f"{DAY}0000", "Empat angka terakhir NIK adalah 0000."),
    (f"{DAY}1000", ""), (f"{DAY}0001", ""), (f"{DAY}9000", ""),
    ("7603010001909001", "Tanggal lahir di dalam NIK tidak mungkin."),
    ("7603010100909001", "Tanggal lahir di dalam NIK tidak mungkin."),
    ("7603010113909001", "Tanggal lahir di dalam NIK tidak mungkin."),
    ("7603010112909001", ""), ("7603011012909001", ""), ("7603013112909001", ""),
    ("7603013212909001", "Tanggal lahir di dalam NIK tidak mungkin."),
    ("7603012902909001", ""), ("7603013002909001", "Tanggal lahir di dalam NIK tidak mungkin."),
    ("7603013004909001", ""), ("7603013104909001", "Tanggal lahir di dalam NIK tidak mungkin."),
    ("7603014101909001", ""), ("7603017101909001", ""), ("7603017112909001", ""),
    ("7603014001909001", "Tanggal lahir di dalam NIK tidak mungkin."),
    ("7603017201909001", "Tanggal lahir di dalam NIK tidak mungkin."),
    ("7603018101909001", "Tanggal lahir di dalam NIK tidak mungkin."),
    ("7603016902909001", ""), ("7603017002909001", "Tanggal lahir di dalam NIK tidak mungkin."),
])  # fmt: skip
def test_a_nik_at_the_edges_of_what_can_be(text: str, galat: str) -> None:
    found = nik(text)
    assert (found.nik, found.galat) == ("" if galat else text, galat)
    assert found.saran == ("Cocokkan dengan KTP, lalu ketik ulang." if galat else "")


@pytest.mark.parametrize(("month", "last"), list(enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)))
def test_each_month_has_its_days(month: int, last: int) -> None:
    assert nik(f"760301{last:02d}{month:02d}909001").galat == ""
    assert nik(f"760301{last + 1:02d}{month:02d}909001").galat != ""


@pytest.mark.parametrize(("text", "lahir", "perempuan", "ragu"), [
    ("7603013112909001", BORN, False, ()), ("7603017112909001", BORN, True, ()),
    ("7603013112909001", BORN, True, (SEX,)), ("7603017112909001", BORN, False, (SEX,)),
    ("7603014112909001", date(1990, 12, 1), False, (SEX,)), ("7603014112909001", date(1990, 12, 1), True, ()),
    ("7603013112909001", None, None, ()), ("7603013112909001", None, True, (SEX,)),
    ("7603013112909001", date(1990, 12, 30), False, (SAME,)), ("7603013112909001", date(1990, 10, 31), None, (SAME,)),
    ("7603013112909001", date(1991, 12, 31), None, (SAME,)), ("7603013112909001", date(2090, 12, 31), None, ()),
    ("7603013112099001", date(2009, 12, 31), None, ()), ("7603013112099001", date(2008, 12, 31), None, (SAME,)),
    ("7603013112909001", date(1990, 12, 30), True, (SAME, SEX)),
    ("7699013112909001", BORN, False, ("Kode kabupaten 76.99 di dalam NIK tidak ada dalam daftar sekarang.",)),
])  # fmt: skip
def test_a_doubt_is_asked_and_never_refused(
    text: str, lahir: date | None, perempuan: bool | None, ragu: tuple[str, ...]
) -> None:
    assert nik(text, lahir, perempuan) == PeriksaNik(text, ragu=ragu)


@pytest.mark.parametrize(("text", "digits", "found"), [
    ("0001234567890", 13, PeriksaNik("0001234567890")),
    ("000123456789", 13, PeriksaNik("", "Kartu berisi 12 angka, seharusnya 13.",
                                    "Cocokkan dengan KTP, KK atau kartunya.")),
    ("00012345678901", 13, PeriksaNik("", "Kartu berisi 14 angka, seharusnya 13.",
                                      "Cocokkan dengan KTP, KK atau kartunya.")),
    ("000123456789O", 13, PeriksaNik("", "Kartu memuat huruf atau tanda yang bukan angka.",
                                     "Ketik ulang 13 angkanya.")),
    (" 7.6E15 ", 16, PeriksaNik("", "Kartu sudah diubah lembar kerja menjadi angka (7.6E15), angka terakhirnya hilang.",
                                "Ubah format kolom menjadi Teks, lalu ketik ulang nomor dari KTP atau KK.")),
])  # fmt: skip
def test_a_number_says_how_many_digits_it_has(text: str, digits: int, found: PeriksaNik) -> None:
    assert check_number(text, "Kartu", digits) == found


def test_a_nik_that_is_no_number_is_refused_before_anything_is_asked() -> None:
    assert nik("76030101O1909001", BORN, True) == PeriksaNik(
        "", "NIK memuat huruf atau tanda yang bukan angka.", "Ketik ulang 16 angkanya."
    )


def test_a_number_has_sixteen_digits_unless_told() -> None:
    assert (check_number("1" * 16, "NIK").nik, check_number("1" * 17, "NIK").nik) == ("1" * 16, "")
    assert normalise("7603-0101\u200b ’7’") == "760301017"


# -- the cell --------------------------------------------------------------------------------------------------------


def cell(isian: str, value: Any) -> Isi:
    return read_cell(KOLOM[isian], Sel("A", value), "3 ayat (2)")


@pytest.mark.parametrize(("isian", "text", "nilai"), [
    ("nama", "x" * 120, "x" * 120), ("tempat_lahir", "x" * 80, "x" * 80), ("nomor_kartu", "0" * 13, "0" * 13),
    ("nomor_kk", "7603010101219001", "7603010101219001"), ("pns", "y", True), ("pns", "YA", True), ("pns", "-", False),
    ("pns", "tidak", False), ("pns", "t", False), ("pns", False, False), ("jenis_kelamin", "L.", "L"),
    ("telepon", "081234", "081234"), ("telepon", "1" * 15, "1" * 15), ("telepon", 812345678.0, "0812345678"),
    ("telepon", "(0421) 22-33.44", "0421223344"), ("nama", "Andi\u00a0 Wijaya", "Andi Wijaya"),
    ("tanggal_lahir", "1 Agt 1990", date(1990, 8, 1)), ("tanggal_lahir", "1 Okt 1990", date(1990, 10, 1)),
    ("tanggal_lahir", "1 Nop 1990", date(1990, 11, 1)), ("tanggal_lahir", "12/12/1990", date(1990, 12, 12)),
    ("tanggal_lahir", "1/1/1900", date(1900, 1, 1)), ("tanggal_lahir", "31/12/2100", date(2100, 12, 31)),
    ("tanggal_lahir", 7_000, date(1919, 3, 1)), ("tanggal_lahir", 59_999, date(2064, 4, 7)),
    ("penghasilan", 100_000, 100_000), ("penghasilan", 100_000_000, 100_000_000),
    ("penghasilan", 2_500_000.0, 2_500_000),
])  # fmt: skip
def test_the_last_that_is_read(isian: str, text: Any, nilai: object) -> None:
    found = cell(isian, text)
    assert (found.nilai, found.galat, found.saran) == (nilai, "", "")


@pytest.mark.parametrize(("isian", "text", "galat"), [
    ("nama", "x" * 121, "Nama lebih dari 120 huruf."), ("tempat_lahir", "x" * 81, "Tempat Lahir lebih dari 80 huruf."),
    ("nomor_kartu", "00012345678901", "Nomor Kartu JKN berisi 14 angka, seharusnya 13."),
    ("telepon", "08123", 'Telepon "08123" bukan nomor telepon.'),
    ("telepon", "1234567890123456", 'Telepon "1234567890123456" bukan nomor telepon.'),
    ("tanggal_lahir", "31/12/1899", "Tanggal Lahir bertahun 1899."),
    ("tanggal_lahir", "1/1/2101", "Tanggal Lahir bertahun 2101."),
    ("tanggal_lahir", 6_999, 'Tanggal Lahir "6999" bukan tanggal yang dikenal.'),
    ("tanggal_lahir", 60_000, 'Tanggal Lahir "60000" bukan tanggal yang dikenal.'),
    ("tanggal_lahir", "1/1/99", 'Tanggal Lahir "1/1/99" bertahun dua angka.'),
    ("tanggal_lahir", "1/1/0100", "Tanggal Lahir bertahun 100."),
    ("tanggal_lahir", "12/13/1990", 'Tanggal Lahir "12/13/1990": bulan dan hari tertukar?'),
    ("tanggal_lahir", "13/13/1990", 'Tanggal Lahir "13/13/1990" tidak ada dalam kalender.'),
    ("penghasilan", 99_999, "Penghasilan Tetap hanya Rp 99.999 sebulan; apakah maksudnya Rp 99.999.000?"),
    ("penghasilan", 100, "Penghasilan Tetap hanya Rp 100 sebulan; apakah maksudnya Rp 100.000?"),
    ("penghasilan", 99, "Penghasilan Tetap hanya Rp 99 sebulan; Rupiah sebulan?"),
    ("penghasilan", 100_000_001, "Penghasilan Tetap Rp 100.000.001 sebulan; apakah ini jumlah setahun?"),
    ("penghasilan", 2_500_000.5, 'Penghasilan Tetap "2500000.5" bukan jumlah rupiah yang jelas.'),
    ("penghasilan", True, 'Penghasilan Tetap "True" bukan jumlah rupiah yang jelas.'),
    ("jabatan", f"Kadus {'x' * 61}", "Nama bidang pada Jabatan lebih dari 60 huruf."),
])  # fmt: skip
def test_the_first_that_is_refused(isian: str, text: Any, galat: str) -> None:
    found = cell(isian, text)
    assert (found.galat, found.nilai in (None, ""), bool(found.saran)) == (galat, True, True)


@pytest.mark.parametrize(("text", "sifat"), [
    ("Plt. Kadus Rante", SifatJabatan.PLT), ("Pj. Kadus Rante", SifatJabatan.PJ), ("PJS Kadus Rante", SifatJabatan.PJ),
    ("Penjabat Kadus Rante", SifatJabatan.PJ), ("kadus Rante", SifatJabatan.DEFINITIF),
])  # fmt: skip
def test_a_stand_in_is_told_by_its_first_word(text: str, sifat: SifatJabatan) -> None:
    assert cell("jabatan", text).nilai == Post(Jabatan.KEPALA_DUSUN, "Rante", sifat)


def test_what_a_post_is_about_may_have_sixty_letters() -> None:
    assert cell("jabatan", f"Kadus {'x' * 60}").nilai == Post(Jabatan.KEPALA_DUSUN, "x" * 60, SifatJabatan.DEFINITIF)
    assert Post(Jabatan.KEPALA_DUSUN, "Rante", SifatJabatan.PLT).nama == "Plt. Kepala Dusun Rante"
    assert Post(Jabatan.KEPALA_DESA, "", SifatJabatan.DEFINITIF).nama == "Kepala Desa"
