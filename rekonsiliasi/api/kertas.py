"""A regency's paper for machines: who signs, numbers, size and logo, words. The same actions as the pages."""

from typing import Any

import django_filters
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_kabupaten, regional_kabupaten, require, today_in
from desa.api.dasar import BacaViewSet, KabupatenFilter
from desa.api.isian import BerkasField, KodeField, KodeTempatField, OlehField
from desa.models import Kabupaten
from jaminan.bulan import Bulan
from rekonsiliasi.actions.kertas import decide_wording, propose_wording, save_layout, withdraw_wording
from rekonsiliasi.actions.nomor import save_pattern
from rekonsiliasi.actions.penandatangan import IZIN_PIHAK, save_penandatangan
from rekonsiliasi.enums import Pihak, Sebutan, UkuranKertas
from rekonsiliasi.models import NaskahKertas, Penandatangan, SeriNomor, TataKertas
from rekonsiliasi.pdf import small_png
from rekonsiliasi.queries.nomor import offices_of
from rekonsiliasi.queries.penandatangan import accounts_of
from rekonsiliasi.rules.naskah import TEMPAT, TERPANJANG


class PenandatanganSerializer(serializers.ModelSerializer[Penandatangan]):
    kabupaten = KodeField()
    user = OlehField()
    oleh = OlehField()

    class Meta:
        model = Penandatangan
        fields = (
            "id", "kabupaten", "pihak", "nama", "nip", "jabatan", "sebutan", "mulai", "sampai", "user", "oleh", "pada",
        )  # fmt: skip


class UbahPenandatanganSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField(max_length=120)
    nip = serializers.CharField(max_length=30)
    jabatan = serializers.CharField(max_length=120)
    sebutan = serializers.ChoiceField(choices=Sebutan.choices, required=False, allow_blank=True, default="")
    mulai = serializers.DateField()
    sampai = serializers.DateField(required=False, allow_null=True, default=None)
    user = serializers.CharField(
        max_length=150, required=False, allow_blank=True, default="", help_text="Nama akun; kosong: tanda tangan basah"
    )


class CatatPenandatanganSerializer(UbahPenandatanganSerializer):
    kabupaten = KodeTempatField()
    pihak = serializers.ChoiceField(choices=Pihak.choices)


class PenandatanganFilter(KabupatenFilter):
    pihak = django_filters.ChoiceFilter(choices=Pihak.choices)


class KabupatenViewSet(BacaViewSet):
    """Rows of a whole regency, for those who read its whole books."""

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    def again(self, pk: int, code: int = 200) -> Response:
        """The row as it stands now."""
        return Response(self.get_serializer(self.get_queryset().get(pk=pk)).data, status=code)


