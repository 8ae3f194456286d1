"""Slips, four to a sheet, to be cut and handed out; one that sets earlier months right takes the width of two."""

from pathlib import Path

from desa.pdf import LEMBAR, cetak
from iuran.queries.slip import Slip

GAYA = (LEMBAR, Path(__file__).parent / "slip.css")
PER_SHEET, WIDE_PER_SHEET = 4, 2


def slips_pdf(slips: list[Slip], kertas: str = "a4") -> bytes:
    """The slips of a village's month, or one alone."""
    narrow = _sheets([one for one in slips if not one.koreksi], PER_SHEET)
    wide = _sheets([one for one in slips if one.koreksi], WIDE_PER_SHEET)
    sheets = [("", sheet) for sheet in narrow] + [("lebar", sheet) for sheet in wide]
    return cetak("iuran/slip_pdf.html", {"lembar": sheets, "isi": slips[0], "kertas": kertas}, css=GAYA)


def _sheets(slips: list[Slip], count: int) -> list[list[Slip]]:
    return [slips[first : first + count] for first in range(0, len(slips), count)]
