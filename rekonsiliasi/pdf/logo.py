"""A regency's logo: whatever picture came in, a small PNG of our own goes out. Same picture, same bytes."""

import io

from PIL import Image, UnidentifiedImageError

from jaminan.kesalahan import Kesalahan

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_SIDE = 5000  # pixels of what comes in: a bomb is refused by its head, before it is unpacked
SMALLEST_SIDE = 40
SIDES = (320, 240, 160)  # pixels of what goes out, the first whose file is small enough
SMALL_ENOUGH = 30 * 1024
COLOURS = 64
ENDS = {"PNG": b"IEND", "JPEG": b"\xff\xd9"}
ADVICE = "Unggah gambar PNG atau JPEG yang jelas, paling besar 2 MB. Gambar SVG disimpan dahulu sebagai PNG."


def small_png(berkas: bytes) -> bytes:
    """The picture on white, at most 320 pixels wide or high, in 64 colours. Raises Kesalahan for anything else."""
    if len(berkas) > LARGEST_FILE:
        raise Kesalahan("Berkas logo lebih besar dari 2 MB.", ADVICE)
    picture = _flattened(_opened(berkas))
    written = b""
    for side in SIDES:
        written = _png(picture, side)
        if len(written) <= SMALL_ENOUGH:
            break
    return written


def _opened(berkas: bytes) -> Image.Image:
    try:
        picture: Image.Image = Image.open(io.BytesIO(berkas), formats=("PNG", "JPEG"))
        if max(picture.size) > LARGEST_SIDE or min(picture.size) < SMALLEST_SIDE:
            raise Kesalahan(f"Logo berukuran {picture.width} x {picture.height} titik.", ADVICE)
        if ENDS[str(picture.format)] not in berkas[-4096:]:  # WeasyPrint tells Pillow to take torn pictures
            raise OSError
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Kesalahan("Berkas ini bukan gambar PNG atau JPEG yang utuh.", ADVICE) from None
    return picture


def _flattened(picture: Image.Image) -> Image.Image:
    """On white: paper is white, and a see-through picture would need a mask in the PDF."""
    whole = picture.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(ground, whole).convert("RGB")


def _png(picture: Image.Image, side: int) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
