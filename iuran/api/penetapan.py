"""A regency's assessed month, and the regency's own resource with the button that assesses."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_kabupaten, regional_kabupaten
from desa.api.dasar import BacaViewSet, BulanFilter, KabupatenFilter
from desa.api.isian import BulanField, KodeField, OlehField
from desa.api.wilayah import KabupatenViewSet
from iuran.actions.penetapan import begin_assessment
from iuran.enums import StatusPenetapan
from iuran.models import Penetapan
from iuran.tasks import assess_month


class PenetapanSerializer(serializers.ModelSerializer[Penetapan]):
    kabupaten = KodeField()
    peraturan = KodeField()
    bulan = BulanField(read_only=True)
    oleh = OlehField()

    class Meta:
        model = Penetapan
        fields = (
            "id", "kabupaten", "bulan", "peraturan", "jatuh_tempo", "alasan_jatuh_tempo", "status",
            "kecamatan_jumlah", "kecamatan_selesai", "gagal", "oleh", "dimulai_pada", "selesai_pada",
        )  # fmt: skip


class PenetapanFilter(KabupatenFilter):
    bulan = BulanFilter()
    status = django_filters.ChoiceFilter(choices=StatusPenetapan.choices)


class PenetapanViewSet(BacaViewSet):
    """Bulan yang sudah atau sedang ditetapkan: peraturannya, jatuh temponya, dan kemajuannya."""

    queryset = Penetapan.objects.select_related("kabupaten", "peraturan", "oleh")
    serializer_class = PenetapanSerializer
    filterset_class = PenetapanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))


class TetapkanSerializer(serializers.Serializer[Any]):
    bulan = BulanField()


class KabupatenIuranViewSet(KabupatenViewSet):
    """Kabupaten tempat Anda bertugas, dengan penetapan iuran sebulan."""

    @extend_schema(request=TetapkanSerializer, responses={202: PenetapanSerializer})
    @action(detail=True, methods=["post"])
    def tetapkan(self, request: Request, kode: str) -> Response:
        """Menetapkan iuran sebulan. Dua kali dijalankan tidak mengubah apa-apa; kemajuannya ada di `penetapan`."""
        kabupaten = get_kabupaten(self.pengguna, kode, Izin.TETAPKAN)
        asked = self.isian(TetapkanSerializer)
        penetapan = begin_assessment(kabupaten=kabupaten, bulan=asked["bulan"], by=self.pengguna)
        if penetapan.status == StatusPenetapan.BERJALAN:
            assess_month.enqueue(penetapan.pk, self.pengguna.pk)
            penetapan.refresh_from_db()
        return Response(PenetapanSerializer(penetapan).data, status=202)
