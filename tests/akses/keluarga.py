"""Families: proofs, statements, higher class, and the bill of other family members."""

from tests.akses.aturan import DPM, SEKDES, each, rows
from tests.stage import Bulan

API = ("buktisekolah", "keterangankeluarga", "naikkelas", "kewajibankeluargalain", "pembayarankeluargalain")
DESA_TREASURER = {"bendahara_desa"}

TABLE = {
    **each(
        "keluarga_bukti buktisekolah_cabut peserta_naik_kelas naikkelas_akhiri keterangankeluarga_akhiri",
        rows("desa", SEKDES, "tulis"),
    ),
    "keluarga_keterangan": rows("desa", SEKDES | DPM, "tulis"),
    "lain_kabupaten": rows("kabupaten", DPM),
    "lain_desa": rows("desa", SEKDES | DPM),
    **each("buktisekolah_unduh tanggungan_desa lain_desa_kini pembayaranlain_bukti", rows("desa")),
    **each("tanggungan lain_kabupaten_kini", rows("kabupaten")),
    **each("peserta_bayar_lain pembayaranlain_batal", rows("desa", DESA_TREASURER, "tulis")),
    # the API
    "pembayarankeluargalain-batalkan": rows("desa", DESA_TREASURER, "kirim"),
    "desa-keluar-tanggungan": rows("desa"),
    "kabupaten-keluar-tanggungan": rows("kabupaten"),
    **dict.fromkeys((f"{name}-list" for name in API), rows("semua")),
    **dict.fromkeys((f"{name}-detail" for name in API), rows("desa")),
    **each("buktisekolah-cabut keterangankeluarga-akhiri naikkelas-akhiri", rows("desa", SEKDES, "kirim")),
}


def keys(month: Bulan) -> dict[str, int]:
    return {
        "keluarga": month.keluarga.pk,
        "kewajibankeluargalain": month.kewajiban_lain.pk,
        "pembayarankeluargalain": month.pembayaran_lain.pk,
        "pembayaranlain": month.pembayaran_lain.pk,
        "buktisekolah": month.bukti_sekolah.pk,
        "keterangankeluarga": month.keterangan.pk,
        "naikkelas": month.naik_kelas.pk,
    }
