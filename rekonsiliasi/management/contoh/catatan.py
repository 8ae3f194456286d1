"""Records with a letter: Mamasa's coordination, stage of ADD and other source, Kayong Utara's disbursed APBDesa.

They concern months still open, so that no rupiah of the sample and no committed list of BPJS changes.
"""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

from desa.enums import Peran
from desa.models import Desa, Kabupaten, User
from desa.pdf import cetak
from iuran.actions.koordinasi import record_koordinasi
from iuran.actions.pencairan import record_pencairan
from iuran.actions.sumber_lain import record_sumber_lain
from iuran.actions.tahap_add import record_tahap_add
from iuran.enums import SumberApbdesa
from iuran.queries.buku import book
from jaminan.bulan import Bulan, format_tanggal
from jaminan.rupiah import format_rupiah

from .akun import username
from .jam import at

OKTOBER, NOVEMBER, DESEMBER = Bulan(2026, 10), Bulan(2026, 11), Bulan(2026, 12)
JANUARI, FEBRUARI = Bulan(2027, 1), Bulan(2027, 2)
RANTEBULAHAN, SUTERA = "76.03.01.2004", "61.11.01.2001"
BAGI_HASIL = 100_000  # rupiah a month, of the village's 1 %


def keep_records(kabupaten: Kabupaten) -> None:
    """What this regency's offices and villages recorded, as they would."""
    play = {"76.03": _mamasa, "61.11": _kayong_utara}.get(kabupaten.kode)
    if play is not None:
        play(kabupaten)


def _mamasa(kabupaten: Kabupaten) -> None:
    dpm = _user(Peran.DPM, kabupaten)
    with _on(date(2026, 11, 6)):
        record_tahap_add(
            kabupaten=kabupaten, bulan_mulai=JANUARI, bulan_sampai=FEBRUARI, tanggal=date(2027, 2, 26),
            penetap="Kepala BPKD Kabupaten Mamasa", nomor_surat="900/412/BPKD (contoh)",
            tanggal_surat=date(2026, 11, 5), by=dpm,
            surat=_letter(kabupaten, "BPKD", "Tahap penyaluran ADD", "900/412/BPKD (contoh)", date(2026, 11, 5), [
                "ADD tahap pertama tahun 2027 disalurkan paling lambat 26 Februari 2027.",
                "Iuran Januari dan Februari 2027 jatuh tempo mengikuti tahap itu (Pasal 10 ayat (1)).",
            ]),
        )  # fmt: skip
    with _on(date(2026, 11, 12)):
        record_koordinasi(
            kabupaten=kabupaten, desa=None, bulan_mulai=DESEMBER, bulan_sampai=JANUARI, tanggal=date(2026, 11, 11),
            dengan="Rahmat Rekaan, Kepala Bagian Kepesertaan", nomor_surat="440/87/DPM-PEMDES (contoh)", by=dpm,
            catatan="Desember dan Januari dibayar sebelum tutup buku kas daerah.",
            surat=_letter(kabupaten, "DPM-Pemdes", "Koordinasi pembayaran di muka", "440/87/DPM-PEMDES (contoh)",
                          date(2026, 11, 11), [
                "Iuran Desember 2026 dan Januari 2027 dibayar di muka, setelah dibicarakan dengan BPJS Kesehatan "
                "(Pasal 10 ayat (3)).",
                "Perubahan peserta atau penghasilan sesudahnya diperhitungkan sebagai selisih bulan itu.",
            ]),
        )  # fmt: skip
    _other_source(kabupaten)


def _other_source(kabupaten: Kabupaten) -> None:
    """Rantebulahan's ADD did not cover the whole 1 % of October."""
    desa = Desa.objects.select_related("kecamatan__kabupaten").get(kode=RANTEBULAHAN)
    with _on(date(2026, 11, 9)):
        record_sumber_lain(
            desa=desa, bulan_mulai=OKTOBER, bulan_sampai=OKTOBER, sumber=SumberApbdesa.BAGI_HASIL,
            uraian="Triwulan III 2026", jumlah=BAGI_HASIL, nomor_surat="141/25/RTB (contoh)",
            by=_user(Peran.SEKDES, desa),
            surat=_letter(kabupaten, f"Pemerintah Desa {desa.nama}", "Sumber lain dalam APBDesa",
                          "141/25/RTB (contoh)", date(2026, 11, 9), [
                f"ADD bulan Oktober 2026 tidak cukup. {format_rupiah(BAGI_HASIL)} dari porsi 1 % ditutup dengan bagi "
                "hasil pajak dan retribusi daerah, bukan dari Dana Desa (Pasal 11).",
            ]),
        )  # fmt: skip


def _kayong_utara(kabupaten: Kabupaten) -> None:
    sutera = Desa.objects.select_related("kecamatan__kabupaten").get(kode=SUTERA)
    _disbursed(sutera, Bulan(2026, 9), DESEMBER, date(2026, 9, 2))
    unpaid = max((line for line in book(kabupaten, OKTOBER) if line.desa), key=lambda line: line.sisa)
    if unpaid.desa is not None:
        _disbursed(unpaid.desa, OKTOBER, NOVEMBER, date(2026, 11, 23))


def _disbursed(desa: Desa, mulai: Bulan, sampai: Bulan, day: date) -> None:
    number = f"SP2D-{desa.kode[-4:]}/{day:%m%Y} (contoh)"
    with _on(day):
        record_pencairan(
            desa=desa, bulan_mulai=mulai, bulan_sampai=sampai, tanggal=day, nomor_surat=number,
            by=_user(Peran.BENDAHARA_DESA, desa),
            surat=_letter(desa.kabupaten, "BPKAD", "Surat perintah pencairan dana", number, day, [
                f"APBDesa Desa {desa.nama} untuk {mulai.nama} sampai {sampai.nama} cair {format_tanggal(day)}.",
                "Tunggakan iuran disetor paling lambat tiga hari kerja sesudahnya (Pasal 8 ayat (2)).",
            ]),
        )  # fmt: skip


def _letter(kabupaten: Kabupaten, kantor: str, judul: str, nomor: str, day: date, isi: list[str]) -> tuple[str, bytes]:
    """A short letter as PDF, with its name."""
    context = {
        "pengirim": f"Pemerintah Kabupaten {kabupaten.nama}", "kantor": kantor, "judul": judul, "nomor": nomor,
        "isi": isi, "tanggal": format_tanggal(day),
    }  # fmt: skip
    name = f"{judul.lower().replace(' ', '_')}.pdf"
    return name, cetak("rekonsiliasi/surat_contoh_pdf.html", context)


def _on(day: date) -> AbstractContextManager[None]:
    return at(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))


def _user(peran: Peran, place: Kabupaten | Desa) -> User:
    return User.objects.get(username=username(peran, place))
