"""`muat_wilayah`: one regency's kecamatan and desa from the Kemendagri list."""

from argparse import ArgumentParser
from typing import Any

from desa.actions.wilayah import load_wilayah
from desa.management.perintah import Perintah


class Command(Perintah):
    help = "Memuat kecamatan dan desa satu kabupaten dari daftar Kemendagri."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kode", help="kode kabupaten, misalnya 76.03")

    def jalankan(self, **options: Any) -> None:
        load_wilayah(kode=options["kode"], by=None, lapor=self.stdout.write)
