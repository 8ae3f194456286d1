"""Signing by machine: the same actions, the same permission, and the user's own password with every signature."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin
from desa.api.dasar import ApaAdanya, PortalViewSet
from desa.api.isian import BerkasField, OlehField
from desa.forms.sandi import require_password
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tanda_tangan import confirm_scan, refuse_scan
from rekonsiliasi.enums import KepastianTanda, Pihak
from rekonsiliasi.models import BeritaAcara, BerkasTertanda, PutusanPindaian
from rekonsiliasi.pdf.tanda_tangan import receive_scan, receive_signed, sign, signed_bytes
from rekonsiliasi.pdf.tertanda import attachment_of
from rekonsiliasi.queries.tanda_tangan import side_of
from rekonsiliasi.rules.tanda_tangan import Tanda

SANDI = "Sandi akun Anda sendiri, sekali lagi. Salah beberapa kali berarti menunggu, seperti saat masuk."


class TandaSerializer(serializers.Serializer[Any]):
    """One signature in a file: what the certificate says, and how much of the file it vouches for."""

    medan = serializers.CharField(help_text="Nama ruang tanda tangan di dalam PDF")
    nama = serializers.CharField(help_text="Atas nama siapa sertifikatnya")
    penerbit = serializers.CharField()
    waktu = serializers.DateTimeField(allow_null=True, help_text="Menurut jam penanda tangan")
    utuh = serializers.BooleanField()
    kepastian = serializers.ChoiceField(choices=KepastianTanda.choices)
    keterangan = serializers.CharField(source="kepastian.label")


class PutusanPindaianSerializer(serializers.ModelSerializer[PutusanPindaian]):
    oleh = OlehField()

    class Meta:
        model = PutusanPindaian
        fields = ("pihak", "sesuai", "alasan", "oleh", "pada")


class BerkasTertandaSerializer(serializers.ModelSerializer[BerkasTertanda]):
    tanda = serializers.SerializerMethodField()
    putusan = PutusanPindaianSerializer(many=True, read_only=True)
    oleh = OlehField()

    class Meta:
        model = BerkasTertanda
        fields = ("nomor", "cara", "asal", "pihak", "sha256", "tanda", "putusan", "oleh", "pada")

    @extend_schema_field(TandaSerializer(many=True))
    def get_tanda(self, row: BerkasTertanda) -> Any:
        return TandaSerializer([Tanda.of(one) for one in row.tanda], many=True).data


class TandatanganiSerializer(serializers.Serializer[Any]):
    sertifikat = BerkasField(help_text="Berkas .p12 atau .pfx; dipakai sekali ini saja, tidak disimpan")
    sandi_sertifikat = serializers.CharField(max_length=200, trim_whitespace=False)
    sandi = serializers.CharField(max_length=128, trim_whitespace=False, help_text=SANDI)


class UnggahTertandaSerializer(serializers.Serializer[Any]):
    berkas = BerkasField()
    sandi = serializers.CharField(max_length=128, trim_whitespace=False, help_text=SANDI)


class PindaianSerializer(serializers.Serializer[Any]):
    berkas = BerkasField()


class PastikanSerializer(serializers.Serializer[Any]):
    ketikan = serializers.CharField(max_length=80, help_text="Huruf pertama sidik yang tercetak pada pindaian")
    sandi = serializers.CharField(max_length=128, trim_whitespace=False, help_text=SANDI)


class TolakPindaianSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)


VERSI = OpenApiParameter("versi", int, description="Nomor versi bertanda tangan; tanpa ini yang terakhir")


class TandaTanganAksi(PortalViewSet):
    """What the resource of papers can do about signatures."""

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        if request.method == "POST":  # a certificate never touches a disk
            request.upload_handlers = [MemoryFileUploadHandler(request)]
        return super().initialize_request(request, *args, **kwargs)

    @extend_schema(request=TandatanganiSerializer)
    @action(detail=True, methods=["post"])
    @sensitive_variables()
    def tandatangani(self, request: Request, pk: str) -> Response:
        """Menandatangani dengan sertifikat penanda tangan pihak Anda (PAdES), di atas versi terakhir."""
        paper, told = self._asked(TandatanganiSerializer)
        return self._done(
            paper,
            lambda: sign(
                berita_acara=paper, pihak=self._side(paper), kunci=told["sertifikat"].read(),
                sandi=told["sandi_sertifikat"], by=self.pengguna,
            ),
        )  # fmt: skip

    @extend_schema(request=UnggahTertandaSerializer)
    @action(detail=True, methods=["post"], url_path="unggah-tertanda")
    def unggah_tertanda(self, request: Request, pk: str) -> Response:
        """Menerima PDF yang ditandatangani dengan aplikasi lain, misalnya BSrE, di atas versi terakhir."""
        paper, told = self._asked(UnggahTertandaSerializer)
        side, isi = self._side(paper), told["berkas"].read()
        return self._done(paper, lambda: receive_signed(berita_acara=paper, pihak=side, isi=isi, by=self.pengguna))

    @extend_schema(request=PindaianSerializer)
    @action(detail=True, methods=["post"])
    def pindaian(self, request: Request, pk: str) -> Response:
        """Menerima pindaian kertas yang ditandatangani basah."""
        paper, told = self._asked(PindaianSerializer)
        return self._done(paper, lambda: receive_scan(berita_acara=paper, isi=told["berkas"].read(), by=self.pengguna))

    @extend_schema(request=PastikanSerializer)
    @action(detail=True, methods=["post"], url_path="pastikan-pindaian")
    def pastikan_pindaian(self, request: Request, pk: str) -> Response:
        """Satu pihak memastikan bahwa pindaian itu kertas ini, menurut sidik yang tercetak padanya."""
        paper, told = self._asked(PastikanSerializer)
        return self._done(paper, lambda: confirm_scan(berita_acara=paper, ketikan=told["ketikan"], by=self.pengguna))

    @extend_schema(request=TolakPindaianSerializer)
    @action(detail=True, methods=["post"], url_path="tolak-pindaian")
    def tolak_pindaian(self, request: Request, pk: str) -> Response:
        """Satu pihak menolak pindaian dengan alasan; Berita Acara menunggu tanda tangan lagi."""
        paper, told = self._asked(TolakPindaianSerializer)
        return self._done(paper, lambda: refuse_scan(berita_acara=paper, alasan=told["alasan"], by=self.pengguna))

    @extend_schema(parameters=[VERSI], responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], content_negotiation_class=ApaAdanya)
    def tertanda(self, request: Request, pk: str) -> HttpResponse:
        """Satu versi bertanda tangan, byte demi byte seperti disimpan."""
        paper = self.get_object()
        wanted = request.query_params.get("versi", "")
        rows = paper.berkas_tertanda.order_by("-nomor")
        row = rows.filter(nomor=int(wanted[:4])).first() if wanted.isascii() and wanted.isdigit() else rows.first()
        if row is None:
            raise Kesalahan(f"Berita Acara {paper} belum punya versi bertanda tangan itu.", "Periksa nomor versinya.")
        return attachment_of(row, signed_bytes(row))

    @sensitive_variables()
    def _asked(self, serializer: type[serializers.Serializer[Any]]) -> tuple[BeritaAcara, dict[str, Any]]:
        """The paper, for somebody of one of the two offices, and what the request says, its password checked."""
        paper = self._paper(Izin.TANDATANGAN)
        told = self.isian(serializer)
        if "sandi" in told:
            require_password(self.request._request, told["sandi"], self.pengguna)
        return paper, told

    def _side(self, paper: BeritaAcara) -> Pihak:
        side = side_of(self.pengguna, paper.rekonsiliasi.kabupaten)
        assert side is not None  # noqa: S101 - the permission page let nobody else in
        return side

    def _done(self, paper: BeritaAcara, act: Callable[[], Any]) -> Response:
        act()
        return self._answer(paper)

    def _paper(self, izin: Izin) -> BeritaAcara:
        raise NotImplementedError  # the viewset that takes this part in finds its own papers

    def _answer(self, paper: BeritaAcara, code: int = 200) -> Response:
        raise NotImplementedError  # the viewset that takes this part in shows them
