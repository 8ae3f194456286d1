"""What people said about pairs that no number joins."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, regional_kabupaten, require
from desa.api.dasar import BacaViewSet, KabupatenFilter
from desa.api.isian import BilanganField, KodeField, OlehField, SamarField
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.pencocokan import undo_pair
from rekonsiliasi.enums import PutusanCocok
from rekonsiliasi.models import Pencocokan, Rekonsiliasi


class PencocokanSerializer(serializers.ModelSerializer[Pencocokan]):
    kabupaten = KodeField()
    nomor = SamarField()
    oleh = OlehField()

    class Meta:
        model = Pencocokan
        fields = ("id", "kabupaten", "peserta", "dikenal", "nomor", "nama", "putusan", "oleh", "pada")


class BatalkanSerializer(serializers.Serializer[Any]):
    rekonsiliasi = BilanganField(min_value=1, help_text="Perbandingan terbuka yang disegarkan")


class PencocokanFilter(KabupatenFilter):
    putusan = django_filters.ChoiceFilter(choices=PutusanCocok.choices)


class PencocokanViewSet(BacaViewSet):
    """Pasangan orang yang sudah dijawab; diingat untuk bulan berikutnya. Nomornya disamarkan."""

    queryset = Pencocokan.objects.select_related("kabupaten", "oleh")
    serializer_class = PencocokanSerializer
    filterset_class = PencocokanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    @extend_schema(request=BatalkanSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def batalkan(self, request: Request, pk: str) -> Response:
        """Membatalkan jawaban dan membandingkan ulang bulan yang masih terbuka."""
        row = self.get_object()
        require(self.pengguna, Izin.TANGGAPI, row.kabupaten)
        asked = self.isian(BatalkanSerializer)
        work = Rekonsiliasi.objects.filter(kabupaten=row.kabupaten, pk=asked["rekonsiliasi"]).first()
        if work is None:
            raise Kesalahan("Perbandingan ini tidak ada di kabupaten yang sama.", "Periksa nomor rekonsiliasinya.")
        undo_pair(pencocokan=row, rekonsiliasi=work, by=self.pengguna)
        return Response(status=204)
