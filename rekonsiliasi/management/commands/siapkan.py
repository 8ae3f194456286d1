"""`siapkan`: the database up to date and the reference data in it; a second run changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command

from desa.actions.acuan import load_acuan
from desa.management.perintah import Perintah
from rekonsiliasi.management.contoh import load_sample


class Command(Perintah):
    help = "Menyiapkan basis data dan data acuan: wilayah, peraturan, nilai, hari libur."
    requires_migrations_checks = False  # it is the one that applies them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--contoh", action="store_true", help="Menambah orang, akun dan berkas contoh (rekaan).")

    def jalankan(self, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        load_acuan(by=None, lapor=self.stdout.write)
        self.stdout.write("Data acuan siap.")
        if options["contoh"]:
            self._load_sample()

    def _load_sample(self) -> None:
        accounts, password = load_sample()
        self.stdout.write("\nData contoh siap. Semua orang di dalamnya rekaan. Akun contoh:")
        for account in accounts:
            self.stdout.write(f"  {account.username:<28} {account.keterangan}")
        self.stdout.write(f"Sandi semua akun contoh: {password}")
        self.stdout.write("Berkas untuk dicoba (daftar perangkat dan daftar BPJS): fixtures/contoh/")
        self.stdout.write("Isinya dan jawaban portal untuk setiap berkas: fixtures/contoh/BACA.md")
