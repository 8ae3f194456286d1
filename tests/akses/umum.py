"""Addresses for strangers, for everybody who is signed in, and lists that hold only what is theirs."""

from tests.akses.aturan import each, rows

TABLE = {
    # open to strangers
    **each("masuk kalkulator kalkulator_keluarga_lain periksa berita_acara_periksa laporan_periksa", rows("umum")),
    **each("token api_kalkulator api_kalkulator_keluarga_lain", rows("umum", read="kirim")),
    # everybody who is signed in
    **each("beranda sandi_ganti peraturan peraturan_rincian", rows("semua")),
    **each("schema api_docs api-root peraturan-list peraturan-detail", rows("semua")),
    "keluar": rows("semua", read="kirim"),
    "api_tak_ada": rows("tidak ada"),
    # places
    **each("kabupaten-list kecamatan-list desa-list", rows("semua")),
    **each("kabupaten-detail kecamatan-detail", rows("wilayah")),
    "desa-detail": rows("desa"),
}
