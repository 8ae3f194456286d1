"""Addresses of the first floor."""

from django.urls import path

from iuran.views import akun, iuran, jurnal, kalkulator, kertas, koordinasi, penetapan, peraturan, setoran

urlpatterns = [
    path("kalkulator/", kalkulator.kalkulator, name="kalkulator"),
    path("peraturan/<slug:kode>/", peraturan.peraturan_rincian, name="peraturan_rincian"),
    path("kalkulator/keluarga-lain/", kalkulator.keluarga_lain, name="kalkulator_keluarga_lain"),
    path("kabupaten/<str:kode>/iuran/", penetapan.iuran, name="iuran"),
    path("kabupaten/<str:kode>/iuran/<str:bulan>/", penetapan.iuran_bulan, name="iuran_bulan"),
    path("kabupaten/<str:kode>/iuran/<str:bulan>/asal/", penetapan.iuran_asal, name="iuran_asal"),
    path("kabupaten/<str:kode>/iuran/<str:bulan>/tetapkan/", penetapan.iuran_tetapkan, name="iuran_tetapkan"),
    path("kabupaten/<str:kode>/iuran/<str:bulan>/kemajuan/", penetapan.iuran_kemajuan, name="iuran_kemajuan"),
    path("desa/<str:kode>/iuran/", iuran.iuran_desa_terakhir, name="iuran_desa_terakhir"),
    path("desa/<str:kode>/iuran/<str:bulan>/", iuran.iuran_desa, name="iuran_desa"),
    path("peserta/<int:pk>/iuran/<str:bulan>/", iuran.peserta_iuran, name="peserta_iuran"),
    path("iuran/<int:pk>/", iuran.iuran_rincian, name="iuran_rincian"),
    path("kabupaten/<str:kode>/jurnal/", jurnal.jurnal, name="jurnal"),
    path("kabupaten/<str:kode>/jurnal/<int:tahun>/", jurnal.jurnal_unduh, name="jurnal_unduh"),
    path("kabupaten/<str:kode>/setoran/", setoran.setoran, name="setoran"),
    path("kabupaten/<str:kode>/setoran/<str:bulan>/", setoran.setoran_bulan, name="setoran_bulan"),
    path(
        "kabupaten/<str:kode>/setoran/<str:bulan>/catat/<str:penanggung>/", setoran.setoran_catat, name="setoran_catat"
    ),
    path("desa/<str:kode>/setoran/", setoran.setoran_desa_terakhir, name="setoran_desa_terakhir"),
    path("desa/<str:kode>/setoran/<str:bulan>/", setoran.setoran_desa, name="setoran_desa"),
    path("setoran/<int:pk>/bukti/", setoran.setoran_bukti, name="setoran_bukti"),
    path("setoran/<int:pk>/batal/", setoran.setoran_batal, name="setoran_batal"),
    path("setoran/<int:pk>/alokasi/", setoran.setoran_alokasi, name="setoran_alokasi"),
    path("kabupaten/<str:kode>/koordinasi/", koordinasi.koordinasi, name="koordinasi"),
    path("desa/<str:kode>/koordinasi/", koordinasi.koordinasi_desa, name="koordinasi_desa"),
    path("koordinasi/<int:pk>/surat/", koordinasi.koordinasi_surat, name="koordinasi_surat"),
    path("koordinasi/<int:pk>/batal/", koordinasi.koordinasi_batal, name="koordinasi_batal"),
    path("kabupaten/<str:kode>/setoran/<str:bulan>/permintaan/pdf/", kertas.permintaan_pdf, name="permintaan_pdf"),
    path("kabupaten/<str:kode>/setoran/<str:bulan>/permintaan/xlsx/", kertas.permintaan_xlsx, name="permintaan_xlsx"),
    path(
        "kabupaten/<str:kode>/setoran/<str:bulan>/permintaan/daftar/<str:kecamatan>/",
        kertas.permintaan_daftar,
        name="permintaan_daftar",
    ),
    path("desa/<str:kode>/setoran/<str:bulan>/lembar/pdf/", kertas.lembar_setoran_pdf, name="lembar_setoran_pdf"),
    path("desa/<str:kode>/setoran/<str:bulan>/lembar/xlsx/", kertas.lembar_setoran_xlsx, name="lembar_setoran_xlsx"),
    path("desa/<str:kode>/iuran/<str:bulan>/slip/", kertas.iuran_desa_slip, name="iuran_desa_slip"),
    path("iuran/<int:pk>/slip/", kertas.iuran_slip, name="iuran_slip"),
    path("desa/<str:kode>/siskeudes/", kertas.siskeudes_terakhir, name="siskeudes_terakhir"),
    path("desa/<str:kode>/siskeudes/<str:bulan>/", kertas.siskeudes, name="siskeudes"),
    path("desa/<str:kode>/siskeudes/<str:bulan>/pdf/", kertas.siskeudes_pdf, name="siskeudes_pdf"),
    path("desa/<str:kode>/siskeudes/<str:bulan>/xlsx/", kertas.siskeudes_xlsx, name="siskeudes_xlsx"),
    path("kabupaten/<str:kode>/virtual-account/", akun.virtual_account, name="virtual_account"),
    path("kabupaten/<str:kode>/virtual-account/tambah/", akun.virtual_account_tambah, name="virtual_account_tambah"),
    path(
        "kabupaten/<str:kode>/virtual-account/<int:pk>/akhiri/",
        akun.virtual_account_akhiri,
        name="virtual_account_akhiri",
    ),
]
