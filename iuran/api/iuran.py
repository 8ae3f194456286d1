"""What is owed: a person's contribution of a month with its shares, frozen."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import places
from desa.api.dasar import ApaAdanya, BacaViewSet, BulanFilter, DesaFilter, NomorFilter
from desa.api.isian import BulanField, KodeField, OlehField, SamarField
from desa.api.penyampaian import PenyampaianSerializer
from desa.pdf import attachment
from iuran.api.kertas import UKURAN
from iuran.enums import StatusPenetapan
from iuran.models import Iuran, PorsiIuran
from iuran.pdf import KERTAS, slips_pdf
from iuran.queries.asal import roster_behind, wording_of
from iuran.queries.slip import slip_of
from jaminan.bulan import Bulan


class PorsiIuranSerializer(serializers.ModelSerializer[PorsiIuran]):
    class Meta:
        model = PorsiIuran
        fields = ("penanggung", "basis_poin", "jumlah", "sumber_dana", "penyetor", "pasal")


class IuranSerializer(serializers.ModelSerializer[Iuran]):
    desa = KodeField()
    bulan = BulanField(read_only=True)
    nik = SamarField()
    peraturan = KodeField(source="penetapan.peraturan")
    jatuh_tempo = serializers.DateField(source="penetapan.jatuh_tempo", read_only=True)
    bulan_tagihan = BulanField(source="penetapan.bulan", read_only=True)
    koreksi: serializers.PrimaryKeyRelatedField[Iuran] = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    jumlah = serializers.IntegerField(read_only=True)
    porsi = PorsiIuranSerializer(many=True, read_only=True)
    penjelasan = serializers.ListField(child=serializers.CharField(), read_only=True)
    nilai = serializers.ListField(child=serializers.DictField(), read_only=True)

    class Meta:
        model = Iuran
        fields = (
            "id", "peserta", "desa", "bulan", "nik", "nama", "jabatan", "peraturan", "jatuh_tempo", "penghasilan",
            "dasar", "jumlah", "porsi", "nasional_dasar", "nasional_jumlah", "nasional_sesuai", "penjelasan", "nilai",
            "bulan_tagihan", "koreksi_atas", "koreksi", "alasan",
        )  # fmt: skip


class KalimatSerializer(serializers.Serializer[Any]):
    pasal = serializers.CharField()
    teks = serializers.CharField()


class AsalSerializer(serializers.Serializer[Any]):
    """Where a contribution comes from: articles, reports and who assessed."""

    penjelasan = serializers.ListField(child=serializers.CharField())
    kutipan = KalimatSerializer(many=True)
    laporan = PenyampaianSerializer(allow_null=True, help_text="Laporan desa yang berlaku saat ditetapkan")
    laporan_jabatan = PenyampaianSerializer(allow_null=True, help_text="Kosong: ada sebelum laporan pertama")
    laporan_penghasilan = PenyampaianSerializer(allow_null=True)
    ditetapkan_oleh = OlehField()
    ditetapkan_pada = serializers.DateTimeField(allow_null=True)


class IuranFilter(DesaFilter):
    bulan = BulanFilter()
    bulan_tagihan = BulanFilter(field_name="penetapan__bulan")
    koreksi = django_filters.BooleanFilter(method="corrections")
    peserta = NomorFilter(field_name="peserta_id")

    def corrections(self, rows: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        return rows.exclude(alasan="") if value else rows.filter(alasan="")


class IuranViewSet(BacaViewSet):
    """Iuran per orang per bulan, beku bersama nilai dan pasal yang dipakai. Jumlahnya adalah jumlah porsinya.

    Pembetulan adalah baris sendiri: `bulan` yang dibetulkan, `bulan_tagihan` yang menagihnya, `alasan`,
    dan porsinya selisih yang dapat negatif.
    """

    queryset = Iuran.objects.select_related(
        "desa", "penetapan__peraturan", "penetapan__oleh", "peserta"
    ).prefetch_related("porsi", "koreksi")
    serializer_class = IuranSerializer
    filterset_class = IuranFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))

    @extend_schema(responses={200: AsalSerializer})
    @action(detail=True, methods=["get"])
    def asal(self, request: Request, pk: str) -> Response:
        """Asal satu iuran: langkahnya, bunyi pasalnya, laporan desa di baliknya, dan siapa yang menetapkan."""
        row = self.get_object()
        behind = roster_behind(row)
        answer = {
            "penjelasan": row.penjelasan,
            "kutipan": [{"pasal": one, "teks": text} for part in wording_of(row) for one, text in part.kalimat],
            "laporan": behind.laporan,
            "laporan_jabatan": behind.jabatan.penyampaian if behind.jabatan else None,
            "laporan_penghasilan": behind.penghasilan.penyampaian if behind.penghasilan else None,
            "ditetapkan_oleh": row.penetapan.oleh,
            "ditetapkan_pada": row.penetapan.selesai_pada,
        }
        return Response(AsalSerializer(answer).data)

    @extend_schema(parameters=[UKURAN], responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], content_negotiation_class=ApaAdanya)
    def slip(self, request: Request, pk: str) -> HttpResponse:
        """Slip potongan satu orang sebagai PDF."""
        row: Iuran = self.get_object()
        if row.penetapan.status == StatusPenetapan.BERJALAN:
            raise Http404
        asked = request.query_params.get("kertas", "")
        paper = slips_pdf([slip_of(row)], asked if asked in KERTAS else KERTAS[0])
        return attachment(f"slip-iuran_{row.pk}_{Bulan.of(row.penetapan.bulan)}.pdf", paper)
