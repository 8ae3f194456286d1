"""The history of the roster and its clocks."""

from tests.akses.aturan import DPM, TREASURER, each, rows

TABLE = {
    **each("riwayat_desa peserta_riwayat peserta_riwayat_unduh tenggat_desa", rows("desa")),
    **each("riwayat_kabupaten tenggat keterlambatan keterlambatan_tahun keterlambatan_unduh", rows("kabupaten")),
    "penyampaian_ingatkan": rows("kabupaten"),
    "riwayat_desa_unduh": rows("desa", DPM | TREASURER),
    "riwayat_kabupaten_unduh": rows("kabupaten", DPM | {"bendahara"}),
    # the API
    **each("desa-daftar desa-tenggat peserta-riwayat", rows("desa")),
    **each("kabupaten-daftar kabupaten-tenggat kabupaten-keterlambatan kabupaten-kelengkapan", rows("kabupaten")),
}
