"""What was deposited with BPJS Kesehatan, and for which months."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from rest_framework import serializers

from desa.access import regional_kabupaten, visible_desa
from desa.api.dasar import BacaViewSet, BulanFilter, KabupatenFilter
from desa.api.isian import BulanField, KodeField, OlehField
from desa.enums import Penanggung
from iuran.models import AlokasiSetoran, Setoran


class AlokasiSetoranSerializer(serializers.ModelSerializer[AlokasiSetoran]):
    bulan = BulanField(read_only=True)

    class Meta:
        model = AlokasiSetoran
        fields = ("bulan", "jumlah")


class SetoranSerializer(serializers.ModelSerializer[Setoran]):
    kabupaten = KodeField()
    desa = KodeField()
    alokasi = AlokasiSetoranSerializer(many=True, read_only=True)
    oleh = OlehField()
    dibatalkan_oleh: serializers.PrimaryKeyRelatedField[Setoran] = serializers.PrimaryKeyRelatedField(read_only=True)

    class Meta:
        model = Setoran
        fields = (
            "id", "kabupaten", "desa", "penanggung", "tanggal", "jumlah", "referensi", "virtual_account", "alokasi",
            "bukti_nama", "bukti_sha256", "membatalkan", "dibatalkan_oleh", "alasan", "oleh", "pada",
        )  # fmt: skip


class SetoranFilter(KabupatenFilter):
    desa = django_filters.CharFilter(field_name="desa__kode")
    bulan = BulanFilter(field_name="alokasi__bulan")
    penanggung = django_filters.ChoiceFilter(choices=Penanggung.choices)


class SetoranViewSet(BacaViewSet):
    """Setoran ke BPJS Kesehatan per penanggung, dengan bulan yang dibayarnya."""

    queryset = Setoran.objects.select_related("kabupaten", "desa", "oleh", "dibatalkan_oleh").prefetch_related(
        "alokasi"
    )
    serializer_class = SetoranSerializer
    filterset_class = SetoranFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        own = visible_desa(user).values("pk")
        return rows.filter(Q(kabupaten__in=regional_kabupaten(user)) | Q(desa__in=own))
