"""What is owed: assessed months, the papers made of them, the year's journal and the check of the book."""

from iuran.models import SaldoPindahan
from rekonsiliasi.models import PemeriksaanBuku
from tests.akses.aturan import DPM, TREASURER, each, rows
from tests.stage import Bulan

TABLE = {
    **each("peserta_iuran iuran_desa_terakhir iuran_desa iuran_rincian", rows("desa")),
    **each("iuran iuran_bulan iuran_asal iuran_kemajuan", rows("kabupaten")),
    "iuran_tetapkan": rows("kabupaten", DPM, "kirim"),
    **each("jurnal jurnal_unduh kabupaten-jurnal", rows("kabupaten", DPM | {"bendahara", "inspektorat"}, "khusus")),
    "pemeriksaan": rows("kabupaten", DPM | {"inspektorat"}, "khusus"),
    # papers
    **each("permintaan_pdf permintaan_daftar api_permintaan api_permintaan_pdf", rows("kabupaten")),
    **each("permintaan_xlsx api_permintaan_xlsx", rows("kabupaten", DPM | {"bendahara"})),
    **each("lembar_setoran_xlsx api_lembar_setoran_xlsx", rows("desa", DPM | TREASURER)),
    **each("lembar_setoran_pdf iuran_desa_slip iuran_slip iuran-slip api_slip", rows("desa")),
    **each("api_lembar_setoran api_lembar_setoran_pdf", rows("desa")),
    **each("siskeudes_terakhir siskeudes siskeudes_pdf siskeudes_xlsx", rows("desa")),
    **each("api_siskeudes api_siskeudes_pdf api_siskeudes_xlsx", rows("desa")),
    # the API
    **each("penetapan-list iuran-list saldopindahan-list pemeriksaanbuku-list", rows("semua")),
    **each("iuran-detail iuran-asal", rows("desa")),
    **each("penetapan-detail saldopindahan-detail", rows("kabupaten")),
    "pemeriksaanbuku-detail": rows("pengawas"),
    "kabupaten-tetapkan": rows("kabupaten", DPM, "kirim"),
}


def keys(month: Bulan) -> dict[str, int]:
    return {
        "iuran": month.iuran.pk,
        "penetapan": month.penetapan.pk,
        "saldopindahan": SaldoPindahan.objects.get(kabupaten=month.kabupaten).pk,
        "pemeriksaanbuku": PemeriksaanBuku.objects.get().pk,
    }
