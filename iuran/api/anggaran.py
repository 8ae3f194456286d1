"""Budgets, ceilings and the compliance notice: the same figures as their pages."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, get_kabupaten, regional_kabupaten, today_in, visible_desa
from desa.api.dasar import BacaViewSet, KabupatenFilter
from desa.api.isian import BulanField, KodeField, KodeTempatField, OlehField, RupiahField
from desa.api.penyampaian import DesaLaporViewSet
from desa.enums import Jabatan
from desa.models import Desa, Kabupaten
from iuran.actions.anggaran import record_pagu
from iuran.api.penetapan import KabupatenIuranViewSet
from iuran.forms.anggaran import AndaianForm
from iuran.models import PaguAnggaran
from iuran.queries.anggaran import Anggaran, PorsiAnggaran, budget
from iuran.queries.buku_anggaran import BulanAnggaran
from iuran.queries.kepatuhan import BulanPatuh, TahunPatuh, compliance_year
from iuran.queries.rekening import RekeningAnggaran
from iuran.rules.kepatuhan import BedaPenanggung

FIRST, LAST = 2001, 2199


class TahunSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField(min_value=FIRST, max_value=LAST, required=False)


class BedaSerializer(serializers.Serializer[Any]):
    penanggung = serializers.CharField()
    kabupaten = serializers.IntegerField()
    nasional = serializers.IntegerField()
    selisih = serializers.IntegerField()
    pembagian = serializers.IntegerField(help_text="Akibat pembagian saja")
    batas_bawah = serializers.IntegerField(help_text="Akibat batas bawah saja")
    batas_atas = serializers.IntegerField(help_text="Akibat batas atas saja")
    gabungan = serializers.IntegerField(help_text="Sisa yang muncul hanya bila aturan diganti bersama")


class BulanPatuhSerializer(serializers.Serializer[Any]):
    bulan = BulanField()
    orang = serializers.IntegerField()
    celah = serializers.CharField(allow_blank=True, help_text="Mengapa angka nasional tidak dapat diberikan")
    porsi = BedaSerializer(many=True)


class KepatuhanSerializer(serializers.Serializer[Any]):
    kabupaten = serializers.CharField()
    tahun = serializers.IntegerField()
    peraturan = serializers.CharField(allow_null=True)
    nasional = serializers.CharField(allow_null=True)
    bulan = BulanPatuhSerializer(many=True)


def _compliance(found: TahunPatuh) -> dict[str, Any]:
    return {
        "kabupaten": found.kabupaten.kode,
        "tahun": found.tahun,
        "peraturan": found.peraturan.kode if found.peraturan else None,
        "nasional": found.nasional.kode if found.nasional else None,
        "bulan": [_month(one) for one in found.bulan],
    }


def _month(month: BulanPatuh) -> dict[str, Any]:
    shares = [_difference(payer, beda) for payer, beda in (month.porsi or {}).items()]
    return {"bulan": str(month.bulan), "orang": month.orang, "celah": month.celah, "porsi": shares}


def _difference(payer: str, beda: BedaPenanggung) -> dict[str, Any]:
    causes = {name: getattr(beda.sebab, name) for name in ("pembagian", "batas_bawah", "batas_atas", "gabungan")}
    return {
        "penanggung": payer,
        "kabupaten": beda.kabupaten,
        "nasional": beda.nasional,
        "selisih": beda.selisih,
    } | causes


class BulanAnggaranSerializer(serializers.Serializer[Any]):
    bulan = BulanField()
    rencana = serializers.IntegerField()
    ditetapkan = serializers.IntegerField(allow_null=True)
    disetor = serializers.IntegerField()


class PorsiAnggaranSerializer(serializers.Serializer[Any]):
    penanggung = serializers.CharField()
    sumber_dana = serializers.CharField()
    pasal = serializers.CharField()
    dianggarkan = serializers.BooleanField(help_text="Ditanggung anggaran tempat ini")
    saldo_awal = serializers.IntegerField()
    rencana = serializers.IntegerField()
    ditetapkan = serializers.IntegerField()
    disetor = serializers.IntegerField()
    biaya_batas_bawah = serializers.IntegerField()
    pagu = serializers.IntegerField(allow_null=True)
    keadaan = serializers.CharField(allow_blank=True)
    bulan = BulanAnggaranSerializer(many=True)


class RekeningSerializer(serializers.Serializer[Any]):
    kode = serializers.CharField()
    nama = serializers.CharField()
    rencana = serializers.IntegerField()
    ditetapkan = serializers.IntegerField()
    disetor = serializers.IntegerField(help_text="Dibagi menurut urutan rekening")
    pagu = serializers.IntegerField(allow_null=True)
    bulan = BulanAnggaranSerializer(many=True)


class AnggaranSerializer(serializers.Serializer[Any]):
    tempat = serializers.CharField()
    tahun = serializers.IntegerField()
    orang = serializers.IntegerField()
    dinaikkan = serializers.IntegerField()
    andaian = serializers.ListField(child=serializers.CharField())
    porsi = PorsiAnggaranSerializer(many=True)
    rekening = RekeningSerializer(many=True)


def _budget(found: Anggaran) -> dict[str, Any]:
    accounts = [_account(one) for one in found.rekening]
    return {
        "tempat": found.tempat.kode, "tahun": found.tahun, "orang": found.orang, "dinaikkan": found.dinaikkan,
        "andaian": found.andaian, "porsi": [_share(one) for one in found.porsi], "rekening": accounts,
    }  # fmt: skip


def _account(one: RekeningAnggaran) -> dict[str, Any]:
    return {
        "kode": one.kode, "nama": one.nama, "rencana": one.rencana, "ditetapkan": one.ditetapkan,
        "disetor": one.disetor, "pagu": one.pagu, "bulan": _months(one.bulan),
    }  # fmt: skip


def _months(bulan: list[BulanAnggaran]) -> list[dict[str, Any]]:
    return [
        {"bulan": str(one.bulan), "rencana": one.rencana, "ditetapkan": one.ditetapkan, "disetor": one.disetor}
        for one in bulan
    ]


def _share(porsi: PorsiAnggaran) -> dict[str, Any]:
    names = ("sumber_dana", "pasal", "dianggarkan", "saldo_awal", "rencana", "ditetapkan", "disetor",
             "biaya_batas_bawah", "pagu")  # fmt: skip
    months = _months(porsi.bulan)
    told = porsi.landasan.kalimat if porsi.landasan else ""
    shown = {name: getattr(porsi, name) for name in names}
    return {"penanggung": porsi.penanggung.value, "keadaan": told, "bulan": months} | shown


TAHUN = OpenApiParameter(
    "tahun", {"type": "integer", "minimum": FIRST, "maximum": LAST}, description="Kosong berarti tahun ini"
)
ANDAIAN = [
    TAHUN,
    OpenApiParameter("upah_minimum", str, description="Kenaikan upah minimum dari tahun sebelumnya, misalnya 6,5"),
    OpenApiParameter("satuan", str, enum=["persen", "rupiah"]),
    OpenApiParameter("gaji", str, description="Kenaikan penghasilan tetap dalam persen"),
    OpenApiParameter("kosong", bool, description="Jabatan yang berakhir tidak diisi lagi"),
    *(OpenApiParameter(f"tambah_{post.value}", {"type": "integer", "minimum": 0}) for post in Jabatan),
]


def _year(request: Request, kabupaten: Kabupaten) -> int:
    asked = TahunSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return int(asked.validated_data.get("tahun") or today_in(kabupaten).year)


def _answer(request: Request, tempat: Desa | Kabupaten) -> Response:
    form = AndaianForm(request.query_params)
    if not form.is_valid():
        raise ValidationError({name: [str(text) for text in texts] for name, texts in form.errors.items()})
    kabupaten = tempat.kabupaten if isinstance(tempat, Desa) else tempat
    found = budget(tempat, _year(request, kabupaten), form.permintaan)
    if found.halangan is not None:
        raise found.halangan
    return Response(_budget(found))


class KabupatenAnggaranViewSet(KabupatenIuranViewSet):
    """Kabupaten tempat Anda bertugas, dengan penetapan, anggaran dan catatan kepatuhannya."""

    @extend_schema(parameters=ANDAIAN, responses={200: AnggaranSerializer}, filters=False)
    @action(detail=True, methods=["get"])
    def anggaran(self, request: Request, kode: str) -> Response:
        """Rencana, pagu dan realisasi setahun, dengan andaian."""
        return _answer(request, get_kabupaten(self.pengguna, kode))

    @extend_schema(parameters=[TAHUN], responses={200: KepatuhanSerializer}, filters=False)
    @action(detail=True, methods=["get"])
    def kepatuhan(self, request: Request, kode: str) -> Response:
        """Peraturan kabupaten di samping aturan nasional, per bulan, penanggung dan sebab."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        return Response(_compliance(compliance_year(kabupaten, _year(request, kabupaten))))


