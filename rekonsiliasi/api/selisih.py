"""Every difference of a comparison, and what the two offices say about it."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, regional_kabupaten, require, visible_desa
from desa.api.dasar import LARGEST, BacaViewSet, BulanFilter, NomorFilter
from desa.api.isian import BulanField, KodeField, OlehField, SamarField
from rekonsiliasi.actions.selisih import comment, decide_selisih, mark_done, send_back
from rekonsiliasi.enums import JenisSelisih, PihakTindak, RinciSelisih, Sebab, UmurSelisih
from rekonsiliasi.forms.selisih import STATES
from rekonsiliasi.models import Selisih, TanggapanSelisih
from rekonsiliasi.queries.selisih import in_state, of_age, of_amount, said_about


class SelisihSerializer(serializers.ModelSerializer[Selisih]):
    bulan = BulanField(read_only=True)
    desa = KodeField()
    nik = SamarField()
    rincian = serializers.ListField(child=serializers.DictField(), read_only=True)
    sejak = BulanField(read_only=True, allow_null=True, help_text="Bulan pertama selisih ini ada tanpa putus")
    diputus_oleh = OlehField()
    selesai_oleh = OlehField()

    class Meta:
        model = Selisih
        fields = (
            "id", "rekonsiliasi", "bulan", "jenis", "rinci", "mungkin", "mirip", "perbandingan", "jawaban_lama",
            "peserta", "desa", "penanggung", "nik", "nama", "kita", "bpjs", "jumlah", "jumlah_setoran", "rincian",
            "sejak", "sebab", "pihak", "tindak_lanjut", "tenggat", "diputus_oleh", "diputus_pada", "dikembalikan",
            "selesai_oleh", "selesai_pada", "versi", "usul",
        )  # fmt: skip


class TanggapanSerializer(serializers.ModelSerializer[TanggapanSelisih]):
    bulan = BulanField(read_only=True)
    oleh = OlehField()

    class Meta:
        model = TanggapanSelisih
        fields = ("id", "bulan", "jenis", "pihak", "isi", "oleh", "pada")


class SelisihRinciSerializer(SelisihSerializer):
    """A difference with everything that was said about it, in earlier months too."""

    tanggapan = serializers.SerializerMethodField()

    class Meta(SelisihSerializer.Meta):
        fields = (*SelisihSerializer.Meta.fields, "tanggapan")  # type: ignore[assignment] # one longer

    @extend_schema_field(TanggapanSerializer(many=True))
    def get_tanggapan(self, row: Selisih) -> Any:
        return TanggapanSerializer(said_about(row), many=True).data


VERSI = "Versi yang dilihat; bila orang lain sudah mengubahnya, ditolak"


class PutuskanSerializer(serializers.Serializer[Any]):
    sebab = serializers.ChoiceField(choices=Sebab.choices, required=False)
    pihak = serializers.ChoiceField(choices=PihakTindak.choices, required=False)
    tindak_lanjut = serializers.CharField(max_length=300, required=False, allow_blank=True)
    tenggat = serializers.DateField(required=False, help_text="Kosong: tenggat menurut peraturan")
    versi = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST, help_text=VERSI)


class TanggapiSerializer(serializers.Serializer[Any]):
    isi = serializers.CharField(max_length=1000)


class SelesaiSerializer(serializers.Serializer[Any]):
    isi = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class KembalikanSelisihSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=300)
    versi = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST, help_text=VERSI)


class SelisihFilter(django_filters.FilterSet):
    rekonsiliasi = NomorFilter(field_name="rekonsiliasi_id")
    kabupaten = django_filters.CharFilter(field_name="rekonsiliasi__kabupaten__kode")
    desa = django_filters.CharFilter(field_name="desa__kode")
    bulan = BulanFilter()
    jenis = django_filters.ChoiceFilter(choices=JenisSelisih.choices)
    rinci = django_filters.ChoiceFilter(choices=RinciSelisih.choices)
    sebab = django_filters.ChoiceFilter(choices=Sebab.choices)
    pihak = django_filters.ChoiceFilter(choices=PihakTindak.choices)
    keadaan = django_filters.ChoiceFilter(choices=STATES[1:], method="by_state")
    umur = django_filters.ChoiceFilter(choices=UmurSelisih.choices, method="by_age")
    jumlah_lebih = NomorFilter(method="by_amount", label="Lebih dari sekian rupiah, kurang atau lebih")

    def by_state(self, rows: QuerySet[Selisih], _name: str, value: str) -> QuerySet[Selisih]:
        return in_state(rows, value, timezone.localdate())

    def by_age(self, rows: QuerySet[Selisih], _name: str, value: str) -> QuerySet[Selisih]:
        return of_age(rows, value)

    def by_amount(self, rows: QuerySet[Selisih], _name: str, value: int) -> QuerySet[Selisih]:
        return of_amount(rows, str(value))


class SelisihViewSet(BacaViewSet):
    """Satu perbedaan per baris; jumlahnya menerangkan seluruh selisih kedua buku."""

    queryset = Selisih.objects.select_related(
        "rekonsiliasi__kabupaten", "desa__kecamatan__kabupaten", "diputus_oleh", "selesai_oleh"
    )
    serializer_class = SelisihSerializer
    filterset_class = SelisihFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        own = visible_desa(user).values("pk")
        return rows.filter(Q(rekonsiliasi__kabupaten__in=regional_kabupaten(user)) | Q(desa__in=own))

    @extend_schema(responses=SelisihRinciSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Satu selisih dengan semua tanggapan tentangnya."""
        return Response(SelisihRinciSerializer(self.get_object()).data)

    @extend_schema(request=PutuskanSerializer, responses=SelisihSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Memberi sebab, pihak, tindak lanjut dan tenggat; yang tidak dikirim tetap seperti semula."""
        row = self.get_object()
        require(self.pengguna, Izin.TANGGAPI, row.rekonsiliasi.kabupaten)
        now = {name: getattr(row, name) for name in ("sebab", "pihak", "tindak_lanjut")}
        decide_selisih(selisih=row, by=self.pengguna, **(now | self.isian(PutuskanSerializer)))
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=TanggapiSerializer, responses={201: TanggapanSerializer})
    @action(detail=True, methods=["post"])
    def komentar(self, request: Request, pk: str) -> Response:
        """Menulis tanggapan; yang lain tidak berubah."""
        row = self._mine(Izin.KOMENTARI)
        entry = comment(selisih=row, isi=self.isian(TanggapiSerializer)["isi"], by=self.pengguna)
        return Response(TanggapanSerializer(entry).data, status=201)

    @extend_schema(request=SelesaiSerializer, responses=SelisihRinciSerializer)
    @action(detail=True, methods=["post"])
    def selesai(self, request: Request, pk: str) -> Response:
        """Pihak yang menindaklanjuti menyatakan bagiannya selesai."""
        row = self._mine(Izin.KOMENTARI)
        mark_done(selisih=row, isi=self.isian(SelesaiSerializer)["isi"], by=self.pengguna)
        return Response(SelisihRinciSerializer(self.get_object()).data)

    @extend_schema(request=KembalikanSelisihSerializer, responses=SelisihRinciSerializer)
    @action(detail=True, methods=["post"])
    def kembalikan(self, request: Request, pk: str) -> Response:
        """Mengembalikan jawaban kepada yang memberinya, dengan alasan."""
        row = self.get_object()
        require(self.pengguna, Izin.TANGGAPI, row.rekonsiliasi.kabupaten)
        send_back(selisih=row, by=self.pengguna, **self.isian(KembalikanSelisihSerializer))
        return Response(SelisihRinciSerializer(self.get_object()).data)

    def _mine(self, izin: Izin) -> Selisih:
        row: Selisih = self.get_object()
        require(self.pengguna, izin, row.desa or row.rekonsiliasi.kabupaten)
        return row
