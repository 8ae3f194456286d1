"""Whole files against a small roster: all faults at once, with their cells; nobody forgotten."""

from datetime import date
from typing import Any

import pytest

from desa.enums import Jabatan, SifatJabatan
from desa.queries.sumber import roster_columns
from desa.rules.daftar import Aturan, Hasil, Keadaan, Masa, compare, read_daftar
from desa.rules.isian import Post
from desa.rules.kolom import KOLOM_PERANGKAT
from desa.rules.lembar import Baris, Lembar, Sel

TODAY, START = date(2026, 10, 20), date(2021, 1, 4)
ATURAN = Aturan(TODAY, "3 ayat (2)", frozenset({"7603", "6111"}), kolom=roster_columns())
TITLES = [one.judul for one in KOLOM_PERANGKAT]
ANDI, BUDI = "7603010101909001", "7603010202909002"


def person(nik: str, nama: str, jabatan: Jabatan, **more: Any) -> tuple[dict[str, Any], Masa]:
    fields = {
        "nama": nama, "nomor_kk": "", "jenis_kelamin": "L", "tempat_lahir": "", "tanggal_lahir": date(1990, 1, 1),
        "status_kawin": "", "nomor_kartu": "", "faskes": "", "telepon": "", "pns": False, "jaminan_lain": "",
        "penghasilan": 2_000_000,
    } | more  # fmt: skip
    return fields, Masa(len(nama), nik, Post(jabatan, "", SifatJabatan.DEFINITIF), START, None, "")


def roster(**more: Any) -> Keadaan:
    andi, term = person(ANDI, "Andi", Jabatan.KEPALA_DESA)
    budi, other = person(BUDI, "Budiman", Jabatan.SEKRETARIS_DESA, tanggal_lahir=date(1990, 2, 2))
    return Keadaan(TODAY, date(2026, 10, 1), {ANDI: andi, BUDI: budi}, [term, other], **more)


def row(nik: object, nama: str, jabatan: str, lahir: object, **more: object) -> dict[str, Any]:
    return {
        "NIK": nik, "Nama": nama, "Jenis Kelamin (L/P)": "L", "Tanggal Lahir": lahir, "Jabatan": jabatan,
        "Tanggal Pelantikan": START, "Penghasilan Tetap": 2_000_000, **more,
    }  # fmt: skip


A = row(ANDI, "Andi", "Kepala Desa", date(1990, 1, 1))
B = row(BUDI, "Budiman", "Sekretaris Desa", date(1990, 2, 2))


def check(*rows: dict[str, Any], keadaan: Keadaan | None = None, judul: list[str] | None = None,
          lead: list[list[Any]] | None = None, extra: tuple[Lembar, ...] = ()) -> Hasil:  # fmt: skip
    titles = judul or TITLES
    table = [*(lead or []), titles, *([one.get(title) for title in titles] for one in rows)]
    filled = [
        Baris(number, [Sel(chr(65 + place), value) for place, value in enumerate(values) if value not in (None, "")])
        for number, values in enumerate(table, 1)
    ]
    sheet = Lembar("Perangkat", False, [one for one in filled if one.sel])
    return compare(read_daftar([sheet, *extra], ATURAN), keadaan or roster())


def faults(hasil: Hasil) -> list[tuple[str, str]]:
    return [(one.sel, one.pesan) for one in hasil.salah]


def test_the_same_list_changes_nothing() -> None:
    hasil = check(A, B)
    assert (hasil.tetap, hasil.baru, hasil.berubah, hasil.berakhir, hasil.salah) == (2, [], [], [], [])


def test_all_faults_of_a_file_come_together() -> None:
    bad = row(7603010101909001, "Andi", "Staf", "31/02/1990") | {"Penghasilan Tetap": ""}
    assert faults(check(bad, B)) == [
        ("A2", "Kolom NIK berisi angka, bukan teks; angka terakhir mungkin hilang."),
        ("F2", 'Tanggal Lahir "31/02/1990" tidak ada dalam kalender.'),
        ("H2", '"Staf" tidak termasuk yang dijamin di sini (Pasal 3 ayat (2)).'),
        ("L2", "Penghasilan Tetap belum diisi."),
    ]


