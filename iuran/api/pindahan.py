"""What a signed month left to the next: the carry-over entries of the ledger."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from rest_framework import serializers

from desa.access import regional_kabupaten, visible_desa
from desa.api.dasar import BacaViewSet, BulanFilter, KabupatenFilter
from desa.api.isian import BulanField, KodeField
from desa.enums import Penanggung
from iuran.models import SaldoPindahan


class SaldoPindahanSerializer(serializers.ModelSerializer[SaldoPindahan]):
    kabupaten = KodeField()
    desa = KodeField()
    dari_bulan = BulanField(read_only=True)
    ke_bulan = BulanField(read_only=True)

    class Meta:
        model = SaldoPindahan
        fields = ("id", "kabupaten", "desa", "penanggung", "dari_bulan", "ke_bulan", "jumlah", "asal", "pada")


class SaldoPindahanFilter(KabupatenFilter):
    desa = django_filters.CharFilter(field_name="desa__kode")
    dari_bulan = BulanFilter()
    ke_bulan = BulanFilter()
    penanggung = django_filters.ChoiceFilter(choices=Penanggung.choices)


class SaldoPindahanViewSet(BacaViewSet):
    """Sisa bulan yang ditutup, per penanggung (dan desa penyetor), yang masuk tagihan bulan berikutnya."""

    queryset = SaldoPindahan.objects.select_related("kabupaten", "desa")
    serializer_class = SaldoPindahanSerializer
    filterset_class = SaldoPindahanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        own = visible_desa(user).values("pk")
        return rows.filter(Q(kabupaten__in=regional_kabupaten(user)) | Q(desa__in=own))
