"""The branch's bill, the comparison, and every difference in it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from desa.access import regional_kabupaten
from desa.api.dasar import BacaViewSet, BulanFilter, KabupatenFilter
from desa.api.isian import BulanField, KodeField, OlehField, SamarField
from rekonsiliasi.enums import JenisSelisih, PihakTindak, Sebab, StatusRekonsiliasi
from rekonsiliasi.models import Rekonsiliasi, Selisih, Tagihan


class TagihanSerializer(serializers.ModelSerializer[Tagihan]):
    kabupaten = KodeField()
    bulan = BulanField(read_only=True)
    oleh = OlehField()

    class Meta:
        model = Tagihan
        fields = (
            "id", "kabupaten", "bulan", "versi", "nama_berkas", "sha256", "total_pemda", "total_peserta",
            "total_disebut", "oleh", "pada",
        )  # fmt: skip


class TagihanFilter(KabupatenFilter):
    bulan = BulanFilter()


class TagihanViewSet(BacaViewSet):
    """Daftar peserta dan tagihan dari BPJS Kesehatan, versi demi versi."""

    queryset = Tagihan.objects.select_related("kabupaten", "oleh")
    serializer_class = TagihanSerializer
    filterset_class = TagihanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))


class RekonsiliasiSerializer(serializers.ModelSerializer[Rekonsiliasi]):
    kabupaten = KodeField()
    bulan_mulai = BulanField(read_only=True)
    bulan_sampai = BulanField(read_only=True)
    oleh = OlehField()

    class Meta:
        model = Rekonsiliasi
        fields = (
            "id", "kabupaten", "bulan_mulai", "bulan_sampai", "tagihan", "status", "total_kita", "total_bpjs",
            "total_setoran", "orang_kita", "orang_bpjs", "oleh", "pada",
        )  # fmt: skip


class RekonsiliasiFilter(KabupatenFilter):
    bulan = BulanFilter(field_name="bulan_mulai")
    status = django_filters.ChoiceFilter(choices=StatusRekonsiliasi.choices)


class RekonsiliasiViewSet(BacaViewSet):
    """Perbandingan daftar desa, daftar BPJS dan setoran untuk satu atau beberapa bulan."""

    queryset = Rekonsiliasi.objects.select_related("kabupaten", "oleh").prefetch_related("tagihan")
    serializer_class = RekonsiliasiSerializer
    filterset_class = RekonsiliasiFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))


class SelisihSerializer(serializers.ModelSerializer[Selisih]):
    bulan = BulanField(read_only=True)
    desa = KodeField()
    nik = SamarField()
    rincian = serializers.ListField(child=serializers.DictField(), read_only=True)
    diputus_oleh = OlehField()

    class Meta:
        model = Selisih
        fields = (
            "id", "rekonsiliasi", "bulan", "jenis", "peserta", "desa", "penanggung", "nik", "nama", "kita", "bpjs",
            "jumlah", "jumlah_setoran", "rincian", "sebab", "pihak", "tindak_lanjut", "diputus_oleh", "diputus_pada",
        )  # fmt: skip


class SelisihFilter(django_filters.FilterSet):
    rekonsiliasi = django_filters.NumberFilter(field_name="rekonsiliasi_id")
    kabupaten = django_filters.CharFilter(field_name="rekonsiliasi__kabupaten__kode")
    desa = django_filters.CharFilter(field_name="desa__kode")
    bulan = BulanFilter()
    jenis = django_filters.ChoiceFilter(choices=JenisSelisih.choices)
    sebab = django_filters.ChoiceFilter(choices=Sebab.choices)
    pihak = django_filters.ChoiceFilter(choices=PihakTindak.choices)


class SelisihViewSet(BacaViewSet):
    """Satu perbedaan per baris; jumlahnya menerangkan seluruh selisih kedua buku."""

    queryset = Selisih.objects.select_related("desa", "diputus_oleh")
    serializer_class = SelisihSerializer
    filterset_class = SelisihFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(rekonsiliasi__kabupaten__in=regional_kabupaten(user))
