"""Changes one by one: a village's drafts, their changes and answers, and the proofs beside them."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, places, require, today_in
from desa.actions.perubahan import begin_change, check_draft_again, drop_change, hand_in_changes, save_answer
from desa.enums import JenisPerubahan, StatusDraf
from desa.models import DrafPerubahan, Perubahan
from desa.queries.perubahan import as_ubah
from desa.rules.perubahan import DIJAWAB, in_words, next_question
from jaminan.bulan import Bulan
from jaminan.penyamar import mask_text

from .dasar import BacaViewSet, DesaFilter
from .isian import BerkasField, KodeField, KodeTempatField, OlehField, file_of
from .penyampaian import PenyampaianSerializer

STEPS = ("apa", "orang", "jabatan", "sejak", "penghasilan", "lainnya", "alasan", "anggota", "kerabat", "kejadian",
         "data", "keadaan", "skema", "bukti")  # fmt: skip


class PerubahanSerializer(serializers.ModelSerializer[Perubahan]):
    """A change with its answers as they were typed, long numbers masked; `belum` is the next open question."""

    kata = serializers.SerializerMethodField(help_text="Perubahan ini dalam satu kalimat")
    isian = serializers.SerializerMethodField()
    belum = serializers.SerializerMethodField(help_text="Pertanyaan yang belum dijawab; kosong bila lengkap")
    oleh = OlehField()

    class Meta:
        model = Perubahan
        fields = (
            "id", "draf", "kunci", "jenis", "masa", "anggota", "isian", "kata", "belum", "bukti_nama", "bukti_sha256",
            "versi", "oleh", "pada",
        )  # fmt: skip

    def get_kata(self, row: Perubahan) -> str:
        return in_words(as_ubah(row))

    def get_isian(self, row: Perubahan) -> dict[str, str]:
        return {name: mask_text(str(value)) for name, value in row.isian.items() if name != DIJAWAB}

    def get_belum(self, row: Perubahan) -> str:
        return next_question(as_ubah(row))


class JawabanPerubahanSerializer(PerubahanSerializer):
    """A change after an answer; `galat` says what is wrong with it, by field. What was typed is kept all the same."""

    galat = serializers.DictField(child=serializers.CharField())

    class Meta(PerubahanSerializer.Meta):
        fields = (*PerubahanSerializer.Meta.fields, "galat")  # type: ignore[assignment]  # one more than its parent


class DrafPerubahanSerializer(serializers.ModelSerializer[DrafPerubahan]):
    desa = KodeField()
    hasil = serializers.DictField(read_only=True)
    oleh = OlehField()
    perubahan = PerubahanSerializer(many=True, read_only=True)

    class Meta:
        model = DrafPerubahan
        fields = ("id", "desa", "status", "hasil", "diperiksa_pada", "sha256", "oleh", "pada", "perubahan")


class MulaiPerubahanSerializer(serializers.Serializer[Any]):
    desa = KodeTempatField()
    siapa = serializers.CharField(max_length=18, help_text="Nomor masa jabatan, atau baru")
    kunci = serializers.CharField(max_length=36, help_text="Buatan pengirim; kunci yang sama menjadi satu perubahan")


class JawabSerializer(serializers.Serializer[Any]):
    langkah = serializers.ChoiceField(choices=[(one, one) for one in STEPS])
    isian = serializers.DictField(
        child=serializers.CharField(max_length=300, allow_blank=True), required=False, default=dict,
        help_text="Isian pertanyaan itu, seperti diketik",
    )  # fmt: skip
    versi = serializers.IntegerField(required=False, min_value=1, help_text="Versi yang dilihat; beda: ditolak")
    bukti = BerkasField(required=False, help_text="PDF, JPG atau PNG")


class DrafPerubahanFilter(DesaFilter):
    status = django_filters.ChoiceFilter(choices=StatusDraf.choices)


class DrafPerubahanViewSet(BacaViewSet):
    """Draf perubahan desa: perubahan satu per satu yang disampaikan bersama sebagai satu laporan."""

    queryset = DrafPerubahan.objects.select_related("desa__kecamatan__kabupaten", "oleh").prefetch_related(
        "perubahan__masa__peserta", "perubahan__anggota", "perubahan__oleh"
    )
    serializer_class = DrafPerubahanSerializer
    filterset_class = DrafPerubahanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))

    @extend_schema(request=None, responses=DrafPerubahanSerializer)
    @action(detail=True, methods=["post"], url_path="periksa-lagi")
    def periksa_lagi(self, request: Request, pk: str) -> Response:
        """Membandingkan draf dengan daftar sekarang."""
        draf = self.get_object()
        require(self.pengguna, Izin.SAMPAIKAN, draf.desa)
        check_draft_again(draf=draf, by=self.pengguna)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=None, responses={201: PenyampaianSerializer})
    @action(detail=True, methods=["post"])
    def sampaikan(self, request: Request, pk: str) -> Response:
        """Menyampaikan semua perubahan draf sebagai laporan desa untuk bulan ini."""
        draf = self.get_object()
        require(self.pengguna, Izin.SAMPAIKAN, draf.desa)
        report = hand_in_changes(draf=draf, bulan=Bulan.of(today_in(draf.desa.kabupaten)), by=self.pengguna)
        return Response(PenyampaianSerializer(report).data, status=201)


class PerubahanFilter(django_filters.FilterSet):
    desa = django_filters.CharFilter(field_name="draf__desa__kode")
    jenis = django_filters.ChoiceFilter(choices=JenisPerubahan.choices)


class PerubahanViewSet(BacaViewSet):
    """Satu perubahan satu orang, pertanyaan demi pertanyaan; setiap jawaban langsung tersimpan."""

    queryset = Perubahan.objects.select_related("draf__desa__kecamatan__kabupaten", "masa__peserta", "anggota", "oleh")
    serializer_class = PerubahanSerializer
    mencatat = (Izin.SAMPAIKAN,)
    filterset_class = PerubahanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "draf__desa__"))

    @extend_schema(request=MulaiPerubahanSerializer, responses={201: PerubahanSerializer})
    def create(self, request: Request) -> Response:
        """Memulai satu perubahan dalam draf desa."""
        asked = self.isian(MulaiPerubahanSerializer)
        desa = get_desa(self.pengguna, asked["desa"], Izin.SAMPAIKAN)
        row = begin_change(desa=desa, kunci=asked["kunci"], siapa=asked["siapa"], by=self.pengguna)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(request=JawabSerializer, responses=JawabanPerubahanSerializer)
    @action(detail=True, methods=["post"])
    def jawab(self, request: Request, pk: str) -> Response:
        """Menyimpan jawaban satu pertanyaan, benar atau keliru; `galat` menyebut yang keliru."""
        row = self.get_object()
        require(self.pengguna, Izin.SAMPAIKAN, row.draf.desa)
        asked = self.isian(JawabSerializer)
        proof = file_of(asked["bukti"]) if "bukti" in asked else None
        row, wrong = save_answer(
            perubahan=row, langkah=asked["langkah"], isian=asked["isian"], versi=asked.get("versi"), bukti=proof,
            by=self.pengguna,
        )  # fmt: skip
        return Response(PerubahanSerializer(row).data | {"galat": wrong})

    @extend_schema(request=None, responses=DrafPerubahanSerializer)
    @action(detail=True, methods=["post"])
    def hapus(self, request: Request, pk: str) -> Response:
        """Menghapus perubahan ini dari draf; jawabannya draf yang tersisa."""
        row = self.get_object()
        require(self.pengguna, Izin.SAMPAIKAN, row.draf.desa)
        drop_change(perubahan=row, by=self.pengguna)
        return Response(DrafPerubahanSerializer(DrafPerubahanViewSet.queryset.get(pk=row.draf_id)).data)
