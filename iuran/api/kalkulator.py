"""The calculator: public like its page, the same answer as the command."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import permissions, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.utils import html

from desa.api.dasar import Terbatas
from desa.api.isian import BulanField
from desa.enums import Penanggung
from desa.models import Kabupaten
from desa.parameters import NilaiTidakAda
from desa.queries.peraturan import TidakAdaPeraturan
from iuran.queries.kalkulator import MAX_INCOME, MAX_INCOMES, calculate, check_incomes
from jaminan.kesalahan import Kesalahan


@extend_schema_field(
    {
        "type": "array",
        "items": {"type": "integer", "minimum": 0, "maximum": MAX_INCOME},
        "minItems": 1,
        "maxItems": MAX_INCOMES,
    }
)
class PenghasilanField(serializers.Field[list[int], Any, Any, Any]):
    """Monthly incomes in whole rupiah; one sentence says which one cannot be an income."""

    def get_value(self, dictionary: Any) -> Any:
        if not html.is_html_input(dictionary):
            return super().get_value(dictionary)
        typed = dictionary.getlist(self.field_name)
        return [int(text) if text.isascii() and text.isdecimal() else text for text in typed if len(text) < 20]

    def to_internal_value(self, data: Any) -> list[int]:
        if not isinstance(data, list):
            raise ValidationError("Tulis penghasilan sebagai daftar bilangan, misalnya [2426640].")
        try:
            check_incomes(data)
        except Kesalahan as error:
            raise ValidationError(str(error)) from None
        return data


class KalkulatorSerializer(serializers.Serializer[Any]):
    kabupaten = serializers.CharField(max_length=5, help_text="Kode Kemendagri, misalnya 76.03")
    bulan = BulanField()
    penghasilan = PenghasilanField(help_text="Rupiah per bulan, 1 sampai 1000 bilangan")

    def validate_kabupaten(self, kode: str) -> Kabupaten:
        found = Kabupaten.objects.filter(kode=kode).first()
        if found is None:
            raise ValidationError(f"Kabupaten {kode} tidak ada di portal. Tulis kode Kemendagri, misalnya 76.03.")
        return found


class PorsiHitungSerializer(serializers.Serializer[Any]):
    penanggung = serializers.ChoiceField(choices=Penanggung.choices)
    persen = serializers.CharField()
    jumlah = serializers.IntegerField()
    sumber_dana = serializers.CharField()
    pasal = serializers.CharField()


class NasionalSerializer(serializers.Serializer[Any]):
    dasar = serializers.IntegerField(allow_null=True)
    iuran = serializers.IntegerField(allow_null=True)
    sesuai = serializers.BooleanField(allow_null=True)
    celah = serializers.CharField(required=False, help_text="Mengapa angka nasional tidak dapat diberikan")


class HasilHitungSerializer(serializers.Serializer[Any]):
    penghasilan = serializers.IntegerField()
    dasar = serializers.IntegerField()
    iuran = serializers.IntegerField()
    porsi = PorsiHitungSerializer(many=True)
    nasional = NasionalSerializer()
    penjelasan = serializers.ListField(child=serializers.CharField())


class HitunganSerializer(serializers.Serializer[Any]):
    kabupaten = serializers.CharField()
    bulan = BulanField()
    peraturan = serializers.CharField()
    jatuh_tempo = serializers.DateField()
    alasan_jatuh_tempo = serializers.CharField()
    hasil = HasilHitungSerializer(many=True)


class KalkulatorView(Terbatas):
    """Menghitung iuran sebulan menurut peraturan kabupaten, dengan penjelasan dan pasalnya. Terbuka untuk umum."""

    authentication_classes = []
    permission_classes = [permissions.AllowAny]
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "kalkulator"

    @extend_schema(request=KalkulatorSerializer, responses={200: HitunganSerializer}, auth=[])
    def post(self, request: Request) -> Response:
        filled = KalkulatorSerializer(data=request.data)
        filled.is_valid(raise_exception=True)
        asked = filled.validated_data
        try:
            return Response(calculate(asked["kabupaten"], asked["bulan"], asked["penghasilan"]))
        except (TidakAdaPeraturan, NilaiTidakAda) as error:
            raise ValidationError({"bulan": [str(error)]}) from None