class DesaAnggaranViewSet(DesaLaporViewSet):
    """Desa yang boleh Anda lihat, dengan anggaran iurannya. Nama dapat berulang; kode tidak."""

    @extend_schema(parameters=ANDAIAN, responses={200: AnggaranSerializer}, filters=False)
    @action(detail=True, methods=["get"])
    def anggaran(self, request: Request, kode: str) -> Response:
        """Rencana per rekening, pagu dan realisasi setahun, dengan andaian."""
        return _answer(request, get_desa(self.pengguna, kode))


class PaguSerializer(serializers.ModelSerializer[PaguAnggaran]):
    kabupaten = KodeField()
    desa = KodeField()
    oleh = OlehField()

    class Meta:
        model = PaguAnggaran
        fields = (
            "id", "kabupaten", "desa", "tahun", "penanggung", "rekening", "versi", "jumlah", "sumber", "nomor_surat",
            "tanggal", "oleh", "pada",
        )  # fmt: skip


class PaguRekeningSerializer(serializers.Serializer[Any]):
    rekening = serializers.CharField(max_length=20, allow_blank=True, default="")
    jumlah = RupiahField(min_value=0)


class CatatPaguSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField(required=False, help_text="Untuk anggaran kabupaten")
    desa = KodeTempatField(required=False, help_text="Untuk APBDesa")
    tahun = serializers.IntegerField(min_value=FIRST, max_value=LAST)
    rekening = PaguRekeningSerializer(many=True, allow_empty=False)
    sumber = serializers.CharField(max_length=200)
    nomor_surat = serializers.CharField(max_length=100)
    tanggal = serializers.DateField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("kabupaten" in attrs) == ("desa" in attrs):
            raise ValidationError({"desa": ["Isi desa atau kabupaten, salah satu."]})
        codes = [one["rekening"] for one in attrs["rekening"]]
        if len(set(codes)) != len(codes):
            raise ValidationError({"rekening": ["Satu rekening hanya boleh sekali."]})
        return attrs