def test_beside_a_refused_nik_stands_the_person_of_that_name() -> None:
    (fault,) = check(A | {"NIK": "7603010"}, B).salah
    assert fault.saran == "Cocokkan dengan KTP, KK atau kartunya. Di portal, Andi ber-NIK 760301******9001."


@pytest.mark.parametrize("typed", [7603010101909000, 7603010101909001.0, "760301010190900", "76030101O19090O1"])
def test_a_refused_nik_offers_the_one_person_whose_first_fifteen_digits_fit(typed: object) -> None:
    hasil = check(A | {"NIK": typed, "Nama": "A. Wijaya"}, B, keadaan=roster(kunci={ANDI: "orang:7"})).as_json()
    (fault,) = hasil["salah"]  # and Andi is not called missing
    assert (fault["sel"], fault["baris"], fault["kolom"]) == ("A2", 2, "NIK")
    assert fault["tawaran"] == [{"nama": "Andi", "nilai_tersamar": "760301******9001", "kunci": "orang:7"}]
    assert "Maksud Anda Andi (760301******9001)?" in fault["saran"]
    assert ANDI[:15] not in str(hasil)
    assert hasil["hitungan"] == [
        {"lembar": "Perangkat", "baris": 3, "judul": 1, "dilewati": 0, "diterima": 0, "tetap": 1, "ditolak": 1}
    ]


def test_nobody_is_offered_who_stands_in_another_row_or_when_two_fit() -> None:
    twin, term = person("7603010101909009", "Anton", Jabatan.KEPALA_DUSUN)
    both = roster(kunci={ANDI: "orang:7", "7603010101909009": "orang:9"})
    both.orang["7603010101909009"], both.masa[2:] = twin, [term]
    first = check(A | {"NIK": 7603010101909000, "Nama": "X"}, B, keadaan=both).salah[0]
    second = check(A, B, row("760301010190900", "X", "Kepala Dusun", "01/01/1990")).salah[0]
    assert (first.tawaran, second.tawaran) == ((), ())


def test_an_unclear_amount_or_day_offers_its_readings() -> None:
    told = check(A | {"Penghasilan Tetap": "2.500", "Tanggal Pelantikan": "01/13/2021"}, B).as_json()["salah"]
    assert [(one["nilai"], one["tawaran"]) for one in told] == [
        ("01/13/2021", [{"nama": "13 Januari 2021", "nilai_tersamar": "2021-01-13", "kunci": "isi:2021-01-13",
                         "cara": "bulan di depan"}]),
        ("2.500", [{"nama": "Rp 2.500.000 sebulan", "nilai_tersamar": "2500000", "kunci": "isi:2500000",
                    "cara": "dalam ribuan rupiah"}]),
    ]  # fmt: skip


def test_one_date_with_the_month_first_puts_the_whole_column_in_question() -> None:
    hasil = check(A | {"Tanggal Pelantikan": "01/13/2021"}, B | {"Tanggal Pelantikan": "04/01/2021"})
    assert [(one.sel, [offer.kunci for offer in one.tawaran]) for one in hasil.salah] == [
        ("I2", ["isi:2021-01-13"]), ("I3", ["isi:2021-01-04", "isi:2021-04-01"]),
    ]  # fmt: skip


def test_who_is_missing_must_be_answered_for() -> None:
    assert faults(check(A)) == [("", "Budiman (Sekretaris Desa) ada di daftar portal tetapi tidak ada di berkas.")]


def test_a_file_with_no_rows_is_refused() -> None:
    assert faults(check()) == [("", "Berkas tidak memuat satu orang pun.")]


def test_one_nik_in_two_cells_names_both() -> None:
    other = row(ANDI, "Citra", "Kasi Pelayanan", date(1990, 1, 1))
    assert faults(check(A, B, other)) == [("A4", "NIK sel A4 (Citra) sama dengan sel A2 (Andi).")]


