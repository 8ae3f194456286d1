"""Every difference of a comparison, and what the two offices say about it."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, regional_kabupaten, require, visible_desa
from desa.api.dasar import BacaViewSet, BulanFilter, NomorFilter
from desa.api.isian import BulanField, KodeField, OlehField, SamarField
from rekonsiliasi.actions.rekonsiliasi import decide_selisih
from rekonsiliasi.enums import JenisSelisih, PihakTindak, Sebab
from rekonsiliasi.models import Selisih


class SelisihSerializer(serializers.ModelSerializer[Selisih]):
    bulan = BulanField(read_only=True)
    desa = KodeField()
    nik = SamarField()
    rincian = serializers.ListField(child=serializers.DictField(), read_only=True)
    diputus_oleh = OlehField()

    class Meta:
        model = Selisih
        fields = (
            "id", "rekonsiliasi", "bulan", "jenis", "peserta", "desa", "penanggung", "nik", "nama", "kita", "bpjs",
            "jumlah", "jumlah_setoran", "rincian", "sebab", "pihak", "tindak_lanjut", "diputus_oleh", "diputus_pada",
        )  # fmt: skip


class PutuskanSerializer(serializers.Serializer[Any]):
    sebab = serializers.ChoiceField(choices=Sebab.choices, required=False)
    pihak = serializers.ChoiceField(choices=PihakTindak.choices, required=False)
    tindak_lanjut = serializers.CharField(max_length=300, required=False, allow_blank=True)


class SelisihFilter(django_filters.FilterSet):
    rekonsiliasi = NomorFilter(field_name="rekonsiliasi_id")
    kabupaten = django_filters.CharFilter(field_name="rekonsiliasi__kabupaten__kode")
    desa = django_filters.CharFilter(field_name="desa__kode")
    bulan = BulanFilter()
    jenis = django_filters.ChoiceFilter(choices=JenisSelisih.choices)
    sebab = django_filters.ChoiceFilter(choices=Sebab.choices)
    pihak = django_filters.ChoiceFilter(choices=PihakTindak.choices)


class SelisihViewSet(BacaViewSet):
    """Satu perbedaan per baris; jumlahnya menerangkan seluruh selisih kedua buku."""

    queryset = Selisih.objects.select_related("rekonsiliasi__kabupaten", "desa", "diputus_oleh")
    serializer_class = SelisihSerializer
    filterset_class = SelisihFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        own = visible_desa(user).values("pk")
        return rows.filter(Q(rekonsiliasi__kabupaten__in=regional_kabupaten(user)) | Q(desa__in=own))

    @extend_schema(request=PutuskanSerializer, responses=SelisihSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Memberi sebab, pihak dan tindak lanjut; yang tidak dikirim tetap seperti semula."""
        row = self.get_object()
        require(self.pengguna, Izin.TANGGAPI, row.rekonsiliasi.kabupaten)
        now = {name: getattr(row, name) for name in ("sebab", "pihak", "tindak_lanjut")}
        decide_selisih(selisih=row, by=self.pengguna, **(now | self.isian(PutuskanSerializer)))
        return Response(self.get_serializer(self.get_object()).data)
