"""`tulis_contoh`: writes the sample files again from a fresh sample; for whoever changes the sample."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from desa.management.perintah import Perintah
from rekonsiliasi.management.contoh.berkas import sample_files


class Command(Perintah):
    help = "Menulis berkas contoh (daftar BPJS, daftar perangkat yang benar dan yang salah) dari data contoh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = settings.BASE_DIR / "fixtures" / "contoh"
        parser.add_argument("--keluaran", type=Path, default=default, help="folder tujuan")

    def jalankan(self, **options: Any) -> None:
        files = sample_files()
        for name, isi in files.items():
            path = options["keluaran"] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(isi)
        self.stdout.write(f"{len(files)} berkas ditulis ke {options['keluaran']}.")
