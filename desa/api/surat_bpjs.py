"""A village's letters to BPJS Kesehatan about who was dismissed and who follows (KU Pasal 9)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, may, places
from desa.actions.surat_bpjs import note_full_letter, write_letter
from desa.models import Desa, MasaJabatan, SuratBpjs
from desa.pdf.surat_bpjs import letter_pdf
from desa.pdf.unduhan import attachment

from .dasar import LARGEST, ApaAdanya, BacaViewSet, DesaFilter
from .isian import BilanganField, KodeField, KodeTempatField, OlehField


class SuratBpjsSerializer(serializers.ModelSerializer[SuratBpjs]):
    desa = KodeField()
    oleh = OlehField()

    class Meta:
        model = SuratBpjs
        fields = (
            "id", "desa", "nomor", "tanggal", "berhenti", "pengganti", "bekas_pbi", "dialihkan_kepada", "oleh", "pada"
        )  # fmt: skip


class SuratBaruSerializer(serializers.Serializer[Any]):
    desa = KodeTempatField()
    nomor = serializers.CharField(max_length=80)
    tanggal = serializers.DateField()
    berhenti = BilanganField(min_value=1, max_value=LARGEST, help_text="Masa jabatan yang berakhir")
    pengganti = BilanganField(min_value=1, max_value=LARGEST, required=False, allow_null=True, default=None)
    bekas_pbi = serializers.BooleanField(default=False)
    dialihkan_kepada = serializers.CharField(max_length=160, required=False, default="", allow_blank=True)


class SuratBpjsViewSet(BacaViewSet):
    """Surat sekretaris desa kepada BPJS Kesehatan tentang yang diberhentikan dan penggantinya (KU Pasal 9)."""

    queryset = SuratBpjs.objects.select_related("desa__kecamatan__kabupaten", "oleh")
    serializer_class = SuratBpjsSerializer
    mencatat = (Izin.SURAT_BPJS,)
    filterset_class = DesaFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))

    @extend_schema(request=SuratBaruSerializer, responses={201: SuratBpjsSerializer})
    def create(self, request: Request) -> Response:
        """Menyimpan surat dengan nomor dan tanggal dari desa."""
        asked = self.isian(SuratBaruSerializer)
        desa = get_desa(self.pengguna, asked.pop("desa"), Izin.SURAT_BPJS)
        asked["berhenti"] = _term(desa, asked["berhenti"])
        asked["pengganti"] = _term(desa, asked["pengganti"]) if asked["pengganti"] else None
        row = write_letter(desa=desa, by=self.pengguna, **asked)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY}, methods=["GET"])
    @extend_schema(request=None, responses={(200, "application/pdf"): OpenApiTypes.BINARY}, methods=["POST"])
    @action(detail=True, methods=["get", "post"], content_negotiation_class=ApaAdanya)
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        """Surat sebagai PDF; dengan GET nomor orang disamarkan, dengan POST lengkap dan tercatat."""
        row = self.get_object()
        full = request.method == "POST"
        if full:
            if not may(self.pengguna, Izin.SURAT_BPJS, row.desa):
                raise PermissionDenied
            note_full_letter(surat=row, by=self.pengguna)
        return attachment(f"surat-bpjs_{row.desa.kode}_{row.pk}.pdf", letter_pdf(row, nik_lengkap=full))


def _term(desa: Desa, pk: int) -> MasaJabatan:
    found = MasaJabatan.objects.filter(desa=desa, pk=pk).select_related("peserta").first()
    if found is None:
        raise Http404
    return found