def test_what_two_rows_or_a_missing_one_ask_for_says_what_to_do() -> None:
    """Each with its cell and the way out."""
    twice = row(ANDI, "Citra", "Kasi Pelayanan", date(1990, 1, 1))
    differ = row(ANDI, "Andi", "Kasi Pelayanan", date(1990, 1, 1), **{"Tempat Lahir": "Polewali"})
    cards = (A | {"Nomor Kartu JKN": "0001234567890"}, B | {"Nomor Kartu JKN": "0001234567890"})
    state = roster()
    state.kartu_lain["0001234567890"] = "7603010101909999"
    turned = {"Tanggal Pelantikan": "01/04/2021"}

    def told(*rows: dict[str, Any], keadaan: Keadaan | None = None) -> set[tuple[str, str]]:
        return {(one.sel, one.saran) for one in check(*rows, keadaan=keadaan).salah}

    assert ("A4", "Cocokkan keduanya dengan KTP.") in told(A, B, twice)
    assert "Isi sama pada kedua baris." in {saran for _, saran in told(A, B, differ)}
    assert ("M3", "Periksa kedua kartu.") in told(*cards)
    assert ("M2", "Cocokkan dengan kartunya.") in told(cards[0], B, keadaan=state)
    assert {saran for _, saran in told(A | turned, B | turned)} == {"Tulis hari lebih dahulu, misalnya 31/12/1990."}
    assert told(A) == {("", "Tulis kembali barisnya. Jika berhenti, isi Tanggal Berakhir dan Alasan Berakhir.")}


def test_two_posts_are_one_person_and_a_question() -> None:
    hasil = check(A, B, row(ANDI, "Andi", "Plt. Kasi Pelayanan", date(1990, 1, 1)))
    assert (hasil.salah, [one.pesan for one in hasil.ragu]) == (
        [], ["Andi memegang dua jabatan; iurannya dihitung satu kali."],
    )  # fmt: skip


def test_two_heads_at_a_time_name_both_rows() -> None:
    other = row("7603010303909003", "Citra", "Kepala Desa", date(1990, 3, 3))
    assert faults(check(A, B, other)) == [
        ("H4", "Kepala Desa diisi dua kali pada waktu yang sama: Andi (baris 2) dan Citra (baris 4).")
    ]


def test_a_successor_may_begin_on_the_last_day() -> None:
    ended = A | {"Tanggal Berakhir": "01/09/2026", "Alasan Berakhir": "Diberhentikan"}
    other = row("7603010303909003", "Citra", "Kepala Desa", date(1990, 3, 3)) | {"Tanggal Pelantikan": "01/09/2026"}
    hasil = check(ended, B, other)
    assert (hasil.salah, [one["nama"] for one in hasil.baru], [one["nama"] for one in hasil.berakhir]) == (
        [], ["Citra"], ["Andi"],
    )  # fmt: skip


def test_dates_and_reason_belong_together() -> None:
    early = A | {"Tanggal Berakhir": "01/01/2020", "Alasan Berakhir": "Wafat"}
    lacking = B | {"Tanggal Berakhir": "01/01/2026"}
    assert faults(check(early, lacking)) == [
        ("J2", "Tanggal Berakhir lebih awal dari Tanggal Pelantikan."),
        ("K3", "Alasan Berakhir belum diisi padahal Tanggal Berakhir ada."),
    ]


def test_titles_in_another_order_under_a_heading_with_a_totals_row() -> None:
    titles = ["No", *reversed(TITLES), "Catatan"]
    lead: list[list[object]] = [["DAFTAR PERANGKAT DESA"], [], ["Tahun 2026"]]
    total: dict[str, object] = {"Nama": "JUMLAH", "Penghasilan Tetap": 4_000_000}
    hasil = check(A | {"No": 1, "Catatan": "x"}, {}, B | {"No": 2}, total, judul=titles, lead=lead)
    assert (hasil.tetap, hasil.salah, hasil.catatan) == (
        2, [], ['Lembar Perangkat: kolom "Catatan" tidak dikenal dan tidak dibaca.',
                "Lembar Perangkat baris 8: baris jumlah, tidak dibaca."],
    )  # fmt: skip


