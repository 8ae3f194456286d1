"""Draws the paper. It reads nothing but `isi` and the files beside this module, and it opens no address."""

import io
from pathlib import Path
from typing import Any

import segno
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

FOLDER = Path(__file__).parent
SCHEME = "paket:"
CODE = f"{SCHEME}kode-qr.svg"
FONTS = ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


class PackagedOnly(URLFetcher):
    """Gives out the fonts of this package and the paper's own QR code; every other address is refused."""

    def __init__(self, qr: bytes | None) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.qr = qr

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        name = url.removeprefix(SCHEME)
        if url == CODE and self.qr is not None:
            return URLFetcherResponse(url, self.qr, {"Content-Type": "image/svg+xml"})
        if url.startswith(SCHEME) and name in FONTS:
            return URLFetcherResponse(url, (FOLDER / "huruf" / name).read_bytes(), {"Content-Type": "font/ttf"})
        raise ValueError("Alamat di luar paket ini ditolak.")


def render(isi: dict[str, Any], konsep: bool) -> bytes:
    """The paper as PDF/UA. A draft (`konsep`) says KONSEP on every page and carries no code that confirms it."""
    address = "" if konsep else isi["penerbitan"]["alamat"]
    fetcher = PackagedOnly(_qr(address) if address else None)
    fonts = FontConfiguration()
    html = render_to_string(
        "rekonsiliasi/berita_acara_pdf.html", {"isi": isi, "konsep": konsep, "kode_qr": CODE if address else ""}
    )
    sheet = CSS(string=(FOLDER / "kertas.css").read_text(encoding="utf-8"), font_config=fonts, url_fetcher=fetcher)
    written = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[sheet],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=bytes.fromhex(isi["sidik"])[:16],
    )
    return bytes(written)


def _qr(address: str) -> bytes:
    """The address as a QR code that survives a photocopy (error level M)."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgclass=None, scale=4)
    return out.getvalue()
