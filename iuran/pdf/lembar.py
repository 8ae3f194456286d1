"""Sheets for an office: the payment request with what is behind it, the deposit sheet, the posting sheet."""

from pathlib import Path
from typing import Any

from desa.pdf import LEMBAR, cetak
from iuran.queries.posting import Posting
from iuran.queries.rekap_porsi import RekapKecamatan, recap
from iuran.queries.tagihan_porsi import TagihanPorsi

GAYA = (LEMBAR, Path(__file__).parent / "lembar.css")
KERTAS = ("a4", "f4")
# A list of people takes some 6 ms a row: up to here it stands in the request itself, beyond it comes by kecamatan.
PEOPLE_ON_REQUEST = 300


def request_pdf(bill: TagihanPorsi, kertas: str = "a4") -> bytes:
    """A page per share, the recap by village, and the list of people where it is not too long."""
    context = {"rekap": recap(bill), "dengan_daftar": len(bill.orang) <= PEOPLE_ON_REQUEST}
    return _bill_pdf("iuran/permintaan_pdf.html", bill, kertas, context)


def request_list_pdf(bill: TagihanPorsi, kecamatan: RekapKecamatan, kertas: str = "a4") -> bytes:
    """The people of one kecamatan behind a request."""
    return _bill_pdf("iuran/permintaan_daftar_pdf.html", bill, kertas, {"kecamatan": kecamatan})


def deposit_sheet_pdf(bill: TagihanPorsi, kertas: str = "a4") -> bytes:
    """A village's month: both shares side by side, arrears, and everybody's line."""
    return _bill_pdf("iuran/lembar_setoran_pdf.html", bill, kertas, {})


def posting_pdf(posting: Posting, kertas: str = "a4") -> bytes:
    """The SISKEUDES sheet of a village's month."""
    return cetak("iuran/siskeudes_pdf.html", {"isi": posting, "kertas": kertas}, css=GAYA)


def _bill_pdf(template: str, bill: TagihanPorsi, kertas: str, more: dict[str, Any]) -> bytes:
    return cetak(template, {"isi": bill, "kertas": kertas} | more, css=GAYA)
