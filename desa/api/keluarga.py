"""What is stated of officials' families: study proofs, statements, a higher class of care."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, require, statements_for, visible_desa
from desa.actions.keluarga import (
    add_study_proof,
    end_higher_class,
    end_statement,
    note_higher_class,
    state_of_member,
    withdraw_study_proof,
)
from desa.enums import JenisKeterangan, Kelas
from desa.models import AnggotaKeluarga, BuktiSekolah, Desa, KeteranganKeluarga, NaikKelas, Peserta
from desa.queries.orang import officials_of, terms_of

from .dasar import LARGEST, BacaViewSet
from .isian import BerkasField, BilanganField, BulanField, OlehField, file_of

ENDED = ("oleh", "pada", "diakhiri_oleh", "diakhiri_pada", "alasan_akhir")


class BuktiSekolahSerializer(serializers.ModelSerializer[BuktiSekolah]):
    oleh = OlehField()
    diakhiri_oleh = OlehField()

    class Meta:
        model = BuktiSekolah
        fields = ("id", "anggota", "sekolah", "mulai", "sampai", "bukti_nama", "bukti_sha256", *ENDED)


class KeteranganKeluargaSerializer(serializers.ModelSerializer[KeteranganKeluarga]):
    mulai = BulanField(read_only=True)
    berakhir = BulanField(read_only=True, allow_null=True)
    oleh = OlehField()
    diakhiri_oleh = OlehField()

    class Meta:
        model = KeteranganKeluarga
        fields = ("id", "anggota", "jenis", "mulai", "berakhir", "catatan", *ENDED)


class NaikKelasSerializer(serializers.ModelSerializer[NaikKelas]):
    oleh = OlehField()
    diakhiri_oleh = OlehField()

    class Meta:
        model = NaikKelas
        fields = ("id", "peserta", "kelas", "asuransi", "mulai", *ENDED)


class BuktiBaruSerializer(serializers.Serializer[Any]):
    anggota = BilanganField(min_value=1, max_value=LARGEST)
    sekolah = serializers.CharField(max_length=120)
    mulai = serializers.DateField()
    sampai = serializers.DateField()
    bukti = BerkasField(required=False, help_text="PDF, JPG atau PNG")


class KeteranganBaruSerializer(serializers.Serializer[Any]):
    anggota = BilanganField(min_value=1, max_value=LARGEST)
    jenis = serializers.ChoiceField(choices=JenisKeterangan.choices)
    mulai = BulanField()
    catatan = serializers.CharField(max_length=300)


class NaikKelasBaruSerializer(serializers.Serializer[Any]):
    peserta = BilanganField(min_value=1, max_value=LARGEST)
    kelas = serializers.ChoiceField(choices=Kelas.choices)
    asuransi = serializers.CharField(max_length=120)
    mulai = serializers.DateField()


class AkhirCatatanSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)


class AkhirKeteranganSerializer(AkhirCatatanSerializer):
    mulai = BulanField(help_text="Tidak berlaku lagi mulai bulan ini")


class KeluargaViewSet(BacaViewSet):
    """Rows about families of officials whom the user may see."""

    person = "anggota__peserta"

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(**{f"{self.person}__in": officials_of(visible_desa(user))})

    def place(self, peserta: Peserta) -> Desa:
        """The village of the official's newest post that the user sees; there must be one."""
        term = terms_of(peserta, visible_desa(self.pengguna)).first()
        if term is None:
            raise Http404
        return term.desa

    def member(self, pk: int) -> AnggotaKeluarga:
        found = AnggotaKeluarga.objects.select_related("peserta").filter(pk=pk).first()
        if found is None:
            raise Http404
        self.place(found.peserta)
        return found

    def answer(self, row: Any) -> Response:
        return Response(self.get_serializer(row).data, status=201)


