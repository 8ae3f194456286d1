"""Corrections that were proposed to villages, and the village's answers."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, places, require
from desa.actions.usul_daftar import accept_proposal, decline_proposal
from desa.enums import JawabanUsul, JenisPerubahan, KeadaanUsul
from desa.models import UsulDaftar
from desa.queries.usul_daftar import standing
from jaminan.penyamar import mask_text

from .dasar import BacaViewSet, DesaFilter
from .isian import BulanField, KodeField, OlehField


class UsulDaftarSerializer(serializers.ModelSerializer[UsulDaftar]):
    """A proposed correction; `keadaan` is what became of it, long numbers in `isian` are masked."""

    desa = KodeField()
    bulan = BulanField(read_only=True)
    isian = serializers.SerializerMethodField()
    keadaan = serializers.SerializerMethodField()
    dijawab_oleh = OlehField()
    diusulkan_oleh = OlehField()

    class Meta:
        model = UsulDaftar
        fields = (
            "id", "desa", "peserta", "jenis", "nama", "kata", "asal", "isian", "bulan", "keadaan", "dicabut_pada",
            "jawaban", "alasan", "dijawab_oleh", "dijawab_pada", "diusulkan_oleh", "pada",
        )  # fmt: skip

    def get_isian(self, row: UsulDaftar) -> dict[str, str]:
        return {name: mask_text(str(value)) for name, value in row.isian.items()}

    @extend_schema_field(serializers.ChoiceField(choices=KeadaanUsul.choices))
    def get_keadaan(self, row: UsulDaftar) -> str:
        return str(standing(row))


class TolakUsulSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)


class UsulDaftarFilter(DesaFilter):
    jawaban = django_filters.ChoiceFilter(choices=JawabanUsul.choices)
    jenis = django_filters.ChoiceFilter(choices=JenisPerubahan.choices)


class UsulDaftarViewSet(BacaViewSet):
    """Pembetulan daftar yang diusulkan kepada desa; hanya desa yang mengubah daftarnya."""

    queryset = UsulDaftar.objects.select_related("desa__kecamatan__kabupaten", "dijawab_oleh", "diusulkan_oleh")
    serializer_class = UsulDaftarSerializer
    filterset_class = UsulDaftarFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))

    @extend_schema(request=None, responses=UsulDaftarSerializer)
    @action(detail=True, methods=["post"])
    def terima(self, request: Request, pk: str) -> Response:
        """Menerima usul: masuk ke draf perubahan desa."""
        row = self.get_object()
        require(self.pengguna, Izin.SAMPAIKAN, row.desa)
        accept_proposal(usul=row, by=self.pengguna)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=TolakUsulSerializer, responses=UsulDaftarSerializer)
    @action(detail=True, methods=["post"])
    def tolak(self, request: Request, pk: str) -> Response:
        """Menolak usul dengan alasan."""
        row = self.get_object()
        require(self.pengguna, Izin.SAMPAIKAN, row.desa)
        decline_proposal(usul=row, alasan=self.isian(TolakUsulSerializer)["alasan"], by=self.pengguna)
        return Response(self.get_serializer(self.get_object()).data)
