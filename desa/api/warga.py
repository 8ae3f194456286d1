"""Residents of the JAMKESDA register: handed in, seen at home, decided by two people, referred."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_register_desa, may, register_desa, today_in
from desa.actions.jamkesda import close_referral, open_referral
from desa.actions.warga import (
    add_resident_document,
    decide_resident,
    hand_in_resident,
    propose_decision,
    verify_resident,
)
from desa.enums import HasilRujukan, JenisKelamin, JenisPutusan, StatusPutusan, TemuanLapangan
from desa.models import Desa, DokumenWarga, Faskes, PutusanWarga, Rujukan, SampelLapangan, VerifikasiLapangan, Warga
from desa.queries.jamkesda import known_of_one

from .dasar import LARGEST, BacaViewSet, DesaFilter
from .isian import BilanganField, KodeField, KodeTempatField, OlehField, SamarField
from .kelayakan import DIAKHIRI, DOKUMEN, DokumenIsiSerializer


class DokumenWargaSerializer(serializers.ModelSerializer[DokumenWarga]):
    oleh = OlehField()
    diakhiri_oleh = OlehField()

    class Meta:
        model = DokumenWarga
        fields = (*DOKUMEN, *DIAKHIRI)


class VerifikasiSerializer(serializers.ModelSerializer[VerifikasiLapangan]):
    oleh = OlehField()

    class Meta:
        model = VerifikasiLapangan
        fields = ("id", "tanggal", "temuan", "catatan", "sampel", "oleh", "pada")


class PutusanWargaSerializer(serializers.ModelSerializer[PutusanWarga]):
    diusulkan_oleh = OlehField()
    diputus_oleh = OlehField()

    class Meta:
        model = PutusanWarga
        fields = (
            "id", "jenis", "alasan", "hubungan", "status", "diusulkan_oleh", "diusulkan_pada", "diputus_oleh",
            "diputus_pada", "catatan",
        )  # fmt: skip


class WargaSerializer(serializers.ModelSerializer[Warga]):
    desa = KodeField()
    nik = SamarField()
    nomor_kk = SamarField()
    pemberi_kerja: serializers.StringRelatedField[Any] = serializers.StringRelatedField(allow_null=True)
    oleh = OlehField()

    class Meta:
        model = Warga
        fields = (
            "id", "desa", "nik", "nomor_kk", "nama", "jenis_kelamin", "tanggal_lahir", "alamat", "tinggal_sejak",
            "asal", "pemberi_kerja", "status", "oleh", "pada",
        )  # fmt: skip


class WargaRinciSerializer(WargaSerializer):
    """A resident with everything behind the case."""

    dokumen = DokumenWargaSerializer(many=True, read_only=True)
    verifikasi = VerifikasiSerializer(many=True, read_only=True)
    putusan = PutusanWargaSerializer(many=True, read_only=True)
    skor = serializers.SerializerMethodField(help_text="Persen syarat dokumen yang terpenuhi")
    halangan = serializers.SerializerMethodField(help_text="Mengapa belum dapat diterima; kosong bila tidak ada")

    class Meta(WargaSerializer.Meta):
        fields = (*WargaSerializer.Meta.fields, "skor", "halangan", "dokumen", "verifikasi", "putusan")  # type: ignore[assignment] # longer

    def get_skor(self, row: Warga) -> int:
        return known_of_one(row, today_in(row.desa.kabupaten)).keadaan.kelengkapan.skor

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_halangan(self, row: Warga) -> list[str]:
        return known_of_one(row, today_in(row.desa.kabupaten)).halangan


class WargaBaruSerializer(serializers.Serializer[Any]):
    desa = KodeTempatField()
    nik = serializers.CharField(max_length=40)
    nama = serializers.CharField(max_length=120)
    jenis_kelamin = serializers.ChoiceField(choices=JenisKelamin.choices)
    tanggal_lahir = serializers.DateField()
    alamat = serializers.CharField(max_length=200)
    tinggal_sejak = serializers.DateField()
    nomor_kk = serializers.CharField(max_length=40, required=False)
    asal = serializers.CharField(max_length=120, required=False)
    pemberi_kerja = serializers.CharField(max_length=120, required=False)


class VerifikasiBaruSerializer(serializers.Serializer[Any]):
    tanggal = serializers.DateField()
    temuan = serializers.ChoiceField(choices=TemuanLapangan.choices)
    catatan = serializers.CharField(max_length=300)
    sampel = BilanganField(min_value=1, max_value=LARGEST, required=False)


class UsulWargaSerializer(serializers.Serializer[Any]):
    jenis = serializers.ChoiceField(choices=JenisPutusan.choices)
    alasan = serializers.CharField(max_length=300)
    hubungan = serializers.CharField(max_length=120, required=False)


class KeputusanWargaSerializer(serializers.Serializer[Any]):
    setuju = serializers.BooleanField()
    catatan = serializers.CharField(max_length=300, required=False, help_text="Wajib bila dikembalikan")


class RujukanBaruSerializer(serializers.Serializer[Any]):
    faskes = BilanganField(min_value=1, max_value=LARGEST)
    tanggal = serializers.DateField()
    nomor_surat = serializers.CharField(max_length=80)


class RujukanSerializer(serializers.ModelSerializer[Rujukan]):
    desa = KodeField(source="warga.desa")
    nama = serializers.CharField(source="warga.nama", read_only=True)
    tujuan = serializers.CharField(source="faskes.nama", read_only=True)
    oleh = OlehField()
    ditutup_oleh = OlehField()

    class Meta:
        model = Rujukan
        fields = (
            "id", "desa", "warga", "nama", "faskes", "tujuan", "tanggal", "nomor_surat", "oleh", "pada", "hasil",
            "catatan", "ditutup_oleh", "ditutup_pada",
        )  # fmt: skip


class WargaViewSet(BacaViewSet):
    """Warga dalam register JAMKESDA: belum lengkap berarti belum aktif."""

    queryset = Warga.objects.select_related("desa__kecamatan__kabupaten", "pemberi_kerja", "oleh")
    serializer_class = WargaSerializer
    mencatat = (Izin.SAMPAIKAN,)
    filterset_class = DesaFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(desa__in=register_desa(user))

    def see_desa(self, kode: str) -> Desa:
        return get_register_desa(self.pengguna, kode)

    def _row(self, *izin: Izin) -> Warga:
        row: Warga = self.get_object()
        if not any(may(self.pengguna, one, row.desa) for one in izin):
            raise PermissionDenied
        return row

    def _rinci(self, row: Warga, status: int = 201) -> Response:
        found = self.get_queryset().get(pk=row.pk)
        return Response(WargaRinciSerializer(found, context=self.get_serializer_context()).data, status=status)

    @extend_schema(responses={200: WargaRinciSerializer})
    def retrieve(self, request: Request, pk: str) -> Response:
        """Seorang warga dengan dokumen, pemeriksaan lapangan, putusan, dan yang masih kurang."""
        return self._rinci(self.get_object(), 200)

    @extend_schema(request=WargaBaruSerializer, responses={201: WargaRinciSerializer})
    def create(self, request: Request) -> Response:
        """Mengajukan seorang warga dari desanya."""
        asked = self.isian(WargaBaruSerializer)
        desa = get_register_desa(self.pengguna, asked.pop("desa"), Izin.SAMPAIKAN)
        return self._rinci(hand_in_resident(desa=desa, by=self.pengguna, **asked))

    @extend_schema(request=DokumenIsiSerializer, responses={201: DokumenWargaSerializer})
    @action(detail=True, methods=["post"])
    def dokumen(self, request: Request, pk: str) -> Response:
        """Mencatat dokumen seorang warga."""
        row = self._row(Izin.SAMPAIKAN)
        made = add_resident_document(warga=row, by=self.pengguna, **self.isian(DokumenIsiSerializer))
        return Response(DokumenWargaSerializer(made).data, status=201)

    @extend_schema(request=VerifikasiBaruSerializer, responses={201: VerifikasiSerializer})
    @action(detail=True, methods=["post"])
    def verifikasi(self, request: Request, pk: str) -> Response:
        """Mencatat pemeriksaan lapangan oleh orang selain yang mengajukan."""
        row, asked = self._row(Izin.PERIKSA), self.isian(VerifikasiBaruSerializer)
        number = asked.pop("sampel", None)
        sampel = None
        if number is not None:
            sampel = SampelLapangan.objects.filter(kabupaten=row.desa.kabupaten, pk=number).first()
            if sampel is None:
                raise Http404
        made = verify_resident(warga=row, sampel=sampel, by=self.pengguna, **asked)
        return Response(VerifikasiSerializer(made).data, status=201)

    @extend_schema(request=UsulWargaSerializer, responses={201: PutusanWargaSerializer})
    @action(detail=True, methods=["post"])
    def usulkan(self, request: Request, pk: str) -> Response:
        """Mengusulkan terima, tolak, atau akhiri."""
        row = self._row(Izin.PERIKSA)
        made = propose_decision(warga=row, by=self.pengguna, **self.isian(UsulWargaSerializer))
        return Response(PutusanWargaSerializer(made).data, status=201)

    @extend_schema(request=KeputusanWargaSerializer, responses={201: WargaRinciSerializer})
    @action(detail=True, methods=["post"])
    def putuskan(self, request: Request, pk: str) -> Response:
        """Menyetujui atau mengembalikan usul yang menunggu; harus orang lain."""
        row, asked = self._row(Izin.PERIKSA), self.isian(KeputusanWargaSerializer)
        waiting = row.putusan.filter(status=StatusPutusan.MENUNGGU).first()
        if waiting is None:
            raise Http404
        decide_resident(putusan=waiting, by=self.pengguna, **asked)
        return self._rinci(row)

    @extend_schema(request=RujukanBaruSerializer, responses={201: RujukanSerializer})
    @action(detail=True, methods=["post"])
    def rujuk(self, request: Request, pk: str) -> Response:
        """Mencatat rujukan peserta aktif; penyakitnya tidak ditanyakan."""
        row, asked = self._row(Izin.SAMPAIKAN, Izin.PERIKSA), self.isian(RujukanBaruSerializer)
        faskes = Faskes.objects.filter(kabupaten=row.desa.kabupaten, pk=asked.pop("faskes")).first()
        if faskes is None:
            raise Http404
        made = open_referral(warga=row, faskes=faskes, by=self.pengguna, **asked)
        return Response(RujukanSerializer(made).data, status=201)


class TutupRujukanSerializer(serializers.Serializer[Any]):
    hasil = serializers.ChoiceField(choices=HasilRujukan.choices)
    catatan = serializers.CharField(max_length=300)


class RujukanFilter(django_filters.FilterSet):
    """Narrows referrals by village, and to those still open."""

    desa = django_filters.CharFilter(field_name="warga__desa__kode")
    terbuka = django_filters.BooleanFilter(field_name="ditutup_pada", lookup_expr="isnull")


class RujukanViewSet(BacaViewSet):
    """Rujukan peserta JAMKESDA; terbuka sampai hasilnya dicatat."""

    queryset = Rujukan.objects.select_related("warga__desa__kecamatan__kabupaten", "faskes", "oleh", "ditutup_oleh")
    serializer_class = RujukanSerializer
    filterset_class = RujukanFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(warga__desa__in=register_desa(user))

    @extend_schema(request=TutupRujukanSerializer, responses={201: RujukanSerializer})
    @action(detail=True, methods=["post"])
    def tutup(self, request: Request, pk: str) -> Response:
        """Mencatat bagaimana rujukan berakhir."""
        row = self.get_object()
        if not any(may(self.pengguna, one, row.warga.desa) for one in (Izin.SAMPAIKAN, Izin.PERIKSA)):
            raise PermissionDenied
        done = close_referral(rujukan=row, by=self.pengguna, **self.isian(TutupRujukanSerializer))
        return Response(RujukanSerializer(done).data, status=201)
