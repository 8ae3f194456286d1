"""Open to everybody, so many questions a minute: is this paper genuine, and what is this file."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import permissions, serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle

from desa.api.dasar import Terbatas
from desa.api.isian import BerkasField, KodeField
from rekonsiliasi.enums import BEKU, HasilPeriksa
from rekonsiliasi.models import BeritaAcara
from rekonsiliasi.pdf.pengenalan import recognise
from rekonsiliasi.queries.berita_acara import paper_with_code
from rekonsiliasi.queries.tanda_tangan import public_signatures, signing_of

from .tanda_tangan import TandaSerializer


class TotalSerializer(serializers.Serializer[Any]):
    uraian = serializers.CharField()
    jumlah = serializers.IntegerField()


class PenandaUmumSerializer(serializers.Serializer[Any]):
    """One office's signature without anybody's name."""

    pihak = serializers.CharField()
    cara = serializers.CharField(help_text="elektronik, basah, atau kosong bila belum menandatangani")
    kepastian = serializers.CharField()


class KertasUmumSerializer(serializers.ModelSerializer[BeritaAcara]):
    """A paper as strangers see it: state, numbers, totals and hashes, no personal data."""

    kabupaten = KodeField(source="rekonsiliasi.kabupaten")
    periode = serializers.CharField(source="isi.naskah.periode")
    total = TotalSerializer(source="isi.angka.total", many=True)
    tanda_tangan = serializers.SerializerMethodField()
    diganti_oleh = serializers.CharField(source="pengganti.kode", default=None, allow_null=True)
    menggantikan = serializers.CharField(source="menggantikan.kode", default=None, allow_null=True)

    class Meta:
        model = BeritaAcara
        fields = (
            "kode", "kabupaten", "status", "periode", "tanggal", "nomor_dinas", "nomor_bpjs", "total", "sidik",
            "pdf_sha256", "tanda_tangan", "menggantikan", "diganti_oleh",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(PenandaUmumSerializer(many=True))
    def get_tanda_tangan(self, paper: BeritaAcara) -> Any:
        if paper.status not in BEKU:
            return []
        rows = public_signatures(paper, signing_of(paper))
        return [{"pihak": one.pihak, "cara": one.cara, "kepastian": one.kepastian} for one in rows]


class PeriksaSerializer(serializers.Serializer[Any]):
    berkas = BerkasField(help_text="PDF, paling besar 5 MB; diperiksa, lalu dilupakan")


class PengenalanSerializer(serializers.Serializer[Any]):
    hasil = serializers.ChoiceField(choices=HasilPeriksa.choices)
    penjelasan = serializers.CharField(source="hasil.label")
    asli = serializers.BooleanField()
    sha256 = serializers.CharField()
    kode = serializers.CharField(source="berita_acara.kode", default=None, allow_null=True)
    keterangan = serializers.ListField(child=serializers.CharField())
    tanda = TandaSerializer(many=True)


class Terbuka(Terbatas):
    """For strangers too; each file starts a program, so only so many a minute from one address."""

    authentication_classes = []
    permission_classes = [permissions.AllowAny]
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "periksa"


class PeriksaView(Terbuka):
    """Mengatakan apa sebuah berkas: Berita Acara asli, bertanda tangan, diubah, atau bukan dari portal ini."""

    @extend_schema(request=PeriksaSerializer, responses={200: PengenalanSerializer}, auth=[])
    def post(self, request: Request) -> Response:
        filled = PeriksaSerializer(data=request.data)
        filled.is_valid(raise_exception=True)
        return Response(PengenalanSerializer(recognise(filled.validated_data["berkas"].read())).data)


class PeriksaKodeView(Terbuka):
    """Keadaan sebuah Berita Acara menurut kode pada kertasnya: status, total dan sidik, tanpa data pribadi."""

    @extend_schema(responses={200: KertasUmumSerializer}, auth=[])
    def get(self, request: Request, kode: str) -> Response:
        paper = paper_with_code(kode)
        if paper is None:
            raise NotFound
        return Response(KertasUmumSerializer(paper).data)
