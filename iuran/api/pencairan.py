"""Disbursements of APBDesa, and the arrears of a regency."""

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
from desa.api.isian import BulanField, KodeField, KodeTempatField
from desa.enums import Penanggung
from iuran.actions.pencairan import cancel_pencairan, record_pencairan
from iuran.api.surat import SURAT_FIELDS, AlasanSerializer, CatatSuratSerializer, SuratSerializer
from iuran.enums import UmurTunggakan
from iuran.models import PencairanApbdesa


class PencairanSerializer(SuratSerializer):
    kabupaten = KodeField(source="desa.kabupaten")
    desa = KodeField()

    class Meta:
        model = PencairanApbdesa
        fields = (*SURAT_FIELDS, "tanggal")


class CatatPencairanSerializer(CatatSuratSerializer):
    desa = KodeTempatField()
    tanggal = serializers.DateField(help_text="Hari uang masuk ke rekening kas desa")


class PencairanViewSet(BacaViewSet):
    """Hari APBDesa sebuah desa dicairkan; tenggat tunggakan dihitung dari hari itu."""

    queryset = PencairanApbdesa.objects.select_related("desa__kecamatan__kabupaten", "oleh", "dibatalkan_oleh")
    serializer_class = PencairanSerializer
    mencatat = (Izin.PENCAIRAN,)
    filterset_class = DesaFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))

    @extend_schema(request=CatatPencairanSerializer, responses={201: PencairanSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat hari APBDesa dicairkan untuk beberapa bulan."""
        asked = self.isian(CatatPencairanSerializer)
        desa = get_desa(self.pengguna, asked.pop("desa"), Izin.PENCAIRAN)
        row = record_pencairan(desa=desa, by=self.pengguna, **asked)
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)

    @extend_schema(request=AlasanSerializer, responses={201: PencairanSerializer})
    @action(detail=True, methods=["post"])
    def batalkan(self, request: Request, pk: str) -> Response:
        """Membatalkan catatan pencairan dengan baris baru; yang lama tetap ada."""
        found = self.get_object()
        if not may(self.pengguna, Izin.PENCAIRAN, found.desa):
            raise PermissionDenied
        row = cancel_pencairan(pencairan=found, by=self.pengguna, **self.isian(AlasanSerializer))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)


class TunggakanTerbukaSerializer(serializers.Serializer[Any]):
    """One payer's arrears of one month."""

    bulan = BulanField()
    penanggung = serializers.ChoiceField(choices=Penanggung.choices)
    desa = serializers.CharField(source="desa.kode", allow_null=True, default=None)
    jumlah = serializers.IntegerField()
    jatuh_tempo = serializers.DateField()
    tenggat = serializers.DateField(help_text="Jatuh tempo, atau beberapa hari kerja sesudah APBDesa cair")
    alasan = serializers.CharField()
    terlambat = serializers.IntegerField(help_text="Hari sesudah tenggat; negatif: hari yang tersisa")
    umur = serializers.ChoiceField(choices=UmurTunggakan.choices)
    cair = serializers.DateField(allow_null=True, help_text="Hari APBDesa cair, bila tercatat")
    dijamin = serializers.CharField(source="dijamin.teks", allow_null=True, default=None)
    berhenti_mulai = serializers.DateField(help_text="Penjaminan dapat berhenti mulai hari ini (Perpres 82/2018)")
