"""Draws the Berita Acara. It reads nothing but `isi`."""

from pathlib import Path
from typing import Any

from desa.pdf import LEMBAR, cetak

KERTAS = (LEMBAR, Path(__file__).parent / "kertas.css")


def render(isi: dict[str, Any], konsep: bool) -> bytes:
    """The paper as PDF/UA. A draft (`konsep`) says KONSEP on every page and carries no code that confirms it."""
    address = None if konsep else isi["penerbitan"]["alamat"]
    return cetak(
        "rekonsiliasi/berita_acara_pdf.html", {"isi": isi, "konsep": konsep}, css=KERTAS, sidik=isi["sidik"], qr=address
    )
