"""Branches' lists in every layout and kind of file; what is refused, what is asked, and what is told with its row."""

from datetime import date
from typing import Any

import pytest

from desa.rules.lembar import Baris, Lembar, Sel
from desa.xlsx.batas import column_letter
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tagihan import KolomBelumDikenal, receive_tagihan
from rekonsiliasi.models import PemetaanKolom, Tagihan
from rekonsiliasi.queries.versi import changes_of
from rekonsiliasi.rules.daftar import Daftar, Harapan, find_tables, propose, read_list, recognise

from .conftest import Panggung
from .daftar import JUDUL, Orang, workbook
from .susunan import BERKAS, CABANG, SUSUNAN, WILAYAH
from .test_tagihan import JUDUL_CABANG, PILIHAN

OKTOBER = Bulan(2026, 10)
MAMASA = Harapan("76.03", "Mamasa", OKTOBER, frozenset({"76.03.01.2004"}))
ANDI: Orang = {
    "kartu": "0009000000001", "nik": "7603011203759001", "nama": "ANDI", "lahir": "12/03/1975", "hubungan": 1,
    "status": "AKTIF", "kelas": "2", "kode_desa": "76.03.01.2004", "nama_desa": "Mambi", "gaji": 3_315_934,
    "pemda": 132_637, "peserta": 33_159,
}  # fmt: skip
SITI = ANDI | {
    "kartu": "0009000000002", "nik": "7603015203809002", "nama": "SITI", "lahir": "31/12/1980", "hubungan": 3,
    "gaji": 0, "pemda": 0, "peserta": 0,
}  # fmt: skip


def read(isi: list[list[Any]], nama: str = "", lembar: str = "Daftar", hidden: int = 0) -> Daftar:
    """A list as the guarded reader hands it over, read in the columns that its titles name."""
    rows = [
        Baris(
            number, [Sel(column_letter(at), value) for at, value in enumerate(row, 1) if value != ""], number == hidden
        )
        for number, row in enumerate(isi, 1)
    ]
    sheet = Lembar(lembar, False, [row for row in rows if row.sel], sum(bool(row.sel) for row in rows))
    (table,) = find_tables([sheet])
    expected = Harapan(MAMASA.kabupaten, MAMASA.nama, OKTOBER, MAMASA.desa, nama)
    return read_list([sheet], table, recognise(table.headings), expected)


def told(daftar: Daftar) -> list[tuple[str, str]]:
    return [(one.sel, one.pesan) for one in daftar.galat]


@pytest.mark.parametrize("name", SUSUNAN)
def test_each_layout_says_the_same(name: str) -> None:
    found = read(SUSUNAN[name]([ANDI, SITI], "Oktober 2026"))
    assert told(found) == []
    andi, siti = found.baris
    assert (andi.nik, andi.nama, andi.tanggal_lahir, andi.hubungan, andi.aktif, andi.kelas, andi.kode_desa) == (
        ANDI["nik"], "ANDI", date(1975, 3, 12), 1, True, "2", "76.03.01.2004",
    )  # fmt: skip
    assert (andi.gaji, andi.iuran_pemda, andi.iuran_peserta) == (3_315_934, 132_637, 33_159)
    assert (siti.hubungan, siti.iuran_pemda, siti.nomor_kartu) == (3, 0, "0009000000002")
    (counted,) = found.bacaan.hitungan
    assert (counted.utuh, counted.orang) == (True, 2)


@pytest.mark.parametrize(("name", "kind"), list(zip(SUSUNAN, BERKAS, strict=True)))
@pytest.mark.lambat
def test_a_layout_in_a_kind_of_file_is_received_without_a_question(mamasa: Panggung, name: str, kind: str) -> None:
    rows = mamasa.daftar()
    isi = BERKAS[kind](SUSUNAN[name](rows, "Oktober 2026"))
    bill = receive_tagihan(
        kabupaten=mamasa.kabupaten, bulan=OKTOBER, nama_berkas=f"daftar.{kind}", isi=isi, by=mamasa.bpjs
    )
    assert (bill.baris.count(), bill.total_pemda, bill.total_peserta) == (18, 9 * 132_637, 9 * 33_159)
    assert bill.bacaan["hitungan"][0]["orang"] == 18
    assert mamasa.bandingkan().selisih.filter(penanggung="").count() == 0


