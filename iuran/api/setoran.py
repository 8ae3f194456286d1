"""What was deposited with BPJS Kesehatan, and for which months."""

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

from desa.access import Izin, get_desa, get_kabupaten, is_treasurer_of, regional_kabupaten, visible_desa
from desa.api.dasar import BacaViewSet, BulanFilter, KabupatenFilter
from desa.api.isian import BerkasField, BulanField, KodeField, KodeTempatField, OlehField, RupiahField, file_of
from desa.enums import Penanggung
from desa.models import Desa, Kabupaten
from iuran.actions.alokasi import allocate
from iuran.actions.setoran import record_setoran, reverse_setoran
from iuran.models import AlokasiSetoran, Setoran
from iuran.queries.kebutuhan import needs_by_payer
from iuran.rules import left_over, spread
from jaminan.bulan import Bulan


class AlokasiSetoranSerializer(serializers.ModelSerializer[AlokasiSetoran]):
    bulan = BulanField(read_only=True)

    class Meta:
        model = AlokasiSetoran
        fields = ("bulan", "jumlah")


class SetoranSerializer(serializers.ModelSerializer[Setoran]):
    kabupaten = KodeField()
    desa = KodeField()
    alokasi = AlokasiSetoranSerializer(many=True, read_only=True)
    belum_teralokasi = serializers.IntegerField(read_only=True, help_text="Rupiah yang belum untuk bulan mana pun")
    oleh = OlehField()
    dibatalkan_oleh: serializers.PrimaryKeyRelatedField[Setoran] = serializers.PrimaryKeyRelatedField(
        read_only=True, allow_null=True
    )

    class Meta:
        model = Setoran
        fields = (
            "id", "kabupaten", "desa", "penanggung", "tanggal", "jumlah", "referensi", "virtual_account", "alokasi",
            "belum_teralokasi", "bukti_nama", "bukti_sha256", "membatalkan", "dibatalkan_oleh", "alasan", "oleh",
            "pada",
        )  # fmt: skip


class BagianBulanSerializer(serializers.Serializer[Any]):
    bulan = BulanField()
    jumlah = RupiahField(min_value=0)


def months_told(parts: list[dict[str, Any]] | None) -> dict[Bulan, int] | None:
    """The parts as actions take them; None when nothing was told. Raises ValidationError when a month comes twice."""
    if parts is None:
        return None
    found = {part["bulan"]: part["jumlah"] for part in parts}
    if len(found) != len(parts):
        raise ValidationError({"alokasi": ["Setiap bulan hanya boleh satu kali."]})
    return found


class TempatSetorSerializer(serializers.Serializer[Any]):
    """Who deposits: a village or a regency."""

    kabupaten = KodeTempatField(required=False, help_text="Untuk bendahara pengeluaran kabupaten")
    desa = KodeTempatField(required=False, help_text="Untuk bendahara desa")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("kabupaten" in attrs) == ("desa" in attrs):
            raise ValidationError({"desa": ["Isi desa atau kabupaten, salah satu."]})
        return attrs


class UsulSerializer(TempatSetorSerializer):
    penanggung = serializers.ChoiceField(choices=Penanggung.choices)
    jumlah = serializers.IntegerField(min_value=1, max_value=10**13)


class AlokasikanSerializer(serializers.Serializer[Any]):
    alokasi = BagianBulanSerializer(many=True, required=False, help_text="Kosong: dibagi menurut aturan")


class PembagianSerializer(serializers.Serializer[Any]):
    alokasi = AlokasiSetoranSerializer(many=True)
    belum_teralokasi = serializers.IntegerField()


class CatatSerializer(TempatSetorSerializer):
    bulan = BulanField(required=False, help_text="Seluruhnya untuk bulan ini; kosong: dibagi menurut aturan")
    alokasi = BagianBulanSerializer(
        many=True, required=False, help_text="Pembagian per bulan, sisanya belum teralokasi"
    )
    penanggung = serializers.ChoiceField(choices=Penanggung.choices)
    tanggal = serializers.DateField()
    jumlah = RupiahField(min_value=1)
    referensi = serializers.CharField(max_length=60)
    virtual_account = serializers.CharField(max_length=30, required=False, allow_blank=True, default="")
    bukti = BerkasField(required=False, help_text="PDF, JPG atau PNG")
    konfirmasi = serializers.BooleanField(default=False, help_text="Catat walau setoran yang sama sudah ada")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "bulan" in attrs and "alokasi" in attrs:
            raise ValidationError({"alokasi": ["Isi bulan atau alokasi, tidak keduanya."]})
        return super().validate(attrs)


class BatalSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)


class SetoranFilter(KabupatenFilter):
    desa = django_filters.CharFilter(field_name="desa__kode")
    bulan = BulanFilter(field_name="alokasi__bulan", distinct=True)
    penanggung = django_filters.ChoiceFilter(choices=Penanggung.choices)


def _as_shown(parts: dict[Bulan, int], jumlah: int) -> dict[str, Any]:
    months = [{"bulan": str(month), "jumlah": amount} for month, amount in sorted(parts.items())]
    return {"alokasi": months, "belum_teralokasi": left_over(jumlah, parts)}


class SetoranViewSet(BacaViewSet):
    """Setoran ke BPJS Kesehatan per penanggung, dengan bulan yang dibayarnya."""

    queryset = Setoran.objects.select_related(
        "kabupaten", "desa__kecamatan__kabupaten", "oleh", "dibatalkan_oleh"
    ).prefetch_related("alokasi")
    serializer_class = SetoranSerializer
    mencatat = (Izin.SETOR,)
    filterset_class = SetoranFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        own = visible_desa(user).values("pk")
        return rows.filter(Q(kabupaten__in=regional_kabupaten(user)) | Q(desa__in=own))

    def may_at(self, place: Desa | Kabupaten) -> bool:
        return is_treasurer_of(self.pengguna, place)

    @extend_schema(request=CatatSerializer, responses={201: SetoranSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat satu setoran untuk satu porsi, dengan buktinya; bulannya menurut aturan atau seperti yang diisi."""
        asked = self.isian(CatatSerializer)
        asked["alokasi"] = months_told(asked.get("alokasi"))
        kabupaten, desa = self._place(asked.pop("kabupaten", ""), asked.pop("desa", ""))
        bukti = asked.pop("bukti", None)
        row = record_setoran(
            kabupaten=kabupaten, desa=desa, bukti=file_of(bukti) if bukti else None, by=self.pengguna, **asked
        )
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)

    def _place(self, kabupaten: str, desa: str) -> tuple[Kabupaten, Desa | None]:
        """Where the treasurer who asks deposits (404, 403)."""
        place = get_desa(self.pengguna, desa) if desa else get_kabupaten(self.pengguna, kabupaten)
        if not is_treasurer_of(self.pengguna, place):
            raise PermissionDenied
        return (place.kabupaten, place) if isinstance(place, Desa) else (place, None)

    @extend_schema(parameters=[UsulSerializer], responses={200: PembagianSerializer}, filters=False)
    @action(detail=False, methods=["get"], pagination_class=None)
    def usul(self, request: Request) -> Response:
        """Mengusulkan pembagian sebuah jumlah per bulan, bulan tertua dahulu. Tidak mencatat apa-apa."""
        filled = UsulSerializer(data=request.query_params)
        filled.is_valid(raise_exception=True)
        asked = filled.validated_data
        kabupaten, desa = self._place(asked.get("kabupaten", ""), asked.get("desa", ""))
        parts = spread(asked["jumlah"], needs_by_payer(kabupaten, desa).get(asked["penanggung"], []))
        return Response(_as_shown(parts, asked["jumlah"]))

    @extend_schema(request=AlokasikanSerializer, responses={200: SetoranSerializer})
    @action(detail=True, methods=["post"])
    def alokasikan(self, request: Request, pk: str) -> Response:
        """Memberi bulan kepada sisa setoran yang belum teralokasi, menurut aturan atau seperti yang diisi."""
        setoran = self.get_object()
        if not is_treasurer_of(self.pengguna, setoran.desa or setoran.kabupaten):
            raise PermissionDenied
        asked = self.isian(AlokasikanSerializer)
        allocate(setoran=setoran, alokasi=months_told(asked.get("alokasi")), by=self.pengguna)
        return Response(self.get_serializer(self.get_queryset().get(pk=setoran.pk)).data)

    @extend_schema(request=BatalSerializer, responses={201: SetoranSerializer})
    @action(detail=True, methods=["post"])
    def batalkan(self, request: Request, pk: str) -> Response:
        """Membatalkan setoran dengan baris bernilai negatif; yang lama tetap ada."""
        setoran = self.get_object()
        if not is_treasurer_of(self.pengguna, setoran.desa or setoran.kabupaten):
            raise PermissionDenied
        row = reverse_setoran(setoran=setoran, by=self.pengguna, **self.isian(BatalSerializer))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)
