"""All addresses, floor by floor; the API under /api/v1/."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, register_converter
from django.urls.converters import PathConverter
from django.views.decorators.csrf import requires_csrf_token
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import IsAuthenticated
from rest_framework.routers import DefaultRouter

from desa.admin import situs
from desa.api import (
    akun,
    jamkesda,
    kelayakan,
    keluarga,
    pendaftaran,
    penyampaian,
    perubahan,
    surat_bpjs,
    usul_daftar,
    warga,
    wilayah,
)
from desa.api import peserta as orang
from iuran.api import akun as akun_setoran
from iuran.api import (
    anggaran,
    iuran,
    kalkulator,
    keluarga_lain,
    kertas,
    koordinasi,
    nilai,
    pencairan,
    penetapan,
    pindahan,
    setoran,
    sumber_lain,
    tahap_add,
)
from rekonsiliasi.api import (
    berita_acara,
    kesepakatan,
    pemeriksaan,
    pencocokan,
    periksa,
    perlindungan,
    rekonsiliasi,
    selisih,
    tagihan,
)
from rekonsiliasi.api import kertas as kertas_ba


class SisaConverter(PathConverter):
    """Whatever is left of an address: a line break too, at which Django's own `path` stops."""

    regex = r"[\s\S]+"


register_converter(SisaConverter, "sisa")
api = DefaultRouter()
api.include_format_suffixes = False
api.register("kabupaten", anggaran.KabupatenAnggaranViewSet)
api.register("kecamatan", wilayah.KecamatanViewSet)
api.register("desa", anggaran.DesaAnggaranViewSet)
api.register("peraturan", wilayah.PeraturanViewSet)
api.register("pagu-anggaran", anggaran.PaguAnggaranViewSet)
api.register("nilai", nilai.NilaiViewSet)
api.register("usul-nilai", nilai.UsulNilaiViewSet)
api.register("peserta", perlindungan.PesertaPerlindunganViewSet)
api.register("anggota-keluarga", orang.AnggotaKeluargaViewSet)
api.register("bukti-sekolah", keluarga.BuktiSekolahViewSet)
api.register("keterangan-keluarga", keluarga.KeteranganKeluargaViewSet)
api.register("pengajuan", pendaftaran.PengajuanViewSet)
api.register("riwayat-kepesertaan", pendaftaran.RiwayatKepesertaanViewSet)
api.register("jawaban-bpjs", pendaftaran.JawabanBpjsViewSet)
api.register("surat-bpjs", surat_bpjs.SuratBpjsViewSet)
api.register("naik-kelas", keluarga.NaikKelasViewSet)
api.register("dokumen-orang", kelayakan.DokumenOrangViewSet)
api.register("daftar-jaminan-lain", kelayakan.DaftarLainViewSet)
api.register("warga", warga.WargaViewSet)
api.register("rujukan", warga.RujukanViewSet)
api.register("faskes", jamkesda.FaskesViewSet)
api.register("sampel-lapangan", jamkesda.SampelViewSet)
api.register("pemberi-kerja", jamkesda.PemberiKerjaViewSet)
api.register("kepesertaan-upload", penyampaian.KepesertaanUploadViewSet)
api.register("draf-perubahan", perubahan.DrafPerubahanViewSet)
api.register("perubahan", perubahan.PerubahanViewSet)
api.register("usul-daftar", usul_daftar.UsulDaftarViewSet)
api.register("penyampaian", penyampaian.PenyampaianViewSet)
api.register("penghasilan", orang.PenghasilanViewSet)
api.register("penetapan", penetapan.PenetapanViewSet)
api.register("iuran", iuran.IuranViewSet)
api.register("setoran", setoran.SetoranViewSet)
api.register("koordinasi", koordinasi.KoordinasiViewSet)
api.register("saldo-pindahan", pindahan.SaldoPindahanViewSet)
api.register("pemeriksaan-buku", pemeriksaan.PemeriksaanBukuViewSet)
api.register("virtual-account", akun_setoran.VirtualAccountViewSet)
api.register("pencairan-apbdesa", pencairan.PencairanViewSet)
api.register("sumber-lain", sumber_lain.SumberLainViewSet)
api.register("tahap-add", tahap_add.TahapAddViewSet)
api.register("kewajiban-keluarga-lain", keluarga_lain.KewajibanKeluargaLainViewSet)
api.register("pembayaran-keluarga-lain", keluarga_lain.PembayaranKeluargaLainViewSet)
api.register("tagihan", tagihan.TagihanViewSet)
api.register("tagihan-menunggu", tagihan.TagihanMenungguViewSet)
api.register("rekonsiliasi", rekonsiliasi.RekonsiliasiViewSet)
api.register("pencocokan", pencocokan.PencocokanViewSet)
api.register("selisih", selisih.SelisihViewSet)
api.register("kesepakatan-rentang", kesepakatan.KesepakatanRentangViewSet)
api.register("pembukaan-kembali", kesepakatan.PembukaanKembaliViewSet)
api.register("berita-acara", berita_acara.BeritaAcaraViewSet)
api.register("penandatangan", kertas_ba.PenandatanganViewSet)
api.register("seri-nomor", kertas_ba.SeriNomorViewSet)
api.register("tata-kertas", kertas_ba.TataKertasViewSet)
api.register("naskah-kertas", kertas_ba.NaskahKertasViewSet)

# The page of the API's own description: same login as the portal, scripts from this address only.
docs = SpectacularSwaggerSplitView.as_view(template_name="api/dokumentasi.html")

urlpatterns = [
    path("api/v1/token/", akun.TokenView.as_view(), name="token"),
    path("api/v1/kalkulator/", kalkulator.KalkulatorView.as_view(), name="api_kalkulator"),
    path(
        "api/v1/kalkulator/keluarga-lain/",
        kalkulator.KalkulatorKeluargaLainView.as_view(),
        name="api_kalkulator_keluarga_lain",
    ),
    path("api/v1/periksa/", periksa.PeriksaView.as_view(), name="api_periksa"),
    path("api/v1/periksa/<slug:kode>/", periksa.PeriksaKodeView.as_view(), name="api_periksa_kode"),
    path("api/v1/", include(kertas.paths)),
    path("api/v1/", include(kelayakan.paths)),
    path("api/v1/", include(jamkesda.paths)),
    path("api/v1/", include(pendaftaran.paths)),
    path("api/v1/", include(api.urls)),
    path("api/schema/", SpectacularAPIView.as_view(permission_classes=[IsAuthenticated]), name="schema"),
    path("api/docs/", login_required(docs), name="api_docs"),
    path("api/<sisa:sisa>", akun.TakAdaView.as_view(), name="api_tak_ada"),
    path("admin/", situs.urls),
    path("", include("rekonsiliasi.urls")),
    path("", include("iuran.urls")),
    path("", include("desa.urls")),
]


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page for a form that was sent without its token, or with an old one."""
    return render(request, "403_csrf.html", status=403)
