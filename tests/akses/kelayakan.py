"""Eligibility: documents, lists of other schemes, possible double covers."""

from tests.akses.aturan import DPM, SEKDES, each, rows
from tests.stage import Bulan

TABLE = {
    **each("peserta_dokumen kelayakan_desa dokumenorang_unduh", rows("desa")),
    **each("peserta_dokumen_tambah keluarga_dokumen_tambah dokumenorang_cabut", rows("desa", SEKDES, "tulis")),
    **each("kelayakan daftarlain", rows("kabupaten")),
    **each("kelayakan_putuskan daftarlain_unggah", rows("kabupaten", DPM, "tulis")),
    # the API
    **each("dokumenorang-list daftarlain-list", rows("semua")),
    "dokumenorang-detail": rows("desa"),
    "dokumenorang-cabut": rows("desa", SEKDES, "kirim"),
    "daftarlain-detail": rows("kabupaten"),
    "api_jaminan_ganda": rows("kabupaten", DPM),
    "api_jaminan_ganda_desa": rows("desa"),
}


def keys(month: Bulan) -> dict[str, int]:
    return {name: row.pk for name, row in month.kelayakan.items()}
