"""The history of the roster and its clocks."""

from tests.akses.aturan import DPM, TREASURER, each, rows

TABLE = {
    **each("riwayat_desa peserta_riwayat", rows("desa")),
    "riwayat_kabupaten": rows("kabupaten"),
    "riwayat_desa_unduh": rows("desa", DPM | TREASURER),
    "riwayat_kabupaten_unduh": rows("kabupaten", DPM | {"bendahara"}),
    # the API
    **each("desa-daftar peserta-riwayat", rows("desa")),
    "kabupaten-daftar": rows("kabupaten"),
}
