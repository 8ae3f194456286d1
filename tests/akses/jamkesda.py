"""The register of JAMKESDA: for the village's secretary, DPM-Pemdes and the inspector; it does not exist for others."""

from tests.akses.aturan import DPM, SEKDES, each, rows
from tests.stage import Bulan

BOTH = SEKDES | DPM
REGENCY = "register kabupaten"

TABLE = {
    **each("jamkesda_desa jamkesda_desa_formulir warga warga_lembar dokumenwarga_unduh", rows("register")),
    **each("jamkesda_desa_tambah warga_dokumen dokumenwarga_cabut", rows("register", SEKDES, "tulis")),
    **each("warga_verifikasi warga_usulkan putusanwarga", rows("register", DPM, "tulis")),
    **each("warga_rujuk rujukan_tutup", rows("register", BOTH, "tulis")),
    **each("jamkesda jamkesda_xlsx jamkesda_pdf sampellapangan pemberikerja_daftar faskes", rows(REGENCY)),
    **each("jamkesda_rujukan api_laporan_jamkesda", rows(REGENCY)),
    "jamkesda_sampel": rows(REGENCY, DPM),
    **each("pemberikerja_tindak faskes_simpan", rows(REGENCY, DPM, "tulis")),
    # the API
    **each("warga-list rujukan-list faskes-list sampellapangan-list pemberikerja-list", rows("semua")),
    **each("warga-detail rujukan-detail", rows("register")),
    **each("faskes-detail sampellapangan-detail pemberikerja-detail", rows(REGENCY)),
    "warga-dokumen": rows("register", SEKDES, "kirim"),
    **each("warga-verifikasi warga-usulkan warga-putuskan", rows("register", DPM, "kirim")),
    **each("warga-rujuk rujukan-tutup", rows("register", BOTH, "kirim")),
    "pemberikerja-tindak": rows(REGENCY, DPM, "kirim"),
}


def keys(month: Bulan) -> dict[str, int]:
    return {name: row.pk for name, row in month.jamkesda.items()}
