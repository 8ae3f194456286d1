"""The branch's member list and bill of a month."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_kabupaten, regional_kabupaten
from desa.api.dasar import BacaViewSet, BulanFilter, KabupatenFilter
from desa.api.isian import BerkasField, BulanField, KodeField, KodeTempatField, OlehField, file_of
from desa.rules.lembar import JENIS_BERKAS
from rekonsiliasi.actions.tagihan import BerkasSalah, KolomBelumDikenal, receive_tagihan
from rekonsiliasi.models import Tagihan
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


class KirimTagihanSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    bulan = BulanField()
    berkas = BerkasField(help_text=f"{JENIS_BERKAS} dari kantor cabang")
    kolom = serializers.JSONField(
        required=False, help_text="Nama kolom portal ke judul kolom berkas, sekali untuk bentuk berkas yang baru"
    )

    def validate_kolom(self, kolom: Any) -> dict[str, str]:
        if not isinstance(kolom, dict) or not all(isinstance(judul, str) for judul in kolom.values()):
            raise ValidationError("Tulis sebagai objek JSON, nama kolom ke judul kolom.")
        return kolom


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
    filterset_class = TagihanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    @extend_schema(request=KirimTagihanSerializer, responses={201: TagihanSerializer})
    def create(self, request: Request) -> Response:
        """Menerima daftar dan tagihan sebagai versi berikutnya; tidak ada yang tersimpan bila satu baris salah."""
        asked = self.isian(KirimTagihanSerializer)
        kabupaten = get_kabupaten(self.pengguna, asked["kabupaten"], Izin.TAGIH)
        nama, isi = file_of(asked["berkas"])
        try:
            row = receive_tagihan(
                kabupaten=kabupaten, bulan=asked["bulan"], nama_berkas=nama, isi=isi, by=self.pengguna,
                kolom=asked.get("kolom"),
            )  # fmt: skip
        except BerkasSalah as error:
            return Response(_said(error) | {"salah": [one.as_json() for one in error.galat]}, status=400)
        except KolomBelumDikenal as error:
            return Response(_said(error) | {"judul": error.judul, "usulan": error.usulan}, status=400)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(responses=UbahVersiSerializer)
    @action(detail=True)
    def perubahan(self, request: Request, pk: str) -> Response:
        """Siapa yang masuk, keluar dan berubah dibandingkan versi sebelumnya; versi pertama tidak mengubah apa pun."""
        changes = changes_of(self.get_object())
        return Response(as_json(changes) if changes else NOTHING)


NOTHING: dict[str, Any] = {"datang": [], "pergi": [], "berubah": [], "tetap": 0, "jumlah": 0}


def _said(error: BerkasSalah | KolomBelumDikenal) -> dict[str, Any]:
    return {"detail": error.pesan, "saran": error.saran}
