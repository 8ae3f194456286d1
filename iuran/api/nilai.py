"""Law values and the proposals that make them: everybody reads the law, two people change it."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from desa.access import Izin, is_technical, may_set_nilai, may_somewhere, nilai_visible, regional_kabupaten
from desa.api.dasar import LARGEST, BacaViewSet, PunyaPeran
from desa.api.isian import BerkasField, BulanField, OlehField, file_of
from desa.enums import JenisUsul, Kepastian, StatusUsul
from desa.models import ParameterValue, UsulNilai
from iuran.actions.nilai import approve_nilai, propose_nilai, return_nilai, withdraw_nilai
from iuran.queries.akibat_nilai import Akibat, AkibatBulan, effects
from iuran.queries.nilai import concerned


class NilaiSerializer(serializers.ModelSerializer[ParameterValue]):
    class Meta:
        model = ParameterValue
        fields = ("id", "kunci", "kabupaten", "provinsi", "mulai", "sampai", "nilai", "sumber", "kepastian", "versi",
                  "dipakai_sampai")  # fmt: skip


class NilaiFilter(django_filters.FilterSet):
    kunci = django_filters.CharFilter()
    kabupaten = django_filters.CharFilter()
    provinsi = django_filters.CharFilter()
    kepastian = django_filters.ChoiceFilter(choices=Kepastian.choices)


class NilaiViewSet(BacaViewSet):
    """Nilai peraturan yang bertanggal: upah minimum, batas gaji, tarif. Hukum terbuka bagi semua."""

    queryset = ParameterValue.objects.all()
    serializer_class = NilaiSerializer
    filterset_class = NilaiFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows


class UsulNilaiSerializer(serializers.ModelSerializer[UsulNilai]):
    diusulkan_oleh = OlehField()
    diputus_oleh = OlehField()

    class Meta:
        model = UsulNilai
        fields = (
            "id", "jenis", "kunci", "kabupaten", "provinsi", "mulai", "sampai", "sen", "sumber", "nomor_surat",
            "surat_nama", "surat_sha256", "status", "atas", "hasil", "diusulkan_oleh", "diusulkan_pada",
            "diputus_oleh", "diputus_pada", "alasan",
        )  # fmt: skip


class UsulkanSerializer(serializers.Serializer[Any]):
    jenis = serializers.ChoiceField(choices=JenisUsul.choices)
    kunci = serializers.RegexField(r"^[a-z][a-z0-9_]{0,39}$", required=False, help_text="Untuk nilai baru: umk, ump …")
    kabupaten = serializers.CharField(max_length=5, required=False, default="", allow_blank=True)
    provinsi = serializers.CharField(max_length=2, required=False, default="", allow_blank=True)
    atas = serializers.IntegerField(
        min_value=1, max_value=LARGEST, required=False, help_text="Nomor nilai yang diganti, diakhiri atau diisi"
    )
    mulai = serializers.DateField(required=False)
    sampai = serializers.DateField(required=False, allow_null=True)
    sen = serializers.IntegerField(min_value=0, max_value=LARGEST - 1, required=False, help_text="Rupiah kali seratus")
    sumber = serializers.CharField(max_length=180)
    nomor_surat = serializers.CharField(max_length=100)
    surat = BerkasField(required=False, help_text="PDF, JPG atau PNG")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needs = ("kunci", "mulai") if attrs["jenis"] == JenisUsul.TAMBAH else ("atas",)
        missing = {name: ["Isi bagian ini."] for name in needs if name not in attrs}
        if missing:
            raise serializers.ValidationError(missing)
        return attrs


class PorsiAkibatSerializer(serializers.Serializer[Any]):
    penanggung = serializers.CharField()
    lama = serializers.IntegerField(allow_null=True)
    baru = serializers.IntegerField(allow_null=True)


class AkibatBulanSerializer(serializers.Serializer[Any]):
    bulan = BulanField()
    tagihan = BulanField(allow_null=True, help_text="Tagihan yang membetulkannya; kosong bila belum ditetapkan")
    ditutup = serializers.BooleanField(help_text="Sudah ada Berita Acara; barisnya tetap")
    orang = serializers.IntegerField()
    selisih = serializers.IntegerField(allow_null=True)
    porsi = PorsiAkibatSerializer(many=True)


class AkibatSerializer(serializers.Serializer[Any]):
    kabupaten = serializers.CharField()
    pembetulan = serializers.IntegerField(help_text="Rupiah yang masuk tagihan berikutnya; negatif: dikembalikan")
    bulan = AkibatBulanSerializer(many=True)


def _effect(found: Akibat) -> dict[str, Any]:
    return {
        "kabupaten": found.kabupaten.kode,
        "pembetulan": found.pembetulan,
        "bulan": [_month(m) for m in found.bulan],
    }


def _month(month: AkibatBulan) -> dict[str, Any]:
    shares = [{"penanggung": name, "lama": old, "baru": new} for name, old, new in month.porsi]
    return {
        "bulan": str(month.bulan), "tagihan": str(month.tagihan) if month.tagihan else None,
        "ditutup": month.ditutup, "orang": month.orang, "selisih": month.selisih, "porsi": shares,
    }  # fmt: skip


class AlasanUsulSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)


class PunyaPeranNilai(PunyaPeran):
    """The technical administrator, too, who may hold no role anywhere."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return is_technical(request.user) or super().has_permission(request, view)


class UsulNilaiFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=StatusUsul.choices)
    kunci = django_filters.CharFilter()


class UsulNilaiViewSet(BacaViewSet):
    """Usul nilai peraturan: satu orang mengusulkan, orang lain menyetujui atau mengembalikan."""

    permission_classes = [PunyaPeranNilai]
    queryset = UsulNilai.objects.select_related("diusulkan_oleh", "diputus_oleh", "atas")
    serializer_class = UsulNilaiSerializer
    mencatat = (Izin.NILAI,)
    filterset_class = UsulNilaiFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(nilai_visible(user))

    def may_record(self, request: Request) -> bool:
        """The technical administrator may, without any role; which places are whose is asked with the value."""
        return is_technical(self.pengguna) or may_somewhere(self.pengguna, *self.mencatat)

    @extend_schema(request=UsulkanSerializer, responses={201: UsulNilaiSerializer})
    def create(self, request: Request) -> Response:
        """Mengusulkan nilai baru, pengganti, akhir, isi nilai yang belum ada, atau kepastian sumbernya."""
        asked = self.isian(UsulkanSerializer)
        atas = self._value(asked.pop("atas", None), asked["jenis"])
        if atas is not None:
            asked |= {"kunci": atas.kunci, "kabupaten": atas.kabupaten, "provinsi": atas.provinsi}
            asked.setdefault("mulai", atas.mulai)
        if not may_set_nilai(self.pengguna, kabupaten=asked["kabupaten"], provinsi=asked["provinsi"]):
            raise PermissionDenied
        surat = asked.pop("surat", None)
        usul = propose_nilai(
            jenis=JenisUsul(asked.pop("jenis")), sampai=asked.pop("sampai", None), sen=asked.pop("sen", None),
            surat=file_of(surat) if surat else None, atas=atas, by=self.pengguna, **asked,
        )  # fmt: skip
        return self._answer(usul, 201)

    def _value(self, number: int | None, jenis: str) -> ParameterValue | None:
        """The value that the proposal is about; Http404 when the user sees none of that number."""
        if jenis == JenisUsul.TAMBAH:
            return None
        found = ParameterValue.objects.filter(nilai_visible(self.pengguna), pk=number or 0).first()
        if found is None:
            raise Http404
        return found

    def _deciding(self) -> UsulNilai:
        usul: UsulNilai = self.get_object()
        if not may_set_nilai(self.pengguna, kabupaten=usul.kabupaten, provinsi=usul.provinsi):
            raise PermissionDenied
        return usul

    def _answer(self, usul: UsulNilai, status: int = 200) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=usul.pk)).data, status=status)

    @extend_schema(responses={200: AkibatSerializer(many=True)}, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def akibat(self, request: Request, pk: str) -> Response:
        """Apa yang berubah bila usul disetujui: bulan terbuka, dan pembetulan bulan yang sudah ditetapkan."""
        usul: UsulNilai = self.get_object()
        if usul.status != StatusUsul.MENUNGGU:
            return Response([])
        places = concerned(usul.kabupaten, usul.provinsi)
        if not is_technical(self.pengguna):
            places = places.filter(pk__in=regional_kabupaten(self.pengguna))
        return Response([_effect(one) for one in effects(usul, places)])

    @extend_schema(request=None, responses={200: UsulNilaiSerializer})
    @action(detail=True, methods=["post"])
    def setujui(self, request: Request, pk: str) -> Response:
        """Menyetujui usul orang lain; nilainya berlaku."""
        return self._answer(approve_nilai(usul=self._deciding(), by=self.pengguna))

    @extend_schema(request=AlasanUsulSerializer, responses={200: UsulNilaiSerializer})
    @action(detail=True, methods=["post"])
    def kembalikan(self, request: Request, pk: str) -> Response:
        """Mengembalikan usul orang lain dengan alasan."""
        usul = self._deciding()
        return self._answer(return_nilai(usul=usul, by=self.pengguna, **self.isian(AlasanUsulSerializer)))

    @extend_schema(request=None, responses={200: UsulNilaiSerializer})
    @action(detail=True, methods=["post"])
    def tarik(self, request: Request, pk: str) -> Response:
        """Menarik usul sendiri."""
        return self._answer(withdraw_nilai(usul=self._deciding(), by=self.pengguna))
