"""Pairs that a person decides, versions of BPJS' list, and what a new comparison changed."""

from tests.akses.aturan import BOTH, each, rows
from tests.stage import Bulan

TABLE = {
    "pencocokan": rows("kabupaten", BOTH),
    "pencocokan_batal": rows("kabupaten", BOTH, "kirim"),
    **each("selisih_perubahan tagihan_versi", rows("kabupaten")),
    # the API
    "pencocokan-list": rows("semua"),
    **each("pencocokan-detail tagihan-perubahan rekonsiliasi-porsi", rows("kabupaten")),
    **each("pencocokan-batalkan rekonsiliasi-cocokkan", rows("kabupaten", BOTH, "kirim")),
}


def keys(month: Bulan) -> dict[str, int]:
    return {"pencocokan": month.pencocokan.pk}
