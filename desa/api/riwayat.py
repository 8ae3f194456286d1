"""The roster of a past day and a person's timeline, as their pages show them."""

from datetime import date
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from desa.forms.riwayat import EARLIEST
from desa.queries.riwayat import BarisDaftar, told_by

from .isian import SamarField


class HariSerializer(serializers.Serializer[Any]):
    tanggal = serializers.DateField(required=False, help_text="Hari ini atau sebelumnya; tanpa ini hari ini")


def day_of(request: Request, today: date) -> date:
    """The day that the address asks for. Raises ValidationError for one that has not come, or is before 2018."""
    asked = HariSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    day: date = asked.validated_data.get("tanggal") or today
    if not EARLIEST <= day <= today:
        raise serializers.ValidationError({"tanggal": ["Pilih hari ini atau hari yang sudah lewat, sejak 2018."]})
    return day


class KerabatSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    nama = serializers.CharField()
    hubungan = serializers.CharField()


class BarisDaftarSerializer(serializers.Serializer[Any]):
    """One official on a day, by whose word."""

    peserta = serializers.IntegerField(source="pejabat.peserta.pk")
    nik = SamarField(source="pejabat.peserta.nik")
    nama = serializers.CharField(source="pejabat.peserta.nama")
    desa = serializers.CharField(source="desa.kode")
    jabatan = serializers.CharField(source="pejabat.masa.nama_jabatan")
    jabatan_lain = serializers.ListField(child=serializers.CharField())
    mulai = serializers.DateField(source="pejabat.masa.mulai")
    berakhir = serializers.DateField(source="pejabat.masa.berakhir", allow_null=True)
    penghasilan = serializers.IntegerField(source="pejabat.penghasilan", allow_null=True)
    pengecualian = serializers.CharField(source="pejabat.pengecualian", allow_blank=True)
    ditanggung = KerabatSerializer(many=True, allow_null=True, help_text="null: belum ada aturan tentang keluarga")
    asal = serializers.ListField(child=serializers.CharField(), source="kata_asal")
    pernyataan = serializers.SerializerMethodField()

    def get_pernyataan(self, row: BarisDaftar) -> str:
        return told_by(row.pernyataan) if row.pernyataan else ""


class PeristiwaSerializer(serializers.Serializer[Any]):
    """One thing of a person's timeline, from the day it holds."""

    tanggal = serializers.DateField()
    pokok = serializers.CharField()
    isi = serializers.CharField()
    asal = serializers.CharField(allow_blank=True)
    terlambat = serializers.IntegerField(help_text="Hari terlambat dilaporkan")
