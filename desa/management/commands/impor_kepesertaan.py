"""impor_kepesertaan FILE --desa 76.03.01.2004 [--terapkan]"""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from desa.access import today_in
from desa.actions.kepesertaan import accept, hand_in_upload, receive_upload
from desa.management.perintah import Perintah, desa_named, why_not
from desa.models import Desa
from desa.queries.daftar import difference
from desa.queries.penyampaian import handed_in
from desa.rules.lembar import JENIS_BERKAS
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


class Command(Perintah):
    help = "Memeriksa berkas daftar perangkat dan mencetak perbedaannya; --terapkan menerapkannya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", help=f"berkas {JENIS_BERKAS}")
        parser.add_argument("--desa", required=True, help="kode desa, misalnya 76.03.01.2004")
        parser.add_argument("--terapkan", action="store_true", help="terapkan bila tidak ada baris yang salah")

    def jalankan(self, **options: Any) -> None:
        desa = desa_named(options["desa"])
        path = Path(options["berkas"])
        try:
            isi = path.read_bytes()
        except OSError as error:
            raise Kesalahan(f"Berkas {path} tidak dapat dibaca: {why_not(error)}.", "Periksa namanya.") from None
        today = today_in(desa.kabupaten)
        hasil = difference(desa, isi, hari=today, bulan=Bulan.of(today)).as_json()
        if options["terapkan"] and not hasil["salah"]:
            apply_now(desa, path.name, isi)
        self.print_json(hasil)
        if hasil["salah"]:
            self.fail()


@transaction.atomic
def apply_now(desa: Desa, nama: str, isi: bytes) -> None:
    """Hands in and accepts in one go, as the server's operator, for the month that it is there; once per file."""
    if handed_in(desa, Bulan.of(today_in(desa.kabupaten)), hashlib.sha256(isi).hexdigest()):
        return
    upload = receive_upload(desa=desa, nama_berkas=nama, isi=isi, by=None)
    report = hand_in_upload(upload=upload, bulan=Bulan.of(today_in(desa.kabupaten)), by=None)
    accept(penyampaian=report, by=None)