WRONG_MONTHS = (
    (lambda rows: SUSUNAN["cabang"](rows, "September 2026"), "A2", "Berkas ini untuk September 2026"),
    (lambda rows: SUSUNAN["wilayah"](rows, "2026-09"), "A2", "Baris ini untuk September 2026"),
    (lambda rows: [["Bulan", date(2026, 9, 1)], *SUSUNAN["baku"](rows, "")], "A1", "Berkas ini untuk September 2026"),
)  # fmt: skip


@pytest.mark.parametrize(("layout", "cell", "sentence"), WRONG_MONTHS)
def test_another_month_named_anywhere_in_the_file_is_refused(layout: Any, cell: str, sentence: str) -> None:
    (first, *_) = told(read(layout([ANDI])))
    assert first == (cell, f"{sentence}, sedangkan yang dipilih Oktober 2026.")


def test_a_sheet_or_a_file_called_by_another_month() -> None:
    table = SUSUNAN["baku"]([ANDI], "")
    assert told(read(table, lembar="September 2026")) == [
        ("", "Berkas ini untuk September 2026, sedangkan yang dipilih Oktober 2026.")
    ]
    asked = read(table, nama="daftar_bpjs_2026-09.xlsx")
    assert told(asked) == []
    assert [one.pesan for one in asked.bacaan.ragu] == [
        "Nama berkas menyebut September 2026, sedangkan yang dipilih Oktober 2026."
    ]


@pytest.mark.parametrize("name", SUSUNAN)
def test_another_regency_in_each_layout(name: str) -> None:
    with pytest.raises(Kesalahan, match=r"memuat desa kabupaten 61.11, bukan Kabupaten Mamasa"):
        read(SUSUNAN[name]([ANDI | {"kode_desa": "61.11.01.2001"}], "Oktober 2026"))


@pytest.mark.parametrize(("name", "row"), [("baku", 3), ("cabang", 7), ("wilayah", 3)])
def test_a_doubled_row_is_told_with_its_number(name: str, row: int) -> None:
    found = read(SUSUNAN[name]([ANDI, ANDI], "Oktober 2026"))
    assert told(found) == []
    first = {"baku": 2, "cabang": 5, "wilayah": 2}[name]
    assert f"NIK baris {row} (ANDI) sama dengan baris {first}." in [one.pesan for one in found.bacaan.ragu]


def test_a_total_that_the_rows_do_not_reach_is_told_with_its_cell() -> None:
    table = SUSUNAN["baku"]([ANDI, SITI], "")
    table[-1][10] = 1
    assert told(read(table)) == [("K4", "Total Iuran Pemda tertulis Rp 1, jumlah barisnya Rp 132.637.")]
    table[-1][10] = "seratus ribu"
    assert told(read(table)) == [("K4", 'Jumlah "seratus ribu" bukan jumlah rupiah yang jelas.')]


def test_dates_with_the_month_first_are_asked_about_not_read() -> None:
    """The rule of the village rosters: one 12/31/1990 puts the other dates of its column in question."""
    table = SUSUNAN["baku"]([ANDI | {"lahir": "01/02/1975"}, SITI | {"lahir": "12/31/1980"}], "")
    found = read(table)
    assert told(found) == [
        ("D3", 'Tanggal Lahir "12/31/1980": bulan dan hari tertukar?'),
        ("D2", '"01/02/1975" dapat berarti 1 Februari 1975 atau 2 Januari 1975.'),
    ]
    assert [one.nama for one in found.galat[1].tawaran] == ["1 Februari 1975", "2 Januari 1975"]


def test_every_row_is_somewhere() -> None:
    table = SUSUNAN["cabang"]([ANDI, SITI], "Oktober 2026")
    table.append(["", "", "", "Kepala Cabang"])
    found = read(table, hidden=5)
    assert [(one.baris, one.judul, one.dilewati, one.orang) for one in found.bacaan.hitungan] == [(8, 4, 2, 2)]
    assert found.bacaan.catatan == [
        "Baris 6: baris judul, tidak dibaca sebagai orang.",
        "Baris 8: keterangan di bawah tabel, tidak dibaca sebagai orang.",
        "Baris 5 tersembunyi, tetapi tetap dibaca.",
    ]
    lost = Lembar("Daftar", False, [Baris(1, [Sel("A", "x")])], 2)
    rows = [Baris(1, [Sel(column_letter(at), text) for at, text in enumerate(JUDUL, 1)])]
    sheet = Lembar("Daftar", False, [*rows, Baris(2, [Sel("C", "ANDI")])], jumlah=9)
    (table_read,) = find_tables([sheet])
    torn = read_list([sheet, lost], table_read, recognise(JUDUL), MAMASA)
    assert torn.galat[-1].pesan == "Lembar Daftar tidak terbaca utuh: 2 dari 9 baris."


