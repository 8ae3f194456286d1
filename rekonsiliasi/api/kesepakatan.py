"""What takes both sides: ranges of months, and opening a paper's months again."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, regional_kabupaten, require
from desa.api.dasar import LARGEST, BacaViewSet, KabupatenFilter
from desa.api.isian import BulanField, KodeField, OlehField
from desa.models import Kabupaten
from rekonsiliasi.actions.kesepakatan import answer_range, answer_reopening, ask_reopening, propose_range
from rekonsiliasi.models import BeritaAcara, KesepakatanRentang, PembukaanKembali, Rekonsiliasi

ASKED = (
    "pihak", "alasan", "status", "diusulkan_oleh", "diusulkan_pada", "dijawab_oleh", "dijawab_pada", "jawaban",
)  # fmt: skip


class RentangSerializer(serializers.ModelSerializer[KesepakatanRentang]):
    kabupaten = KodeField()
    bulan_mulai = BulanField(read_only=True)
    bulan_sampai = BulanField(read_only=True)
    diusulkan_oleh = OlehField()
    dijawab_oleh = OlehField()

    class Meta:
        model = KesepakatanRentang
        fields = ("id", "kabupaten", "bulan_mulai", "bulan_sampai", *ASKED)


class PembukaanSerializer(serializers.ModelSerializer[PembukaanKembali]):
    diusulkan_oleh = OlehField()
    dijawab_oleh = OlehField()

    class Meta:
        model = PembukaanKembali
        fields = ("id", "berita_acara", *ASKED)


class UsulRentangSerializer(serializers.Serializer[Any]):
    rekonsiliasi = serializers.IntegerField(min_value=1, max_value=LARGEST)
    alasan = serializers.CharField(max_length=300)


class MintaPembukaanSerializer(serializers.Serializer[Any]):
    berita_acara = serializers.IntegerField(min_value=1, max_value=LARGEST)
    alasan = serializers.CharField(max_length=300)


class TolakUsulanSerializer(serializers.Serializer[Any]):
    jawaban = serializers.CharField(max_length=300)


class KesepakatanRentangViewSet(BacaViewSet):
    """Beberapa bulan yang direkonsiliasi bersama: diusulkan satu pihak, disetujui pihak lain."""

    queryset = KesepakatanRentang.objects.select_related("kabupaten", "diusulkan_oleh", "dijawab_oleh")
    serializer_class = RentangSerializer
    mencatat = (Izin.SEPAKATI,)
    filterset_class = KabupatenFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    @extend_schema(request=UsulRentangSerializer, responses={201: RentangSerializer})
    def create(self, request: Request) -> Response:
        """Mengusulkan rentang sebuah perbandingan."""
        asked = self.isian(UsulRentangSerializer)
        mine = Rekonsiliasi.objects.filter(kabupaten__in=regional_kabupaten(self.pengguna)).select_related("kabupaten")
        work = get_object_or_404(mine, pk=asked["rekonsiliasi"])
        require(self.pengguna, Izin.SEPAKATI, work.kabupaten)
        row = propose_range(rekonsiliasi=work, alasan=asked["alasan"], by=self.pengguna)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(request=None, responses=RentangSerializer)
    @action(detail=True, methods=["post"])
    def setujui(self, request: Request, pk: str) -> Response:
        """Menyetujui rentang yang diusulkan pihak lain."""
        row = self._asked()
        return Response(self.get_serializer(answer_range(kesepakatan=row, setuju=True, by=self.pengguna)).data)

    @extend_schema(request=TolakUsulanSerializer, responses=RentangSerializer)
    @action(detail=True, methods=["post"])
    def tolak(self, request: Request, pk: str) -> Response:
        """Menolak rentang dengan alasan."""
        row, words = self._asked(), self.isian(TolakUsulanSerializer)["jawaban"]
        told = answer_range(kesepakatan=row, setuju=False, jawaban=words, by=self.pengguna)
        return Response(self.get_serializer(told).data)

    def _asked(self) -> KesepakatanRentang:
        row: KesepakatanRentang = self.get_object()
        require(self.pengguna, Izin.SEPAKATI, row.kabupaten)
        return row


class PembukaanKembaliViewSet(BacaViewSet):
    """Permintaan membuka kembali bulan sebuah Berita Acara; hanya dengan persetujuan kedua pihak."""

    queryset = PembukaanKembali.objects.select_related(
        "berita_acara__rekonsiliasi__kabupaten", "diusulkan_oleh", "dijawab_oleh"
    )
    serializer_class = PembukaanSerializer
    mencatat = (Izin.SEPAKATI,)

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(berita_acara__rekonsiliasi__kabupaten__in=regional_kabupaten(user))

    @extend_schema(request=MintaPembukaanSerializer, responses={201: PembukaanSerializer})
    def create(self, request: Request) -> Response:
        """Meminta bulan sebuah Berita Acara dibuka kembali."""
        asked = self.isian(MintaPembukaanSerializer)
        mine = BeritaAcara.objects.filter(rekonsiliasi__kabupaten__in=regional_kabupaten(self.pengguna))
        paper = get_object_or_404(mine.select_related("rekonsiliasi__kabupaten"), pk=asked["berita_acara"])
        self._may(paper.rekonsiliasi.kabupaten)
        row = ask_reopening(berita_acara=paper, alasan=asked["alasan"], by=self.pengguna)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(request=None, responses=PembukaanSerializer)
    @action(detail=True, methods=["post"])
    def setujui(self, request: Request, pk: str) -> Response:
        """Menyetujui: Berita Acara diganti, bulannya terbuka kembali."""
        row = self._asked()
        return Response(self.get_serializer(answer_reopening(pembukaan=row, setuju=True, by=self.pengguna)).data)

    @extend_schema(request=TolakUsulanSerializer, responses=PembukaanSerializer)
    @action(detail=True, methods=["post"])
    def tolak(self, request: Request, pk: str) -> Response:
        """Menolak permintaan dengan alasan."""
        row, words = self._asked(), self.isian(TolakUsulanSerializer)["jawaban"]
        told = answer_reopening(pembukaan=row, setuju=False, jawaban=words, by=self.pengguna)
        return Response(self.get_serializer(told).data)

    def _asked(self) -> PembukaanKembali:
        row: PembukaanKembali = self.get_object()
        self._may(row.berita_acara.rekonsiliasi.kabupaten)
        return row

    def _may(self, kabupaten: Kabupaten) -> None:
        require(self.pengguna, Izin.SEPAKATI, kabupaten)
