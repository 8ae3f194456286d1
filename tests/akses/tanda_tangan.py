"""Signing a paper and bringing its scan; what strangers may check stands with the open addresses."""

from tests.akses.aturan import BOTH, each, rows

TABLE = {
    **each(
        "berita_acara_tandatangani berita_acara_tertanda_unggah berita_acara_pindaian berita_acara_pindaian_pastikan",
        rows("kabupaten", BOTH, "tulis"),
    ),
    "berita_acara_tertanda": rows("kabupaten"),
    **each(
        "beritaacara-tandatangani beritaacara-unggah-tertanda beritaacara-pindaian beritaacara-pastikan-pindaian "
        "beritaacara-tolak-pindaian",
        rows("kabupaten", BOTH, "kirim"),
    ),
    "beritaacara-tertanda": rows("kabupaten"),
    "api_periksa": rows("umum", read="kirim"),
    "api_periksa_kode": rows("umum"),
}
