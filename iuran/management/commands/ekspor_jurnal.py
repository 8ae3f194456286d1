"""ekspor_jurnal: a regency's year as a double-entry journal for hledger."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from desa.management.perintah import Perintah, kabupaten_named, whole_named, why_not, year_named
from iuran.queries.jurnal import year_journal
from jaminan.kesalahan import Kesalahan


class Command(Perintah):
    help = "Menulis setahun iuran dan setoran sebagai jurnal berpasangan yang dapat diperiksa dengan hledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kabupaten", required=True, help="Kode kabupaten, misalnya 76.03")
        parser.add_argument("--tahun", required=True, help="Tahun, misalnya 2026")
        parser.add_argument("--keluaran", required=True, type=Path, help="Nama berkas jurnal")

    def jalankan(self, **options: Any) -> None:
        kabupaten = kabupaten_named(options["kabupaten"])
        year = year_named(whole_named(options["tahun"], "Tahun"))
        text = year_journal(kabupaten, year)
        try:
            options["keluaran"].write_text(text, encoding="utf-8")
        except OSError as error:
            raise Kesalahan(f"Berkas {options['keluaran']} tidak dapat ditulis: {why_not(error)}.") from None
        self.stdout.write(f"Jurnal {year} Kabupaten {kabupaten.nama} ditulis ke {options['keluaran']}.")
