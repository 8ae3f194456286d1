"""A compared month of Mamasa, as the stories of the Berita Acara find it: three differences and a short deposit."""

import subprocess
from datetime import date
from pathlib import Path

from desa.models import Desa, Peserta
from iuran.actions.penetapan import assess_iuran
from iuran.models import AlokasiSetoran, Setoran
from rekonsiliasi.actions.berita_acara import agree_dinas, draft
from rekonsiliasi.enums import JenisSelisih, PihakTindak, Sebab
from rekonsiliasi.models import BeritaAcara, Rekonsiliasi, Selisih, Tagihan, TagihanBaris
from rekonsiliasi.pdf import issue
from tests.cast import Cast

IURAN, PEMDA, PESERTA = 165_796, 132_637, 33_159
TOTAL_KITA, TOTAL_BPJS, TOTAL_SETORAN = 1_492_164, 1_476_368, 1_491_164
NOMOR, NOMOR_BPJS = "017/BA-JKN/DPM-PEMDES/X/2026", "241/IX-05/1026"


def compared(cast: Cast, decided: bool = True) -> Rekonsiliasi:
    """October 2026: nine officials, the last one missing at BPJS, a stranger there, one wage lower there."""
    assess_iuran(kabupaten=cast.mamasa, bulan=cast.bulan, by=cast.dewi)
    people = [person for desa in (cast.rantebulahan, cast.sondonglayu, cast.panetean)
              for person in cast.peserta[desa.kode]]  # fmt: skip
    _deposit(cast, "pemda", 9 * PEMDA)
    _deposit(cast, "peserta", 9 * PESERTA - 1000)
    rekonsiliasi = Rekonsiliasi.objects.create(
        kabupaten=cast.mamasa, bulan_mulai=cast.bulan.first_day, bulan_sampai=cast.bulan.first_day,
        total_kita=TOTAL_KITA, total_bpjs=TOTAL_BPJS, total_setoran=TOTAL_SETORAN, orang_kita=9, orang_bpjs=9,
        oleh=cast.dewi,
    )  # fmt: skip
    rekonsiliasi.tagihan.add(_bill(cast, people))
    _differences(cast, rekonsiliasi, people, decided)
    return rekonsiliasi


def _deposit(cast: Cast, penanggung: str, jumlah: int) -> None:
    setoran = Setoran.objects.create(
        kabupaten=cast.mamasa, penanggung=penanggung, tanggal=date(2026, 10, 9), jumlah=jumlah, referensi="SP2D-1"
    )
    AlokasiSetoran.objects.create(setoran=setoran, bulan=cast.bulan.first_day, jumlah=jumlah)


def _bill(cast: Cast, people: list[Peserta]) -> Tagihan:
    tagihan = Tagihan.objects.create(
        kabupaten=cast.mamasa, bulan=cast.bulan.first_day, versi=1, berkas="tagihan/x.xlsx", nama_berkas="x.xlsx",
        sha256="0" * 64, total_pemda=0, total_peserta=0, total_disebut=False,
    )  # fmt: skip
    amounts = [(PEMDA, PESERTA)] * 7 + [(120_000, 30_000)]
    for number, (person, (pemda, peserta)) in enumerate(zip(people[:8], amounts, strict=True), start=2):
        desa = person.masa_jabatan.get().desa
        _line(tagihan, number, person.nik, person.nama, desa.kode, pemda, peserta, desa)
    _line(tagihan, 10, "7603010101709999", "Orang Lama", "76.03.01.2004", PEMDA, PESERTA, cast.rantebulahan)
    return tagihan


def _line(tagihan: Tagihan, number: int, nik: str, nama: str, kode: str, pemda: int, peserta: int, desa: Desa) -> None:
    TagihanBaris.objects.create(
        tagihan=tagihan, nomor=number, nik=nik, nama=nama, hubungan=1, status="AKTIF", kode_desa=kode, desa=desa,
        iuran_pemda=pemda, iuran_peserta=peserta,
    )  # fmt: skip


def _differences(cast: Cast, rekonsiliasi: Rekonsiliasi, people: list[Peserta], decided: bool) -> None:
    told = {"sebab": Sebab.MUTASI_TERLAMBAT, "pihak": PihakTindak.DPM, "tindak_lanjut": "Disurati"} if decided else {}
    rows = (
        (JenisSelisih.HANYA_KITA, people[8], cast.panetean, IURAN, 0, 0),
        (JenisSelisih.HANYA_BPJS, None, cast.rantebulahan, 0, IURAN, 0),
        (JenisSelisih.GAJI_BERBEDA, people[7], cast.panetean, IURAN, 150_000, 0),
        (JenisSelisih.SETORAN_KURANG, None, None, 0, 0, 1000),
    )
    for kind, person, desa, ours, theirs, deposited in rows:
        Selisih.objects.create(
            rekonsiliasi=rekonsiliasi, bulan=cast.bulan.first_day, jenis=kind, peserta=person, desa=desa,
            nik=person.nik if person else "", nama=person.nama if person else "Orang Lama", kita=ours, bpjs=theirs,
            jumlah=ours - theirs, jumlah_setoran=deposited, penanggung="peserta" if deposited else "", **told,
        )  # fmt: skip


def drafted(cast: Cast, rekonsiliasi: Rekonsiliasi | None = None) -> BeritaAcara:
    return draft(
        rekonsiliasi=rekonsiliasi or compared(cast), nomor_dinas=NOMOR, tanggal=date(2026, 10, 12), tempat="Mamasa",
        by=cast.dewi,
    )  # fmt: skip


def sent(cast: Cast) -> BeritaAcara:
    """A paper that the dinas agreed to."""
    paper = drafted(cast)
    agree_dinas(berita_acara=paper, by=cast.budi)
    paper.refresh_from_db()
    return paper


def issued(cast: Cast) -> BeritaAcara:
    return issue(berita_acara=sent(cast), nomor_bpjs=NOMOR_BPJS, by=cast.lina)


def text_of(content: bytes, folder: Path) -> str:
    """What a reader of the PDF sees, its line breaks and doubled blanks taken out."""
    path = folder / "kertas.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True)
    return " ".join(done.stdout.split())
