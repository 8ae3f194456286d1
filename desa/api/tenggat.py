"""The clocks and the register of lateness, as their pages show them."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from desa.enums import JenisTenggat


class TenggatSerializer(serializers.Serializer[Any]):
    """One running clock."""

    jenis = serializers.ChoiceField(choices=JenisTenggat.choices)
    desa = serializers.CharField()
    peserta = serializers.IntegerField(allow_null=True)
    nama = serializers.CharField(allow_blank=True)
    hal = serializers.CharField()
    pasal = serializers.CharField(allow_blank=True)
    tanggal = serializers.DateField()
    sisa = serializers.IntegerField(help_text="Hari tersisa; negatif bila sudah lewat")
    terlambat = serializers.IntegerField(help_text="Hari terlambat")


class TahunDaftarSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField(min_value=2018, max_value=2199, required=False, help_text="Tanpa ini tahun ini")


def year_of(request: Request, default: int) -> int:
    """The year that the address asks for. Raises ValidationError for what is none."""
    asked = TahunDaftarSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    year: int = asked.validated_data.get("tahun", default)
    return year


class KeterlambatanSerializer(serializers.Serializer[Any]):
    """One thing told late, or still not told (`dilaporkan` null)."""

    desa = serializers.CharField(source="desa.kode")
    jenis = serializers.ChoiceField(choices=JenisTenggat.choices)
    hal = serializers.CharField()
    nama = serializers.CharField(allow_blank=True)
    terjadi = serializers.DateField()
    tenggat = serializers.DateField()
    dilaporkan = serializers.DateField(allow_null=True)
    terlambat = serializers.IntegerField()