def test_a_column_nobody_knows_and_another_sheet_are_named() -> None:
    table = SUSUNAN["baku"]([ANDI], "")
    table[0].append("Catatan petugas")
    table[1].append("lama")
    assert read(table).bacaan.catatan[0] == 'Kolom "Catatan petugas" tidak dibaca.'


def test_headings_are_proposed_by_likeness_one_to_one() -> None:
    assert propose(CABANG)["iuran_pemda"] == "IURAN PEMBERI KERJA"
    assert propose(WILAYAH)["iuran_peserta"] == "1%"
    strange = [
        "NO KARTU PESERTA",
        "N I K",
        "NAMA LENGKAP PESERTA",
        "TGL. LHR",
        "STATUSNYA",
        "KODE DESA/KEL",
        "IURANPESERTA",
    ]
    assert propose(strange) == {
        "nomor_kartu": "NO KARTU PESERTA", "nik": "N I K", "nama": "NAMA LENGKAP PESERTA", "tanggal_lahir": "TGL. LHR",
        "status": "STATUSNYA", "kode_desa": "KODE DESA/KEL", "iuran_peserta": "IURANPESERTA",
    }  # fmt: skip


@pytest.mark.lambat
def test_a_mapping_is_remembered_for_every_regency_of_the_branch(mamasa: Panggung, kayong_utara: Panggung) -> None:
    rows = kayong_utara.daftar()
    isi = workbook(rows, judul=JUDUL_CABANG)
    more: dict[str, Any] = {"bulan": OKTOBER, "nama_berkas": "daftar.xlsx", "isi": isi, "by": kayong_utara.bpjs}
    mamasa_file = workbook(mamasa.daftar(), judul=JUDUL_CABANG)
    receive_tagihan(
        kabupaten=mamasa.kabupaten, bulan=OKTOBER, nama_berkas="a.xlsx", isi=mamasa_file, by=mamasa.bpjs, kolom=PILIHAN
    )
    with pytest.raises(KolomBelumDikenal):  # another branch has another way of naming
        receive_tagihan(kabupaten=kayong_utara.kabupaten, **more)
    kayong_utara.kabupaten.kantor_bpjs = mamasa.kabupaten.kantor_bpjs
    kayong_utara.kabupaten.save()
    assert receive_tagihan(kabupaten=kayong_utara.kabupaten, **more).baris.count() == len(rows)
    assert PemetaanKolom.objects.get().kantor == "Cabang Polewali"


@pytest.mark.lambat
def test_a_version_is_told_by_what_it_changed(mamasa: Panggung) -> None:
    rows = mamasa.daftar(keluarga=False)
    first = mamasa.kirim(rows)
    assert changes_of(first) is None
    rows[0] |= {"pemda": 132_638, "status": "NONAKTIF"}
    second = mamasa.kirim([*rows[:-1], rows[1] | {"nik": "7603010101809099", "nama": "BARU"}])
    changes = changes_of(second)
    assert changes is not None
    assert ([one.nama for one in changes.datang], [one.nik for one in changes.pergi]) == (["BARU"], [rows[-1]["nik"]])
    (changed,) = changes.berubah
    assert changed.kolom == (("Status", "Aktif", "Nonaktif"), ("Iuran pemberi kerja", "Rp 132.637", "Rp 132.638"))
    assert (changes.tetap, changes.jumlah) == (7, 1)
    page = mamasa.cast.client("lina").get(f"/kabupaten/76.03/tagihan/{second.pk}/").content.decode()
    assert "Perubahan dari versi 1" in page
    assert "Tagihannya naik Rp\N{NO-BREAK SPACE}1." in page
    assert rows[-1]["nik"] not in page
    assert Tagihan.objects.count() == 2
