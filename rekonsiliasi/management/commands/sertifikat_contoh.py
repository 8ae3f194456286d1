"""`sertifikat_contoh`: a certificate to try electronic signatures with, for a sample account alone."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from desa.management.perintah import Perintah
from desa.models import User
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.management.contoh.akun import sample_password
from rekonsiliasi.management.contoh.sertifikat import Penerbit


class Command(Perintah):
    help = "Membuat sertifikat contoh (.p12) untuk mencoba tanda tangan elektronik dengan akun contoh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("akun", help="nama akun contoh, misalnya kadis.7603")
        parser.add_argument("--keluaran", type=Path, required=True, help="berkas .p12 yang ditulis")
        parser.add_argument("--akar", type=Path, help="berkas .pem untuk sertifikat penerbitnya")

    def jalankan(self, **options: Any) -> None:
        user = User.objects.filter(username=options["akun"], contoh=True).first()
        if user is None:
            raise Kesalahan(f"{options['akun']} bukan akun contoh.", "Jalankan dahulu: manage.py siapkan --contoh.")
        issuer = Penerbit()
        options["keluaran"].write_bytes(issuer.pkcs12(user.nama, sample_password()))
        self.stdout.write(f"{options['keluaran']} ditulis. Sandinya sama dengan sandi akun contoh.")
        if options["akar"]:
            options["akar"].write_text(issuer.pem, encoding="ascii")
            self.stdout.write(f"{options['akar']} ditulis: sertifikat penerbitnya.")
