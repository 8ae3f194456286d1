"""Decisions that months are due with a stage of ADD."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_kabupaten, may, regional_kabupaten
from desa.api.dasar import BacaViewSet, KabupatenFilter
from desa.api.isian import KodeTempatField
from desa.models import TahapAdd
from iuran.actions.tahap_add import cancel_tahap_add, record_tahap_add
from iuran.api.surat import SURAT_FIELDS, AlasanSerializer, CatatSuratSerializer, SuratSerializer


class TahapAddSerializer(SuratSerializer):
    class Meta:
        model = TahapAdd
        fields = (*(name for name in SURAT_FIELDS if name != "desa"), "tanggal", "penetap", "tanggal_surat")


class CatatTahapAddSerializer(CatatSuratSerializer):
    kabupaten = KodeTempatField()
    tanggal = serializers.DateField(help_text="Jatuh tempo menurut tahap penyaluran ADD")
    penetap = serializers.CharField(max_length=80, help_text="Pejabat yang memutuskan")
    tanggal_surat = serializers.DateField()


class TahapAddViewSet(BacaViewSet):
    """Keputusan bahwa iuran beberapa bulan jatuh tempo menurut tahap penyaluran ADD."""

    queryset = TahapAdd.objects.select_related("kabupaten", "oleh", "dibatalkan_oleh")
    serializer_class = TahapAddSerializer
    mencatat = (Izin.TAHAP_ADD,)
    filterset_class = KabupatenFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    @extend_schema(request=CatatTahapAddSerializer, responses={201: TahapAddSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat keputusan; jatuh tempo bulannya yang belum ditutup mengikuti."""
        asked = self.isian(CatatTahapAddSerializer)
        kabupaten = get_kabupaten(self.pengguna, asked.pop("kabupaten"), Izin.TAHAP_ADD)
        row = record_tahap_add(kabupaten=kabupaten, by=self.pengguna, **asked)
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)

    @extend_schema(request=AlasanSerializer, responses={201: TahapAddSerializer})
    @action(detail=True, methods=["post"])
    def batalkan(self, request: Request, pk: str) -> Response:
        """Membatalkan keputusan dengan baris baru; jatuh tempo bulannya kembali menurut peraturan."""
        found = self.get_object()
        if not may(self.pengguna, Izin.TAHAP_ADD, found.kabupaten):
            raise PermissionDenied
        row = cancel_tahap_add(tahap=found, by=self.pengguna, **self.isian(AlasanSerializer))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)
