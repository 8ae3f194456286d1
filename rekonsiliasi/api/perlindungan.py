"""Whether an official is covered in a month, link by link, and why the amount is what it is."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import today_in, visible_desa
from desa.api.isian import BulanField
from desa.api.peserta import PesertaViewSet
from desa.queries.orang import terms_of
from iuran.api.iuran import PorsiIuranSerializer
from iuran.queries.penetapan import latest_month
from jaminan.bulan import Bulan
from rekonsiliasi.enums import KeadaanMata, Terlindungi
from rekonsiliasi.queries.perlindungan import month_of_person


class MataSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField()
    keadaan = serializers.ChoiceField(choices=KeadaanMata.choices)
    kalimat = serializers.CharField()
    tanya = serializers.CharField(help_text="Kepada siapa bertanya tentang mata rantai ini")


class TertanggungSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField()
    hubungan = serializers.CharField()
    ditanggung = serializers.BooleanField()
    alasan = serializers.CharField()
    status_bpjs = serializers.CharField(help_text="AKTIF, NONAKTIF, atau kosong bila tidak ada dalam daftar")


class DaftarBpjsSerializer(serializers.Serializer[Any]):
    bulan = BulanField(read_only=True)
    tanggal = serializers.DateField()
    status = serializers.CharField()


class PerlindunganSerializer(serializers.Serializer[Any]):
    peserta = serializers.IntegerField(source="peserta.pk")
    bulan = BulanField(read_only=True)
    jabatan = serializers.CharField()
    pilihan_jabatan = serializers.CharField(help_text="Mengapa jabatan ini yang menentukan, bila ada beberapa")
    terlindungi = serializers.ChoiceField(choices=Terlindungi.choices, source="perlindungan.terlindungi")
    kalimat = serializers.CharField(source="perlindungan.kalimat")
    putus = serializers.CharField(
        source="perlindungan.putus.nama", default="", help_text="Mata rantai pertama yang terputus; kosong bila utuh"
    )
    rantai = MataSerializer(many=True, source="perlindungan.rantai")
    iuran = serializers.IntegerField(source="iuran.pk", default=None, allow_null=True)
    jumlah = serializers.IntegerField(source="iuran.jumlah", default=None, allow_null=True)
    porsi = PorsiIuranSerializer(many=True, source="iuran.porsi.all", default=list)
    penjelasan = serializers.ListField(child=serializers.CharField(), source="iuran.penjelasan", default=list)
    keluarga = TertanggungSerializer(many=True)
    keluarga_celah = serializers.CharField(help_text="Mengapa keluarga tidak dapat dinilai; biasanya kosong")
    daftar = DaftarBpjsSerializer(allow_null=True, help_text="Daftar BPJS Kesehatan terakhir sampai bulan itu")


class PesertaPerlindunganViewSet(PesertaViewSet):
    """Kepala desa dan perangkat desa dengan masa jabatannya. NIK selalu disamarkan."""

    @extend_schema(
        parameters=[OpenApiParameter("bulan", str, description="Tahun-bulan; kosong: bulan terakhir yang ditetapkan")],
        responses={200: PerlindunganSerializer},
    )
    @action(detail=True, methods=["get"])
    def perlindungan(self, request: Request, pk: str) -> Response:
        """Apakah orang ini terlindungi pada sebuah bulan, di mana rantainya terputus, dan mengapa iurannya segini."""
        person, villages = self.get_object(), visible_desa(self.pengguna)
        kabupaten = terms_of(person, villages)[0].desa.kabupaten
        asked = request.query_params.get("bulan", "")
        try:
            month = Bulan.parse(asked) if asked else latest_month(kabupaten) or Bulan.of(today_in(kabupaten))
        except ValueError as error:
            raise ValidationError({"bulan": [str(error)]}) from None
        return Response(PerlindunganSerializer(month_of_person(person, villages, month)).data)
