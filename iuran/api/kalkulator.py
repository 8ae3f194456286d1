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
from desa.api.isian import BilanganField, BulanField
from desa.enums import Penanggung
from desa.models import Kabupaten
from desa.parameters import NilaiTidakAda
from desa.queries.peraturan import TidakAdaPeraturan
from iuran.queries.kalkulator import MAX_INCOME, MAX_INCOMES, calculate, check_incomes
from iuran.queries.keluarga_lain import MAX_PERSONS, TanpaTarif, calculate_other
from jaminan.bulan import FIRST_YEAR, LAST_YEAR
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


class KabupatenSerializer(serializers.Serializer[Any]):
    """A regency by its code, whoever asks: regulations are public."""

    kabupaten = serializers.CharField(max_length=5, help_text="Kode Kemendagri, misalnya 76.03")

    def validate_kabupaten(self, kode: str) -> Kabupaten:
        found = Kabupaten.objects.filter(kode=kode).first()
        if found is None:
            raise ValidationError(f"Kabupaten {kode} tidak ada di portal. Tulis kode Kemendagri, misalnya 76.03.")
        return found


class KalkulatorSerializer(KabupatenSerializer):
    bulan = BulanField()
    penghasilan = PenghasilanField(help_text="Rupiah per bulan, 1 sampai 1000 bilangan")


class KalkulatorKeluargaLainSerializer(KabupatenSerializer):
    tahun = BilanganField(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    keluarga_lain = BilanganField(min_value=1, max_value=MAX_PERSONS, help_text="Jumlah orang")


class HitunganKeluargaLainSerializer(serializers.Serializer[Any]):
    kelas = serializers.CharField()
    setahun = serializers.IntegerField(help_text="Jumlah dua belas tarif bulanan untuk satu orang")
    jumlah = serializers.IntegerField(help_text="Untuk semua orang")


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


class UmumView(Terbatas):
    """Open to everybody, so many questions a minute."""

    authentication_classes = []
    permission_classes = [permissions.AllowAny]
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "kalkulator"


class KalkulatorKeluargaLainView(UmumView):
    """Menghitung tarif setahun bagi anggota keluarga yang lain menurut peraturan kabupaten. Terbuka untuk umum."""

    @extend_schema(request=KalkulatorKeluargaLainSerializer, responses={200: HitunganKeluargaLainSerializer}, auth=[])
    def post(self, request: Request) -> Response:
        filled = KalkulatorKeluargaLainSerializer(data=request.data)
        filled.is_valid(raise_exception=True)
        asked = filled.validated_data
        try:
            return Response(calculate_other(asked["kabupaten"], asked["tahun"], asked["keluarga_lain"]).jawaban)
        except TanpaTarif as error:
            raise ValidationError({"kabupaten": [str(error)]}) from None
        except (TidakAdaPeraturan, NilaiTidakAda) as error:
            raise ValidationError({"tahun": [str(error)]}) from None


class KalkulatorView(UmumView):
    """Menghitung iuran sebulan menurut peraturan kabupaten, dengan penjelasan dan pasalnya. Terbuka untuk umum."""

    @extend_schema(request=KalkulatorSerializer, responses={200: HitunganSerializer}, auth=[])
    def post(self, request: Request) -> Response:
        filled = KalkulatorSerializer(data=request.data)
        filled.is_valid(raise_exception=True)
        asked = filled.validated_data
        try:
            return Response(calculate(asked["kabupaten"], asked["bulan"], asked["penghasilan"]))
        except (TidakAdaPeraturan, NilaiTidakAda) as error:
            raise ValidationError({"bulan": [str(error)]}) from None
