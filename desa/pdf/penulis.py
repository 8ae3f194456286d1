"""Turns a paper's HTML into PDF/UA: the one module that needs WeasyPrint, which takes half a second to load."""

from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .medan import signature_fields
from .paket import CODE, LOGO, SCHEME

FOLDER = Path(__file__).parent
FONTS = ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


class PackagedOnly(URLFetcher):
    """Gives out the fonts of this package, the paper's own QR code and its logo; every other address is refused."""

    def __init__(self, qr: bytes | None, logo: bytes = b"") -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.qr, self.logo = qr, logo

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        name = url.removeprefix(SCHEME)
        if url == CODE and self.qr is not None:
            return URLFetcherResponse(url, self.qr, {"Content-Type": "image/svg+xml"})
        if url == LOGO and self.logo:
            return URLFetcherResponse(url, self.logo, {"Content-Type": "image/png"})
        if url.startswith(SCHEME) and name in FONTS:
            return URLFetcherResponse(url, (FOLDER / "huruf" / name).read_bytes(), {"Content-Type": "font/ttf"})
        raise ValueError("Alamat di luar paket ini ditolak.")


def write(html: str, css: str, *, qr: bytes | None, logo: bytes, pengenal: bytes, bertag: bool) -> bytes:
    """The bytes of the PDF; `pengenal` is its identifier, so that the same content gives the same bytes."""
    fetcher = PackagedOnly(qr, logo)
    fonts = FontConfiguration()
    sheet = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    written = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[sheet],
        font_config=fonts,
        pdf_variant="pdf/ua-1" if bertag else None,
        finisher=signature_fields,
        pdf_identifier=pengenal,
    )
    return bytes(written)