class BuktiSekolahViewSet(KeluargaViewSet):
    """Surat keterangan sekolah anak peserta, dengan masa berlakunya."""

    queryset = BuktiSekolah.objects.select_related("anggota__peserta", "oleh", "diakhiri_oleh")
    serializer_class = BuktiSekolahSerializer
    mencatat = (Izin.KELUARGA,)
    filterset_fields = ("anggota",)

    @extend_schema(request=BuktiBaruSerializer, responses={201: BuktiSekolahSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat surat keterangan sekolah seorang anak."""
        asked = self.isian(BuktiBaruSerializer)
        member, bukti = self.member(asked.pop("anggota")), asked.pop("bukti", None)
        desa = self.place(member.peserta)
        require(self.pengguna, Izin.KELUARGA, desa)
        file = file_of(bukti) if bukti else None
        return self.answer(add_study_proof(anggota=member, desa=desa, bukti=file, by=self.pengguna, **asked))

    @extend_schema(request=AkhirCatatanSerializer, responses={201: BuktiSekolahSerializer})
    @action(detail=True, methods=["post"])
    def cabut(self, request: Request, pk: str) -> Response:
        """Mencabut bukti yang salah; barisnya tetap ada."""
        row = self.get_object()
        desa = self.place(row.anggota.peserta)
        require(self.pengguna, Izin.KELUARGA, desa)
        done = withdraw_study_proof(bukti=row, desa=desa, by=self.pengguna, **self.isian(AkhirCatatanSerializer))
        return self.answer(done)


class KeteranganKeluargaViewSet(KeluargaViewSet):
    """Keterangan dan keputusan tentang anggota keluarga, dengan bulan berlakunya."""

    queryset = KeteranganKeluarga.objects.select_related("anggota__peserta", "oleh", "diakhiri_oleh")
    serializer_class = KeteranganKeluargaSerializer
    mencatat = (Izin.KELUARGA, Izin.PERIKSA)
    filterset_fields = ("anggota", "jenis")

    @extend_schema(request=KeteranganBaruSerializer, responses={201: KeteranganKeluargaSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat keterangan tentang seorang anggota keluarga."""
        asked = self.isian(KeteranganBaruSerializer)
        member = self.member(asked.pop("anggota"))
        desa = self.place(member.peserta)
        self._allow(asked["jenis"], desa)
        return self.answer(state_of_member(anggota=member, desa=desa, by=self.pengguna, **asked))

    @extend_schema(request=AkhirKeteranganSerializer, responses={201: KeteranganKeluargaSerializer})
    @action(detail=True, methods=["post"])
    def akhiri(self, request: Request, pk: str) -> Response:
        """Mengakhiri keterangan mulai suatu bulan."""
        row = self.get_object()
        desa = self.place(row.anggota.peserta)
        self._allow(row.jenis, desa)
        asked = self.isian(AkhirKeteranganSerializer)
        return self.answer(end_statement(keterangan=row, desa=desa, by=self.pengguna, **asked))

    def _allow(self, jenis: str, desa: Desa) -> None:
        if JenisKeterangan(jenis) not in statements_for(self.pengguna, desa):
            raise PermissionDenied


class NaikKelasViewSet(KeluargaViewSet):
    """Catatan kelas rawat yang lebih tinggi dengan biaya peserta sendiri."""

    queryset = NaikKelas.objects.select_related("peserta", "oleh", "diakhiri_oleh")
    serializer_class = NaikKelasSerializer
    mencatat = (Izin.KELUARGA,)
    filterset_fields = ("peserta",)
    person = "peserta"

    @extend_schema(request=NaikKelasBaruSerializer, responses={201: NaikKelasSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat naik kelas seorang peserta."""
        asked = self.isian(NaikKelasBaruSerializer)
        peserta = Peserta.objects.filter(pk=asked.pop("peserta")).first()
        if peserta is None:
            raise Http404
        desa = self.place(peserta)
        require(self.pengguna, Izin.KELUARGA, desa)
        return self.answer(note_higher_class(peserta=peserta, desa=desa, by=self.pengguna, **asked))

    @extend_schema(request=AkhirCatatanSerializer, responses={201: NaikKelasSerializer})
    @action(detail=True, methods=["post"])
    def akhiri(self, request: Request, pk: str) -> Response:
        """Mengakhiri catatan naik kelas."""
        row = self.get_object()
        desa = self.place(row.peserta)
        require(self.pengguna, Izin.KELUARGA, desa)
        return self.answer(
            end_higher_class(naik_kelas=row, desa=desa, by=self.pengguna, **self.isian(AkhirCatatanSerializer))
        )
