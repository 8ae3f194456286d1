"""One cell at a time: what is read, what is refused, what is asked."""

from datetime import date, datetime
from typing import Any

import pytest

from desa.enums import Jabatan, SifatJabatan
from desa.rules.isian import Post, read_cell
from desa.rules.kolom import KOLOM_KELUARGA, KOLOM_PERANGKAT
from desa.rules.lembar import Sel

KOLOM = {one.isian: one for one in (*KOLOM_KELUARGA, *KOLOM_PERANGKAT)}
BORN = date(1990, 12, 31)


def read(isian: str, value: Any, *, rumus: bool = False) -> Any:
    """The value, or the sentence that refuses it."""
    found = read_cell(KOLOM[isian], Sel("A", value, rumus), "3 ayat (2)")
    return found.galat or found.nilai


@pytest.mark.parametrize("text", [
    "31/12/1990", "31-12-1990", "31.12.1990", "1990-12-31", "31 Desember 1990", "31 Des 1990", "31 DESEMBER 1990",
    "31-Des-1990", "1990-12-31 00:00:00", "\u00a031/12/1990 ", BORN, datetime(1990, 12, 31, 7), 33238,
])  # fmt: skip
def test_a_date_is_read_with_the_day_first(text: Any) -> None:
    assert read("tanggal_lahir", text) == BORN


@pytest.mark.parametrize(("text", "pesan"), [
    ("31/02/1990", 'Tanggal Lahir "31/02/1990" tidak ada dalam kalender.'),
    ("12/31/1990", 'Tanggal Lahir "12/31/1990": bulan dan hari tertukar?'),
    ("31-12-90", 'Tanggal Lahir "31-12-90" bertahun dua angka.'),
    ("kemarin", 'Tanggal Lahir "kemarin" bukan tanggal yang dikenal.'),
    (19901231, 'Tanggal Lahir "19901231" bukan tanggal yang dikenal.'),
    ("01/01/1890", "Tanggal Lahir bertahun 1890."),
    (True, 'Tanggal Lahir "True" bukan tanggal yang dikenal.'),
])  # fmt: skip
def test_an_impossible_date_is_refused(text: Any, pesan: str) -> None:
    assert read("tanggal_lahir", text) == pesan


HOW = "Tulis hari, bulan, tahun: 31/12/1990."


@pytest.mark.parametrize(("isian", "value", "galat", "saran", "tawaran"), [
    ("tanggal_lahir", "01/01/1890", "Tanggal Lahir bertahun 1890.", "Periksa tahunnya.", []),
    ("tanggal_lahir", "01/01/0100", "Tanggal Lahir bertahun 100.", "Periksa tahunnya.", []),
    ("tanggal_lahir", "31-12-90", 'Tanggal Lahir "31-12-90" bertahun dua angka.', "Tulis tahun dengan empat angka.",
     ["31 Desember 1990"]),
    ("tanggal_lahir", "31/02/1990", 'Tanggal Lahir "31/02/1990" tidak ada dalam kalender.',
     "Cocokkan dengan KTP atau surat keputusan.", []),
    ("tanggal_lahir", "12/31/1990", 'Tanggal Lahir "12/31/1990": bulan dan hari tertukar?', HOW, ["31 Desember 1990"]),
    ("tanggal_lahir", "13/13/1990", 'Tanggal Lahir "13/13/1990" tidak ada dalam kalender.',
     "Cocokkan dengan KTP atau surat keputusan.", []),
    ("tanggal_lahir", "33238.0", 'Tanggal Lahir "33238.0" bukan tanggal yang dikenal.', HOW, ["31 Desember 1990"]),
    ("penghasilan", -5, "Penghasilan Tetap negatif.", "Tulis jumlah rupiah sebulan.", []),
    ("penghasilan", 2_500, "Penghasilan Tetap hanya Rp 2.500 sebulan; apakah maksudnya Rp 2.500.000?",
     "Tulis angka penuh, misalnya 2500000.", ["Rp 2.500.000 sebulan"]),
    ("penghasilan", 120_000_001, "Penghasilan Tetap Rp 120.000.001 sebulan; apakah ini jumlah setahun?",
     "Tulis jumlah sebulan, misalnya 2500000.", []),
    ("penghasilan", "2,50001e5", 'Penghasilan Tetap "2,50001e5" bukan jumlah rupiah yang jelas.',
     "Tulis angkanya saja, misalnya 2500000.", ["Rp 250.001 sebulan"]),
    ("penghasilan", "2,500011e5", 'Penghasilan Tetap "2,500011e5" bukan jumlah rupiah yang jelas.',
     "Tulis angkanya saja, misalnya 2500000.", []),
])  # fmt: skip
def test_a_refused_cell_says_what_to_do_and_what_it_may_mean(
    isian: str, value: Any, galat: str, saran: str, tawaran: list[str]
) -> None:
    found = read_cell(KOLOM[isian], Sel("A", value), "3")
    assert (found.galat, found.saran, [one.nama for one in found.tawaran]) == (galat, saran, tawaran)


def test_a_count_of_days_is_asked_about() -> None:
    found = read_cell(KOLOM["tanggal_lahir"], Sel("A", 33238), "3")
    assert found.ragu == "Angka 33238 dibaca sebagai 31 Desember 1990."


@pytest.mark.parametrize("text", [
    2500000, "2500000", "2.500.000", "Rp 2.500.000", "Rp2.500.000,00", "rp. 2.500.000,-", "2,500,000", "2500000.0",
    "2.500.000,00",
])  # fmt: skip
def test_money_with_one_meaning_is_read(text: Any) -> None:
    assert read("penghasilan", text) == 2_500_000


