"""Other sources of APBDesa for a share that ADD does not cover."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, may, places
from desa.api.dasar import BacaViewSet, DesaFilter
from desa.api.isian import KodeField, KodeTempatField, RupiahField
from iuran.actions.sumber_lain import cancel_sumber_lain, record_sumber_lain
from iuran.api.surat import SURAT_FIELDS, AlasanSerializer, CatatSuratSerializer, SuratSerializer
from iuran.enums import SumberApbdesa
from iuran.models import SumberLain


class SumberLainSerializer(SuratSerializer):
    kabupaten = KodeField(source="desa.kabupaten")
    desa = KodeField()

    class Meta:
        model = SumberLain
        fields = (*SURAT_FIELDS, "penanggung", "sumber", "uraian", "jumlah")


class CatatSumberLainSerializer(CatatSuratSerializer):
    desa = KodeTempatField()
    sumber = serializers.CharField(max_length=40, help_text=", ".join(map(str, SumberApbdesa.values)))
    uraian = serializers.CharField(max_length=200, help_text="Nama pendapatan itu dalam APBDesa")
    jumlah = RupiahField(min_value=1, help_text="Rupiah sebulan")


class SumberLainViewSet(BacaViewSet):
    """Sumber lain dalam APBDesa bila ADD tidak cukup; Dana Desa ditolak (MM Pasal 11)."""

    queryset = SumberLain.objects.select_related("desa__kecamatan__kabupaten", "oleh", "dibatalkan_oleh")
    serializer_class = SumberLainSerializer
    mencatat = (Izin.SUMBER_LAIN,)
    filterset_class = DesaFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))

    @extend_schema(request=CatatSumberLainSerializer, responses={201: SumberLainSerializer})
    def create(self, request: Request) -> Response:
        """Menyebut sumber lain untuk porsi peserta beberapa bulan, paling banyak sebesar porsinya."""
        asked = self.isian(CatatSumberLainSerializer)
        desa = get_desa(self.pengguna, asked.pop("desa"), Izin.SUMBER_LAIN)
        row = record_sumber_lain(desa=desa, by=self.pengguna, **asked)
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)

    @extend_schema(request=AlasanSerializer, responses={201: SumberLainSerializer})
    @action(detail=True, methods=["post"])
    def batalkan(self, request: Request, pk: str) -> Response:
        """Membatalkan sumber yang disebut dengan baris baru; yang lama tetap ada."""
        found = self.get_object()
        if not may(self.pengguna, Izin.SUMBER_LAIN, found.desa):
            raise PermissionDenied
        row = cancel_sumber_lain(sumber=found, by=self.pengguna, **self.isian(AlasanSerializer))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)
