"""Draws a paper as PDF/UA. It reads nothing but its template, its context and the files of this package."""

import hashlib
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from .paket import CODE, LOGO, qr_code

FOLDER = Path(__file__).parent
LEMBAR = FOLDER / "lembar.css"  # a sheet with letterhead, tables and signatures; papers add their own after it


def cetak(
    template: str,
    context: dict[str, Any],
    *,
    css: tuple[Path, ...] = (LEMBAR,),
    sidik: str = "",
    qr: str | None = None,
    logo: bytes = b"",
    bertag: bool = True,
) -> bytes:
    """The paper's bytes. `sidik` is the hex digest that names its content (that of the page itself when empty);
    `qr` is the address that the paper's code leads to, shown where the template asks for `kode_qr`; `logo` is a PNG
    of our own making, shown where it asks for `logo`. A picture that goes into another paper is not `bertag`: the tags
    are that paper's.
    """
    from .penulis import write  # not before a paper is wanted: most pages and commands draw none

    html = render_to_string(template, {**context, "kode_qr": CODE if qr else "", "logo": LOGO if logo else ""})
    text = "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / "huruf.css", *css))
    pengenal = bytes.fromhex(sidik or hashlib.sha256(html.encode()).hexdigest())[:16]
    return write(html, text, qr=qr_code(qr) if qr else None, logo=logo, pengenal=pengenal, bertag=bertag)
