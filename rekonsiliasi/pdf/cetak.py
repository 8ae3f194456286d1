"""Draws the Berita Acara. It reads nothing but `isi`, and the logo that `isi` names by its hash."""

from pathlib import Path
from typing import Any

from desa.pdf import LEMBAR, cetak
from rekonsiliasi.queries.kertas import logo_with_hash

KERTAS = (LEMBAR, Path(__file__).parent / "kertas.css")


def render(isi: dict[str, Any], konsep: bool) -> bytes:
    """The paper as PDF/UA. A draft (`konsep`) says KONSEP on every page and carries no code that confirms it."""
    address = None if konsep else isi["penerbitan"]["alamat"]
    paper = isi.get("kertas") or {"ukuran": "a4", "logo": ""}
    context = {"isi": isi, "konsep": konsep, "baru": isi["versi"] > 3, "ukuran": paper["ukuran"]}
    return cetak(
        "rekonsiliasi/berita_acara_pdf.html",
        context,
        css=KERTAS,
        sidik=isi["sidik"],
        qr=address,
        logo=logo_with_hash(paper["logo"]),
    )
