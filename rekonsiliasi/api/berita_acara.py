"""The signed paper: its figures as they are printed, who agreed, and the file itself."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, regional_kabupaten, require
from desa.api.dasar import ApaAdanya, BacaViewSet, BulanFilter
from desa.api.isian import KodeField, OlehField
from desa.pdf import attachment
from desa.pdf.unduhan import XLSX
from rekonsiliasi.actions.berita_acara import draft, return_to_dinas
from rekonsiliasi.actions.lampiran import note_download
from rekonsiliasi.enums import StatusBeritaAcara
from rekonsiliasi.models import BeritaAcara, CetakLampiran, PersetujuanBeritaAcara, Rekonsiliasi
from rekonsiliasi.pdf import file_name, issue, kept_bytes, paper_bytes, printed_annex
from rekonsiliasi.queries.kertas import annex_of
from rekonsiliasi.tasks import ask_for_print
from rekonsiliasi.xlsx import agree_with_annex, annex_name, people_xlsx

from .tanda_tangan import BerkasTertandaSerializer, TandaTanganAksi


class PersetujuanSerializer(serializers.ModelSerializer[PersetujuanBeritaAcara]):
    class Meta:
        model = PersetujuanBeritaAcara
        fields = ("pihak", "sidik", "nama", "nip", "jabatan", "pada")


class BeritaAcaraSerializer(serializers.ModelSerializer[BeritaAcara]):
    kabupaten = KodeField(source="rekonsiliasi.kabupaten")
    isi = serializers.DictField(read_only=True)
    persetujuan = PersetujuanSerializer(many=True, read_only=True)
    berkas_tertanda = BerkasTertandaSerializer(many=True, read_only=True)
    oleh = OlehField()

    class Meta:
        model = BeritaAcara
        fields = (
            "id", "rekonsiliasi", "kabupaten", "status", "nomor_dinas", "nomor_bpjs", "tanggal", "tempat", "isi",
            "sidik", "pdf_sha256", "alasan", "persetujuan", "berkas_tertanda", "oleh", "pada", "terbit_pada",
        )  # fmt: skip


class SusunSerializer(serializers.Serializer[Any]):
    rekonsiliasi = serializers.IntegerField(min_value=1, max_value=10**15)
    nomor_dinas = serializers.CharField(
        max_length=60, required=False, allow_blank=True, help_text="Kosong: nomor berikutnya, diberikan saat terbit"
    )
    tanggal = serializers.DateField()
    tempat = serializers.CharField(max_length=80)


class TerbitkanSerializer(serializers.Serializer[Any]):
    nomor_bpjs = serializers.CharField(
        max_length=60, required=False, allow_blank=True, help_text="Kosong: nomor berikutnya"
    )


class KembalikanSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)


class CetakLampiranSerializer(serializers.ModelSerializer[CetakLampiran]):
    class Meta:
        model = CetakLampiran
        fields = ("selesai", "jumlah", "gagal", "sha256", "diminta_pada")


class BeritaAcaraFilter(django_filters.FilterSet):
    kabupaten = django_filters.CharFilter(field_name="rekonsiliasi__kabupaten__kode")
    bulan = BulanFilter(field_name="rekonsiliasi__bulan_mulai")
    status = django_filters.ChoiceFilter(choices=StatusBeritaAcara.choices)


class BeritaAcaraViewSet(TandaTanganAksi, BacaViewSet):
    """Berita Acara Rekonsiliasi: disusun dinas, disetujui kedua pihak, lalu beku."""

    queryset = BeritaAcara.objects.select_related("rekonsiliasi__kabupaten", "oleh").prefetch_related(
        "persetujuan", "berkas_tertanda__oleh", "berkas_tertanda__putusan__oleh"
    )
    serializer_class = BeritaAcaraSerializer
    mencatat = (Izin.SUSUN,)
    filterset_class = BeritaAcaraFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(rekonsiliasi__kabupaten__in=regional_kabupaten(user))

    @extend_schema(request=SusunSerializer, responses={201: BeritaAcaraSerializer})
    def create(self, request: Request) -> Response:
        """Menyusun konsep dari angka saat ini; diulang selama masih konsep atau sesudah dikembalikan."""
        asked = self.isian(SusunSerializer)
        visible = Rekonsiliasi.objects.filter(kabupaten__in=regional_kabupaten(self.pengguna))
        row = get_object_or_404(visible.select_related("kabupaten"), pk=asked.pop("rekonsiliasi"))
        require(self.pengguna, Izin.SUSUN, row.kabupaten)
        return self._answer(draft(rekonsiliasi=row, by=self.pengguna, **asked), 201)

    @extend_schema(request=None, responses=BeritaAcaraSerializer)
    @action(detail=True, methods=["post"])
    def setujui(self, request: Request, pk: str) -> Response:
        """Dinas menyetujui konsep dan mengirimnya ke BPJS Kesehatan."""
        paper = self._paper(Izin.SUSUN)
        agree_with_annex(berita_acara=paper, by=self.pengguna)
        return self._answer(paper)

    @extend_schema(request=TerbitkanSerializer, responses=BeritaAcaraSerializer)
    @action(detail=True, methods=["post"])
    def terbitkan(self, request: Request, pk: str) -> Response:
        """BPJS Kesehatan menyetujui; Berita Acara terbit, bulannya ditutup, angkanya beku."""
        paper = self._paper(Izin.SETUJUI)
        issue(berita_acara=paper, by=self.pengguna, **self.isian(TerbitkanSerializer))
        return self._answer(paper)

    @extend_schema(request=KembalikanSerializer, responses=BeritaAcaraSerializer)
    @action(detail=True, methods=["post"])
    def kembalikan(self, request: Request, pk: str) -> Response:
        """BPJS Kesehatan mengembalikan konsep ke dinas dengan alasan."""
        paper = self._paper(Izin.SETUJUI)
        return_to_dinas(berita_acara=paper, by=self.pengguna, **self.isian(KembalikanSerializer))
        return self._answer(paper)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], content_negotiation_class=ApaAdanya)
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        """Berkas yang terbit, byte demi byte; konsep dicetak sekarang dan bertanda KONSEP."""
        paper = self.get_object()
        name = {"Content-Disposition": f'attachment; filename="{file_name(paper)}"'}
        return HttpResponse(paper_bytes(paper), content_type="application/pdf", headers=name)

    @extend_schema(responses={(200, XLSX): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], content_negotiation_class=ApaAdanya)
    def lampiran(self, request: Request, pk: str) -> HttpResponse:
        """Daftar orang dengan NIK lengkap, byte demi byte seperti sidiknya pada kertas; setiap unduhan tercatat."""
        paper = self._paper(Izin.NIK)
        frozen = annex_of(paper)
        if frozen is None:
            return attachment(annex_name(paper, "konsep.xlsx"), people_xlsx(paper.rekonsiliasi)[0])
        content = kept_bytes(frozen.berkas, frozen.sha256)
        note_download(lampiran=frozen, berkas="xlsx", by=self.pengguna)
        return attachment(annex_name(paper), content)

    @extend_schema(request=None, responses={202: CetakLampiranSerializer, 200: CetakLampiranSerializer})
    @action(detail=True, methods=["post"], url_path="lampiran-cetak")
    def lampiran_cetak(self, request: Request, pk: str) -> Response:
        """Meminta daftar orang sebagai PDF: 202 selama dikerjakan, 200 bila sudah ada. Ulangi untuk kemajuannya."""
        row = ask_for_print(self._paper(Izin.NIK), self.pengguna)
        return Response(CetakLampiranSerializer(row).data, status=200 if row.berkas else 202)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], url_path="lampiran-pdf", content_negotiation_class=ApaAdanya)
    def lampiran_pdf(self, request: Request, pk: str) -> HttpResponse:
        """Daftar orang sebagai PDF, byte demi byte seperti dicetak; setiap unduhan tercatat."""
        paper = self._paper(Izin.NIK)
        row, content = printed_annex(paper)
        note_download(lampiran=row.lampiran, berkas="pdf", by=self.pengguna)
        return attachment(annex_name(paper, "pdf"), content)

    def _paper(self, izin: Izin) -> BeritaAcara:
        """The paper, if the user may see its regency's books and may do this there (404, 403)."""
        paper: BeritaAcara = self.get_object()
        require(self.pengguna, izin, paper.rekonsiliasi.kabupaten)
        return paper

    def _answer(self, paper: BeritaAcara, code: int = 200) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=paper.pk)).data, status=code)
