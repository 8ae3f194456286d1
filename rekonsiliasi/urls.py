"""Addresses of the top floor."""

from django.urls import path

from rekonsiliasi.views import (
    beranda,
    berita_acara,
    kertas,
    kesepakatan,
    lampiran,
    pemeriksaan,
    pencocokan,
    periksa,
    perlindungan,
    rekonsiliasi,
    selisih,
    tagihan,
    tanda_tangan,
)

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("kabupaten/<str:kode>/pemeriksaan/", pemeriksaan.pemeriksaan, name="pemeriksaan"),
    path("kabupaten/<str:kode>/tagihan/", tagihan.tagihan, name="tagihan"),
    path("kabupaten/<str:kode>/tagihan/menunggu/<int:pk>/", tagihan.tagihan_menunggu, name="tagihanmenunggu"),
    path(
        "kabupaten/<str:kode>/tagihan/menunggu/<int:pk>/buang/",
        tagihan.tagihan_menunggu_buang,
        name="tagihanmenunggu_buang",
    ),
    path("kabupaten/<str:kode>/tagihan/<int:pk>/", tagihan.tagihan_versi, name="tagihan_versi"),
    path("kabupaten/<str:kode>/rekonsiliasi/<str:bulan>/pencocokan/", pencocokan.pencocokan, name="pencocokan"),
    path(
        "kabupaten/<str:kode>/rekonsiliasi/<str:bulan>/pencocokan/<int:nomor>/batal/",
        pencocokan.pencocokan_batal,
        name="pencocokan_batal",
    ),
    path(
        "kabupaten/<str:kode>/rekonsiliasi/<str:bulan>/perubahan/",
        pencocokan.selisih_perubahan,
        name="selisih_perubahan",
    ),
    path("kabupaten/<str:kode>/rekonsiliasi/", rekonsiliasi.rekonsiliasi, name="rekonsiliasi"),
    path("kabupaten/<str:kode>/rekonsiliasi/<str:bulan>/", rekonsiliasi.rekonsiliasi_bulan, name="rekonsiliasi_bulan"),
    path(
        "kabupaten/<str:kode>/rekonsiliasi/<str:bulan>/rentang/",
        kesepakatan.rekonsiliasi_rentang,
        name="rekonsiliasi_rentang",
    ),
    path(
        "berita-acara/<int:pk>/buka-kembali/", kesepakatan.berita_acara_buka_kembali, name="berita_acara_buka_kembali"
    ),
    path(
        "kabupaten/<str:kode>/rekonsiliasi/<str:bulan>/kertas/",
        rekonsiliasi.rekonsiliasi_kertas,
        name="rekonsiliasi_kertas",
    ),
    path(
        "kabupaten/<str:kode>/rekonsiliasi/<str:bulan>/bandingkan/",
        rekonsiliasi.rekonsiliasi_bandingkan,
        name="rekonsiliasi_bandingkan",
    ),
    path(
        "kabupaten/<str:kode>/rekonsiliasi/<str:bulan>/putuskan/",
        selisih.selisih_putuskan,
        name="selisih_putuskan",
    ),
    path("kabupaten/<str:kode>/rekonsiliasi/selisih/<int:nomor>/", selisih.selisih, name="selisih"),
    path("kabupaten/<str:kode>/rekonsiliasi/selisih/<int:nomor>/bahas/", selisih.selisih_bahas, name="selisih_bahas"),
    path("desa/<str:kode>/selisih/", selisih.selisih_desa, name="selisih_desa"),
    path("desa/<str:kode>/selisih/<int:nomor>/", selisih.selisih_desa_lihat, name="selisih_desa_lihat"),
    path("desa/<str:kode>/selisih/<int:nomor>/tanggapi/", selisih.selisih_desa_tanggapi, name="selisih_desa_tanggapi"),
    path("kabupaten/<str:kode>/berita-acara/", berita_acara.berita_acara_daftar, name="berita_acara_daftar"),
    path(
        "kabupaten/<str:kode>/rekonsiliasi/<str:bulan>/berita-acara/",
        berita_acara.berita_acara_susun,
        name="berita_acara_susun",
    ),
    path("berita-acara/<int:pk>/", berita_acara.berita_acara, name="berita_acara"),
    path("berita-acara/<int:pk>/setujui/", berita_acara.berita_acara_setujui, name="berita_acara_setujui"),
    path("berita-acara/<int:pk>/terbitkan/", berita_acara.berita_acara_terbitkan, name="berita_acara_terbitkan"),
    path("berita-acara/<int:pk>/kembalikan/", berita_acara.berita_acara_kembalikan, name="berita_acara_kembalikan"),
    path("berita-acara/<int:pk>/unduh/", berita_acara.berita_acara_unduh, name="berita_acara_unduh"),
    path("berita-acara/<int:pk>/lampiran/", lampiran.berita_acara_lampiran, name="berita_acara_lampiran"),
    path(
        "berita-acara/<int:pk>/lampiran/cetak/",
        lampiran.berita_acara_lampiran_cetak,
        name="berita_acara_lampiran_cetak",
    ),
    path(
        "berita-acara/<int:pk>/lampiran/kemajuan/",
        lampiran.berita_acara_lampiran_kemajuan,
        name="berita_acara_lampiran_kemajuan",
    ),
    path("berita-acara/<int:pk>/lampiran/pdf/", lampiran.berita_acara_lampiran_pdf, name="berita_acara_lampiran_pdf"),
    path("kabupaten/<str:kode>/kertas/", kertas.kertas, name="kertas"),
    path("kabupaten/<str:kode>/kertas/tata/", kertas.kertas_tata, name="kertas_tata"),
    path("kabupaten/<str:kode>/kertas/logo/", kertas.kertas_logo, name="kertas_logo"),
    *(
        path(
            f"kabupaten/<str:kode>/kertas/penanda-tangan/{pihak}/",
            kertas.penandatangan_catat,
            {"pihak": pihak},
            name=f"penandatangan_{pihak}",
        )
        for pihak in ("dinas", "bpjs")
    ),
    path("kabupaten/<str:kode>/kertas/penanda-tangan/<int:pk>/", kertas.penandatangan_ubah, name="penandatangan_ubah"),
    *(
        path(f"kabupaten/<str:kode>/kertas/nomor/{pihak}/", kertas.nomor_pola, {"pihak": pihak}, name=f"nomor_{pihak}")
        for pihak in ("dinas", "bpjs")
    ),
    path("kabupaten/<str:kode>/kertas/naskah/", kertas.naskah_usul, name="naskah_usul"),
    path("kabupaten/<str:kode>/kertas/naskah/<int:pk>/", kertas.naskah, name="naskah"),
    path("kabupaten/<str:kode>/kertas/naskah/<int:pk>/pratinjau/", kertas.naskah_pratinjau, name="naskah_pratinjau"),
    path("kabupaten/<str:kode>/kertas/naskah/<int:pk>/putuskan/", kertas.naskah_putuskan, name="naskah_putuskan"),
    path(
        "berita-acara/<int:pk>/tanda-tangan/", tanda_tangan.berita_acara_tandatangani, name="berita_acara_tandatangani"
    ),
    path(
        "berita-acara/<int:pk>/tanda-tangan/unggah/",
        tanda_tangan.berita_acara_tertanda_unggah,
        name="berita_acara_tertanda_unggah",
    ),
    path("berita-acara/<int:pk>/pindaian/", tanda_tangan.berita_acara_pindaian, name="berita_acara_pindaian"),
    path(
        "berita-acara/<int:pk>/pindaian/pastikan/",
        tanda_tangan.berita_acara_pindaian_pastikan,
        name="berita_acara_pindaian_pastikan",
    ),
    path(
        "berita-acara/<int:pk>/bertanda-tangan/<int:nomor>/",
        tanda_tangan.berita_acara_tertanda,
        name="berita_acara_tertanda",
    ),
    path("peserta/<int:pk>/perlindungan/", perlindungan.peserta_perlindungan, name="peserta_perlindungan"),
    path(
        "peserta/<int:pk>/perlindungan/<str:bulan>/",
        perlindungan.peserta_perlindungan,
        name="peserta_perlindungan_bulan",
    ),
    path("periksa/", periksa.periksa, name="periksa"),
    path("periksa/<slug:kode>/", periksa.berita_acara_periksa, name="berita_acara_periksa"),
]
