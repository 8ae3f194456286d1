"""The roster, what villages hand in, the calendar and the trail."""

from desa.models import HariLibur
from tests.akses.aturan import DPM, SEKDES, each, rows
from tests.stage import Bulan

TABLE = {
    **each("kepesertaan kepesertaan_unduh kepesertaan_bukti", rows("desa")),
    **each("peserta peserta_perlindungan peserta_perlindungan_bulan peserta-perlindungan", rows("desa")),
    **each("kepesertaan_tetap kepesertaan_unggah", rows("desa", SEKDES, "tulis")),
    "kepesertaan_sampaikan": rows("desa", SEKDES, "kirim"),
    **each("jejak hari_libur penyampaian penyampaian_papan penyampaian_periksa", rows("kabupaten")),
    **each("hari_libur_tambah hari_libur_ubah hari_libur_hapus", rows("kabupaten", DPM, "tulis")),
    **each("penyampaian_terima_semua penyampaian_terima penyampaian_kembalikan", rows("kabupaten", DPM, "kirim")),
    # the API
    **each(
        "peserta-list anggotakeluarga-list penyampaian-list penghasilantetap-list kepesertaanupload-list",
        rows("semua"),
    ),
    **each(
        "peserta-detail anggotakeluarga-detail penyampaian-detail penghasilantetap-detail kepesertaanupload-detail",
        rows("desa"),
    ),
    **each("desa-tidak-ada-perubahan kepesertaanupload-sampaikan", rows("desa", SEKDES, "kirim")),
    **each("penyampaian-terima penyampaian-kembalikan", rows("desa", DPM, "kirim")),
}


def keys(month: Bulan) -> dict[str, int]:
    return {
        "kepesertaan": month.upload.pk,
        "kepesertaanupload": month.upload.pk,
        "peserta": month.peserta.pk,
        "penyampaian": month.penyampaian.pk,
        "anggotakeluarga": month.keluarga.pk,
        "penghasilantetap": month.peserta.penghasilan.get().pk,
        "hari": HariLibur.objects.get(kabupaten=month.kabupaten).pk,
    }
