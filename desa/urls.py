"""Addresses of the ground floor."""

from django.urls import path

from desa.views import akun, hari_libur, jejak, kelayakan, keluarga, kepesertaan, orang, penyampaian, peraturan

urlpatterns = [
    path("akun/masuk/", akun.MasukView.as_view(), name="masuk"),
    path("akun/keluar/", akun.KeluarView.as_view(), name="keluar"),
    path("akun/ganti-sandi/", akun.SandiGantiView.as_view(), name="sandi_ganti"),
    path("peraturan/", peraturan.peraturan, name="peraturan"),
    path("kabupaten/<str:kode>/hari-libur/", hari_libur.hari_libur, name="hari_libur"),
    path("kabupaten/<str:kode>/hari-libur/tambah/", hari_libur.hari_libur_tambah, name="hari_libur_tambah"),
    path("kabupaten/<str:kode>/hari-libur/<int:pk>/ubah/", hari_libur.hari_libur_ubah, name="hari_libur_ubah"),
    path("kabupaten/<str:kode>/hari-libur/<int:pk>/hapus/", hari_libur.hari_libur_hapus, name="hari_libur_hapus"),
    path("kabupaten/<str:kode>/jejak/", jejak.jejak, name="jejak"),
    path("desa/<str:kode>/kepesertaan/", kepesertaan.daftar, name="kepesertaan"),
    path("desa/<str:kode>/kepesertaan/unduh/", kepesertaan.unduh, name="kepesertaan_unduh"),
    path("desa/<str:kode>/kepesertaan/tidak-ada-perubahan/", kepesertaan.tetap, name="kepesertaan_tetap"),
    path("desa/<str:kode>/kepesertaan/unggah/", kepesertaan.unggah, name="kepesertaan_unggah"),
    path("desa/<str:kode>/kepesertaan/unggahan/<int:pk>/", kepesertaan.unggahan, name="kepesertaan_unggahan"),
    path(
        "desa/<str:kode>/kepesertaan/unggahan/<int:pk>/sampaikan/", kepesertaan.sampaikan, name="kepesertaan_sampaikan"
    ),
    path("desa/<str:kode>/kepesertaan/bukti/<int:pk>/", kepesertaan.bukti, name="kepesertaan_bukti"),
    path("peserta/<int:pk>/", orang.peserta, name="peserta"),
    path("peserta/<int:pk>/naik-kelas/", keluarga.naik_kelas, name="peserta_naik_kelas"),
    path("naik-kelas/<int:pk>/akhiri/", keluarga.naik_kelas_akhiri, name="naikkelas_akhiri"),
    path("keluarga/<int:pk>/bukti-sekolah/", keluarga.bukti, name="keluarga_bukti"),
    path("keluarga/<int:pk>/keterangan/", keluarga.keterangan, name="keluarga_keterangan"),
    path("keterangan-keluarga/<int:pk>/akhiri/", keluarga.keterangan_akhiri, name="keterangankeluarga_akhiri"),
    path("bukti-sekolah/<int:pk>/", keluarga.bukti_unduh, name="buktisekolah_unduh"),
    path("bukti-sekolah/<int:pk>/cabut/", keluarga.bukti_cabut, name="buktisekolah_cabut"),
    path("peserta/<int:pk>/dokumen/", kelayakan.dokumen_peserta, name="peserta_dokumen"),
    path("peserta/<int:pk>/dokumen/tambah/", kelayakan.dokumen_tambah, name="peserta_dokumen_tambah"),
    path("keluarga/<int:pk>/dokumen/tambah/", kelayakan.dokumen_keluarga, name="keluarga_dokumen_tambah"),
    path("dokumen/<int:pk>/", kelayakan.dokumen_unduh, name="dokumenorang_unduh"),
    path("dokumen/<int:pk>/cabut/", kelayakan.dokumen_cabut, name="dokumenorang_cabut"),
    path("desa/<str:kode>/kelayakan/", kelayakan.kelayakan_desa, name="kelayakan_desa"),
    path("kabupaten/<str:kode>/kelayakan/", kelayakan.kelayakan, name="kelayakan"),
    path("kabupaten/<str:kode>/kelayakan/putuskan/", kelayakan.ganda_putuskan, name="kelayakan_putuskan"),
    path("kabupaten/<str:kode>/kelayakan/daftar/", kelayakan.daftar_lain_unggah, name="daftarlain_unggah"),
    path("daftar-jaminan-lain/<int:pk>/", kelayakan.daftar_lain, name="daftarlain"),
    path("desa/<str:kode>/keluar-tanggungan/", keluarga.keluar_desa, name="tanggungan_desa"),
    path("kabupaten/<str:kode>/keluar-tanggungan/", keluarga.keluar, name="tanggungan"),
    path("kabupaten/<str:kode>/penyampaian/", penyampaian.kini, name="penyampaian"),
    path("kabupaten/<str:kode>/penyampaian/<str:bulan>/", penyampaian.papan, name="penyampaian_papan"),
    path(
        "kabupaten/<str:kode>/penyampaian/<str:bulan>/terima-semua/",
        penyampaian.terima_semua,
        name="penyampaian_terima_semua",
    ),
    path("kabupaten/<str:kode>/penyampaian/periksa/<int:pk>/", penyampaian.periksa, name="penyampaian_periksa"),
    path("kabupaten/<str:kode>/penyampaian/periksa/<int:pk>/terima/", penyampaian.terima, name="penyampaian_terima"),
    path(
        "kabupaten/<str:kode>/penyampaian/periksa/<int:pk>/kembalikan/",
        penyampaian.kembalikan,
        name="penyampaian_kembalikan",
    ),
]
