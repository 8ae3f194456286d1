"""Loads BPJS' member list and bill for a month."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from desa.management.perintah import Perintah, bulan_named, kabupaten_named, why_not
from desa.rules.lembar import JENIS_BERKAS
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tagihan import BerkasSalah, KolomBelumDikenal, SudahDiterima, receive_tagihan
from rekonsiliasi.models import Tagihan


class Command(Perintah):
    help = "Memuat daftar peserta dan tagihan BPJS Kesehatan untuk satu bulan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", metavar="FILE", help=f"{JENIS_BERKAS} dari kantor cabang")
        parser.add_argument("--kabupaten", required=True, help="Kode kabupaten, misalnya 76.03")
        parser.add_argument("--bulan", required=True, help="Misalnya 2026-10")

    def jalankan(self, **options: Any) -> None:
        path = Path(options["berkas"])
        place, month = kabupaten_named(options["kabupaten"]), bulan_named(options["bulan"])
        isi = _bytes_of(path)
        try:
            tagihan = receive_tagihan(kabupaten=place, bulan=month, nama_berkas=path.name, isi=isi, by=None)
        except SudahDiterima as same:
            tagihan = same.tagihan
        except BerkasSalah as wrong:
            self.print_json({"salah": [one.as_json() for one in wrong.galat]})
            raise
        except KolomBelumDikenal as unknown:
            self.print_json({"judul": unknown.judul, "usulan": unknown.usulan})
            raise
        self.print_json(_answer(tagihan))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Kesalahan(
            f"Berkas {path.name} tidak dapat dibuka: {why_not(error)}.", "Periksa nama dan letaknya."
        ) from None


def _answer(tagihan: Tagihan) -> dict[str, Any]:
    return {
        "bulan": str(Bulan.of(tagihan.bulan)),
        "versi": tagihan.versi,
        "baris": tagihan.baris.count(),
        "total_pemda": tagihan.total_pemda,
        "total_peserta": tagihan.total_peserta,
        "total_disebut": tagihan.total_disebut,
        "sha256": tagihan.sha256,
        "hitungan": tagihan.bacaan.get("hitungan", []),
        "ragu": tagihan.bacaan.get("ragu", []),
        "catatan": tagihan.bacaan.get("catatan", []),
    }
