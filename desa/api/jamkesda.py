"""The JAMKESDA register of a regency: facilities, samples, employers, the report per kecamatan."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_register_kabupaten, register_kabupaten, today_in
from desa.actions.jamkesda import draw_sample, keep_facility, note_employer
from desa.enums import JenisFaskes
from desa.models import Faskes, JarakFaskes, Kabupaten, PemberiKerja, SampelLapangan, TindakPemberiKerja
from desa.queries.jamkesda import report

from .dasar import BacaViewSet, KabupatenFilter, PortalViewSet
from .isian import BilanganField, KodeField, KodeTempatField, OlehField


class JarakSerializer(serializers.ModelSerializer[JarakFaskes]):
    kecamatan = KodeField()

    class Meta:
        model = JarakFaskes
        fields = ("kecamatan", "km")


class FaskesSerializer(serializers.ModelSerializer[Faskes]):
    kabupaten = KodeField()
    jarak = JarakSerializer(many=True, read_only=True)

    class Meta:
        model = Faskes
        fields = ("id", "kabupaten", "nama", "jenis", "alamat", "telepon", "jalan", "jarak")


class FaskesBaruSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    nama = serializers.CharField(max_length=120)
    jenis = serializers.ChoiceField(choices=JenisFaskes.choices)
    alamat = serializers.CharField(max_length=200)
    telepon = serializers.CharField(max_length=20, required=False)
    jalan = serializers.CharField(max_length=200, required=False)
    jarak = serializers.DictField(
        child=BilanganField(min_value=0, max_value=2000), required=False, help_text="Kilometer per kode kecamatan"
    )


class WilayahRegisterViewSet(BacaViewSet):
    """Rows of a regency that keeps the register."""

    filterset_class = KabupatenFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=register_kabupaten(user))

    def see_kabupaten(self, kode: str) -> Kabupaten:
        return get_register_kabupaten(self.pengguna, kode)


class FaskesViewSet(WilayahRegisterViewSet):
    """Fasilitas kesehatan JAMKESDA dengan jaraknya dari setiap kecamatan."""

    queryset = Faskes.objects.select_related("kabupaten").prefetch_related("jarak__kecamatan")
    serializer_class = FaskesSerializer
    mencatat = (Izin.PERIKSA,)

    @extend_schema(request=FaskesBaruSerializer, responses={201: FaskesSerializer})
    def create(self, request: Request) -> Response:
        """Menambah fasilitas, atau memperbaiki yang bernama sama."""
        asked = self.isian(FaskesBaruSerializer)
        kabupaten = get_register_kabupaten(self.pengguna, asked.pop("kabupaten"), Izin.PERIKSA)
        row = keep_facility(kabupaten=kabupaten, by=self.pengguna, **({"jarak": {}} | asked))
        return Response(self.get_serializer(row).data, status=201)


class ButirSampelSerializer(serializers.Serializer[Any]):
    warga = serializers.IntegerField(source="warga_id")
    nama = serializers.CharField(source="warga.nama")


class SampelSerializer(serializers.ModelSerializer[SampelLapangan]):
    kabupaten = KodeField()
    oleh = OlehField()
    butir = ButirSampelSerializer(many=True, read_only=True)

    class Meta:
        model = SampelLapangan
        fields = ("id", "kabupaten", "benih", "persen", "paling_sedikit", "populasi", "butir", "oleh", "pada")


class SampelBaruSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    benih = serializers.CharField(max_length=40, help_text="Benih yang sama mengambil orang yang sama")


class SampelViewSet(WilayahRegisterViewSet):
    """Sampel acak untuk pemeriksaan lapangan, menurut benihnya."""

    queryset = SampelLapangan.objects.select_related("kabupaten", "oleh").prefetch_related("butir__warga")
    serializer_class = SampelSerializer
    mencatat = (Izin.PERIKSA,)

    @extend_schema(request=SampelBaruSerializer, responses={201: SampelSerializer})
    def create(self, request: Request) -> Response:
        """Mengambil sampel dari setiap kecamatan."""
        asked = self.isian(SampelBaruSerializer)
        kabupaten = get_register_kabupaten(self.pengguna, asked["kabupaten"], Izin.PERIKSA)
        row = draw_sample(kabupaten=kabupaten, benih=asked["benih"], by=self.pengguna)
        return Response(self.get_serializer(row).data, status=201)


class TindakSerializer(serializers.ModelSerializer[TindakPemberiKerja]):
    oleh = OlehField()

    class Meta:
        model = TindakPemberiKerja
        fields = ("id", "tanggal", "uraian", "selesai", "oleh", "pada")


class PemberiKerjaSerializer(serializers.ModelSerializer[PemberiKerja]):
    kabupaten = KodeField()
    tindak = TindakSerializer(many=True, read_only=True)

    class Meta:
        model = PemberiKerja
        fields = ("id", "kabupaten", "nama", "warga", "tindak")


class TindakBaruSerializer(serializers.Serializer[Any]):
    tanggal = serializers.DateField()
    uraian = serializers.CharField(max_length=300)
    selesai = serializers.BooleanField(default=False)


class PemberiKerjaViewSet(WilayahRegisterViewSet):
    """Pemberi kerja yang wajib mendaftarkan pekerjanya sendiri."""

    queryset = PemberiKerja.objects.select_related("kabupaten").prefetch_related("warga", "tindak__oleh")
    serializer_class = PemberiKerjaSerializer

    @extend_schema(request=TindakBaruSerializer, responses={201: TindakSerializer})
    @action(detail=True, methods=["post"])
    def tindak(self, request: Request, pk: str) -> Response:
        """Mencatat yang dilakukan terhadap pemberi kerja."""
        row = self.get_object()
        get_register_kabupaten(self.pengguna, row.kabupaten.kode, Izin.PERIKSA)
        made = note_employer(pemberi_kerja=row, by=self.pengguna, **self.isian(TindakBaruSerializer))
        return Response(TindakSerializer(made).data, status=201)


class BarisJamkesdaSerializer(serializers.Serializer[Any]):
    kecamatan = serializers.CharField(source="kecamatan.kode")
    nama = serializers.CharField(source="kecamatan.nama")
    terdaftar = serializers.IntegerField()
    lengkap = serializers.IntegerField()
    terverifikasi = serializers.IntegerField()
    ganda = serializers.IntegerField()
    pemberi_kerja = serializers.IntegerField()
    aktif = serializers.IntegerField()
    aktif_sesuai = serializers.IntegerField()
    rujukan = serializers.IntegerField(help_text="Rujukan yang masih terbuka")
    persen = serializers.IntegerField(allow_null=True, help_text="Peserta aktif yang memenuhi pasalnya")


class LaporanJamkesdaViewSet(PortalViewSet):
    """Laporan JAMKESDA per kecamatan."""

    queryset = Faskes.objects.none()
    serializer_class = BarisJamkesdaSerializer
    lookup_field = "kode"

    @extend_schema(responses={200: BarisJamkesdaSerializer(many=True)}, filters=False)
    def list(self, request: Request, kode: str) -> Response:
        """Lengkap, terverifikasi, ganda, aktif, dan rujukan terbuka, dibandingkan dengan pasalnya."""
        kabupaten = get_register_kabupaten(self.pengguna, kode)
        return Response(BarisJamkesdaSerializer(report(kabupaten, today_in(kabupaten)).baris, many=True).data)


paths = [
    path(
        "kabupaten/<str:kode>/jamkesda/", LaporanJamkesdaViewSet.as_view({"get": "list"}), name="api_laporan_jamkesda"
    ),
]
