"""The list of people as PDF: a part a kecamatan, put together. Some 12 milliseconds a row, so never in a request."""

import io
from collections.abc import Iterator
from itertools import groupby

import pikepdf

from desa.pdf import LEMBAR, cetak
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.models import BeritaAcara
from rekonsiliasi.queries.kertas import annex_of
from rekonsiliasi.queries.lampiran import payers_of, people_of
from rekonsiliasi.queries.naskah import period_of

from .cetak import KERTAS

GAYA = (*KERTAS, LEMBAR.parent / "mendatar.css")


def annex_parts(paper: BeritaAcara) -> Iterator[tuple[int, bytes]]:
    """How many parts there are, and each one's bytes as it is drawn. Raises Kesalahan when no list was frozen."""
    frozen = annex_of(paper)
    if frozen is None:
        raise Kesalahan("Berita Acara ini tidak melampirkan daftar orang.", "")
    work = paper.rekonsiliasi
    places = [
        (name, list(rows)) for name, rows in groupby(people_of(work), key=lambda one: (one.kode[:8], one.kecamatan))
    ]
    shared = {
        "isi": paper.isi,
        "berita_acara": paper,
        "periode": period_of(work),
        "porsi": [one.label for one in payers_of(work)],
        "sidik": frozen.sha256,
        "banyak": len(places),
    }
    for number, ((_, name), people) in enumerate(places, start=1):
        sums = [sum(amounts) for amounts in zip(*(one.porsi for one in people), strict=True)]
        context = shared | {"kecamatan": name, "orang": people, "jumlah": sums, "semua": sum(sums), "bagian": number}
        yield len(places), cetak("rekonsiliasi/lampiran_pdf.html", context, css=GAYA)


def merged(parts: list[bytes], sidik: str) -> bytes:
    """One file of all parts, the same bytes for the same parts; its pages are those drawn."""
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as one:
                whole.pages.extend(one.pages)
        whole.Root.Lang = pikepdf.String("id")
        whole.docinfo["/Title"] = f"Lampiran Berita Acara, daftar orang {sidik[:16]}"
        out = io.BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()
