"""Places and regulations."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import get_desa, get_kabupaten, regional_kabupaten, today_in, visible_desa, visible_kabupaten
from desa.models import Desa, Kabupaten, Kecamatan, Peraturan
from desa.queries.keluar import leaving
from desa.queries.keterlambatan import register_of
from desa.queries.riwayat import roster_told
from desa.queries.tenggat import running_clocks

from .dasar import KODE, BacaViewSet, KabupatenFilter
from .isian import KodeField
from .riwayat import BarisDaftarSerializer, HariSerializer, day_of
from .tenggat import KeterlambatanSerializer, TahunDaftarSerializer, TenggatSerializer, year_of


class KabupatenSerializer(serializers.ModelSerializer[Kabupaten]):
    class Meta:
        model = Kabupaten
        fields = (
            "kode", "nama", "provinsi_kode", "provinsi_nama", "zona_waktu", "ibu_kota", "dinas", "dinas_singkat",
            "kantor_bpjs", "kontak", "contoh",
        )  # fmt: skip


class KecamatanSerializer(serializers.ModelSerializer[Kecamatan]):
    kabupaten = KodeField()

    class Meta:
        model = Kecamatan
        fields = ("kode", "nama", "kabupaten")


class DesaSerializer(serializers.ModelSerializer[Desa]):
    kecamatan = KodeField()
    kabupaten = KodeField(source="kecamatan.kabupaten")

    class Meta:
        model = Desa
        fields = ("kode", "nama", "kecamatan", "kabupaten")


class PeraturanSerializer(serializers.ModelSerializer[Peraturan]):
    kabupaten = KodeField()
    isi = serializers.DictField(read_only=True)

    class Meta:
        model = Peraturan
        fields = (
            "kode", "kabupaten", "judul", "ditetapkan", "berlaku_mulai", "berlaku_sampai", "mencabut", "isi",
        )  # fmt: skip


class KeluarSerializer(serializers.Serializer[Any]):
    """Somebody who will lose cover."""

    tanggal = serializers.DateField(help_text="Tanggal 1 sejak kapan tidak ditanggung lagi")
    desa = serializers.CharField(source="desa.kode")
    peserta = serializers.IntegerField(source="peserta.pk")
    anggota = serializers.IntegerField(source="anggota.pk", allow_null=True, default=None)
    nama = serializers.CharField()
    hubungan = serializers.CharField()
    alasan = serializers.CharField()
    saran = serializers.CharField()


class KabupatenViewSet(BacaViewSet):
    """Kabupaten tempat Anda bertugas."""

    queryset = Kabupaten.objects.all()
    serializer_class = KabupatenSerializer
    lookup_field = "kode"
    lookup_value_regex = KODE

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(pk__in=visible_kabupaten(user))

    @extend_schema(responses={200: KeluarSerializer(many=True)}, filters=False)
    @action(detail=True, url_path="keluar-tanggungan", pagination_class=None)
    def keluar_tanggungan(self, request: Request, kode: str) -> Response:
        """Siapa yang akan keluar dari tanggungan dalam 60 hari, sebabnya, dan yang perlu dilakukan."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        return Response(KeluarSerializer(leaving(kabupaten, today_in(kabupaten)), many=True).data)

    @extend_schema(parameters=[HariSerializer], responses={200: BarisDaftarSerializer(many=True)}, filters=False)
    @action(detail=True)
    def daftar(self, request: Request, kode: str) -> Response:
        """Daftar kepala desa dan perangkat desa pada suatu hari yang sudah lewat, dengan asal setiap barisnya."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        page = self.paginate_queryset(roster_told(kabupaten, day_of(request, today_in(kabupaten))))
        return self.get_paginated_response(BarisDaftarSerializer(page, many=True).data)

    @extend_schema(responses={200: TenggatSerializer(many=True)}, filters=False)
    @action(detail=True, pagination_class=None)
    def tenggat(self, request: Request, kode: str) -> Response:
        """Setiap tenggat yang berjalan di kabupaten, yang paling mendesak lebih dahulu."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        return Response(TenggatSerializer(running_clocks(kabupaten, today_in(kabupaten)), many=True).data)

    @extend_schema(
        parameters=[TahunDaftarSerializer], responses={200: KeterlambatanSerializer(many=True)}, filters=False
    )
    @action(detail=True, pagination_class=None)
    def keterlambatan(self, request: Request, kode: str) -> Response:
        """Daftar keterlambatan setahun: desa mana, perubahan apa, berapa hari."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        today = today_in(kabupaten)
        register = register_of(kabupaten, year_of(request, today.year), today)
        return Response(KeterlambatanSerializer(register, many=True).data)


class KecamatanViewSet(BacaViewSet):
    """Kecamatan yang memuat desa yang boleh Anda lihat."""

    queryset = Kecamatan.objects.select_related("kabupaten")
    serializer_class = KecamatanSerializer
    filterset_class = KabupatenFilter
    lookup_field = "kode"
    lookup_value_regex = KODE

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        own = visible_desa(user).values("kecamatan_id")
        return rows.filter(Q(kabupaten__in=regional_kabupaten(user)) | Q(pk__in=own))


class WilayahDesaFilter(django_filters.FilterSet):
    kabupaten = django_filters.CharFilter(field_name="kecamatan__kabupaten__kode")
    kecamatan = django_filters.CharFilter(field_name="kecamatan__kode")
    nama = django_filters.CharFilter(lookup_expr="icontains")


class DesaViewSet(BacaViewSet):
    """Desa yang boleh Anda lihat. Nama desa dapat berulang; kodenya tidak."""

    queryset = Desa.objects.select_related("kecamatan__kabupaten")
    serializer_class = DesaSerializer
    filterset_class = WilayahDesaFilter
    lookup_field = "kode"
    lookup_value_regex = KODE

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(pk__in=visible_desa(user).values("pk"))

    @extend_schema(responses={200: KeluarSerializer(many=True)}, filters=False)
    @action(detail=True, url_path="keluar-tanggungan", pagination_class=None)
    def keluar_tanggungan(self, request: Request, kode: str) -> Response:
        """Siapa di desa ini yang akan keluar dari tanggungan dalam 60 hari, dan sebabnya."""
        desa = get_desa(self.pengguna, kode)
        return Response(KeluarSerializer(leaving(desa, today_in(desa.kabupaten)), many=True).data)

    @extend_schema(parameters=[HariSerializer], responses={200: BarisDaftarSerializer(many=True)}, filters=False)
    @action(detail=True, pagination_class=None)
    def daftar(self, request: Request, kode: str) -> Response:
        """Daftar perangkat desa ini pada suatu hari yang sudah lewat, dengan asal setiap barisnya."""
        desa = get_desa(self.pengguna, kode)
        rows = roster_told(desa, day_of(request, today_in(desa.kabupaten)))
        return Response(BarisDaftarSerializer(rows, many=True).data)

    @extend_schema(responses={200: TenggatSerializer(many=True)}, filters=False)
    @action(detail=True, pagination_class=None)
    def tenggat(self, request: Request, kode: str) -> Response:
        """Setiap tenggat yang berjalan di desa ini, yang paling mendesak lebih dahulu."""
        desa = get_desa(self.pengguna, kode)
        return Response(TenggatSerializer(running_clocks(desa, today_in(desa.kabupaten)), many=True).data)


class PeraturanViewSet(BacaViewSet):
    """Peraturan setiap kabupaten dan peraturan nasional di sampingnya, sebagai data; hukum terbuka bagi semua."""

    queryset = Peraturan.objects.select_related("kabupaten")
    serializer_class = PeraturanSerializer
    filterset_class = KabupatenFilter
    lookup_field = "kode"
    lookup_value_regex = r"[a-z0-9-]{1,60}"

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows
