"""The work on differences: comments, done, sent back, and many answers at once."""

from tests.akses.aturan import BOTH, each, rows
from tests.stage import Bulan

WORDS = BOTH | {"sekdes", "bendahara_desa"}
TABLE = {
    **each("rekonsiliasi_kertas rekonsiliasi-akibat", rows("kabupaten")),
    "selisih_bahas": rows("kabupaten", BOTH, "kirim"),
    "selisih_desa_lihat": rows("desa"),
    "selisih_desa_tanggapi": rows("desa", WORDS, "kirim"),
    # the API
    **each("selisih-komentar selisih-selesai", rows("desa", WORDS, "kirim")),
    "selisih-kembalikan": rows("desa", BOTH, "kirim"),
    "rekonsiliasi-putuskan": rows("kabupaten", BOTH, "kirim"),
}


def keys(_month: Bulan) -> dict[str, int]:
    return {}
