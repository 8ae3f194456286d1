"""The virtual accounts of a regency and its villages."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, get_kabupaten, regional_kabupaten, require, visible_desa
from desa.api.dasar import BacaViewSet, KabupatenFilter
from desa.api.isian import KodeField, KodeTempatField, OlehField
from desa.enums import Penanggung
from iuran.actions.akun import add_virtual_account, end_virtual_account
from iuran.models import VirtualAccount
from iuran.rules import account_warning


class VirtualAccountSerializer(serializers.ModelSerializer[VirtualAccount]):
    kabupaten = KodeField()
    desa = KodeField()
    oleh = OlehField()
    peringatan = serializers.SerializerMethodField(help_text="Kosong bila tidak ada yang janggal")

    class Meta:
        model = VirtualAccount
        fields = (
            "id", "kabupaten", "desa", "penanggung", "nomor", "peringatan", "mulai", "berakhir", "sumber", "oleh",
            "pada",
        )  # fmt: skip

    def get_peringatan(self, row: VirtualAccount) -> str:
        return account_warning(row.nomor)


class CatatAkunSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    desa = KodeTempatField(required=False, help_text="Bila bendahara desa yang menyetor porsi ini")
    penanggung = serializers.ChoiceField(choices=Penanggung.choices)
    nomor = serializers.CharField(max_length=45)
    mulai = serializers.DateField()
    sumber = serializers.CharField(max_length=200)


class AkhiriAkunSerializer(serializers.Serializer[Any]):
    berakhir = serializers.DateField()


class VirtualAccountFilter(KabupatenFilter):
    desa = django_filters.CharFilter(field_name="desa__kode")
    penanggung = django_filters.ChoiceFilter(choices=Penanggung.choices)


class VirtualAccountViewSet(BacaViewSet):
    """Virtual account tiap porsi; nomor baru mengakhiri yang lama, tidak ada yang ditulis ulang."""

    queryset = VirtualAccount.objects.select_related("kabupaten", "desa__kecamatan__kabupaten", "oleh")
    serializer_class = VirtualAccountSerializer
    mencatat = (Izin.AKUN,)
    filterset_class = VirtualAccountFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        own = visible_desa(user).values("pk")
        return rows.filter(Q(kabupaten__in=regional_kabupaten(user)) | Q(desa__in=own))

    @extend_schema(request=CatatAkunSerializer, responses={201: VirtualAccountSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat nomor yang berlaku sejak suatu hari."""
        asked = self.isian(CatatAkunSerializer)
        kabupaten = get_kabupaten(self.pengguna, asked.pop("kabupaten"), Izin.AKUN)
        kode = asked.pop("desa", "")
        desa = get_desa(self.pengguna, kode, Izin.AKUN) if kode else None
        row = add_virtual_account(kabupaten=kabupaten, desa=desa, by=self.pengguna, **asked)
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)

    @extend_schema(request=AkhiriAkunSerializer, responses=VirtualAccountSerializer)
    @action(detail=True, methods=["post"])
    def akhiri(self, request: Request, pk: str) -> Response:
        """Mengakhiri nomor: mulai hari itu ia tidak berlaku."""
        row = self.get_object()
        require(self.pengguna, Izin.AKUN, row.desa or row.kabupaten)
        end_virtual_account(akun=row, by=self.pengguna, **self.isian(AkhiriAkunSerializer))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)
