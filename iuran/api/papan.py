"""The completeness board, as its page shows it."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from desa.api.isian import BulanField
from iuran.queries.papan import KEADAAN
from jaminan.bulan import Bulan


class BulanPapanSerializer(serializers.Serializer[Any]):
    bulan = BulanField(required=False, help_text="Tanpa ini bulan ini")


def month_of(request: Request, default: Bulan) -> Bulan:
    """The month that the address asks for. Raises ValidationError for what is none."""
    asked = BulanPapanSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    month: Bulan = asked.validated_data.get("bulan", default)
    return month


class PapanSerializer(serializers.Serializer[Any]):
    """One village's month: state, days late, what blocks it, and what that does to the bill."""

    desa = serializers.CharField(source="desa.kode")
    kecamatan = serializers.CharField(source="desa.kecamatan.kode")
    keadaan = serializers.ChoiceField(choices=[(state, text) for state, (text, _) in KEADAAN.items()])
    laporan = serializers.IntegerField(source="laporan.pk", allow_null=True, default=None)
    terlambat = serializers.IntegerField(help_text="Hari sejak tanggal 20")
    halangan = serializers.CharField(allow_blank=True)
    akibat = serializers.CharField(allow_blank=True)
    orang = serializers.IntegerField()
    sejak = BulanField(allow_null=True, help_text="Bulan terakhir yang laporannya diterima")
