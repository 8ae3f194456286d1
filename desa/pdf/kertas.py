"""Draws a paper as PDF/UA. It reads nothing but its template, its context and the files of this package."""

import hashlib
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from .medan import signature_fields
from .paket import CODE, LOGO, PackagedOnly, qr_code

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
    fetcher = PackagedOnly(qr_code(qr) if qr else None, logo)
    fonts = FontConfiguration()
    html = render_to_string(template, {**context, "kode_qr": CODE if qr else "", "logo": LOGO if logo else ""})
    text = "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / "huruf.css", *css))
    sheet = CSS(string=text, font_config=fonts, url_fetcher=fetcher)
    written = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[sheet],
        font_config=fonts,
        pdf_variant="pdf/ua-1" if bertag else None,
        finisher=signature_fields,
        pdf_identifier=bytes.fromhex(sidik or hashlib.sha256(html.encode()).hexdigest())[:16],
    )
    return bytes(written)
