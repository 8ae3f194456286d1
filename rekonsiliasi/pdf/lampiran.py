"""The list of people as PDF: a part a kecamatan, put together. Some 12 milliseconds a row, so never in a request."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from desa.pdf import LEMBAR, cetak
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.models import BeritaAcara
from rekonsiliasi.queries.kertas import annex_of
from rekonsiliasi.queries.lampiran import Orang, payers_of, people_of
from rekonsiliasi.queries.naskah import period_of

from .cetak import KERTAS
from .gabung import merged, page_count

BERNOMOR = (*KERTAS, LEMBAR.parent / "mendatar.css")
GAYA = (*BERNOMOR, Path(__file__).parent / "lampiran.css")


def annex_parts(paper: BeritaAcara) -> Iterator[tuple[int, bytes]]:
    """How many parts there are, and each one's bytes as it is drawn. Raises Kesalahan when no list was frozen."""
    frozen = annex_of(paper)
    if frozen is None:
        raise Kesalahan("Berita Acara ini tidak melampirkan daftar orang.", "")
    work, everybody = paper.rekonsiliasi, people_of(paper.rekonsiliasi)
    places = [(name, list(rows)) for name, rows in groupby(everybody, key=lambda one: (one.kode[:8], one.kecamatan))]
    shared = {
        "isi": paper.isi,
        "berita_acara": paper,
        "periode": period_of(work),
        "porsi": [one.label for one in payers_of(work)],
        "sidik": frozen.sha256,
        "banyak": len(places),
        "seluruhnya": _sums(everybody) | {"orang": frozen.orang},
    }
    for number, ((_, name), people) in enumerate(places, start=1):
        context = shared | {"kecamatan": name, "orang": people, "jumlah": _sums(people), "bagian": number}
        yield len(places), cetak("rekonsiliasi/lampiran_pdf.html", context, css=GAYA)


def _sums(people: list[Orang]) -> dict[str, Any]:
    """What these people's contributions come to: by payer, and together."""
    shares = [sum(amounts) for amounts in zip(*(one.porsi for one in people), strict=True)]
    return {"porsi": shares, "jumlah": sum(shares)}


def whole_annex(parts: list[bytes]) -> bytes:
    """One tagged file of all parts, its pages numbered through; the same bytes for the same parts."""
    pages = range(sum(page_count(part) for part in parts))
    numbers = cetak("rekonsiliasi/nomor_halaman_pdf.html", {"halaman": pages}, css=BERNOMOR, bertag=False)
    return merged(parts, numbers)
