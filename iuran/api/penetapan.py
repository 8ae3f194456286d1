"""A regency's assessed month, and the regency's own resource with the button that assesses."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_kabupaten, regional_kabupaten, today_in
from desa.api.dasar import ApaAdanya, BacaViewSet, BulanFilter, KabupatenFilter
from desa.api.isian import BulanField, KodeField, OlehField
from desa.api.wilayah import KabupatenViewSet
from iuran.actions.penetapan import begin_assessment
from iuran.api.papan import BulanPapanSerializer, PapanSerializer, month_of
from iuran.api.pencairan import TunggakanTerbukaSerializer
from iuran.enums import StatusPenetapan
from iuran.models import Penetapan
from iuran.queries.jurnal import year_journal
from iuran.queries.papan import completeness
from iuran.queries.tunggakan import arrears
from iuran.tasks import assess_month
from jaminan.bulan import FIRST_YEAR, LAST_YEAR, Bulan


class PenetapanSerializer(serializers.ModelSerializer[Penetapan]):
    kabupaten = KodeField()
    peraturan = KodeField()
    bulan = BulanField(read_only=True)
    oleh = OlehField()

    class Meta:
        model = Penetapan
        fields = (
            "id", "kabupaten", "bulan", "peraturan", "jatuh_tempo", "alasan_jatuh_tempo", "status",
            "kecamatan_jumlah", "kecamatan_selesai", "gagal", "oleh", "dimulai_pada", "selesai_pada",
        )  # fmt: skip


class PenetapanFilter(KabupatenFilter):
    bulan = BulanFilter()
    status = django_filters.ChoiceFilter(choices=StatusPenetapan.choices)


class PenetapanViewSet(BacaViewSet):
    """Bulan yang sudah atau sedang ditetapkan: peraturannya, jatuh temponya, dan kemajuannya."""

    queryset = Penetapan.objects.select_related("kabupaten", "peraturan", "oleh")
    serializer_class = PenetapanSerializer
    filterset_class = PenetapanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))


class TetapkanSerializer(serializers.Serializer[Any]):
    bulan = BulanField()


class TahunSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)


class KabupatenIuranViewSet(KabupatenViewSet):
    """Kabupaten tempat Anda bertugas, dengan penetapan iuran sebulan."""

    @extend_schema(request=TetapkanSerializer, responses={202: PenetapanSerializer})
    @action(detail=True, methods=["post"])
    def tetapkan(self, request: Request, kode: str) -> Response:
        """Menetapkan iuran sebulan. Dua kali dijalankan tidak mengubah apa-apa; kemajuannya ada di `penetapan`."""
        kabupaten = get_kabupaten(self.pengguna, kode, Izin.TETAPKAN)
        asked = self.isian(TetapkanSerializer)
        penetapan = begin_assessment(kabupaten=kabupaten, bulan=asked["bulan"], by=self.pengguna)
        if penetapan.status == StatusPenetapan.BERJALAN:
            assess_month.enqueue(penetapan.pk, self.pengguna.pk)
            penetapan.refresh_from_db()
        return Response(PenetapanSerializer(penetapan).data, status=202)

    @extend_schema(parameters=[TahunSerializer], responses={(200, "text/plain"): OpenApiTypes.STR})
    @action(detail=True, methods=["get"], content_negotiation_class=ApaAdanya)
    def jurnal(self, request: Request, kode: str) -> HttpResponse:
        """Jurnal berpasangan setahun, teks untuk hledger, tanpa NIK."""
        kabupaten = get_kabupaten(self.pengguna, kode, Izin.JURNAL)
        asked = TahunSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return HttpResponse(
            year_journal(kabupaten, asked.validated_data["tahun"]), content_type="text/plain; charset=utf-8"
        )

    @extend_schema(parameters=[BulanPapanSerializer], responses={200: PapanSerializer(many=True)}, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def kelengkapan(self, request: Request, kode: str) -> Response:
        """Keadaan laporan setiap desa dalam satu bulan, yang perlu ditangani lebih dahulu."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        today = today_in(kabupaten)
        rows = completeness(kabupaten, month_of(request, Bulan.of(today)), today)
        return Response(PapanSerializer(rows, many=True).data)

    @extend_schema(responses={200: TunggakanTerbukaSerializer(many=True)}, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def tunggakan(self, request: Request, kode: str) -> Response:
        """Siapa masih berutang dari bulan mana, sudah berapa lama, dan sampai kapan tenggatnya."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        return Response(TunggakanTerbukaSerializer(arrears(kabupaten), many=True).data)
