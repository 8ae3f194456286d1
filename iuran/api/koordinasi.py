"""Which months may be paid ahead: the coordinations with BPJS Kesehatan."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, get_kabupaten, may, regional_kabupaten, visible_desa
from desa.api.dasar import BacaViewSet, KabupatenFilter
from desa.api.isian import KodeField
from iuran.actions.koordinasi import cancel_koordinasi, record_koordinasi
from iuran.api.setoran import TempatSetorSerializer
from iuran.api.surat import SURAT_FIELDS, AlasanSerializer, CatatSuratSerializer, SuratSerializer
from iuran.models import Koordinasi


class KoordinasiSerializer(SuratSerializer):
    desa = KodeField()

    class Meta:
        model = Koordinasi
        fields = (*SURAT_FIELDS, "tanggal", "dengan", "catatan")


class CatatKoordinasiSerializer(CatatSuratSerializer, TempatSetorSerializer):
    tanggal = serializers.DateField()
    dengan = serializers.CharField(max_length=120, help_text="Petugas BPJS Kesehatan dan jabatannya")
    catatan = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class KoordinasiFilter(KabupatenFilter):
    desa = django_filters.CharFilter(field_name="desa__kode")


class KoordinasiViewSet(BacaViewSet):
    """Koordinasi dengan BPJS Kesehatan sebelum beberapa bulan dibayar di muka."""

    queryset = Koordinasi.objects.select_related("kabupaten", "desa__kecamatan__kabupaten", "oleh", "dibatalkan_oleh")
    serializer_class = KoordinasiSerializer
    mencatat = (Izin.KOORDINASI,)
    filterset_class = KoordinasiFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        mine = Q(desa__isnull=True, kabupaten__in=regional_kabupaten(user))
        return rows.filter(mine | Q(desa__in=visible_desa(user).values("pk")))

    @extend_schema(request=CatatKoordinasiSerializer, responses={201: KoordinasiSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat koordinasi: bulan yang boleh dibayar sebelum ditetapkan, suratnya, dan dengan siapa."""
        asked = self.isian(CatatKoordinasiSerializer)
        kabupaten, desa = asked.pop("kabupaten", ""), asked.pop("desa", "")
        place = get_desa(self.pengguna, desa, Izin.KOORDINASI) if desa else None
        region = place.kabupaten if place else get_kabupaten(self.pengguna, kabupaten, Izin.KOORDINASI)
        row = record_koordinasi(kabupaten=region, desa=place, by=self.pengguna, **asked)
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)

    @extend_schema(request=AlasanSerializer, responses={201: KoordinasiSerializer})
    @action(detail=True, methods=["post"])
    def batalkan(self, request: Request, pk: str) -> Response:
        """Membatalkan koordinasi dengan baris baru; yang lama tetap ada."""
        found = self.get_object()
        if not may(self.pengguna, Izin.KOORDINASI, found.desa or found.kabupaten):
            raise PermissionDenied
        row = cancel_koordinasi(koordinasi=found, by=self.pengguna, **self.isian(AlasanSerializer))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)
