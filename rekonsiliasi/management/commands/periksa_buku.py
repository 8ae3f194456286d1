"""periksa_buku: proves every money invariant; exit code 1 names month, place and rupiah."""

from typing import Any

from desa.management.perintah import Perintah
from jaminan.rupiah import format_rupiah
from rekonsiliasi.actions.pemeriksaan import check_book
from rekonsiliasi.queries.pemeriksaan import as_finding


class Command(Perintah):
    help = "Memeriksa bahwa setiap rupiah iuran dan setoran cocok, dan menyimpan hasilnya."

    def jalankan(self, **options: Any) -> None:
        run = check_book(by=None)
        for found in map(as_finding, run.temuan):
            self.stdout.write(f"{found.periode}, {found.tempat}, {format_rupiah(found.rupiah)}: {found.pesan}.")
        if run.jumlah_temuan:
            self.fail()
        self.stdout.write(
            "Buku cocok: iuran, pembetulan, setoran, saldo pindahan, sumber lain, tagihan keluarga lain dan "
            "Berita Acara benar."
        )
