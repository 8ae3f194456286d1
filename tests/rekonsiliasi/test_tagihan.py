"""BPJS' files: what is taken in, what is refused and with which sentence, version by version."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from desa.models import AuditEvent
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tagihan import (
    BerkasSalah,
    KolomBelumDikenal,
    SudahDiterima,
    receive_tagihan,
)
from rekonsiliasi.models import PemetaanKolom, Tagihan, TagihanBaris

from .conftest import Panggung
from .daftar import JUDUL, csv_of, workbook


def send(stage: Panggung, isi: bytes, nama: str = "daftar.xlsx", **more: Any) -> Tagihan:
    return receive_tagihan(
        kabupaten=stage.kabupaten, bulan=stage.bulan, nama_berkas=nama, isi=isi, by=stage.bpjs, **more
    )


def wrong(stage: Panggung, isi: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(BerkasSalah) as caught:
        send(stage, isi)
    assert Tagihan.objects.count() == TagihanBaris.objects.count() == 0
    return [(one.lembar, one.sel, one.pesan) for one in caught.value.galat]


@pytest.mark.lambat
def test_a_list_is_stored_to_the_row_and_the_byte(mamasa: Panggung) -> None:
    rows = mamasa.daftar()
    isi = workbook(rows)
    bill = send(mamasa, isi)
    assert (bill.versi, bill.baris.count(), bill.total_pemda, bill.total_peserta) == (1, 18, 9 * 132_637, 9 * 33_159)
    assert (bill.total_disebut, bill.oleh, bill.nama_berkas) == (False, mamasa.bpjs, "daftar.xlsx")
    with bill.berkas.open() as kept:
        assert kept.read() == isi
    first = bill.baris.get(nomor=2)
    assert (first.nik, first.desa, first.hubungan, first.status) == (
        rows[0]["nik"], mamasa.cast.rantebulahan, 1, "AKTIF",
    )  # fmt: skip
    event = AuditEvent.objects.get(aksi="tagihan.terima")
    assert (event.oleh, event.kabupaten, event.rincian["baris"]) == (mamasa.bpjs, mamasa.kabupaten, 18)


@pytest.mark.lambat
def test_the_same_bytes_are_received_once_and_other_bytes_are_a_version(mamasa: Panggung) -> None:
    rows = mamasa.daftar()
    first = mamasa.kirim(rows)
    with pytest.raises(SudahDiterima, match="sudah diterima sebagai versi 1") as caught:
        send(mamasa, workbook(rows))
    assert caught.value.tagihan == first
    assert mamasa.kirim(rows[:-1]).versi == 2
    assert mamasa.kirim(rows).versi == 3


@pytest.mark.lambat
def test_a_csv_with_codes_without_dots(mamasa: Panggung) -> None:
    rows = [row | {"kode_desa": row["kode_desa"].replace(".", "")} for row in mamasa.daftar()]
    bill = send(mamasa, csv_of(rows), "daftar.csv")
    assert (bill.baris.count(), bill.total_pemda) == (18, 9 * 132_637)


@pytest.mark.lambat
def test_stated_totals_that_agree(mamasa: Panggung) -> None:
    rows = mamasa.daftar()
    total = ["", "", "JUMLAH", "", "", "", "", "", "", "", 9 * 132_637, 9 * 33_159]
    pairs = [
        ("Bulan", "Oktober 2026"), ("Total Iuran Pemda", 9 * 132_637), ("Total Iuran Peserta", "Rp 298.431"),
        ("Total Iuran", 9 * 165_796), ("Jumlah Peserta", 9),
    ]  # fmt: skip
    isi = workbook([*rows, total, ["", "", "Mamasa, 20 Oktober 2026"]], tagihan=pairs)
    assert send(mamasa, isi).total_disebut is True


@pytest.mark.lambat
def test_stated_totals_that_do_not(mamasa: Panggung) -> None:
    rows = mamasa.daftar()
    isi = workbook(rows, tagihan=[("Total Iuran Pemda", 1_000_000), ("Jumlah Peserta", 12)])
    assert wrong(mamasa, isi) == [
        ("Tagihan", "B1", "Total Iuran Pemda tertulis Rp 1.000.000, jumlah barisnya Rp 1.193.733."),
        ("Tagihan", "B2", "Jumlah peserta tertulis 12, pada daftar ada 9 peserta."),
    ]
    total = ["", "", "TOTAL", "", "", "", "", "", "", "", 1, 9 * 33_159]
    assert wrong(mamasa, workbook([*rows, total])) == [
        ("Daftar", "K20", "Total Iuran Pemda tertulis Rp 1, jumlah barisnya Rp 1.193.733.")
    ]


@pytest.mark.lambat
def test_another_month(mamasa: Panggung) -> None:
    isi = workbook(mamasa.daftar(), tagihan=[("Bulan", "2026-09")])
    assert wrong(mamasa, isi) == [
        ("Tagihan", "B1", "Berkas ini untuk September 2026, sedangkan yang dipilih Oktober 2026.")
    ]


CELLS = (
    ("nik", 7603010101809001, "B2", "Kolom NIK berisi angka, bukan teks; angka terakhir mungkin hilang."),
    (
        "nik",
        "7,60302E+15",
        "B2",
        "NIK sudah diubah lembar kerja menjadi angka (7,60302E+15), angka terakhirnya hilang.",
    ),
    ("nik", "760301010180900", "B2", "NIK berisi 15 angka, seharusnya 16."),
    ("kartu", "123", "A2", "Nomor Kartu berisi 3 angka, seharusnya 13."),
    ("nama", "", "C2", "Nama belum diisi."),
    ("lahir", "31/02/1990", "D2", 'Tanggal Lahir "31/02/1990" tidak ada dalam kalender.'),
    ("hubungan", 6, "E2", 'Hubungan "6" tidak dikenal.'),
    ("status", "MENUNGGAK", "F2", 'Status "MENUNGGAK" tidak dikenal.'),
    ("kelas", "Kelas utama", "G2", 'Kelas "Kelas utama" tidak dikenal.'),
    ("kode_desa", "Mambi", "H2", 'Kode desa "Mambi" tidak dikenal.'),
    ("kode_desa", "76.03.01.2999", "H2", "Kode desa 76.03.01.2999 tidak ada di Kabupaten Mamasa."),
    ("pemda", 132_637.5, "K2", 'Iuran Pemda "132637.5" bukan jumlah rupiah yang jelas.'),
    ("pemda", "2,5 juta", "K2", 'Iuran Pemda "2,5 juta" bukan jumlah rupiah yang jelas.'),
    ("pemda", -1, "K2", "Iuran Pemda negatif."),
    ("peserta", "", "L2", "Iuran Peserta peserta aktif kosong."),
    ("peserta", "=1+1", "L2", "Sel ini berisi rumus."),
)


@pytest.mark.parametrize(("column", "value", "cell", "sentence"), CELLS)
@pytest.mark.lambat
def test_a_wrong_cell(mamasa: Panggung, column: str, value: Any, cell: str, sentence: str) -> None:
    rows = mamasa.daftar()
    rows[0][column] = value
    assert wrong(mamasa, workbook(rows)) == [("Daftar", cell, sentence)]


@pytest.mark.lambat
def test_all_errors_come_together_and_one_refusal_is_audited(mamasa: Panggung) -> None:
    rows = mamasa.daftar()
    rows[0]["hubungan"], rows[3]["status"] = 9, "?"
    assert len(wrong(mamasa, workbook(rows))) == 2
    event = AuditEvent.objects.get(aksi="tagihan.tolak")
    assert event.ringkas == "Berkas BPJS Oktober 2026 tidak diterima: Berkas belum diterima: 2 hal perlu diperbaiki."


@pytest.mark.parametrize(
    ("isi", "sentence"),
    [
        (workbook([]), "Lembar Daftar tidak berisi satu orang pun"),
        (workbook([], judul=["Catatan"]), "baris judul kolom tidak ditemukan"),
        (b"%PDF-1.4", "PDF"),
        (b"", "kosong"),
    ],
    ids=["no row", "no heads", "PDF", "empty"],  # a workbook holds the second it was written: no name for a test
)
@pytest.mark.lambat
def test_no_list_at_all(mamasa: Panggung, isi: bytes, sentence: str) -> None:
    with pytest.raises(Kesalahan, match=sentence) as refused:
        send(mamasa, isi)
    assert Tagihan.objects.count() == 0
    assert "Unduh daftar" not in refused.value.saran  # that button is the village's


@pytest.mark.lambat
def test_the_list_of_another_regency(mamasa: Panggung, kayong_utara: Panggung) -> None:
    with pytest.raises(Kesalahan, match=r"memuat desa kabupaten 61.11, bukan Kabupaten Mamasa \(76.03\)"):
        mamasa.kirim(kayong_utara.daftar())


JUDUL_CABANG = (
    "NOKA", "NIK PESERTA", "NAMA", "TGL LAHIR", "PISA", "AKTIF?", "KLS RAWAT", "WILAYAH KEMENDAGRI", "DESA", "UPAH",
    "BAGIAN PEMKAB", "BAGIAN PRIBADI",
)  # fmt: skip
PILIHAN = {
    "nomor_kartu": "NOKA", "nik": "NIK PESERTA", "nama": "NAMA", "tanggal_lahir": "TGL LAHIR", "hubungan": "PISA",
    "status": "AKTIF?", "kode_desa": "WILAYAH KEMENDAGRI", "gaji": "UPAH", "iuran_pemda": "BAGIAN PEMKAB",
    "iuran_peserta": "BAGIAN PRIBADI",
}  # fmt: skip


@pytest.mark.lambat
def test_strange_columns_are_asked_once_and_remembered(mamasa: Panggung) -> None:
    rows = mamasa.daftar()
    with pytest.raises(KolomBelumDikenal) as caught:
        send(mamasa, workbook(rows, judul=JUDUL_CABANG))
    assert caught.value.judul == list(JUDUL_CABANG)
    assert (caught.value.usulan["nik"], caught.value.usulan["hubungan"]) == ("NIK PESERTA", "PISA")
    assert send(mamasa, workbook(rows, judul=JUDUL_CABANG), kolom=PILIHAN).baris.count() == 18
    assert PemetaanKolom.objects.get().kolom == PILIHAN
    assert send(mamasa, workbook(rows[:-1], judul=JUDUL_CABANG)).versi == 2


@pytest.mark.lambat
def test_a_title_above_the_headings_and_numbers_below_them(mamasa: Panggung) -> None:
    numbering = [str(number) for number in range(1, 13)]
    isi = workbook([["", ""], list(JUDUL), numbering, *mamasa.daftar()], judul=["DAFTAR PESERTA KP DESA"])
    assert send(mamasa, isi).baris.count() == 18


@pytest.mark.lambat
def test_commands(mamasa: Panggung, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(workbook(mamasa.daftar()))
    for _ in range(2):
        call_command("impor_bpjs", str(path), kabupaten="76.03", bulan="2026-10")
        assert '"versi": 1' in capsys.readouterr().out
    call_command("rekonsiliasi", kabupaten="76.03", bulan="2026-10")
    assert '"sisa": 0' in capsys.readouterr().out
    with pytest.raises(CommandError, match="belum ditetapkan"):
        call_command("rekonsiliasi", kabupaten="76.03", bulan="2026-10", sampai="2026-12")
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("impor_bpjs", str(tmp_path / "hilang.xlsx"), kabupaten="76.03", bulan="2026-10")
    path.write_bytes(workbook([row | {"hubungan": 7} for row in mamasa.daftar()]))
    with pytest.raises(CommandError, match="18 hal perlu diperbaiki"):
        call_command("impor_bpjs", str(path), kabupaten="76.03", bulan="2026-10")
    assert '"sel": "E2"' in capsys.readouterr().out
