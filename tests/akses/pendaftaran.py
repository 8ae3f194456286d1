"""Registration with BPJS Kesehatan: the office asks, the branch and the inspectorate read, a village sees its own."""

from tests.akses.aturan import DPM, SEKDES, each, rows
from tests.stage import Bulan

TABLE = {
    **each(
        "pendaftaran rekap_pendaftaran rekap_pendaftaran_unduh pengajuan api_antrean_pendaftaran api_rekap_pendaftaran",
        rows("kabupaten"),
    ),
    "pengajuan_buat": rows("kabupaten", DPM, "tulis"),
    "pengajuan_unduh": rows("kabupaten", DPM, "kirim"),
    **each("jawaban_bpjs jawaban_bpjs_lihat", rows("kabupaten", DPM)),
    "jawaban_bpjs_terapkan": rows("kabupaten", DPM, "kirim"),
    "kepesertaan_bpjs": rows("desa"),
    **each("peserta_status_bpjs keluarga_status_bpjs", rows("desa", DPM)),
    **each("surat_bpjs surat_bpjs_unduh", rows("desa", SEKDES)),
    # the API
    **each("pengajuan-list riwayatkepesertaan-list jawabanbpjs-list suratbpjs-list", rows("semua")),
    **each("pengajuan-detail jawabanbpjs-detail jawabanbpjs-tinjau", rows("kabupaten")),
    **each("riwayatkepesertaan-detail suratbpjs-detail", rows("desa")),
    "suratbpjs-pdf": rows("desa", SEKDES),
    "pengajuan-berkas": rows("kabupaten", DPM, "kirim"),
    **each("jawabanbpjs-kolom jawabanbpjs-terapkan", rows("kabupaten", DPM, "kirim")),
}


def keys(month: Bulan) -> dict[str, int]:
    return {
        "pengajuan": month.pengajuan.pk,
        "jawaban": month.jawaban_bpjs.pk,
        "jawabanbpjs": month.jawaban_bpjs.pk,
        "riwayatkepesertaan": month.pengajuan.baris.filter(desa=month.desa)[0].pk,
        "surat": month.surat_bpjs.pk,
        "suratbpjs": month.surat_bpjs.pk,
    }
