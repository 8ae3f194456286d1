"""BPJS' list, the comparison, and the Berita Acara."""

from tests.akses.aturan import BOTH, BPJS, DPM, each, rows
from tests.stage import Bulan

TABLE = {
    "selisih_desa": rows("desa"),
    **each("tagihan selisih", rows("kabupaten", BOTH)),
    **each("rekonsiliasi rekonsiliasi_bulan", rows("kabupaten")),
    **each("berita_acara_daftar berita_acara berita_acara_unduh", rows("kabupaten")),
    **each("rekonsiliasi_bandingkan selisih_putuskan", rows("kabupaten", BOTH, "kirim")),
    "berita_acara_susun": rows("kabupaten", DPM, "tulis"),
    "berita_acara_setujui": rows("kabupaten", DPM, "kirim"),
    **each("berita_acara_terbitkan berita_acara_kembalikan", rows("kabupaten", BPJS, "kirim")),
    # the API
    **each("selisih-list tagihan-list rekonsiliasi-list beritaacara-list", rows("semua")),
    "selisih-detail": rows("desa"),
    **each("tagihan-detail rekonsiliasi-detail beritaacara-detail beritaacara-pdf", rows("kabupaten")),
    "beritaacara-setujui": rows("kabupaten", DPM, "kirim"),
    **each("beritaacara-terbitkan beritaacara-kembalikan", rows("kabupaten", BPJS, "kirim")),
}


def keys(month: Bulan) -> dict[str, int]:
    return {
        "selisih": month.selisih.pk,
        "berita": month.berita_acara.pk,
        "beritaacara": month.berita_acara.pk,
        "tagihan": month.tagihan.pk,
        "rekonsiliasi": month.rekonsiliasi.pk,
    }
