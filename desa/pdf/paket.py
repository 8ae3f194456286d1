"""What a paper may show beside its own words: the fonts of this package and its own QR code. Nothing is fetched."""

import io
from pathlib import Path

import segno
from weasyprint.urls import URLFetcher, URLFetcherResponse

FOLDER = Path(__file__).parent
SCHEME = "paket:"
CODE = f"{SCHEME}kode-qr.svg"
LOGO = f"{SCHEME}logo.png"
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


def qr_code(address: str) -> bytes:
    """The address as a QR code that survives a photocopy (error level M)."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgclass=None, scale=4)
    return out.getvalue()


def qr_image(address: str) -> str:
    """The same as the source of an image on a page."""
    uri: str = segno.make(address, error="m", micro=False).svg_data_uri(
        border=2, svgclass=None, lineclass=None, scale=3
    )
    return uri
