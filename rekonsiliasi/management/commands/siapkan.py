"""`siapkan`: the database up to date and the reference data in it; a second run changes nothing."""

from typing import Any

from django.core.management import call_command

from desa.actions.acuan import load_acuan
from desa.management.perintah import Perintah


class Command(Perintah):
    help = "Menyiapkan basis data dan data acuan: wilayah, peraturan, nilai, hari libur."
    requires_migrations_checks = False  # it is the one that applies them

    def jalankan(self, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        load_acuan(by=None, lapor=self.stdout.write)
        self.stdout.write("Data acuan siap.")
