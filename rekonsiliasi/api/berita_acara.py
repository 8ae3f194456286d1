"""The signed paper: its figures as they are printed, who agreed, and the file itself."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from desa.access import regional_kabupaten
from desa.api.dasar import BacaViewSet, BulanFilter
from desa.api.isian import KodeField, OlehField
from rekonsiliasi.enums import StatusBeritaAcara
from rekonsiliasi.models import BeritaAcara, PersetujuanBeritaAcara


class PersetujuanSerializer(serializers.ModelSerializer[PersetujuanBeritaAcara]):
    class Meta:
        model = PersetujuanBeritaAcara
        fields = ("pihak", "sidik", "nama", "nip", "jabatan", "pada")


class BeritaAcaraSerializer(serializers.ModelSerializer[BeritaAcara]):
    kabupaten = KodeField(source="rekonsiliasi.kabupaten")
    isi = serializers.DictField(read_only=True)
    persetujuan = PersetujuanSerializer(many=True, read_only=True)
    oleh = OlehField()

    class Meta:
        model = BeritaAcara
        fields = (
            "id", "rekonsiliasi", "kabupaten", "status", "nomor_dinas", "nomor_bpjs", "tanggal", "tempat", "isi",
            "sidik", "pdf_sha256", "alasan", "persetujuan", "oleh", "pada", "terbit_pada",
        )  # fmt: skip


class BeritaAcaraFilter(django_filters.FilterSet):
    kabupaten = django_filters.CharFilter(field_name="rekonsiliasi__kabupaten__kode")
    bulan = BulanFilter(field_name="rekonsiliasi__bulan_mulai")
    status = django_filters.ChoiceFilter(choices=StatusBeritaAcara.choices)


class BeritaAcaraViewSet(BacaViewSet):
    """Berita Acara Rekonsiliasi: disusun dinas, disetujui kedua pihak, lalu beku."""

    queryset = BeritaAcara.objects.select_related("rekonsiliasi__kabupaten", "oleh").prefetch_related("persetujuan")
    serializer_class = BeritaAcaraSerializer
    filterset_class = BeritaAcaraFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(rekonsiliasi__kabupaten__in=regional_kabupaten(user))