def test_a_missing_required_column_is_named() -> None:
    titles = [title for title in TITLES if title != "Penghasilan Tetap"]
    assert ("A1", "Kolom Penghasilan Tetap tidak ada pada lembar Perangkat.") in faults(check(A, B, judul=titles))


def test_a_column_that_is_not_there_changes_nothing() -> None:
    titles = [title for title in TITLES if title not in {"Telepon", "Tanggal Berakhir", "Alasan Berakhir"}]
    hasil = check(A, B, judul=titles)
    assert (hasil.tetap, hasil.berubah, hasil.salah) == (2, [], [])


def test_a_nik_of_another_village_is_not_told_whose() -> None:
    other = row("7603010303909003", "Citra", "Kasi Pelayanan", date(1990, 3, 3))
    hasil = check(A, B, other, keadaan=roster(terdaftar_lain=frozenset({"7603010303909003"})))
    assert faults(hasil) == [("A4", "NIK ini sudah terdaftar; hubungi DPM-Pemdes.")]


def test_a_doubtful_nik_is_asked_about_and_accepted() -> None:
    other = row("7699010303909003", "Citra", "Kasi Pelayanan", date(1991, 3, 3)) | {"Jenis Kelamin (L/P)": "P"}
    hasil = check(A, B, other)
    assert (hasil.salah, [(one.sel, one.pesan) for one in hasil.ragu]) == (
        [],
        [
            ("A4", "Kode kabupaten 76.99 di dalam NIK tidak ada dalam daftar sekarang."),
            ("A4", "Tanggal lahir di dalam NIK berbeda dari tanggal lahir yang ditulis."),
            ("A4", "Jenis kelamin di dalam NIK berbeda dari yang ditulis."),
        ],
    )


def test_a_filled_blank_is_called_completing() -> None:
    (change,) = check(A | {"Telepon": "081234567890"}, B).berubah
    assert (change["kolom"], change["lama"], change["baru"], change["melengkapi"]) == (
        "Telepon", "", "081234567890", True,
    )  # fmt: skip


def test_an_emptied_card_number_is_kept() -> None:
    state = roster()
    state.orang[ANDI]["nomor_kartu"] = "0001234567890"
    assert check(A, B, keadaan=state).berubah == []


def test_a_post_with_the_same_first_day_is_corrected_in_place() -> None:
    hasil = check(A, B | {"Jabatan": "Kasi Pelayanan"})
    assert [(one["kolom"], one["lama"], one["baru"]) for one in hasil.berubah] == [
        ("Jabatan", "Sekretaris Desa", "Kepala Seksi Pelayanan")
    ]
    assert (hasil.salah, hasil.rencana.masa_baru, list(hasil.rencana.masa_ubah)) == ([], [], [len("Budiman")])


def test_a_hidden_sheet_and_an_unknown_sheet_are_told() -> None:
    extra = (Lembar("Rahasia", True), Lembar("Coret", False, [Baris(1, [Sel("A", "x")])]))
    assert check(A, B, extra=extra).catatan == [
        "Lembar Rahasia tersembunyi dan tidak dibaca.", "Lembar Coret tidak dikenal dan tidak dibaca.",
    ]  # fmt: skip


def test_dates_with_the_month_first_are_recognised_by_what_the_portal_has() -> None:
    state = roster()
    state.orang[ANDI]["tanggal_lahir"] = date(1975, 3, 12)
    one = check(A | {"Tanggal Lahir": "12/03/1975"}, B, keadaan=state)
    turned = check(A | {"Tanggal Lahir": "03/12/1975"}, B, keadaan=state)
    both = check(A | {"Tanggal Lahir": "03/12/1975", "Tanggal Pelantikan": "01/04/2021"}, B, keadaan=state)
    ask = "Tanggal Lahir: bulan dan hari tertukar? Di portal tercatat 12 Maret 1975."
    assert (one.berubah, turned.salah, ask in [doubt.pesan for doubt in turned.ragu]) == ([], [], True)
    assert faults(both) == [
        ("F2", ask), ("I2", "Tanggal Pelantikan: bulan dan hari tertukar? Di portal tercatat 4 Januari 2021."),
    ]  # fmt: skip