class PaguFilter(KabupatenFilter):
    desa = django_filters.CharFilter(field_name="desa__kode")
    tahun = django_filters.NumberFilter(min_value=FIRST, max_value=LAST)


class PaguAnggaranViewSet(BacaViewSet):
    """Pagu anggaran per tahun; versi terbaru yang dipakai."""

    queryset = PaguAnggaran.objects.select_related("kabupaten", "desa", "oleh")
    serializer_class = PaguSerializer
    mencatat = (Izin.ANGGARAN,)
    filterset_class = PaguFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        own = visible_desa(user).values("pk")
        return rows.filter(Q(kabupaten__in=regional_kabupaten(user)) | Q(desa__in=own))

    @extend_schema(request=CatatPaguSerializer, responses={201: PaguSerializer(many=True)})
    def create(self, request: Request) -> Response:
        """Mencatat pagu setahun, satu jumlah per rekening; yang lama tetap tersimpan."""
        asked = self.isian(CatatPaguSerializer)
        desa, kabupaten = asked.pop("desa", ""), asked.pop("kabupaten", "")
        tempat: Desa | Kabupaten = (
            get_desa(self.pengguna, desa, Izin.ANGGARAN)
            if desa
            else get_kabupaten(self.pengguna, kabupaten, Izin.ANGGARAN)
        )
        amounts = {one["rekening"]: one["jumlah"] for one in asked.pop("rekening")}
        rows = record_pagu(tempat=tempat, jumlah=amounts, by=self.pengguna, **asked)
        return Response(PaguSerializer(rows, many=True).data, status=201)
