"""Mending a file in its preview, answers for the missing, and changes one by one."""

from tests.akses.aturan import SEKDES, each, rows
from tests.stage import Bulan

TABLE = {
    "kepesertaan_unggahan": rows("desa", SEKDES),
    **each("kepesertaan_riwayat perubahan perubahan_bukti jawabanhilang_bukti", rows("desa")),
    **each("perubahan_baru perubahan_tanya", rows("desa", SEKDES, "tulis")),
    **each(
        "kepesertaan_periksa_lagi perubahan_hapus drafperubahan_periksa_lagi drafperubahan_sampaikan",
        rows("desa", SEKDES, "kirim"),
    ),
    # the API
    **each("drafperubahan-list", rows("semua")),
    **each("drafperubahan-detail perubahan-detail", rows("desa")),
    "perubahan-list": rows("semua"),
    **each(
        "kepesertaanupload-perbaiki kepesertaanupload-jawab kepesertaanupload-periksa-lagi "
        "drafperubahan-periksa-lagi drafperubahan-sampaikan perubahan-jawab perubahan-hapus",
        rows("desa", SEKDES, "kirim"),
    ),
}


def keys(month: Bulan) -> dict[str, int]:
    return {
        "perubahan": month.perubahan.pk,
        "drafperubahan": month.perubahan.draf_id,
        "jawabanhilang": month.jawaban_hilang.pk,
    }
