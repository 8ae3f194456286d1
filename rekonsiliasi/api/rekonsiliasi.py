"""The comparison of both books, as its command prints it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_kabupaten, regional_kabupaten, require
from desa.api.dasar import LARGEST, BacaViewSet, BulanFilter, KabupatenFilter
from desa.api.isian import BilanganField, BulanField, KodeField, KodeTempatField, OlehField
from rekonsiliasi.actions.pencocokan import decide_pairs
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.selisih import decide_many
from rekonsiliasi.enums import JenisSelisih, PihakTindak, PutusanCocok, Sebab, StatusRekonsiliasi
from rekonsiliasi.models import Rekonsiliasi
from rekonsiliasi.queries.akibat import effect_on_next
from rekonsiliasi.queries.porsi import per_share
from rekonsiliasi.queries.rekonsiliasi import as_json


class RekonsiliasiSerializer(serializers.ModelSerializer[Rekonsiliasi]):
    kabupaten = KodeField()
    bulan_mulai = BulanField(read_only=True)
    bulan_sampai = BulanField(read_only=True)
    oleh = OlehField()

    class Meta:
        model = Rekonsiliasi
        fields = (
            "id", "kabupaten", "bulan_mulai", "bulan_sampai", "tagihan", "status", "total_kita", "total_bpjs",
            "total_setoran", "orang_kita", "orang_bpjs", "perubahan", "oleh", "pada",
        )  # fmt: skip


class EntriSelisihSerializer(serializers.Serializer[Any]):
    jenis = serializers.ChoiceField(choices=JenisSelisih.choices)
    rinci = serializers.CharField(help_text="Kejadian yang mana dari jenisnya; kosong bila hanya satu")
    nik = serializers.CharField(help_text="Disamarkan")
    nama = serializers.CharField()
    desa = serializers.CharField(help_text="Kode; kosong bila bukan satu desa")
    jumlah = serializers.IntegerField(help_text="Kita dikurangi BPJS, rupiah")
    bulan = BulanField()
    penanggung = serializers.CharField()
    kita = serializers.IntegerField()
    bpjs = serializers.IntegerField()
    jumlah_setoran = serializers.IntegerField(help_text="Iuran dikurangi setoran, hanya selisih uang")
    rincian = serializers.ListField(child=serializers.DictField())
    sebab = serializers.CharField()
    pihak = serializers.CharField()
    tindak_lanjut = serializers.CharField()


class HasilRekonsiliasiSerializer(serializers.Serializer[Any]):
    bulan = serializers.ListField(child=BulanField())
    total_kita = serializers.IntegerField()
    total_bpjs = serializers.IntegerField()
    total_setoran = serializers.IntegerField()
    selisih = EntriSelisihSerializer(many=True)
    sisa = serializers.IntegerField()


class RekonsiliasiRinciSerializer(RekonsiliasiSerializer):
    hasil = serializers.SerializerMethodField()

    class Meta(RekonsiliasiSerializer.Meta):
        fields = (*RekonsiliasiSerializer.Meta.fields, "hasil")  # type: ignore[assignment] # one longer

    @extend_schema_field(HasilRekonsiliasiSerializer)
    def get_hasil(self, row: Rekonsiliasi) -> dict[str, Any]:
        return as_json(row)


class BandingkanSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    bulan = BulanField()
    sampai = BulanField(required=False, help_text="Bulan terakhir, bila lebih dari satu bulan")


class BarisPutusanSerializer(serializers.Serializer[Any]):
    selisih = serializers.IntegerField(min_value=1, max_value=LARGEST)
    versi = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST)


class PutuskanBanyakSerializer(serializers.Serializer[Any]):
    baris = BarisPutusanSerializer(many=True, allow_empty=False)
    sebab = serializers.ChoiceField(choices=Sebab.choices)
    pihak = serializers.ChoiceField(choices=PihakTindak.choices)
    tindak_lanjut = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    tenggat = serializers.DateField(required=False, help_text="Kosong: tenggat menurut peraturan")


class BanyakDiputusSerializer(serializers.Serializer[Any]):
    diputus = serializers.IntegerField()


class CocokkanSerializer(serializers.Serializer[Any]):
    nomor = serializers.ListField(child=BilanganField(min_value=1), max_length=1_000, help_text="Nomor selisih")
    putusan = serializers.ChoiceField(choices=PutusanCocok.choices)


class PorsiBulanSerializer(serializers.Serializer[Any]):
    bulan = BulanField()
    penanggung = serializers.CharField()
    ditetapkan = serializers.IntegerField()
    ditagih = serializers.IntegerField()
    disetor = serializers.IntegerField()
    beda_tagihan = serializers.IntegerField(help_text="Ditetapkan dikurangi ditagih")
    belum_disetor = serializers.IntegerField(help_text="Ditagih dikurangi disetor")


class PindahanSerializer(serializers.Serializer[Any]):
    penanggung = serializers.CharField()
    desa = serializers.CharField(help_text="Kosong bila kabupaten yang menyetor")
    jumlah = serializers.IntegerField(help_text="Rupiah; minus: lebih bayar")


class PengaruhSerializer(serializers.Serializer[Any]):
    bulan = BulanField()
    pasal = serializers.CharField()
    pindahan = PindahanSerializer(many=True)
    jumlah_pindahan = serializers.IntegerField()
    jumlah_pembetulan = serializers.IntegerField()
    usul = serializers.IntegerField(help_text="Pembetulan data yang diusulkan kepada desa")
    ditagih = serializers.BooleanField(help_text="Iuran bulan itu sudah ditetapkan")


class RekonsiliasiFilter(KabupatenFilter):
    bulan = BulanFilter(field_name="bulan_mulai")
    status = django_filters.ChoiceFilter(choices=StatusRekonsiliasi.choices)


class RekonsiliasiViewSet(BacaViewSet):
    """Perbandingan daftar desa, daftar BPJS dan setoran untuk satu atau beberapa bulan."""

    queryset = Rekonsiliasi.objects.select_related("kabupaten", "oleh").prefetch_related("tagihan")
    serializer_class = RekonsiliasiSerializer
    mencatat = (Izin.REKONSILIASI,)
    filterset_class = RekonsiliasiFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    @extend_schema(responses=RekonsiliasiRinciSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Satu perbandingan; `hasil` adalah JSON perintah `rekonsiliasi`."""
        return Response(RekonsiliasiRinciSerializer(self.get_object()).data)

    @extend_schema(request=BandingkanSerializer, responses={201: RekonsiliasiRinciSerializer})
    def create(self, request: Request) -> Response:
        """Membandingkan kedua buku. Dijalankan lagi, angkanya disegarkan dan keputusan disimpan."""
        asked = self.isian(BandingkanSerializer)
        kabupaten = get_kabupaten(self.pengguna, asked["kabupaten"], Izin.REKONSILIASI)
        last = asked.get("sampai", asked["bulan"])
        row = reconcile(kabupaten=kabupaten, mulai=asked["bulan"], sampai=last, by=self.pengguna)
        return Response(RekonsiliasiRinciSerializer(self.get_queryset().get(pk=row.pk)).data, status=201)

    @extend_schema(request=PutuskanBanyakSerializer, responses=BanyakDiputusSerializer)
    @action(detail=True, methods=["post"])
    def putuskan(self, request: Request, pk: str) -> Response:
        """Satu jawaban untuk beberapa selisih; semua tersimpan, atau tidak satu pun."""
        row = self.get_object()
        require(self.pengguna, Izin.TANGGAPI, row.kabupaten)
        asked = self.isian(PutuskanBanyakSerializer)
        lines = asked.pop("baris")
        seen = {one["selisih"]: one["versi"] for one in lines if "versi" in one}
        count = decide_many(
            rekonsiliasi=row, nomor=[one["selisih"] for one in lines], versi=seen, by=self.pengguna, **asked
        )
        return Response({"diputus": count})

    @extend_schema(request=CocokkanSerializer, responses=RekonsiliasiRinciSerializer)
    @action(detail=True, methods=["post"])
    def cocokkan(self, request: Request, pk: str) -> Response:
        """Menjawab pasangan yang diusulkan (`mungkin` pada selisih), mengingatnya, dan membandingkan ulang."""
        row = self.get_object()
        require(self.pengguna, Izin.TANGGAPI, row.kabupaten)
        decide_pairs(rekonsiliasi=row, by=self.pengguna, **self.isian(CocokkanSerializer))
        return Response(RekonsiliasiRinciSerializer(self.get_queryset().get(pk=row.pk)).data)

    @extend_schema(responses=PorsiBulanSerializer(many=True))
    @action(detail=True, pagination_class=None, filterset_class=None)
    def porsi(self, request: Request, pk: str) -> Response:
        """Ditetapkan, ditagih dan disetor, per porsi dan bulan."""
        return Response(PorsiBulanSerializer(per_share(self.get_object()), many=True).data)

    @extend_schema(responses=PengaruhSerializer)
    @action(detail=True, methods=["get"])
    def akibat(self, request: Request, pk: str) -> Response:
        """Pengaruhnya pada tagihan bulan berikutnya, satu baris setiap penyetor."""
        return Response(PengaruhSerializer(effect_on_next(self.get_object(), lengkap=True)).data)
