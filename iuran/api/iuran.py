"""What is owed: a person's contribution of a month with its shares, frozen."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from desa.access import places
from desa.api.dasar import BacaViewSet, BulanFilter, DesaFilter, NomorFilter
from desa.api.isian import BulanField, KodeField, SamarField
from iuran.models import Iuran, PorsiIuran


class PorsiIuranSerializer(serializers.ModelSerializer[PorsiIuran]):
    class Meta:
        model = PorsiIuran
        fields = ("penanggung", "basis_poin", "jumlah", "sumber_dana", "penyetor", "pasal")


class IuranSerializer(serializers.ModelSerializer[Iuran]):
    desa = KodeField()
    bulan = BulanField(read_only=True)
    nik = SamarField()
    peraturan = KodeField(source="penetapan.peraturan")
    jatuh_tempo = serializers.DateField(source="penetapan.jatuh_tempo", read_only=True)
    bulan_tagihan = BulanField(source="penetapan.bulan", read_only=True)
    koreksi: serializers.PrimaryKeyRelatedField[Iuran] = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    jumlah = serializers.IntegerField(read_only=True)
    porsi = PorsiIuranSerializer(many=True, read_only=True)
    penjelasan = serializers.ListField(child=serializers.CharField(), read_only=True)
    nilai = serializers.ListField(child=serializers.DictField(), read_only=True)

    class Meta:
        model = Iuran
        fields = (
            "id", "peserta", "desa", "bulan", "nik", "nama", "jabatan", "peraturan", "jatuh_tempo", "penghasilan",
            "dasar", "jumlah", "porsi", "nasional_dasar", "nasional_jumlah", "nasional_sesuai", "penjelasan", "nilai",
            "bulan_tagihan", "koreksi_atas", "koreksi", "alasan",
        )  # fmt: skip


class IuranFilter(DesaFilter):
    bulan = BulanFilter()
    bulan_tagihan = BulanFilter(field_name="penetapan__bulan")
    koreksi = django_filters.BooleanFilter(method="corrections")
    peserta = NomorFilter(field_name="peserta_id")

    def corrections(self, rows: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        return rows.exclude(alasan="") if value else rows.filter(alasan="")


class IuranViewSet(BacaViewSet):
    """Iuran per orang per bulan, beku bersama nilai dan pasal yang dipakai. Jumlahnya adalah jumlah porsinya.

    Pembetulan adalah baris sendiri: `bulan` yang dibetulkan, `bulan_tagihan` yang menagihnya, `alasan`,
    dan porsinya selisih yang dapat negatif.
    """

    queryset = Iuran.objects.select_related("desa", "penetapan__peraturan").prefetch_related("porsi", "koreksi")
    serializer_class = IuranSerializer
    filterset_class = IuranFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))
