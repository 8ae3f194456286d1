"""Writes the list of people of a Berita Acara; the same rows give the same bytes, whose hash the paper prints."""

import re

from desa.models import User
from desa.rules.kolom import Jenis
from desa.xlsx.tabel import KolomTabel, Tabel, write_tabel
from rekonsiliasi.actions.berita_acara import agree_dinas
from rekonsiliasi.models import BeritaAcara, PersetujuanBeritaAcara, Rekonsiliasi
from rekonsiliasi.queries.lampiran import Orang, payers_of, people_of
from rekonsiliasi.queries.naskah import period_of

TEXTS = (("Bulan", 10), ("Kecamatan", 20), ("Kode desa", 15), ("Desa", 24), ("NIK", 19), ("Nama", 30), ("Jabatan", 28))


def people_xlsx(rekonsiliasi: Rekonsiliasi) -> tuple[bytes, int]:
    """The workbook, and how many people are on it."""
    payers, people = payers_of(rekonsiliasi), people_of(rekonsiliasi)
    texts = tuple(KolomTabel(judul, lebar=lebar) for judul, lebar in TEXTS)
    amounts = ("Dasar iuran", *(f"Porsi {one.label.lower()}" for one in payers), "Jumlah iuran")
    money = tuple(KolomTabel(judul, Jenis.UANG, 16, jumlah=True) for judul in amounts)
    head = (
        f"Lampiran Berita Acara Rekonsiliasi, Kabupaten {rekonsiliasi.kabupaten.nama}",
        f"{period_of(rekonsiliasi)}. Jumlah dalam rupiah. Berisi NIK lengkap: simpan dan kirim dengan hati-hati.",
    )
    columns = (*texts, *money, KolomTabel("Pembetulan", lebar=40))
    sheet = Tabel("Orang", columns, [_row(one) for one in people], head, beku=1)
    return write_tabel("Lampiran Berita Acara", [sheet]), len({one.nik for one in people})


def _row(one: Orang) -> tuple[str | int, ...]:
    texts = (f"{one.bulan:%Y-%m}", one.kecamatan, one.kode, one.desa, one.nik, one.nama, one.jabatan)
    return (*texts, one.dasar, *one.porsi, one.jumlah, one.pembetulan)


def agree_with_annex(*, berita_acara: BeritaAcara, by: User | None) -> PersetujuanBeritaAcara:
    """The dinas agrees, with the list of people as it stands now. Raises Kesalahan as `agree_dinas` does."""
    return agree_dinas(berita_acara=berita_acara, by=by, lampiran=people_xlsx(berita_acara.rekonsiliasi))


def annex_name(paper: BeritaAcara, ending: str = "xlsx") -> str:
    """ "daftar-orang_mamasa_2026-10.xlsx": no person's name in it."""
    place = re.sub(r"[^a-z0-9]+", "-", paper.rekonsiliasi.kabupaten.nama.lower()).strip("-")
    return f"daftar-orang_{place}_{paper.rekonsiliasi.bulan_mulai:%Y-%m}.{ending}"
