"""A budget on paper: the same figures as its page, with the assumptions they stand on."""

from desa.models import Desa
from desa.pdf import cetak
from iuran.queries.anggaran import Anggaran


def budget_paper(anggaran: Anggaran) -> bytes:
    """The PDF's bytes; the same budget gives the same bytes."""
    desa = anggaran.tempat if isinstance(anggaran.tempat, Desa) else None
    kabupaten = desa.kabupaten if desa else anggaran.tempat
    return cetak("iuran/anggaran_pdf.html", {"anggaran": anggaran, "desa": desa, "kabupaten": kabupaten})
