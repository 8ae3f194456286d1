"""Roster sheets at their edges: where titles may stand, which rows are people, what the answer holds word by word."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desa.enums import Jabatan, SifatJabatan
from desa.rules.daftar import compare, read_daftar
from desa.rules.daftar_bentuk import Hasil, shown
from desa.rules.fakta import Daftar
from desa.rules.isian import Post
from desa.rules.kolom import KOLOM_KELUARGA, PERANGKAT
from desa.rules.lembar import Baris, Lembar, Sel
from desa.rules.salah import Salah, Tawaran
from tests.desa.test_daftar import ANDI, ATURAN, START, TITLES, TODAY, A, B, check, roster, row

FAMILY = [one.judul for one in KOLOM_KELUARGA]
WIFE, CHILD = "7603014505929002", "7603010203149003"
UNDUH = 'Gunakan berkas dari tombol "Unduh daftar".'


def sheet(nama: str, titles: list[str], *rows: dict[str, Any], lead: int = 0, hidden: bool = False) -> Lembar:
    """`lead` filled rows stand above the titles."""
    table: list[list[Any]] = [["DAFTAR"]] * lead
    table += [titles, *([one.get(title) for title in titles] for one in rows)]
    filled = [
        Baris(number, [Sel(chr(65 + place), value) for place, value in enumerate(values) if value not in (None, "")])
        for number, values in enumerate(table, 1)
    ]
    return Lembar(nama, hidden, [one for one in filled if one.sel])


def read(*sheets: Lembar) -> Daftar:
    return read_daftar(list(sheets), ATURAN)


def told(found: Daftar) -> list[tuple[str, str, str, str]]:
    return [(one.lembar, one.sel, one.pesan, one.saran) for one in found.salah]


def member(nik: str, nama: str, hubungan: str, lahir: date, **more: object) -> dict[str, Any]:
    return {"NIK Peserta": ANDI, "NIK": nik, "Nama": nama, "Hubungan": hubungan, "Jenis Kelamin": "P",
            "Tanggal Lahir": lahir, **more}  # fmt: skip


W = member(WIFE, "Wati", "Istri", date(1992, 5, 5))
C = member(CHILD, "Caca", "Anak Kandung", date(2014, 3, 2), **{"Jenis Kelamin": "L"})


# -- sheets and titles -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lead", "found"), [(9, True), (10, False)])
def test_titles_stand_in_the_first_ten_rows(lead: int, found: bool) -> None:
    kept = read(sheet(PERANGKAT, TITLES, A, B, lead=lead))
    lost = [(PERANGKAT, "", "Baris judul lembar Perangkat tidak ditemukan pada sepuluh baris pertama.", UNDUH)]
    assert (len(kept.perangkat), told(kept)) == ((2, []) if found else (0, lost))


@pytest.mark.parametrize(("titles", "found"), [(["NIK", "Nama", "Jabatan"], True), (["NIK", "Nama", "Lain"], False)])
def test_three_known_titles_make_a_header(titles: list[str], found: bool) -> None:
    pesan = [one[2] for one in told(read(sheet(PERANGKAT, titles, A)))]
    assert ("Kolom Penghasilan Tetap tidak ada pada lembar Perangkat." in pesan) == found
    assert ("Baris judul lembar Perangkat tidak ditemukan pada sepuluh baris pertama." in pesan) != found


def test_a_file_without_the_sheet_is_refused_unless_one_table_is_it() -> None:
    only = read(sheet("Lembar1", TITLES, A, B))
    assert (len(only.perangkat), told(only), only.catatan) == (2, [], [])
    lost = [(PERANGKAT, "", "Lembar Perangkat tidak ada dalam berkas.", UNDUH)]
    for sheets in ((), (sheet("Satu", TITLES, A), sheet("Dua", TITLES, B)), (sheet("Keluargaku", FAMILY, W),)):
        assert told(read(*sheets)) == lost
    both = read(sheet(" perangkat ", TITLES, A), sheet("Dua", TITLES, B))
    assert ([one.nilai["nama"] for one in both.perangkat], both.catatan) == (
        ["Andi"], ["Lembar Dua tidak dikenal dan tidak dibaca."])  # fmt: skip
    beside = read(sheet("Satu", TITLES, A), sheet("KELUARGA", FAMILY, W))
    assert (len(beside.perangkat), beside.numbers(), beside.keluarga is None) == (1, {ANDI, WIFE}, False)


def test_a_hidden_sheet_is_never_the_one() -> None:
    kept = read(sheet(PERANGKAT, TITLES, A, hidden=True))
    assert (kept.perangkat, told(kept)[0][2]) == ([], "Lembar Perangkat tidak ada dalam berkas.")
    assert kept.catatan == ["Lembar Perangkat tersembunyi dan tidak dibaca."]


def test_a_doubled_title_is_named_by_its_cell() -> None:
    kept = read(sheet(PERANGKAT, [*TITLES, "Nama"], A))
    assert told(kept) == [(PERANGKAT, "R1", "Kolom Nama ada dua kali.", "Hapus salah satunya.")]


@pytest.mark.parametrize("title", ["No", "No.", "Nomor", "NOMOR URUT", "no urut"])
def test_a_number_column_is_passed_over_in_silence(title: str) -> None:
    assert read(sheet(PERANGKAT, [title, *TITLES], A | {title: 1})).catatan == []


def test_a_title_of_blanks_is_no_title() -> None:
    assert read(sheet(PERANGKAT, ["  ", *TITLES], A | {"  ": "x"})).catatan == []


def test_days_counted_from_1904_are_set_right_and_nothing_else() -> None:
    """2021-01-04 is day 42738 there and 44200 in a sheet that counts from 1900."""
    one = sheet(PERANGKAT, TITLES, A | {"Tanggal Pelantikan": 42_738, "Penghasilan Tetap": 2_000_000})
    [fact] = read(Lembar(PERANGKAT, False, one.baris, sejak_1904=True)).perangkat
    assert (fact.nilai["mulai"], fact.nilai["penghasilan"], fact.nilai["tanggal_lahir"]) == (
        START, 2_000_000, date(1990, 1, 1))  # fmt: skip
    assert read(one).perangkat[0].nilai["mulai"] == date(2017, 1, 3)


@pytest.mark.parametrize(("counted", "pesan"), [(3, ""), (4, "Lembar Perangkat tidak terbaca utuh: 3 dari 4 baris.")])
def test_a_sheet_that_lost_rows_is_refused(counted: int, pesan: str) -> None:
    kept = read(Lembar(PERANGKAT, False, sheet(PERANGKAT, TITLES, A, B).baris, jumlah=counted))
    lost = [(PERANGKAT, "", pesan, "Simpan ulang sebagai XLSX, lalu unggah lagi.")]
    assert told(kept) == (lost if pesan else [])


# -- rows ------------------------------------------------------------------------------------------------------------


def numbered(first: int, count: int) -> dict[str, Any]:
    return {title: str(first + place) for place, title in enumerate(TITLES[:count])}


@pytest.mark.parametrize(("values", "why"), [
    (numbered(1, 4), "nomor kolom"), (numbered(2, 4), "nomor kolom"), (numbered(1, 17), "nomor kolom"),
    ({title: f"({place})" for place, title in enumerate(TITLES, 1)}, "nomor kolom"),
    (numbered(3, 4), ""), (numbered(1, 3), ""), (numbered(1, 4) | {TITLES[3]: "9"}, ""),
    ({"Nama": "TOTAL"}, "baris jumlah"), ({"Nama": "Jumlah :"}, "baris jumlah"), ({"Nama": "Subtotal"}, "baris jumlah"),
    ({"Nama": "Jumlah total", "Penghasilan Tetap": 5}, "baris jumlah"),
    (A | {"Nama": "Total"}, ""), ({"Nama": "Jumlahwati", "Penghasilan Tetap": 5}, ""),
])  # fmt: skip
def test_which_rows_are_people(values: dict[str, Any], why: str) -> None:
    kept = read(sheet(PERANGKAT, TITLES, values, A))
    notes = [one for one in kept.catatan if "baris 2" in one]
    assert (len(kept.perangkat), notes) == (
        (1, [f"Lembar Perangkat baris 2: {why}, tidak dibaca."]) if why else (2, []))  # fmt: skip


def test_words_under_the_table_are_no_person_and_in_it_they_are() -> None:
    sign, head = {"Nama": "Mengetahui"}, {"NIK": "NIK", "Jenis Kelamin (L/P)": "(L/P)"}
    under = read(sheet(PERANGKAT, TITLES, A, B, sign))
    assert (len(under.perangkat), under.catatan) == (
        2, ["Lembar Perangkat baris 4: keterangan di bawah tabel, tidak dibaca."])  # fmt: skip
    assert [len(read(sheet(PERANGKAT, TITLES, *rows)).perangkat) for rows in ((A, sign, B), (sign, A, B))] == [3, 3]
    above = read(sheet(PERANGKAT, TITLES, head, A))
    assert (len(above.perangkat), above.catatan) == (1, ["Lembar Perangkat baris 2: baris judul, tidak dibaca."])


@pytest.mark.parametrize("more", [
    {"NIK": "1"}, {"Nomor KK": "1"}, {"Tanggal Lahir": "1"}, {"Tanggal Pelantikan": "1"}, {"Penghasilan Tetap": "1"},
    {"Nomor Kartu JKN": "1"}, {"Jabatan": "Kepala Desa"}, {"Tempat Lahir": "x", "Telepon": "y"},
])  # fmt: skip
def test_under_the_table_too_a_row_with_anything_of_a_person_is_one(more: dict[str, Any]) -> None:
    assert len(read(sheet(PERANGKAT, TITLES, A, {"Nama": "Citra", **more})).perangkat) == 2
    few = read(sheet(PERANGKAT, TITLES, A, {"Nama": "Camat", "Tempat Lahir": "Mamasa"}))
    assert (len(few.perangkat), few.catatan) == (
        1, ["Lembar Perangkat baris 3: keterangan di bawah tabel, tidak dibaca."])  # fmt: skip


def test_a_row_under_unknown_titles_only_is_told() -> None:
    kept = read(sheet(PERANGKAT, [*TITLES, "Catatan"], A, {"Catatan": "x"}, B))
    assert kept.catatan[1:] == ["Lembar Perangkat baris 3: tidak berisi kolom yang dikenal, tidak dibaca."]


def test_an_empty_cell_is_nothing_and_a_missing_one_is_told() -> None:
    [fact] = read(sheet(PERANGKAT, TITLES, A)).perangkat
    empty = {name: fact.nilai[name] for name in ("nomor_kk", "berakhir", "alasan_berakhir", "pns", "telepon")}
    assert empty == {"nomor_kk": "", "berakhir": None, "alasan_berakhir": "", "pns": False, "telepon": ""}
    assert (fact.utuh, fact.sel("nik"), fact.sel("penghasilan"), fact.sel("tak ada")) == (True, "A2", "L2", "")


def test_a_hidden_row_is_read_and_told() -> None:
    one = sheet(PERANGKAT, TITLES, A)
    hidden = Lembar(PERANGKAT, False, [one.baris[0], Baris(2, one.baris[1].sel, True)])
    assert compare(read(hidden), roster()).as_json()["tersembunyi"] == [
        {"lembar": PERANGKAT, "baris": 2, "nama": "Andi"}
    ]


def test_a_hidden_column_is_read_and_told() -> None:
    hidden = replace(sheet(PERANGKAT, TITLES, A), kolom_tersembunyi=frozenset({"C", "Z"}))
    assert compare(read(hidden), roster()).as_json()["tersembunyi"] == [
        {"lembar": PERANGKAT, "kolom": "C", "nama": TITLES[2].partition(" (")[0]}
    ]


@pytest.mark.parametrize(("change", "pesan", "saran"), [
    ({"Tanggal Lahir": TODAY.replace(day=21)}, "Tanggal Lahir masih akan datang.", "Cocokkan dengan KTP."),
    ({"Tanggal Pelantikan": "02/01/2021", "Tanggal Berakhir": "01/01/2021", "Alasan Berakhir": "Wafat"},
     "Tanggal Berakhir lebih awal dari Tanggal Pelantikan.", "Periksa kedua tanggal."),
    ({"Tanggal Berakhir": "01/01/2026"}, "Alasan Berakhir belum diisi padahal Tanggal Berakhir ada.",
     "Pilih alasannya dari daftar."),
    ({"Alasan Berakhir": "Wafat"}, "Tanggal Berakhir belum diisi padahal Alasan Berakhir ada.",
     "Tulis hari terakhir menjabat."),
])  # fmt: skip
def test_what_shows_across_cells_says_what_to_do(change: dict[str, Any], pesan: str, saran: str) -> None:
    kept = read(sheet(PERANGKAT, TITLES, A | change))
    assert (pesan, saran) in [(one.pesan, one.saran) for one in kept.salah]


@pytest.mark.parametrize(("dates", "asked"), [
    (("12/13/1990", "01/02/1990"), [3]),  # twelve is a month, thirteen is none
    (("13/13/1990", "01/02/1990"), []),  # no date either way round says nothing about the column
    (("12/13/1899", "01/02/1990"), []),  # nobody living was born then: a slip, no order of months
    (("12/13/1900", "12/01/1990"), [3]),
    (("12/13/1990", "13/01/1990"), []),
    (("12/13/1990", "01/12/1990"), [3]),
    (("12/13/1990", "01/01/1990"), []),
    (("12/13/1990", "12/12/1990"), []),
])  # fmt: skip
def test_which_dates_of_a_turned_column_are_asked_about(dates: tuple[str, str], asked: list[int]) -> None:
    kept = read(
        sheet(PERANGKAT, TITLES, *(one | {"Tanggal Lahir": day} for one, day in zip((A, B), dates, strict=True)))
    )
    found = [one for one in kept.salah if "dapat berarti" in one.pesan]
    assert [one.baris for one in found] == asked
    if dates[1] == "01/02/1990" and asked:
        assert (found[0].pesan, found[0].saran) == (
            '"01/02/1990" dapat berarti 1 Februari 1990 atau 2 Januari 1990.',
            "Kolom ini memuat tanggal dengan bulan di depan. Pilih tanggalnya, atau tulis hari lebih dahulu.",
        )


@pytest.mark.parametrize(("change", "sel", "pesan"), [
    ({"Tanggal Lahir": TODAY.replace(day=21)}, "F2", "Tanggal Lahir masih akan datang."),
    ({"Tanggal Pelantikan": "02/01/2021", "Tanggal Berakhir": "01/01/2021", "Alasan Berakhir": "Wafat"}, "J2",
     "Tanggal Berakhir lebih awal dari Tanggal Pelantikan."),
    ({"Tanggal Berakhir": "01/01/2026"}, "K2", "Alasan Berakhir belum diisi padahal Tanggal Berakhir ada."),
    ({"Alasan Berakhir": "Wafat"}, "J2", "Tanggal Berakhir belum diisi padahal Alasan Berakhir ada."),
    ({"NIK": "7603013002909001"}, "A2", "Tanggal lahir di dalam NIK tidak mungkin."),
])  # fmt: skip
def test_what_only_shows_across_cells(change: dict[str, Any], sel: str, pesan: str) -> None:
    kept = read(sheet(PERANGKAT, TITLES, A | change))
    assert (sel, pesan) in [(one.sel, one.pesan) for one in kept.salah]
    assert kept.perangkat[0].utuh is False


def test_days_on_the_edge_are_no_fault() -> None:
    born = read(sheet(PERANGKAT, TITLES, A | {"Tanggal Lahir": TODAY}))
    ended = {"Tanggal Pelantikan": "04/01/2021", "Tanggal Berakhir": "04/01/2021", "Alasan Berakhir": "Wafat"}
    assert (told(born), told(read(sheet(PERANGKAT, TITLES, A | ended)))) == ([], [])
    without = [title for title in TITLES if title != "Tanggal Berakhir"]
    assert told(read(sheet(PERANGKAT, without, A | {"Alasan Berakhir": "Wafat"}))) == []


def test_numbers_and_cards_of_a_file() -> None:
    cards = A | {"Nomor Kartu JKN": "0001234567890"}
    kept = read(sheet(PERANGKAT, TITLES, cards, B | {"NIK": 5}), sheet("Keluarga", FAMILY, W))
    assert (kept.numbers(), kept.cards()) == ({ANDI, WIFE}, {"0001234567890"})


# -- the answer ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("isian", "value", "words"), [
    ("pns", True, "Y"), ("pns", False, "T"), ("mulai", date(2021, 1, 4), "2021-01-04"), ("nomor_kartu", "", ""),
    ("nik", ANDI, "760301******9001"), ("nomor_kk", ANDI, "760301******9001"),
    ("nomor_kartu", "0001234567890", "000123***7890"),
    ("jenis_kelamin", "L", "L"), ("jenis_kelamin", "", ""), ("status_kawin", "kawin", "Kawin"),
    ("hubungan", "anak_kandung", "Anak kandung"), ("penghasilan", 5, 5), ("penghasilan", 0, 0), ("nama", None, ""),
    ("telepon", "0812", "0812"), ("jabatan", Post(Jabatan.KEPALA_DUSUN, "R", SifatJabatan.PLT), "Plt. Kepala Dusun R"),
])  # fmt: skip
def test_how_a_value_is_printed(isian: str, value: Any, words: Any) -> None:
    assert shown(isian, value) == words


def test_the_answer_word_by_word() -> None:
    hasil = check(A | {"Penghasilan Tetap": 2_100_000, "Telepon": "08123456"}).as_json()
    assert list(hasil) == [
        "hilang", "tetap", "baru", "berubah", "berakhir", "salah", "ragu", "catatan", "hitungan", "tersembunyi",
    ]  # fmt: skip
    assert hasil["berubah"] == [
        {"lembar": PERANGKAT, "nik": "760301******9001", "nama": "Andi", "kolom": "Telepon", "lama": "",
         "baru": "08123456", "melengkapi": True},
        {"lembar": PERANGKAT, "nik": "760301******9001", "nama": "Andi", "kolom": "Penghasilan Tetap",
         "lama": 2_000_000, "baru": 2_100_000, "melengkapi": False},
    ]  # fmt: skip
    assert [(one["nama"], one["jabatan"], one["mulai"], one["nik"]) for one in hasil["hilang"]] == [
        ("Budiman", "Sekretaris Desa", "2021-01-04", "760301******9002")]  # fmt: skip
    assert "hilang" not in check(A, B).as_json()
    counted = Hasil(berubah=[{}], baru=[{}, {}], berakhir=[{}] * 3, salah=[Salah("", "", "")] * 4)
    assert (counted.count(), Hasil().count(), Hasil().tetap) == ((1, 2, 3, 4), (0, 0, 0, 0), 0)


def test_every_row_is_counted_once_and_only_hidden_ones_are_named() -> None:
    broken = row(ANDI, "Andi", "Kadus Rante", date(1990, 1, 1)) | {"Penghasilan Tetap": ""}
    hasil = check(A, broken, B)
    assert (hasil.tersembunyi, [(one["diterima"], one["tetap"], one["ditolak"]) for one in hasil.hitungan]) == (
        [], [(0, 1, 2)])  # fmt: skip
    one = sheet(PERANGKAT, TITLES, A | {"Nama": ""})
    nameless = read(Lembar(PERANGKAT, False, [one.baris[0], Baris(2, one.baris[1].sel, True)]))
    assert compare(nameless, roster()).tersembunyi == [{"lembar": PERANGKAT, "baris": 2, "nama": ""}]


def test_a_fault_says_only_what_is_known_of_it() -> None:
    bare = Salah(PERANGKAT, "", "Kosong", "Isi.")
    assert bare.as_json() == {"lembar": PERANGKAT, "sel": "", "pesan": "Kosong", "saran": "Isi."}
    offer = Tawaran("Rp 5", "5", "isi:5")
    full = Salah(PERANGKAT, "L2", "Kosong", kolom="Penghasilan Tetap", baris=2, nilai="5").offering(offer)
    assert full.as_json(saran=False) == {
        "lembar": PERANGKAT, "sel": "L2", "pesan": "Kosong", "kolom": "Penghasilan Tetap", "baris": 2, "nilai": "5",
        "tawaran": [{"nama": "Rp 5", "nilai_tersamar": "5", "kunci": "isi:5"}],
    }  # fmt: skip
    assert full.offering(offer).tawaran == full.tawaran
