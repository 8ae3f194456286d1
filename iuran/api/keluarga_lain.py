"""The bill for other family members: what is charged, what was paid."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, get_kabupaten, is_treasurer_of, may, regional_kabupaten, visible_desa
from desa.api.dasar import LARGEST, BacaViewSet, DesaFilter
from desa.api.isian import (
    BerkasField,
    BilanganField,
    BulanField,
    KodeField,
    KodeTempatField,
    OlehField,
    RupiahField,
    file_of,
)
from desa.models import Desa, Kabupaten
from desa.queries.orang import officials_of
from iuran.actions.keluarga_lain import assess_other_family, record_other_payment, reverse_other_payment
from iuran.models import KewajibanKeluargaLain, PembayaranKeluargaLain
from jaminan.bulan import FIRST_YEAR, LAST_YEAR


class KewajibanKeluargaLainSerializer(serializers.ModelSerializer[KewajibanKeluargaLain]):
    kabupaten = KodeField()
    desa = KodeField()
    peraturan = KodeField()
    mulai = BulanField(read_only=True)
    sampai = BulanField(read_only=True)
    tarif = serializers.ListField(child=serializers.DictField(), read_only=True)
    oleh = OlehField()

    class Meta:
        model = KewajibanKeluargaLain
        fields = (
            "id", "kabupaten", "desa", "peserta", "anggota", "tahun", "mulai", "sampai", "kelas", "tarif", "jumlah",
            "peraturan", "pasal", "membatalkan", "alasan", "oleh", "pada",
        )  # fmt: skip


class PembayaranKeluargaLainSerializer(serializers.ModelSerializer[PembayaranKeluargaLain]):
    kabupaten = KodeField()
    desa = KodeField()
    oleh = OlehField()
    dibatalkan_oleh: serializers.PrimaryKeyRelatedField[PembayaranKeluargaLain] = serializers.PrimaryKeyRelatedField(
        read_only=True, allow_null=True
    )

    class Meta:
        model = PembayaranKeluargaLain
        fields = (
            "id", "kabupaten", "desa", "peserta", "tahun", "tanggal", "jumlah", "referensi", "bukti_nama",
            "bukti_sha256", "membatalkan", "dibatalkan_oleh", "alasan", "oleh", "pada",
        )  # fmt: skip


class HitungLainSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField(required=False)
    desa = KodeTempatField(required=False)
    tahun = BilanganField(min_value=FIRST_YEAR + 1, max_value=LAST_YEAR - 1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("kabupaten" in attrs) == ("desa" in attrs):
            raise ValidationError({"desa": ["Isi desa atau kabupaten, salah satu."]})
        return attrs


class BayarLainSerializer(serializers.Serializer[Any]):
    desa = KodeTempatField()
    peserta = BilanganField(min_value=1, max_value=LARGEST)
    tahun = BilanganField(min_value=FIRST_YEAR + 1, max_value=LAST_YEAR - 1)
    tanggal = serializers.DateField()
    jumlah = RupiahField(min_value=1)
    referensi = serializers.CharField(max_length=60)
    bukti = BerkasField(required=False, help_text="PDF, JPG atau PNG")


class BatalLainSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)


class TahunDesaFilter(DesaFilter):
    tahun = django_filters.NumberFilter(min_value=FIRST_YEAR, max_value=LAST_YEAR)


class LainViewSet(BacaViewSet):
    filterset_class = TahunDesaFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        own = visible_desa(user).values("pk")
        return rows.filter(Q(kabupaten__in=regional_kabupaten(user)) | Q(desa__in=own))


class KewajibanKeluargaLainViewSet(LainViewSet):
    """Iuran peserta untuk anggota keluarga yang lain, per orang dan tahun. Terpisah dari iuran bulanan."""

    queryset = KewajibanKeluargaLain.objects.select_related("kabupaten", "desa", "peraturan", "oleh")
    serializer_class = KewajibanKeluargaLainSerializer
    mencatat = (Izin.KELUARGA, Izin.TETAPKAN)

    @extend_schema(request=HitungLainSerializer, responses={201: KewajibanKeluargaLainSerializer(many=True)})
    def create(self, request: Request) -> Response:
        """Menghitung iuran setahun; yang sudah dihitung tidak diulang, yang berhenti ikut dikurangi."""
        asked = self.isian(HitungLainSerializer)
        place = self._place(asked.get("kabupaten", ""), asked.get("desa", ""))
        rows = assess_other_family(place=place, tahun=asked["tahun"], by=self.pengguna)
        return Response(self.get_serializer(rows, many=True).data, status=201)

    def _place(self, kabupaten: str, desa: str) -> Desa | Kabupaten:
        place = get_desa(self.pengguna, desa) if desa else get_kabupaten(self.pengguna, kabupaten)
        own = isinstance(place, Desa) and may(self.pengguna, Izin.KELUARGA, place)
        if not own and not may(self.pengguna, Izin.TETAPKAN, place):
            raise PermissionDenied
        return place


class PembayaranKeluargaLainViewSet(LainViewSet):
    """Pembayaran peserta untuk anggota keluarga yang lain."""

    queryset = PembayaranKeluargaLain.objects.select_related(
        "kabupaten", "desa__kecamatan__kabupaten", "oleh", "dibatalkan_oleh"
    )
    serializer_class = PembayaranKeluargaLainSerializer
    mencatat = (Izin.SETOR,)

    def may_at(self, place: Desa | Kabupaten) -> bool:
        return is_treasurer_of(self.pengguna, place)

    @extend_schema(request=BayarLainSerializer, responses={201: PembayaranKeluargaLainSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat satu pembayaran dengan buktinya."""
        asked = self.isian(BayarLainSerializer)
        desa = get_desa(self.pengguna, asked.pop("desa"))
        if not is_treasurer_of(self.pengguna, desa):
            raise PermissionDenied
        peserta = officials_of(Desa.objects.filter(pk=desa.pk)).filter(pk=asked.pop("peserta")).first()
        if peserta is None:
            raise ValidationError({"peserta": ["Peserta ini tidak ada di desa itu."]})
        bukti = asked.pop("bukti", None)
        row = record_other_payment(
            peserta=peserta, desa=desa, bukti=file_of(bukti) if bukti else None, by=self.pengguna, **asked
        )
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)

    @extend_schema(request=BatalLainSerializer, responses={201: PembayaranKeluargaLainSerializer})
    @action(detail=True, methods=["post"])
    def batalkan(self, request: Request, pk: str) -> Response:
        """Membatalkan pembayaran dengan baris bernilai negatif; yang lama tetap ada."""
        found = self.get_object()
        if not is_treasurer_of(self.pengguna, found.desa):
            raise PermissionDenied
        row = reverse_other_payment(pembayaran=found, by=self.pengguna, **self.isian(BatalLainSerializer))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)