class PenandatanganViewSet(KabupatenViewSet):
    """Penanda tangan Berita Acara, satu per pihak pada satu hari; tiap pihak mencatat miliknya."""

    queryset = Penandatangan.objects.select_related("kabupaten", "user", "oleh")
    serializer_class = PenandatanganSerializer
    mencatat = (Izin.SUSUN, Izin.SETUJUI)
    filterset_class = PenandatanganFilter

    @extend_schema(request=CatatPenandatanganSerializer, responses={201: PenandatanganSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat penanda tangan; yang sebelumnya tanpa akhir berakhir sehari sebelumnya."""
        asked = self.isian(CatatPenandatanganSerializer)
        pihak = Pihak(asked.pop("pihak"))
        kabupaten = get_kabupaten(self.pengguna, asked.pop("kabupaten"), IZIN_PIHAK[pihak])
        return self.again(self._save(kabupaten, pihak, asked, None).pk, 201)

    @extend_schema(request=UbahPenandatanganSerializer, responses=PenandatanganSerializer)
    @action(detail=True, methods=["post"])
    def ubah(self, request: Request, pk: str) -> Response:
        """Membetulkan catatan; kertas yang sudah terbit tidak berubah."""
        row: Penandatangan = self.get_object()
        pihak = Pihak(row.pihak)
        require(self.pengguna, IZIN_PIHAK[pihak], row.kabupaten)
        return self.again(self._save(row.kabupaten, pihak, self.isian(UbahPenandatanganSerializer), row).pk)

    def _save(
        self, kabupaten: Kabupaten, pihak: Pihak, asked: dict[str, Any], atas: Penandatangan | None
    ) -> Penandatangan:
        name = asked.pop("user")
        user = accounts_of(kabupaten, pihak).filter(username=name).first() if name else None
        if name and user is None:
            raise serializers.ValidationError({"user": [f"Akun ini bukan akun {pihak.label} kabupaten ini."]})
        return save_penandatangan(kabupaten=kabupaten, pihak=pihak, user=user, atas=atas, by=self.pengguna, **asked)


class SeriNomorSerializer(serializers.ModelSerializer[SeriNomor]):
    class Meta:
        model = SeriNomor
        fields = ("id", "pihak", "kantor", "pola")


class PolaSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    pihak = serializers.ChoiceField(choices=Pihak.choices)
    pola = serializers.CharField(max_length=100, help_text="Misalnya {urut:03}/BA-JKN/{bulan_romawi}/{tahun}")


class SeriNomorViewSet(BacaViewSet):
    """Pola nomor tiap kantor; nomornya diberikan ketika Berita Acara terbit."""

    queryset = SeriNomor.objects.all()
    serializer_class = SeriNomorSerializer
    mencatat = (Izin.SUSUN, Izin.SETUJUI)

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        places = regional_kabupaten(user)
        mine = Q(pihak=Pihak.DINAS, kantor__in=places.values("kode"))
        return rows.filter(mine | Q(pihak=Pihak.BPJS, kantor__in=offices_of(places)))

    @extend_schema(request=PolaSerializer, responses={201: SeriNomorSerializer})
    def create(self, request: Request) -> Response:
        """Menulis pola kantor sendiri; nomor yang sudah terbit tidak berubah."""
        asked = self.isian(PolaSerializer)
        pihak = Pihak(asked["pihak"])
        kabupaten = get_kabupaten(self.pengguna, asked["kabupaten"], IZIN_PIHAK[pihak])
        row = save_pattern(kabupaten=kabupaten, pihak=pihak, pola=asked["pola"], by=self.pengguna)
        return Response(self.get_serializer(row).data, status=201)


class TataSerializer(serializers.ModelSerializer[TataKertas]):
    kabupaten = KodeField()
    oleh = OlehField()

    class Meta:
        model = TataKertas
        fields = ("id", "kabupaten", "ukuran", "logo_sha256", "oleh", "pada")


class SimpanTataSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    ukuran = serializers.ChoiceField(choices=UkuranKertas.choices)
    logo = BerkasField(required=False, help_text="PNG atau JPEG; tanpa isian ini lambang lama tetap dipakai")
    tanpa_logo = serializers.BooleanField(required=False, default=False)


class TataKertasViewSet(KabupatenViewSet):
    """Ukuran kertas dan lambang; baris terbaru yang berlaku."""

    queryset = TataKertas.objects.select_related("kabupaten", "oleh").defer("logo")
    serializer_class = TataSerializer
    mencatat = (Izin.SUSUN,)
    filterset_class = KabupatenFilter

    @extend_schema(request={"multipart/form-data": SimpanTataSerializer}, responses={201: TataSerializer})
    def create(self, request: Request) -> Response:
        """Menyimpan ukuran dan lambang untuk konsep berikutnya."""
        asked = self.isian(SimpanTataSerializer)
        kabupaten = get_kabupaten(self.pengguna, asked["kabupaten"], Izin.SUSUN)
        upload: UploadedFile | None = asked.get("logo")
        kept = b"" if asked["tanpa_logo"] else None
        logo = small_png(upload.read()) if upload else kept
        row = save_layout(kabupaten=kabupaten, ukuran=asked["ukuran"], logo=logo, by=self.pengguna)
        return self.again(row.pk, 201)


class NaskahSerializer(serializers.ModelSerializer[NaskahKertas]):
    kabupaten = KodeField()
    naskah = serializers.DictField(read_only=True)
    oleh = OlehField()
    diputus_oleh = OlehField()

    class Meta:
        model = NaskahKertas
        fields = (
            "id", "kabupaten", "versi", "status", "naskah", "oleh", "pada", "diputus_oleh", "diputus_pada", "alasan",
        )  # fmt: skip


class UsulNaskahSerializer(serializers.Serializer[Any]):
    """Tanpa keempat bagian: kembali ke naskah portal."""

    kabupaten = KodeTempatField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        parts = {
            bagian: serializers.CharField(
                max_length=TERPANJANG[bagian], required=False, help_text=f"Tanda: {', '.join(places)}"
            )
            for bagian, places in TEMPAT.items()
        }
        return super().get_fields() | parts


class TolakSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)


class NaskahKertasViewSet(KabupatenViewSet):
    """Naskah kabupaten sendiri untuk Berita Acara, diputus dua orang."""

    queryset = NaskahKertas.objects.select_related("kabupaten", "oleh", "diputus_oleh")
    serializer_class = NaskahSerializer
    mencatat = (Izin.SUSUN,)
    filterset_class = KabupatenFilter

    @extend_schema(request=UsulNaskahSerializer, responses={201: NaskahSerializer})
    def create(self, request: Request) -> Response:
        """Mengusulkan naskah; berlaku setelah orang lain menyetujuinya."""
        asked = self.isian(UsulNaskahSerializer)
        kabupaten = get_kabupaten(self.pengguna, asked.pop("kabupaten"), Izin.SUSUN)
        row = propose_wording(kabupaten=kabupaten, naskah=asked, bulan=_month(kabupaten), by=self.pengguna)
        return self.again(row.pk, 201)

    @extend_schema(request=None, responses=NaskahSerializer)
    @action(detail=True, methods=["post"])
    def setujui(self, request: Request, pk: str) -> Response:
        """Menyetujui usul orang lain."""
        return self._decide(setuju=True, alasan="")

    @extend_schema(request=TolakSerializer, responses=NaskahSerializer)
    @action(detail=True, methods=["post"])
    def tolak(self, request: Request, pk: str) -> Response:
        """Menolak usul orang lain dengan alasan."""
        self._row()
        return self._decide(setuju=False, **self.isian(TolakSerializer))

    @extend_schema(request=None, responses=NaskahSerializer)
    @action(detail=True, methods=["post"])
    def tarik(self, request: Request, pk: str) -> Response:
        """Menarik usul sendiri."""
        return self.again(withdraw_wording(naskah=self._row(), by=self.pengguna).pk)

    def _row(self) -> NaskahKertas:
        row: NaskahKertas = self.get_object()
        require(self.pengguna, Izin.SUSUN, row.kabupaten)
        return row

    def _decide(self, *, setuju: bool, alasan: str) -> Response:
        row = self._row()
        month = _month(row.kabupaten)
        return self.again(decide_wording(naskah=row, setuju=setuju, alasan=alasan, bulan=month, by=self.pengguna).pk)


def _month(kabupaten: Kabupaten) -> Bulan:
    return Bulan.of(today_in(kabupaten))
