"""`kalkulator`: what a month costs for given incomes, or other family members for a year, as JSON."""

import json
import re
from argparse import ArgumentParser
from typing import Any

from desa.management.perintah import Perintah, bulan_named, kabupaten_named, whole_named, year_named
from iuran.queries.kalkulator import calculate
from iuran.queries.keluarga_lain import calculate_other
from jaminan.kesalahan import Kesalahan


class Command(Perintah):
    help = "Menghitung iuran sebulan untuk beberapa penghasilan tetap, atau tarif setahun anggota keluarga yang lain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kabupaten", required=True, help="kode kabupaten, misalnya 76.03")
        parser.add_argument("--bulan", help="tahun-bulan, misalnya 2026-10")
        parser.add_argument("--penghasilan", nargs="+", help="rupiah sebulan, tanpa titik")
        parser.add_argument("--tahun", help="untuk --keluarga-lain, misalnya 2020")
        parser.add_argument("--keluarga-lain", help="jumlah orang, misalnya 1")

    def jalankan(self, **options: Any) -> None:
        other = options.get("keluarga_lain") is not None or options.get("tahun") is not None
        require(options, ("tahun", "keluarga_lain") if other else ("bulan", "penghasilan"))
        kabupaten = kabupaten_named(options["kabupaten"])
        if other:
            tahun, orang = whole_named(options["tahun"], "Tahun"), whole_named(options["keluarga_lain"], "Jumlah orang")
            self.stdout.write(json.dumps(calculate_other(kabupaten, year_named(tahun), orang).jawaban))
            return
        incomes = [rupiah_named(text) for text in options["penghasilan"]]
        self.print_json(calculate(kabupaten, bulan_named(options["bulan"]), incomes))


def require(options: dict[str, Any], names: tuple[str, ...]) -> None:
    """Raises Kesalahan that names what the command line leaves out."""
    missing = [f"--{name.replace('_', '-')}" for name in names if options.get(name) is None]
    if missing:
        raise Kesalahan(
            f"Perintah ini kurang lengkap: {', '.join(missing)} belum ditulis.",
            "Lihat cara menulisnya: manage.py kalkulator --help.",
        )


def rupiah_named(text: str) -> int:
    """A whole amount in rupiah. Raises Kesalahan."""
    if re.fullmatch(r"[0-9]{16,}", text):
        raise Kesalahan(f"Penghasilan {text!r} terlalu besar.", "Tulis paling banyak 15 angka.")
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise Kesalahan(f"Penghasilan {text!r} bukan bilangan bulat.", "Tulis angka saja, misalnya 2426640.")
    return int(text)
