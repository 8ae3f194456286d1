"""The branch's member list and bill of a month."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_kabupaten, regional_kabupaten, require
from desa.api.dasar import BacaViewSet, BulanFilter, KabupatenFilter
from desa.api.isian import BerkasField, BulanField, KodeField, KodeTempatField, OlehField, file_of
from desa.api.penyampaian import SalahSerializer, SelBerkasSerializer
from desa.rules.lembar import JENIS_BERKAS
from rekonsiliasi.actions.tagihan import KolomBelumDikenal, not_received
from rekonsiliasi.actions.tagihan_menunggu import bring_tagihan, discard_waiting, read_waiting
from rekonsiliasi.models import Tagihan, TagihanMenunggu
from rekonsiliasi.queries.versi import as_json, changes_of


class TagihanSerializer(serializers.ModelSerializer[Tagihan]):
    kabupaten = KodeField()
    bulan = BulanField(read_only=True)
    oleh = OlehField()

    class Meta:
        model = Tagihan
        fields = (
            "id", "kabupaten", "bulan", "versi", "nama_berkas", "sha256", "total_pemda", "total_peserta",
            "total_disebut", "bacaan", "oleh", "pada",
        )  # fmt: skip


def columns_named(kolom: Any) -> dict[str, str]:
    """Chosen columns as they came in. Raises ValidationError."""
    if not isinstance(kolom, dict) or not all(isinstance(judul, str) for judul in kolom.values()):
        raise ValidationError("Tulis sebagai objek JSON, nama kolom ke judul kolom.")
    return kolom


class KirimTagihanSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    bulan = BulanField()
    berkas = BerkasField(help_text=f"{JENIS_BERKAS} dari kantor cabang")
    kolom = serializers.JSONField(
        required=False, help_text="Nama kolom portal ke judul kolom berkas, sekali untuk bentuk berkas yang baru"
    )

    def validate_kolom(self, kolom: Any) -> dict[str, str]:
        return columns_named(kolom)


class UbahVersiSerializer(serializers.Serializer[Any]):
    datang = serializers.ListField(child=serializers.DictField())
    pergi = serializers.ListField(child=serializers.DictField())
    berubah = serializers.ListField(child=serializers.DictField())
    tetap = serializers.IntegerField()
    jumlah = serializers.IntegerField(help_text="Tambahan tagihan, rupiah")


class TagihanFilter(KabupatenFilter):
    bulan = BulanFilter()


class TagihanViewSet(BacaViewSet):
    """Daftar peserta dan tagihan dari BPJS Kesehatan, versi demi versi."""

    queryset = Tagihan.objects.select_related("kabupaten", "oleh")
    serializer_class = TagihanSerializer
    mencatat = (Izin.TAGIH,)
    filterset_class = TagihanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    @extend_schema(request=KirimTagihanSerializer, responses={201: TagihanSerializer})
    def create(self, request: Request) -> Response:
        """Menerima daftar dan tagihan sebagai versi berikutnya; tidak ada baris yang masuk bila satu saja salah.

        Jawaban 400 menyebut yang salah dengan tawarannya, atau judul kolom yang belum dikenal; berkasnya menunggu
        dengan nomor `menunggu` dan dapat dibaca lebih lanjut di `tagihan-menunggu`.
        """
        asked = self.isian(KirimTagihanSerializer)
        kabupaten = get_kabupaten(self.pengguna, asked["kabupaten"], Izin.TAGIH)
        nama, isi = file_of(asked["berkas"])
        found = bring_tagihan(
            kabupaten=kabupaten, bulan=asked["bulan"], nama_berkas=nama, isi=isi, by=self.pengguna,
            kolom=asked.get("kolom"),
        )  # fmt: skip
        return _answer(found, self.get_serializer_context())

    @extend_schema(responses=UbahVersiSerializer)
    @action(detail=True)
    def perubahan(self, request: Request, pk: str) -> Response:
        """Siapa yang masuk, keluar dan berubah dibandingkan versi sebelumnya; versi pertama tidak mengubah apa pun."""
        changes = changes_of(self.get_object())
        return Response(as_json(changes) if changes else NOTHING)


NOTHING: dict[str, Any] = {"datang": [], "pergi": [], "berubah": [], "tetap": 0, "jumlah": 0}


def _answer(found: Tagihan | TagihanMenunggu, context: Any) -> Response:
    """The bill, or what its file still waits for."""
    if isinstance(found, Tagihan):
        return Response(TagihanSerializer(found, context=context).data, status=201)
    return Response(_waits(found), status=400)


def _waits(row: TagihanMenunggu) -> dict[str, Any]:
    question = KolomBelumDikenal(row.judul, row.kolom) if row.judul else None
    pesan = question.pesan if question else not_received(len(row.salah))
    saran = question.saran if question else "Pilih bacaan yang ditawarkan, atau perbaiki berkasnya."
    more = {"judul": row.judul, "usulan": row.kolom} if question else {"salah": row.salah}
    return {"detail": pesan, "saran": saran, "menunggu": row.pk, **more}


class TagihanMenungguSerializer(serializers.ModelSerializer[TagihanMenunggu]):
    kabupaten = KodeField()
    bulan = BulanField(read_only=True)
    salah = SalahSerializer(many=True, read_only=True)
    sel = serializers.SerializerMethodField(help_text="Sel yang sudah dibaca orang; NIK disamarkan")
    oleh = OlehField()

    class Meta:
        model = TagihanMenunggu
        fields = ("id", "kabupaten", "bulan", "nama_berkas", "sha256", "judul", "kolom", "salah", "sel", "oleh", "pada")

    def get_sel(self, row: TagihanMenunggu) -> list[dict[str, str]]:
        return row.told()


class BacaKolomSerializer(serializers.Serializer[Any]):
    """One answer for every doubtful cell of a column."""

    kolom = serializers.CharField(max_length=60, help_text="Judul kolom portal")
    cara = serializers.CharField(max_length=120, help_text="`cara` salah satu tawaran kolom itu")


class BacaTagihanSerializer(serializers.Serializer[Any]):
    kolom = serializers.JSONField(required=False, help_text="Nama kolom portal ke judul kolom berkas")
    sel = serializers.ListField(child=SelBerkasSerializer(), max_length=500, required=False, default=list)
    seluruh = serializers.ListField(child=BacaKolomSerializer(), max_length=20, required=False, default=list)

    def validate_kolom(self, kolom: Any) -> dict[str, str]:
        return columns_named(kolom)


class TagihanMenungguViewSet(BacaViewSet):
    """Berkas BPJS Kesehatan yang menunggu: kolomnya belum dikenal, atau selnya perlu dibaca orang."""

    queryset = TagihanMenunggu.objects.select_related("kabupaten", "oleh")
    serializer_class = TagihanMenungguSerializer
    filterset_class = TagihanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    @extend_schema(request=BacaTagihanSerializer, responses={201: TagihanSerializer})
    @action(detail=True, methods=["post"])
    def baca(self, request: Request, pk: str) -> Response:
        """Membaca berkas menurut pilihan ini; 201 bila diterima, 400 dengan sisanya bila masih ada yang salah."""
        row, asked = self._mine(), self.isian(BacaTagihanSerializer)
        cells = [((one["lembar"], one["sel"]), one) for one in asked["sel"]]
        found = read_waiting(
            menunggu=row, by=self.pengguna, kolom=asked.get("kolom"),
            sel={place: one["nilai"] for place, one in cells if "nilai" in one},
            kunci={place: one["kunci"] for place, one in cells if "kunci" in one},
            cara={one["kolom"]: one["cara"] for one in asked["seluruh"]},
        )  # fmt: skip
        return _answer(found, self.get_serializer_context())

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def buang(self, request: Request, pk: str) -> Response:
        """Membuang berkas yang menunggu; daftar yang sudah diterima tidak berubah."""
        discard_waiting(menunggu=self._mine(), by=self.pengguna)
        return Response(status=204)

    def _mine(self) -> TagihanMenunggu:
        row: TagihanMenunggu = self.get_object()
        require(self.pengguna, Izin.TAGIH, row.kabupaten)
        return row
