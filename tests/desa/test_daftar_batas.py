"""Roster sheets at their edges: where titles may stand, which rows are people, what the answer holds word by word."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desa.enums import Jabatan, SifatJabatan
from desa.rules.daftar import Keadaan, Kerabat, Masa, compare, read_daftar
from desa.rules.daftar_bentuk import Hasil, Jawaban, shown
from desa.rules.fakta import Daftar
from desa.rules.isian import Post
from desa.rules.kolom import KOLOM_KELUARGA, PERANGKAT
from desa.rules.lembar import Baris, Lembar, Sel
from desa.rules.salah import Salah, Tawaran
from tests.desa.test_daftar import ANDI, ATURAN, BUDI, START, TITLES, TODAY, A, B, check, faults, roster, row

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
    assert len(read(sheet(PERANGKAT, TITLES, A, head)).perangkat) == 2


def test_an_empty_cell_is_nothing_and_a_missing_one_is_told() -> None:
    [fact] = read(sheet(PERANGKAT, TITLES, A)).perangkat
    empty = {name: fact.nilai[name] for name in ("nomor_kk", "berakhir", "alasan_berakhir", "pns", "telepon")}
    assert empty == {"nomor_kk": "", "berakhir": None, "alasan_berakhir": "", "pns": False, "telepon": ""}
    assert (fact.utuh, fact.sel("nik"), fact.sel("penghasilan"), fact.sel("tak ada")) == (True, "A2", "L2", "")


def test_a_hidden_row_is_read_and_told() -> None:
    one = sheet(PERANGKAT, TITLES, A)
    hidden = Lembar(PERANGKAT, False, [one.baris[0], Baris(2, one.baris[1].sel, True)])
    kept = read(hidden)
    assert kept.catatan == ["Lembar Perangkat baris 2 tersembunyi, tetapi tetap dibaca."]
    assert compare(kept, roster()).as_json()["tersembunyi"] == [{"lembar": PERANGKAT, "baris": 2, "nama": "Andi"}]


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


# -- the families ----------------------------------------------------------------------------------------------------


def kin(number: int, nik: str, nama: str, hubungan: str, lahir: date, **more: Any) -> Kerabat:
    fields = {"nama": nama, "hubungan": hubungan, "jenis_kelamin": "P", "tanggal_lahir": lahir, "sudah_menikah": False,
              "berpenghasilan": False, "masih_sekolah": False, "nomor_kartu": "", **more}  # fmt: skip
    return Kerabat(number, ANDI, nik, fields)


def family(*rows: dict[str, Any], known: tuple[Kerabat, ...] = (), officials: tuple[dict[str, Any], ...] = (A, B),
           **more: Any) -> Hasil:  # fmt: skip
    state: Keadaan = roster(keluarga=list(known), **more)
    return compare(read(sheet(PERANGKAT, TITLES, *officials), sheet("Keluarga", FAMILY, *rows)), state)


def fate(hasil: Hasil) -> dict[str, int]:
    """Where the rows of the family sheet went."""
    told = next(one for one in hasil.hitungan if one["lembar"] == "Keluarga")
    return {name: told[name] for name in ("diterima", "tetap", "ditolak")}


KNOWN = (kin(1, WIFE, "Wati", "istri", date(1992, 5, 5)),)


def test_a_family_member_comes_stays_changes_and_goes() -> None:
    new = family(W)
    assert (new.salah, [one["nama"] for one in new.baru], new.rencana.keluarga_baru[0][0]) == ([], ["Wati"], ANDI)
    assert new.baru[0] == {"lembar": "Keluarga", "nik": "760301******9002", "nama": "Wati", "hubungan": "Istri",
                           "nik_peserta": "760301******9001"}  # fmt: skip
    same = family(W, known=KNOWN)
    assert (same.baru, same.berubah, same.berakhir, same.rencana.keluarga_ubah) == ([], [], [], {})
    assert fate(same) == {"diterima": 0, "tetap": 1, "ditolak": 0}
    other = family(W | {"Nama": "Watini", "Berpenghasilan (Y/T)": "Y"}, known=KNOWN)
    assert other.rencana.keluarga_ubah == {1: {"nama": "Watini", "berpenghasilan": True}}
    assert [(one["kolom"], one["lama"], one["baru"]) for one in other.berubah] == [
        ("Nama", "Wati", "Watini"), ("Berpenghasilan", "T", "Y")]  # fmt: skip
    assert fate(other) == {"diterima": 1, "tetap": 0, "ditolak": 0}
    gone = family(C, known=KNOWN)
    assert (gone.rencana.keluarga_akhir, [one["nama"] for one in gone.berakhir]) == ([1], ["Wati"])
    assert [(one.sel, one.pesan) for one in gone.ragu] == [
        ("", "Wati tidak ada lagi pada lembar Keluarga; jaminannya akan diakhiri.")]  # fmt: skip
    assert gone.berakhir[0] == {"lembar": "Keluarga", "nik": "760301******9002", "nama": "Wati", "hubungan": "Istri",
                                "alasan": "Tidak ada lagi pada lembar Keluarga"}  # fmt: skip


def test_every_field_of_the_family_may_change_and_a_missing_column_changes_nothing() -> None:
    all_of_it = {"Hubungan": "Ibu", "Jenis Kelamin": "L", "Tanggal Lahir": date(1992, 5, 6), "Sudah Menikah (Y/T)": "Y",
                 "Masih Sekolah (Y/T)": "Y"}  # fmt: skip
    assert family(W | all_of_it, known=KNOWN).rencana.keluarga_ubah == {
        1: {"hubungan": "ibu", "jenis_kelamin": "L", "tanggal_lahir": date(1992, 5, 6), "sudah_menikah": True,
            "masih_sekolah": True}}  # fmt: skip
    fewer = [title for title in FAMILY if "(Y/T)" not in title]
    state = roster(keluarga=[kin(1, WIFE, "Wati", "istri", date(1992, 5, 5), sudah_menikah=True)])
    assert compare(read(sheet(PERANGKAT, TITLES, A, B), sheet("Keluarga", fewer, W)), state).berubah == []


def test_a_file_without_the_family_sheet_changes_no_family() -> None:
    note = "Lembar Keluarga tidak ada dalam berkas; data keluarga tidak berubah."
    assert note in check(A, B, keadaan=roster(keluarga=list(KNOWN))).catatan
    assert note not in check(A, B).catatan
    empty = family(known=KNOWN)
    assert [(one.lembar, one.sel, one.pesan) for one in empty.salah] == [
        ("Keluarga", "", "Lembar Keluarga kosong, padahal portal mencatat 1 anggota keluarga.")]  # fmt: skip
    assert (family().salah, empty.rencana.keluarga_akhir) == ([], [])


def test_a_card_that_was_emptied_is_kept_and_a_new_one_taken() -> None:
    has = (kin(1, WIFE, "Wati", "istri", date(1992, 5, 5), nomor_kartu="0001234567890"),)
    assert family(W, known=has).berubah == []
    assert family(W | {"Nomor Kartu JKN": "0001234567891"}, known=has).rencana.keluarga_ubah == {
        1: {"nomor_kartu": "0001234567891"}}  # fmt: skip


def test_faults_of_the_families() -> None:
    stranger = W | {"NIK Peserta": "7603010505909005"}
    assert faults(family(stranger)) == [("A2", "NIK Peserta untuk Wati tidak ada pada lembar Perangkat.")]
    broken = A | {"NIK": "760301010190900"}
    assert "A2" not in [sel for sel, pesan in faults(family(stranger, officials=(broken, B))) if "NIK Peserta" in pesan]
    assert faults(family(W | {"NIK": ANDI})) == [("B2", "NIK keluarga sama dengan NIK pesertanya.")]
    assert faults(family(W, W | {"Nama": "Wati dua"})) == [("B3", "NIK sel B3 (Wati dua) sama dengan sel B2 (Wati).")]
    taken = family(W, keluarga_lain=frozenset({WIFE}))
    assert faults(taken) == [("B2", "NIK ini sudah terdaftar; hubungi DPM-Pemdes.")]
    assert taken.rencana.keluarga_baru == []


def test_a_spouse_who_holds_office_too_is_asked_about() -> None:
    couple = family(member(BUDI, "Budiman", "Istri", date(1990, 2, 2), **{"Jenis Kelamin": "L"}))
    ask = ("B2", "Budiman juga ada pada lembar Perangkat; keduanya membayar iuran.")
    assert ask in [(one.sel, one.pesan) for one in couple.ragu]
    child = family(member(BUDI, "Budiman", "Anak Kandung", date(1990, 2, 2), **{"Jenis Kelamin": "L"}))
    assert [one.pesan for one in child.ragu if "juga ada" in one.pesan] == []


def test_a_broken_row_ends_nobody_whom_it_may_mean() -> None:
    """By the name in the row, or by the number that it may mean; everybody else who is missing ends."""
    both = (*KNOWN, kin(2, CHILD, "Caca", "anak_kandung", date(2014, 3, 2)))
    assert family(W | {"Tanggal Lahir": "kapan"}, known=both).rencana.keluarga_akhir == [2]
    assert family(W | {"NIK": "760301450592900", "Nama": "WATI"}, known=both).rencana.keluarga_akhir == [2]
    unlike = W | {"NIK": int(WIFE), "Nama": "Bukan Dia"}
    assert family(unlike, known=both, kunci={WIFE: "keluarga:1"}).rencana.keluarga_akhir == [2]
    named = kin(3, "7603014505929099", "", "mertua", date(1950, 1, 1))
    assert family(C, known=(named,)).rencana.keluarga_akhir == [3]


def test_family_of_who_left_or_was_refused_stays_as_it_is() -> None:
    left = A | {"Tanggal Berakhir": "01/10/2026", "Alasan Berakhir": "Wafat"}
    assert family(C | {"NIK Peserta": BUDI}, known=KNOWN, officials=(left, B)).rencana.keluarga_akhir == []
    refused = A | {"Penghasilan Tetap": ""}
    assert family(C | {"NIK Peserta": BUDI}, known=KNOWN, officials=(refused, B)).rencana.keluarga_akhir == []


# -- the officials ---------------------------------------------------------------------------------------------------


def test_one_card_is_one_persons() -> None:
    card = {"Nomor Kartu JKN": "0001234567890"}
    assert faults(check(A | card, B | card)) == [("M3", "Nomor kartu ini sama dengan sel M2.")]
    assert faults(check(A | card, B, keadaan=roster(kartu_lain={"0001234567890": BUDI}))) == [
        ("M2", "Nomor kartu ini sudah tercatat untuk orang lain; hubungi DPM-Pemdes.")]  # fmt: skip
    assert check(A | card, B, keadaan=roster(kartu_lain={"0001234567890": ANDI})).salah == []


def test_two_rows_of_a_person_say_the_same_of_the_person() -> None:
    second = row(ANDI, "Andi", "Kadus Rante", date(1990, 1, 1)) | {
        "Penghasilan Tetap": 2_100_000,
        "Faskes Tingkat I": "P",
    }
    assert faults(check(A, B, second)) == [
        ("N4", "Faskes Tingkat I berbeda dari sel N2 untuk orang yang sama."),
        ("L4", "Penghasilan Tetap berbeda dari sel L2 untuk orang yang sama."),
    ]  # fmt: skip
    twice = row(ANDI, "Andi", "Kepala Desa", date(1990, 1, 1))
    assert faults(check(A, B, twice)) == [("A4", "NIK sel A4 (Andi) sama dengan sel A2 (Andi).")]
    older = row(ANDI, "Andi", "Kadus Rante", date(1990, 1, 1)) | {
        "Tanggal Pelantikan": "01/01/2015",
        "Tanggal Berakhir": "04/01/2021",
        "Alasan Berakhir": "Masa jabatan",
    }
    assert [one.pesan for one in check(A, B, older).ragu] == []


def test_a_wage_holds_from_the_first_of_the_reported_month_and_a_newcomers_from_taking_office() -> None:
    newcomer = row("7603010303909003", "Citra", "Kadus Rante", date(1990, 3, 3)) | {"Tanggal Pelantikan": "15/09/2026"}
    plan = check(A | {"Penghasilan Tetap": 2_100_000}, B, newcomer).rencana
    assert plan.gaji == {ANDI: (date(2026, 10, 1), 2_100_000), "7603010303909003": (date(2026, 9, 1), 2_000_000)}
    assert [(nik, post.nama, since) for nik, post, since, *_ in plan.masa_baru] == [
        ("7603010303909003", "Kepala Dusun Rante", date(2026, 9, 15))]  # fmt: skip


def test_a_later_post_ends_the_one_before_and_a_corrected_day_does_not() -> None:
    moved = check(A, B | {"Jabatan": "Kasi Pelayanan", "Tanggal Pelantikan": "01/09/2026"})
    assert moved.rencana.masa_ubah == {
        len("Budiman"): {"berakhir": date(2026, 9, 1), "alasan_berakhir": "masa_jabatan"}}  # fmt: skip
    assert [(nik, since) for nik, _, since, *_ in moved.rencana.masa_baru] == [(BUDI, date(2026, 9, 1))]
    corrected = check(A, B | {"Tanggal Pelantikan": "05/01/2021"})
    assert corrected.rencana.masa_ubah == {len("Budiman"): {"mulai": date(2021, 1, 5)}}
    assert (corrected.rencana.masa_baru, START) == ([], date(2021, 1, 4))


def test_every_field_of_an_official_may_change_and_an_unchanged_one_is_not_written() -> None:
    told = {
        "Nama": "Andika", "Nomor KK": "7603010101219001", "Jenis Kelamin (L/P)": "P", "Tempat Lahir": "Mamasa",
        "Tanggal Lahir": date(1990, 1, 2), "Status Kawin": "Kawin", "Nomor Kartu JKN": "0001234567890",
        "Faskes Tingkat I": "Puskesmas", "Telepon": "08123456", "PNS (Y/T)": "Y", "Jaminan Lain": "Askes",
    }  # fmt: skip
    assert check(A | told, B).rencana.orang == {
        ANDI: {
            "nama": "Andika", "nomor_kk": "7603010101219001", "jenis_kelamin": "P", "tempat_lahir": "Mamasa",
            "tanggal_lahir": date(1990, 1, 2), "status_kawin": "kawin", "nomor_kartu": "0001234567890",
            "faskes": "Puskesmas", "telepon": "08123456", "pns": True, "jaminan_lain": "Askes",
        }
    }  # fmt: skip
    same = check(A, B).rencana
    assert (same.orang, same.gaji, same.masa_baru, same.masa_ubah) == ({}, {}, [], {})


def two_posts() -> Keadaan:
    """Andi is head and, since 2022, acting head of a section."""
    state = roster()
    post = Post(Jabatan.KEPALA_SEKSI, "Pelayanan", SifatJabatan.PLT)
    state.masa.append(Masa(50, ANDI, post, date(2022, 2, 1), None, ""))
    return state


ACTING = row(ANDI, "Andi", "Plt. Kasi Pelayanan", date(1990, 1, 1)) | {"Tanggal Pelantikan": "01/02/2022"}


def test_two_posts_of_one_person_are_matched_each_with_its_own_in_any_order() -> None:
    for rows in ((A, ACTING, B), (ACTING, A, B)):
        hasil = check(*rows, keadaan=two_posts())
        assert (hasil.tetap, hasil.salah, hasil.berubah, hasil.rencana.masa_ubah) == (3, [], [], {})
    moved = check(ACTING | {"Tanggal Pelantikan": "01/03/2022"}, A, B, keadaan=two_posts())
    assert (moved.salah, moved.rencana.masa_ubah) == ([], {50: {"mulai": date(2022, 3, 1)}})
    assert [(one["masa"], one["jabatan"]) for one in check(A, B, keadaan=two_posts()).hilang] == [
        (50, "Plt. Kepala Seksi Pelayanan")]  # fmt: skip


def test_who_is_missing_and_was_answered_for_ends_or_stays() -> None:
    term = len("Budiman")
    ended = roster(jawaban={term: Jawaban(date(2026, 9, 30), "meninggal", "Wafat")})
    hasil = check(A, keadaan=ended)
    assert (hasil.salah, hasil.hilang, hasil.rencana.masa_ubah) == (
        [], [], {term: {"berakhir": date(2026, 9, 30), "alasan_berakhir": "meninggal"}})  # fmt: skip
    assert [(one["nama"], one["alasan"]) for one in hasil.berakhir] == [("Budiman", "Wafat")]
    stays = check(A, keadaan=roster(jawaban={term: Jawaban()}))
    assert (stays.tetap, stays.salah, stays.berakhir, stays.rencana.masa_ubah) == (2, [], [], {})


def test_an_acting_head_beside_the_holder_is_asked_about_and_two_heads_are_refused() -> None:
    newcomer = row("7603010303909003", "Citra", "Plt. Kepala Desa", date(1990, 3, 3))
    asked = check(A, B, newcomer)
    assert (asked.salah, [one.sel for one in asked.ragu]) == ([], ["H4"])
    assert asked.ragu[0].pesan.startswith(
        "Andi masih tercatat sebagai Kepala Desa, dan Citra sebagai Plt. Kepala Desa."
    )
    after = newcomer | {"Jabatan": "Kepala Desa", "Tanggal Pelantikan": "02/09/2026"}
    ended = A | {"Tanggal Berakhir": "01/09/2026", "Alasan Berakhir": "Wafat"}
    assert check(ended, B, after).salah == []
    assert faults(check(ended, B, after | {"Tanggal Pelantikan": "31/08/2026"})) == [
        ("H4", "Kepala Desa diisi dua kali pada waktu yang sama: Andi (baris 2) dan Citra (baris 4).")]  # fmt: skip


def test_a_person_holds_one_post_once_at_a_time() -> None:
    hamlet = row(ANDI, "Andi", "Kadus Rante", date(1990, 1, 1))
    again = hamlet | {"Jabatan": "Kadus rante", "Tanggal Pelantikan": "01/01/2024"}
    other = again | {"Jabatan": "Kadus Bukit"}
    assert [sel for sel, _ in faults(check(A, B, hamlet, again))] == ["H5"]
    assert check(A, B, hamlet, other).salah == []


def test_who_left_long_ago_is_not_missed() -> None:
    state = roster()
    state.masa[1] = replace(state.masa[1], berakhir=date(2026, 10, 19), alasan_berakhir="meninggal")
    assert check(A, keadaan=state).salah == []
    state.masa[1] = replace(state.masa[1], berakhir=TODAY)
    assert [pesan for _, pesan in faults(check(A, keadaan=state))] == [
        "Budiman (Sekretaris Desa) ada di daftar portal tetapi tidak ada di berkas."]  # fmt: skip
