"""Writes the Berita Acara of a month as PDF: the issued bytes, or a draft of the present figures."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from desa.access import today_in
from desa.management.perintah import Perintah, bulan_named, kabupaten_named, why_not
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import DISEPAKATI
from rekonsiliasi.models import Rekonsiliasi
from rekonsiliasi.pdf import paper_bytes, render
from rekonsiliasi.queries.berita_acara import build_isi, paper_of


class Command(Perintah):
    help = "Menulis Berita Acara Rekonsiliasi sebagai PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kabupaten", required=True, help="Kode kabupaten, misalnya 76.03")
        parser.add_argument("--bulan", required=True, help="Bulan pertama, misalnya 2026-10")
        parser.add_argument("--keluaran", required=True, type=Path, help="Nama berkas PDF")

    def jalankan(self, **options: Any) -> None:
        kabupaten, bulan = kabupaten_named(options["kabupaten"]), bulan_named(options["bulan"])
        rows = Rekonsiliasi.objects.select_related("kabupaten")
        found = rows.filter(kabupaten=kabupaten, bulan_mulai=bulan.first_day).first()
        if found is None:
            raise Kesalahan(
                f"Belum ada rekonsiliasi {bulan.nama} untuk Kabupaten {kabupaten.nama}.",
                f"Jalankan dahulu: python manage.py rekonsiliasi --kabupaten {kabupaten.kode} --bulan {bulan}.",
            )
        content, state = _content(found)
        try:
            options["keluaran"].write_bytes(content)
        except OSError as error:
            raise Kesalahan(f"Berkas {options['keluaran']} tidak dapat ditulis: {why_not(error)}.") from None
        self.stdout.write(f"Berita Acara {bulan.nama} ({state}) ditulis ke {options['keluaran']}.")


def _content(rekonsiliasi: Rekonsiliasi) -> tuple[bytes, str]:
    paper = paper_of(rekonsiliasi)
    if paper is not None and paper.status in DISEPAKATI:
        return paper_bytes(paper), "terbit"
    kabupaten = rekonsiliasi.kabupaten
    isi = build_isi(
        rekonsiliasi,
        nomor_dinas=paper.nomor_dinas if paper else "",
        tanggal=paper.tanggal if paper else today_in(kabupaten),
        tempat=paper.tempat if paper else kabupaten.ibu_kota or kabupaten.nama,
    )
    return render(isi, True), "konsep"
