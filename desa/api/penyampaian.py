"""What a village hands in: roster files and statements about a month."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, places, require, today_in
from desa.actions.kepesertaan import accept, hand_in_upload, receive_upload, return_to_village, state_no_change
from desa.actions.perbaikan import JawabanMasuk, mend_upload
from desa.enums import AlasanBerakhir, JawabanTidakAda, JenisPenyampaian, StatusPenyampaian, StatusUpload
from desa.models import Desa, KepesertaanUpload, Penyampaian
from desa.queries.penyampaian import receipt_address
from desa.queries.tawaran import offered_text
from desa.rules.kolom import KELUARGA, PERANGKAT
from desa.rules.lembar import JENIS_BERKAS
from jaminan.bulan import Bulan

from .dasar import BacaViewSet, BulanFilter, DesaFilter
from .isian import BerkasField, BulanField, KodeField, KodeTempatField, OlehField, file_of
from .wilayah import DesaViewSet


class KepesertaanUploadSerializer(serializers.ModelSerializer[KepesertaanUpload]):
    desa = KodeField()
    hasil = serializers.DictField(read_only=True)
    oleh = OlehField()

    class Meta:
        model = KepesertaanUpload
        fields = ("id", "desa", "nama_berkas", "sha256", "ukuran", "status", "hasil", "oleh", "pada")


class PenyampaianSerializer(serializers.ModelSerializer[Penyampaian]):
    desa = KodeField()
    bulan = BulanField(read_only=True)
    disampaikan_oleh = OlehField()
    diputus_oleh = OlehField()
    alamat_periksa = serializers.SerializerMethodField(help_text="Alamat untuk memastikan keaslian bukti laporan ini")

    class Meta:
        model = Penyampaian
        fields = (
            "id", "desa", "bulan", "versi", "jenis", "upload", "draf", "status", "disampaikan_oleh", "disampaikan_pada",
            "diputus_oleh", "diputus_pada", "alasan", "alamat_periksa",
        )  # fmt: skip

    def get_alamat_periksa(self, row: Penyampaian) -> str:
        return receipt_address(row)


class KirimBerkasSerializer(serializers.Serializer[Any]):
    desa = KodeTempatField()
    berkas = BerkasField(help_text=f"{JENIS_BERKAS} menurut templat desa")


class TawaranSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField()
    nilai_tersamar = serializers.CharField()
    kunci = serializers.CharField()
    cara = serializers.CharField(required=False, help_text="Cara membaca yang sama bagi sel lain di kolom ini")


class SelBerkasSerializer(serializers.Serializer[Any]):
    """One mended cell of a file, as typed; empty takes a mending back."""

    lembar = serializers.CharField(max_length=200)
    sel = serializers.CharField(max_length=9)
    nilai = serializers.CharField(max_length=500, allow_blank=True, required=False)
    kunci = serializers.CharField(max_length=500, required=False, help_text="Kunci sebuah tawaran, sebagai ganti nilai")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("nilai" in attrs) == ("kunci" in attrs):
            raise serializers.ValidationError({"nilai": ["Isi nilai atau kunci tawaran, salah satu."]})
        return attrs


class SelSerializer(SelBerkasSerializer):
    """One mended cell of a roster."""

    lembar = serializers.ChoiceField(choices=[PERANGKAT, KELUARGA])  # type: ignore[assignment]  # DRF lets a subclass narrow a field, its stubs do not


class PerbaikiSerializer(serializers.Serializer[Any]):
    sel = serializers.ListField(child=SelSerializer(), max_length=500)


class JawabHilangSerializer(serializers.Serializer[Any]):
    """What is answered for somebody who is in the roster and not in the file."""

    masa = serializers.IntegerField(min_value=1, max_value=10**15, help_text="Nomor masa jabatan, dari `hilang`")
    jawaban = serializers.ChoiceField(choices=JawabanTidakAda.choices)
    tanggal = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    alasan = serializers.ChoiceField(choices=AlasanBerakhir.choices, required=False, allow_blank=True, default="")
    bukti = BerkasField(required=False, help_text="PDF, JPG atau PNG; wajib bila berhenti")


class HilangSerializer(serializers.Serializer[Any]):
    """Somebody of the roster who is not in the file and must be answered for."""

    masa = serializers.IntegerField()
    nik = serializers.CharField()
    nama = serializers.CharField()
    jabatan = serializers.CharField()
    mulai = serializers.DateField()
    pesan = serializers.CharField()


class SalahSerializer(serializers.Serializer[Any]):
    lembar = serializers.CharField()
    sel = serializers.CharField()
    pesan = serializers.CharField()
    saran = serializers.CharField()
    kolom = serializers.CharField(required=False)
    baris = serializers.IntegerField(required=False)
    nilai = serializers.CharField(required=False, help_text="Seperti diketik; NIK disamarkan")
    tawaran = TawaranSerializer(many=True, required=False, help_text="Yang mungkin dimaksud; orang yang memilih")


class HitunganLembarSerializer(serializers.Serializer[Any]):
    """baris = judul + dilewati + diterima + tetap + ditolak."""

    lembar = serializers.CharField()
    baris = serializers.IntegerField()
    judul = serializers.IntegerField()
    dilewati = serializers.IntegerField()
    diterima = serializers.IntegerField()
    tetap = serializers.IntegerField()
    ditolak = serializers.IntegerField()


class HasilBerkasSerializer(serializers.Serializer[Any]):
    """What `impor_kepesertaan` prints, with the row that keeps the file."""

    id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=StatusUpload.choices)
    tetap = serializers.IntegerField()
    baru = serializers.ListField(child=serializers.DictField())
    berubah = serializers.ListField(child=serializers.DictField())
    berakhir = serializers.ListField(child=serializers.DictField())
    hilang = HilangSerializer(many=True, required=False, help_text="Yang tidak ada di berkas dan harus dijawab")
    salah = SalahSerializer(many=True)
    ragu = serializers.ListField(child=serializers.DictField(), help_text="Yang perlu dijawab orang")
    catatan = serializers.ListField(child=serializers.CharField())
    hitungan = HitunganLembarSerializer(many=True, help_text="Ke mana setiap baris berkas")
    tersembunyi = serializers.ListField(
        child=serializers.DictField(), help_text="Baris atau kolom yang tersembunyi di berkas"
    )


class KepesertaanUploadFilter(DesaFilter):
    status = django_filters.ChoiceFilter(choices=StatusUpload.choices)


class KepesertaanUploadViewSet(BacaViewSet):
    """Berkas daftar perangkat yang dikirim desa, dengan hasil pemeriksaannya."""

    queryset = KepesertaanUpload.objects.select_related("desa__kecamatan__kabupaten", "oleh")
    serializer_class = KepesertaanUploadSerializer
    mencatat = (Izin.SAMPAIKAN,)
    filterset_class = KepesertaanUploadFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))

    @extend_schema(request=KirimBerkasSerializer, responses={201: HasilBerkasSerializer})
    def create(self, request: Request) -> Response:
        """Memeriksa berkas daftar perangkat tanpa menerapkannya: 201 bila bersih, 400 selama satu baris salah.

        Isi jawabannya sama: JSON perintah `impor_kepesertaan` dengan `id` dan `status` berkas itu.
        """
        asked = self.isian(KirimBerkasSerializer)
        desa = get_desa(self.pengguna, asked["desa"], Izin.SAMPAIKAN)
        nama, isi = file_of(asked["berkas"])
        row = receive_upload(desa=desa, nama_berkas=nama, isi=isi, by=self.pengguna)
        return Response(_found(row), status=400 if row.status == StatusUpload.SALAH else 201)

    @extend_schema(request=PerbaikiSerializer, responses=HasilBerkasSerializer)
    @action(detail=True, methods=["post"])
    def perbaiki(self, request: Request, pk: str) -> Response:
        """Memperbaiki sel di samping berkas, yang sendiri tidak berubah; seluruh berkas diperiksa lagi."""
        upload = self._mine()
        cells = {
            (one["lembar"], one["sel"]): one["nilai"] if "nilai" in one else offered_text(upload.desa, one["kunci"])
            for one in self.isian(PerbaikiSerializer)["sel"]
        }
        return Response(_found(mend_upload(upload=upload, sel=cells, jawaban=[], by=self.pengguna)))

    @extend_schema(request=JawabHilangSerializer, responses=HasilBerkasSerializer)
    @action(detail=True, methods=["post"])
    def jawab(self, request: Request, pk: str) -> Response:
        """Menjawab seseorang yang tidak ada di berkas: berhenti, pindah, atau terlupa."""
        upload, asked = self._mine(), self.isian(JawabHilangSerializer)
        proof = file_of(asked.pop("bukti")) if "bukti" in asked else None
        return Response(
            _found(mend_upload(upload=upload, sel={}, jawaban=[JawabanMasuk(bukti=proof, **asked)], by=self.pengguna))
        )

    @extend_schema(request=None, responses=HasilBerkasSerializer)
    @action(detail=True, methods=["post"], url_path="periksa-lagi")
    def periksa_lagi(self, request: Request, pk: str) -> Response:
        """Membandingkan berkas dengan daftar sekarang."""
        return Response(_found(mend_upload(upload=self._mine(), sel={}, jawaban=[], by=self.pengguna)))

    def _mine(self) -> KepesertaanUpload:
        upload: KepesertaanUpload = self.get_object()
        require(self.pengguna, Izin.SAMPAIKAN, upload.desa)
        return upload

    @extend_schema(request=None, responses={201: PenyampaianSerializer})
    @action(detail=True, methods=["post"])
    def sampaikan(self, request: Request, pk: str) -> Response:
        """Menyampaikan berkas yang bersih sebagai laporan desa untuk bulan ini."""
        upload = self.get_object()
        require(self.pengguna, Izin.SAMPAIKAN, upload.desa)
        report = hand_in_upload(upload=upload, bulan=_this_month(upload.desa), by=self.pengguna)
        return Response(PenyampaianSerializer(report).data, status=201)


def _found(row: KepesertaanUpload) -> dict[str, Any]:
    body: dict[str, Any] = row.hasil | {"id": row.pk, "status": row.status}
    return body


class KembalikanLaporanSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)


class PenyampaianFilter(DesaFilter):
    bulan = BulanFilter()
    jenis = django_filters.ChoiceFilter(choices=JenisPenyampaian.choices)
    status = django_filters.ChoiceFilter(choices=StatusPenyampaian.choices)


class PenyampaianViewSet(BacaViewSet):
    """Pernyataan desa tentang satu bulan: berkas, atau tidak ada perubahan."""

    queryset = Penyampaian.objects.select_related("desa__kecamatan__kabupaten", "disampaikan_oleh", "diputus_oleh")
    serializer_class = PenyampaianSerializer
    filterset_class = PenyampaianFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))

    @extend_schema(request=None, responses=PenyampaianSerializer)
    @action(detail=True, methods=["post"])
    def terima(self, request: Request, pk: str) -> Response:
        """DPM-Pemdes menerima laporan; perubahan dalam berkasnya diterapkan, semua atau tidak sama sekali."""
        report = self.get_object()
        require(self.pengguna, Izin.PERIKSA, report.desa)
        return Response(self.get_serializer(accept(penyampaian=report, by=self.pengguna)).data)

    @extend_schema(request=KembalikanLaporanSerializer, responses=PenyampaianSerializer)
    @action(detail=True, methods=["post"])
    def kembalikan(self, request: Request, pk: str) -> Response:
        """DPM-Pemdes mengembalikan laporan kepada desa dengan alasan."""
        report = self.get_object()
        require(self.pengguna, Izin.PERIKSA, report.desa)
        asked = self.isian(KembalikanLaporanSerializer)
        return Response(self.get_serializer(return_to_village(penyampaian=report, by=self.pengguna, **asked)).data)


class DesaLaporViewSet(DesaViewSet):
    """Desa yang boleh Anda lihat, dengan pernyataan tidak ada perubahan. Nama dapat berulang; kode tidak."""

    @extend_schema(request=None, responses={201: PenyampaianSerializer})
    @action(detail=True, methods=["post"], url_path="tidak-ada-perubahan")
    def tidak_ada_perubahan(self, request: Request, kode: str) -> Response:
        """Menyatakan bahwa tidak ada perubahan bulan ini."""
        desa = get_desa(self.pengguna, kode, Izin.SAMPAIKAN)
        report = state_no_change(desa=desa, bulan=_this_month(desa), by=self.pengguna)
        return Response(PenyampaianSerializer(report).data, status=201)


def _this_month(desa: Desa) -> Bulan:
    """The month that a village reports now: the calendar month where it lies."""
    return Bulan.of(today_in(desa.kabupaten))
