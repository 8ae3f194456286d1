"""periksa_buku: proves every money invariant; exit code 1 names month, place and rupiah."""

from typing import Any

from desa.management.perintah import Perintah
from iuran.queries.pemeriksaan import findings
from jaminan.rupiah import format_rupiah


class Command(Perintah):
    help = "Memeriksa bahwa setiap rupiah iuran dan setoran cocok."

    def jalankan(self, **options: Any) -> None:
        count = 0
        for count, found in enumerate(findings(), start=1):  # noqa: B007 the last number is how many there were
            place = f"{found.bulan.nama}, {found.tempat}" if found.bulan else found.tempat
            self.stdout.write(f"{place}, {format_rupiah(found.rupiah)}: {found.pesan}.")
        if count:
            self.fail()
        self.stdout.write("Buku cocok: setiap porsi, alokasi dan pembatalan benar.")
