"""The roster: officials, their families, their wages. NIK, KK and card numbers are masked here, always."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import places, visible_desa
from desa.enums import Hubungan, Jabatan, StatusKepesertaan
from desa.models import AnggotaKeluarga, MasaJabatan, PenghasilanTetap, Peserta
from desa.queries.kedudukan import in_state
from desa.queries.linimasa import story_of
from desa.queries.pendaftaran import as_event
from desa.rules.pendaftaran import standing

from .dasar import BacaViewSet, BulanFilter, NomorFilter
from .isian import BulanField, KodeField, SamarField
from .riwayat import PeristiwaSerializer


class MasaJabatanSerializer(serializers.ModelSerializer[MasaJabatan]):
    desa = KodeField()

    class Meta:
        model = MasaJabatan
        fields = ("id", "desa", "jabatan", "bidang", "sifat", "mulai", "berakhir", "alasan_berakhir")


class PesertaSerializer(serializers.ModelSerializer[Peserta]):
    nik = SamarField()
    nomor_kk = SamarField()
    nomor_kartu = SamarField()
    masa_jabatan = MasaJabatanSerializer(many=True, read_only=True)
    status = serializers.SerializerMethodField(help_text="Keadaan di BPJS Kesehatan hari ini")

    @extend_schema_field(serializers.ChoiceField(choices=StatusKepesertaan.choices))
    def get_status(self, one: Peserta) -> str:
        """By the events, which the list reads with its page."""
        told = [as_event(row) for row in one.riwayat_kepesertaan.all() if row.anggota_id is None]
        return str(standing(told, timezone.localdate()).keadaan)

    class Meta:
        model = Peserta
        fields = (
            "id", "nik", "nomor_kk", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "status_kawin",
            "nomor_kartu", "faskes", "pns", "jaminan_lain", "status", "masa_jabatan",
        )  # fmt: skip


class AnggotaKeluargaSerializer(serializers.ModelSerializer[AnggotaKeluarga]):
    nik = SamarField()
    nomor_kartu = SamarField()

    class Meta:
        model = AnggotaKeluarga
        fields = (
            "id", "peserta", "nik", "nama", "hubungan", "jenis_kelamin", "tanggal_lahir", "sudah_menikah",
            "berpenghasilan", "masih_sekolah", "nomor_kartu", "mulai", "berakhir",
        )  # fmt: skip


class PenghasilanSerializer(serializers.ModelSerializer[PenghasilanTetap]):
    mulai = BulanField(read_only=True)

    class Meta:
        model = PenghasilanTetap
        fields = ("id", "peserta", "mulai", "jumlah")


LEWAT = {
    "kabupaten": "desa__kecamatan__kabupaten__kode",
    "kecamatan": "desa__kecamatan__kode",
    "desa": "desa__kode",
    "jabatan": "jabatan",
}


class LewatJabatanFilter(django_filters.FilterSet):
    """Narrows people by the posts that the user may see: a hidden post answers no question."""

    person = "peserta_id"
    kabupaten = django_filters.CharFilter(method="keep")
    kecamatan = django_filters.CharFilter(method="keep")
    desa = django_filters.CharFilter(method="keep")

    def keep(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        posts = _seen_posts(self.request.user).filter(**{LEWAT[name]: value})
        return rows.filter(**{f"{self.person}__in": posts.values("peserta_id")})


class PesertaFilter(LewatJabatanFilter):
    person = "pk"
    jabatan = django_filters.ChoiceFilter(method="keep", choices=Jabatan.choices)
    status = django_filters.ChoiceFilter(method="standing", choices=StatusKepesertaan.choices)
    nama = django_filters.CharFilter(lookup_expr="icontains")

    def standing(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(pk__in=in_state(rows, StatusKepesertaan(value), timezone.localdate()))


class AnggotaKeluargaFilter(LewatJabatanFilter):
    peserta = NomorFilter(field_name="peserta_id")
    hubungan = django_filters.ChoiceFilter(choices=Hubungan.choices)


class PenghasilanFilter(LewatJabatanFilter):
    peserta = NomorFilter(field_name="peserta_id")
    mulai = BulanFilter()


def _seen_posts(user: Any) -> QuerySet[MasaJabatan]:
    return MasaJabatan.objects.filter(places(user, "desa__"))


def _since_in_office(user: Any) -> Exists:
    """The fact began no later than a post of this person that the user may see ended.

    What came after somebody left a village is no longer that village's to read.
    """
    posts = _seen_posts(user).filter(peserta_id=OuterRef("peserta_id"))
    return Exists(posts.filter(Q(berakhir__isnull=True) | Q(berakhir__gte=OuterRef("mulai"))))


class PesertaViewSet(BacaViewSet):
    """Kepala desa dan perangkat desa dengan masa jabatannya. NIK selalu disamarkan."""

    queryset = Peserta.objects.all()
    serializer_class = PesertaSerializer
    filterset_class = PesertaFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        posts = _seen_posts(user)
        seen = Prefetch("masa_jabatan", queryset=posts.select_related("desa"))
        return rows.filter(pk__in=posts.values("peserta_id")).prefetch_related(seen, "riwayat_kepesertaan")

    @extend_schema(responses={200: PeristiwaSerializer(many=True)}, filters=False)
    @action(detail=True, pagination_class=None)
    def riwayat(self, request: Request, pk: str) -> Response:
        """Riwayat seorang peserta: jabatan, penghasilan, keluarga dan jaminannya, yang terbaru lebih dahulu."""
        story = story_of(self.get_object(), visible_desa(self.request.user))
        return Response(PeristiwaSerializer(story, many=True).data)


class AnggotaKeluargaViewSet(BacaViewSet):
    """Anggota keluarga kepala desa dan perangkat desa. NIK selalu disamarkan."""

    queryset = AnggotaKeluarga.objects.all()
    serializer_class = AnggotaKeluargaSerializer
    filterset_class = AnggotaKeluargaFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(_since_in_office(user))


class PenghasilanViewSet(BacaViewSet):
    """Penghasilan tetap per bulan, berlaku sejak bulannya sampai baris berikutnya."""

    queryset = PenghasilanTetap.objects.all()
    serializer_class = PenghasilanSerializer
    filterset_class = PenghasilanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(_since_in_office(user))
