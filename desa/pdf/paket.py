"""What a paper may show beside its own words: its own QR code and a logo, by addresses that nothing else has."""

import io

import segno

SCHEME = "paket:"
CODE = f"{SCHEME}kode-qr.svg"
LOGO = f"{SCHEME}logo.png"


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
