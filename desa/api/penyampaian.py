"""What a village hands in: roster files and statements about a month."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from desa.access import places
from desa.enums import JenisPenyampaian, StatusPenyampaian, StatusUpload
from desa.models import KepesertaanUpload, Penyampaian

from .dasar import BacaViewSet, BulanFilter, DesaFilter
from .isian import BulanField, KodeField, OlehField


class KepesertaanUploadSerializer(serializers.ModelSerializer[KepesertaanUpload]):
    desa = KodeField()
    hasil = serializers.DictField(read_only=True)
    oleh = OlehField()

    class Meta:
        model = KepesertaanUpload
        fields = ("id", "desa", "nama_berkas", "sha256", "ukuran", "status", "hasil", "oleh", "pada")


class KepesertaanUploadFilter(DesaFilter):
    status = django_filters.ChoiceFilter(choices=StatusUpload.choices)


class KepesertaanUploadViewSet(BacaViewSet):
    """Berkas daftar perangkat yang dikirim desa, dengan hasil pemeriksaannya."""

    queryset = KepesertaanUpload.objects.select_related("desa", "oleh")
    serializer_class = KepesertaanUploadSerializer
    filterset_class = KepesertaanUploadFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))


class PenyampaianSerializer(serializers.ModelSerializer[Penyampaian]):
    desa = KodeField()
    bulan = BulanField(read_only=True)
    disampaikan_oleh = OlehField()
    diputus_oleh = OlehField()

    class Meta:
        model = Penyampaian
        fields = (
            "id", "desa", "bulan", "versi", "jenis", "upload", "status", "disampaikan_oleh", "disampaikan_pada",
            "diputus_oleh", "diputus_pada", "alasan",
        )  # fmt: skip


class PenyampaianFilter(DesaFilter):
    bulan = BulanFilter()
    jenis = django_filters.ChoiceFilter(choices=JenisPenyampaian.choices)
    status = django_filters.ChoiceFilter(choices=StatusPenyampaian.choices)


class PenyampaianViewSet(BacaViewSet):
    """Pernyataan desa tentang satu bulan: berkas, atau tidak ada perubahan."""

    queryset = Penyampaian.objects.select_related("desa", "disampaikan_oleh", "diputus_oleh")
    serializer_class = PenyampaianSerializer
    filterset_class = PenyampaianFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))
