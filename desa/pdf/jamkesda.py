"""Papers of the JAMKESDA register: blank forms by village, the participant's sheet, the report per kecamatan."""

from pathlib import Path

from desa.models import Desa, Faskes, Warga
from desa.parameters.kelayakan import JamkesdaAturan
from desa.queries.jamkesda import HEADS, Laporan

from .kertas import LEMBAR, cetak

GAYA = (LEMBAR, Path(__file__).parent / "jamkesda.css")
FORMS = 6  # blank forms in one file, two to a page


def form_pdf(desa: Desa, aturan: JamkesdaAturan) -> bytes:
    """Blank forms with the village's name and the checklist of the article."""
    return cetak("desa/jamkesda_formulir_pdf.html", {"isi": desa, "aturan": aturan, "banyak": range(FORMS)}, css=GAYA)


def resident_sheet_pdf(warga: Warga, aturan: JamkesdaAturan, faskes: list[tuple[Faskes, int | None]]) -> bytes:
    """What is free and where, for one participant."""
    context = {"warga": warga, "isi": warga, "aturan": aturan, "faskes": faskes}
    return cetak("desa/jamkesda_lembar_pdf.html", context, css=GAYA)


def report_pdf(laporan: Laporan) -> bytes:
    """The report as a paper."""
    return cetak("desa/jamkesda_laporan_pdf.html", {"isi": laporan, "judul": HEADS}, css=GAYA)
