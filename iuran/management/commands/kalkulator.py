"""`kalkulator`: what a month costs for given incomes, as JSON."""

import re
from argparse import ArgumentParser
from typing import Any

from desa.management.perintah import Perintah, bulan_named, kabupaten_named
from iuran.queries.kalkulator import calculate
from jaminan.kesalahan import Kesalahan


class Command(Perintah):
    help = "Menghitung iuran sebulan untuk satu atau beberapa penghasilan tetap."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kabupaten", required=True, help="kode kabupaten, misalnya 76.03")
        parser.add_argument("--bulan", required=True, help="tahun-bulan, misalnya 2026-10")
        parser.add_argument("--penghasilan", required=True, nargs="+", help="rupiah sebulan, tanpa titik")

    def jalankan(self, **options: Any) -> None:
        incomes = [rupiah_named(text) for text in options["penghasilan"]]
        self.print_json(calculate(kabupaten_named(options["kabupaten"]), bulan_named(options["bulan"]), incomes))


def rupiah_named(text: str) -> int:
    """A whole amount in rupiah. Raises Kesalahan."""
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise Kesalahan(f"Penghasilan {text!r} bukan bilangan bulat.", "Tulis angka saja, misalnya 2426640.")
    return int(text)
