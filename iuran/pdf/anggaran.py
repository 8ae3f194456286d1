"""A budget on paper: the same figures as its page, with the assumptions they stand on."""

from pathlib import Path

from desa.models import Desa
from desa.pdf import LEMBAR, cetak
from iuran.queries.anggaran import Anggaran

GAYA = (LEMBAR, Path(__file__).parent / "anggaran.css")


def budget_paper(anggaran: Anggaran) -> bytes:
    """The PDF's bytes; the same budget gives the same bytes."""
    desa = anggaran.tempat if isinstance(anggaran.tempat, Desa) else None
    kabupaten = desa.kabupaten if desa else anggaran.tempat
    context = {"anggaran": anggaran, "desa": desa, "kabupaten": kabupaten}
    return cetak("iuran/anggaran_pdf.html", context, css=GAYA)
