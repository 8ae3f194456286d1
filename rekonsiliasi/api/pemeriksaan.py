"""The kept runs of the check of the book, each user seeing the findings of their own regencies."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from desa.access import Izin, kabupaten_where
from desa.api.dasar import BacaViewSet
from rekonsiliasi.models import PemeriksaanBuku


class TemuanSerializer(serializers.Serializer[Any]):
    kabupaten = serializers.CharField()
    bulan = serializers.CharField(help_text="Kosong pada temuan setahun")
    tahun = serializers.IntegerField(allow_null=True, help_text="Pada tagihan setahun anggota keluarga yang lain")
    tempat = serializers.CharField()
    rupiah = serializers.IntegerField()
    pesan = serializers.CharField()


class PemeriksaanBukuSerializer(serializers.ModelSerializer[PemeriksaanBuku]):
    temuan = serializers.SerializerMethodField()

    class Meta:
        model = PemeriksaanBuku
        fields = ("id", "pada", "temuan")

    @extend_schema_field(TemuanSerializer(many=True))
    def get_temuan(self, run: PemeriksaanBuku) -> list[dict[str, Any]]:
        own = kabupaten_where(self.context["request"].user, Izin.PERIKSA_BUKU)
        codes = set(own.values_list("kode", flat=True))
        return [{"tahun": None} | row for row in run.temuan if row["kabupaten"] in codes]


class PemeriksaanBukuViewSet(BacaViewSet):
    """Pemeriksaan buku yang berjalan setiap malam, yang terbaru lebih dahulu; hanya temuan kabupaten Anda."""

    queryset = PemeriksaanBuku.objects.order_by("-id")
    serializer_class = PemeriksaanBukuSerializer

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows if kabupaten_where(user, Izin.PERIKSA_BUKU).exists() else rows.none()
