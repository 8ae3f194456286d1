"""Compares a month, or an agreed range, with BPJS' bill and prints the differences."""

from typing import Any

from django.core.management.base import CommandParser

from desa.management.perintah import Perintah, bulan_named, kabupaten_named
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.queries.rekonsiliasi import as_json, finished


class Command(Perintah):
    help = "Membandingkan buku kita dengan daftar BPJS dan setoran, lalu mencetak selisihnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kabupaten", required=True, help="Kode kabupaten, misalnya 76.03")
        parser.add_argument("--bulan", required=True, help="Bulan pertama, misalnya 2026-10")
        parser.add_argument("--sampai", default="", help="Bulan terakhir; kosong berarti satu bulan")

    def jalankan(self, **options: Any) -> None:
        """A finished comparison is printed as it was signed; every other one is made anew."""
        place, mulai = kabupaten_named(options["kabupaten"]), bulan_named(options["bulan"])
        sampai = bulan_named(options["sampai"]) if options["sampai"] else mulai
        signed = finished(place, mulai, sampai)
        self.print_json(as_json(signed or reconcile(kabupaten=place, mulai=mulai, sampai=sampai, by=None)))
