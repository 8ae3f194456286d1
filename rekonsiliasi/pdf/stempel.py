"""What stands in the signature block of a paper that was signed electronically: a small picture with its own fonts."""

from datetime import datetime
from pathlib import Path

from desa.pdf import cetak
from desa.templatetags.format_id import waktu

CAP = (Path(__file__).parent / "stempel.css",)


def stamp(*, nama: str, jabatan: str, pada: datetime, zona: str) -> bytes:
    """One PDF page as large as the signature field: who signed, in which post, and when by the regency's clock."""
    context = {"nama": nama, "jabatan": jabatan, "waktu": waktu(pada, zona)}
    return cetak("rekonsiliasi/stempel_pdf.html", context, css=CAP, bertag=False)