@pytest.mark.parametrize(("text", "pesan"), [
    ("2,5 juta", 'Penghasilan Tetap "2,5 juta" bukan jumlah rupiah yang jelas.'),
    ("1e7", 'Penghasilan Tetap "1e7" bukan jumlah rupiah yang jelas.'),
    ("2,500", 'Penghasilan Tetap "2,500" bukan jumlah rupiah yang jelas.'),
    (-2500000, "Penghasilan Tetap negatif."),
    ("-2.500.000", "Penghasilan Tetap negatif."),
    ("2.500", "Penghasilan Tetap hanya Rp 2.500 sebulan; apakah maksudnya Rp 2.500.000?"),
    (0, "Penghasilan Tetap hanya Rp 0 sebulan; Rupiah sebulan?"),
    (250_000_000, "Penghasilan Tetap Rp 250.000.000 sebulan; apakah ini jumlah setahun?"),
])  # fmt: skip
def test_money_with_two_meanings_is_asked(text: Any, pesan: str) -> None:
    assert read("penghasilan", text) == pesan


@pytest.mark.parametrize(("text", "post"), [
    ("Kepala Desa", Post(Jabatan.KEPALA_DESA, "", SifatJabatan.DEFINITIF)),
    ("kades", Post(Jabatan.KEPALA_DESA, "", SifatJabatan.DEFINITIF)),
    ("Plt. Kepala Desa", Post(Jabatan.KEPALA_DESA, "", SifatJabatan.PLT)),
    ("Pj Kepala  Desa", Post(Jabatan.KEPALA_DESA, "", SifatJabatan.PJ)),
    ("SEKDES", Post(Jabatan.SEKRETARIS_DESA, "", SifatJabatan.DEFINITIF)),
    ("Kaur Keuangan", Post(Jabatan.KEPALA_URUSAN, "Keuangan", SifatJabatan.DEFINITIF)),
    ("Kepala Urusan Keuangan", Post(Jabatan.KEPALA_URUSAN, "Keuangan", SifatJabatan.DEFINITIF)),
    ("Kasi Pelayanan", Post(Jabatan.KEPALA_SEKSI, "Pelayanan", SifatJabatan.DEFINITIF)),
    ("Kadus Rante Indah", Post(Jabatan.KEPALA_DUSUN, "Rante Indah", SifatJabatan.DEFINITIF)),
    ("Staf Keuangan", '"Staf Keuangan" tidak termasuk yang dijamin di sini (Pasal 3 ayat (2)).'),
    ("Ketua BPD", '"Ketua BPD" tidak termasuk yang dijamin di sini (Pasal 3 ayat (2)).'),
    ("Kepala Sekolah", 'Jabatan "Kepala Sekolah" tidak dikenal.'),
])  # fmt: skip
def test_the_list_of_posts_is_closed(text: str, post: object) -> None:
    assert read("jabatan", text) == post


@pytest.mark.parametrize("value", [7603010101909001, 76030101019090.5])
def test_a_number_cell_is_never_a_nik(value: float) -> None:
    found = read_cell(KOLOM["nik"], Sel("B", value), "3")
    assert (found.galat, found.saran) == (
        "Kolom NIK berisi angka, bukan teks; angka terakhir mungkin hilang.",
        "Ubah kolom menjadi Teks lalu ketik ulang.",
    )


@pytest.mark.parametrize(("text", "answer"), [
    ("7603010101909001", "7603010101909001"),
    ("'7603 0101 0190 9001", "7603010101909001"),
    ("7603.0101.0190.9001", "7603010101909001"),
    ("７６０３０１０１０１９０９００１\u200b", "7603010101909001"),
    ("7,60302E+15", "NIK sudah diubah lembar kerja menjadi angka (7,60302E+15), angka terakhirnya hilang."),
    ("76030101O1909001", "NIK memuat huruf atau tanda yang bukan angka."),
    ("760301010190900", "NIK berisi 15 angka, seharusnya 16."),
])  # fmt: skip
def test_noise_around_a_nik_is_cleaned_and_damage_refused(text: str, answer: str) -> None:
    assert read("nik", text) == answer


@pytest.mark.parametrize(("isian", "text", "answer"), [
    ("jenis_kelamin", "perempuan", "P"), ("jenis_kelamin", "x", 'Jenis Kelamin (L/P) "x" tidak dikenal.'),
    ("hubungan", "Anak", "anak_kandung"), ("hubungan", "Ibu Mertua", "mertua"),
    ("hubungan", "Keponakan", 'Hubungan "Keponakan" tidak dikenal.'),
    ("status_kawin", "Menikah", "kawin"), ("alasan_berakhir", "Wafat", "meninggal"),
    ("pns", "Ya", True), ("pns", "T", False), ("pns", True, True), ("pns", "mungkin", 'PNS (Y/T) berisi "mungkin".'),
    ("telepon", 81234567890, "081234567890"), ("telepon", "+62 812-3456-7890", "+6281234567890"),
    ("telepon", "hp", 'Telepon "hp" bukan nomor telepon.'),
    ("nama", " =HYPERLINK(1) ", "=HYPERLINK(1)"), ("nama", "12", 'Nama "12" tidak memuat huruf.'),
    ("nama", "\u202eMarten\u200b\x01 Tandi", "Marten Tandi"),
    ("nama", "x" * 121, "Nama lebih dari 120 huruf."),
])  # fmt: skip
def test_other_cells(isian: str, text: Any, answer: object) -> None:
    assert read(isian, text) == answer


def test_a_formula_is_never_computed() -> None:
    found = read_cell(KOLOM["penghasilan"], Sel("A", "=1+1", True), "3")
    assert (found.galat, found.saran) == ("Sel ini berisi rumus.", "Salin isinya, lalu tempel sebagai nilai.")
