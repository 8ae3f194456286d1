"""Eligibility: documents, lists of other schemes, and possible double covers with what was decided."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, get_kabupaten, may, regional_kabupaten, require, today_in, visible_desa
from desa.actions.kelayakan import add_document, decide_double, receive_other_list, withdraw_document
from desa.enums import JenisDokumen, JenisGanda, PutusanGanda, Skema
from desa.models import AnggotaKeluarga, DaftarLain, Desa, DokumenOrang, Peserta
from desa.queries.ganda import findings
from desa.queries.orang import officials_of, terms_of

from .dasar import LARGEST, BacaViewSet, KabupatenFilter, PortalViewSet
from .isian import BerkasField, BilanganField, KodeField, KodeTempatField, OlehField, SamarField, file_of
from .keluarga import AkhirCatatanSerializer

DOKUMEN = ("id", "jenis", "nomor", "tanggal", "sampai", "jaminan", "berkas_nama", "berkas_sha256")
DIAKHIRI = ("oleh", "pada", "diakhiri_oleh", "diakhiri_pada", "alasan_akhir")


class DokumenOrangSerializer(serializers.ModelSerializer[DokumenOrang]):
    oleh = OlehField()
    diakhiri_oleh = OlehField()

    class Meta:
        model = DokumenOrang
        fields = (*DOKUMEN, "peserta", "anggota", *DIAKHIRI)


class DokumenIsiSerializer(serializers.Serializer[Any]):
    """A document as it is sent."""

    jenis = serializers.ChoiceField(choices=JenisDokumen.choices)
    tanggal = serializers.DateField(help_text="Tanggal pada dokumen")
    sampai = serializers.DateField(required=False, help_text="Berlaku sampai, bila tertulis")
    nomor = serializers.CharField(max_length=60, required=False)
    jaminan = serializers.ChoiceField(choices=Skema.choices, required=False, help_text="Hanya pada pernyataan")
    berkas = BerkasField(required=False, help_text="PDF, JPG atau PNG")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs["berkas"] = file_of(attrs["berkas"]) if "berkas" in attrs else None
        return super().validate(attrs)


class DokumenBaruSerializer(DokumenIsiSerializer):
    peserta = BilanganField(min_value=1, max_value=LARGEST, required=False)
    anggota = BilanganField(min_value=1, max_value=LARGEST, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("peserta" in attrs) == ("anggota" in attrs):
            raise serializers.ValidationError("Isi peserta atau anggota, salah satu saja.")
        return super().validate(attrs)


class DokumenOrangViewSet(BacaViewSet):
    """Dokumen kepala desa, perangkat desa dan keluarganya: identitas dan pernyataan, dengan masa berlakunya."""

    queryset = DokumenOrang.objects.select_related("peserta", "anggota__peserta", "oleh", "diakhiri_oleh")
    serializer_class = DokumenOrangSerializer
    mencatat = (Izin.KELUARGA,)
    filterset_fields = ("peserta", "anggota", "jenis")

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        people = officials_of(visible_desa(user))
        return rows.filter(Q(peserta__in=people) | Q(anggota__peserta__in=people))

    def _place(self, peserta: Peserta) -> Desa:
        term = terms_of(peserta, visible_desa(self.pengguna)).first()
        if term is None:
            raise Http404
        require(self.pengguna, Izin.KELUARGA, term.desa)
        return term.desa

    def _person(self, peserta: int | None, anggota: int | None) -> tuple[Peserta | AnggotaKeluarga, Desa]:
        if anggota is not None:
            member = AnggotaKeluarga.objects.select_related("peserta").filter(pk=anggota).first()
            if member is None:
                raise Http404
            return member, self._place(member.peserta)
        person = Peserta.objects.filter(pk=peserta or 0).first()
        if person is None:
            raise Http404
        return person, self._place(person)

    @extend_schema(request=DokumenBaruSerializer, responses={201: DokumenOrangSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat dokumen seorang peserta atau anggota keluarganya."""
        asked = self.isian(DokumenBaruSerializer)
        orang, desa = self._person(asked.pop("peserta", None), asked.pop("anggota", None))
        row = add_document(orang=orang, desa=desa, by=self.pengguna, **asked)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(request=AkhirCatatanSerializer, responses={201: DokumenOrangSerializer})
    @action(detail=True, methods=["post"])
    def cabut(self, request: Request, pk: str) -> Response:
        """Mencabut dokumen yang salah; barisnya tetap ada."""
        row = self.get_object()
        orang = row.peserta or row.anggota
        desa = self._place(row.peserta or row.anggota.peserta)
        asked = self.isian(AkhirCatatanSerializer)
        done = withdraw_document(dokumen=row, nama=orang.nama, desa=desa, by=self.pengguna, **asked)
        return Response(self.get_serializer(done).data, status=201)


class DaftarLainSerializer(serializers.ModelSerializer[DaftarLain]):
    kabupaten = KodeField()
    oleh = OlehField()
    rincian = serializers.JSONField(help_text="Baris yang tidak dipakai dengan sebabnya, dan catatan", read_only=True)

    class Meta:
        model = DaftarLain
        fields = (
            "id", "kabupaten", "skema", "versi", "keadaan", "nama_berkas", "sha256", "ukuran", "baris", "dipakai",
            "tidak_dipakai", "rincian", "oleh", "pada",
        )  # fmt: skip


class DaftarLainBaruSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    skema = serializers.ChoiceField(choices=Skema.choices)
    keadaan = serializers.DateField(help_text="Tanggal daftar itu dibuat")
    berkas = BerkasField(help_text="Tabel dengan kolom NIK, Nama, Tanggal Lahir")


class DaftarLainViewSet(BacaViewSet):
    """Daftar peserta jaminan lain yang dicocokkan dengan daftar desa; setiap unggahan satu versi."""

    queryset = DaftarLain.objects.select_related("kabupaten", "oleh")
    serializer_class = DaftarLainSerializer
    mencatat = (Izin.PERIKSA,)
    filterset_class = KabupatenFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    @extend_schema(request={"multipart/form-data": DaftarLainBaruSerializer}, responses={201: DaftarLainSerializer})
    def create(self, request: Request) -> Response:
        """Mengunggah satu daftar; setiap baris dihitung, yang tidak dipakai disebut sebabnya."""
        asked = self.isian(DaftarLainBaruSerializer)
        kabupaten = get_kabupaten(self.pengguna, asked["kabupaten"], Izin.PERIKSA)
        nama, isi = file_of(asked["berkas"])
        row = receive_other_list(
            kabupaten=kabupaten, skema=asked["skema"], keadaan=asked["keadaan"], nama_berkas=nama, isi=isi,
            by=self.pengguna,
        )  # fmt: skip
        return Response(self.get_serializer(row).data, status=201)


class OrangGandaSerializer(serializers.Serializer[Any]):
    register = serializers.CharField(help_text="peserta atau anggota")
    id = serializers.IntegerField(source="pk")
    nik = SamarField()
    nama = serializers.CharField()
    sebutan = serializers.CharField()
    desa = serializers.CharField()
    kecamatan = serializers.CharField()


class JaminanGandaSerializer(serializers.Serializer[Any]):
    kunci = serializers.CharField()
    jenis = serializers.ChoiceField(choices=JenisGanda.choices)
    orang = OrangGandaSerializer()
    temuan = serializers.CharField(source="teks")
    skema = serializers.CharField(allow_blank=True)
    akibat = serializers.CharField()
    tindakan = serializers.CharField()
    pasal = serializers.CharField(allow_blank=True)
    tercatat = serializers.BooleanField(help_text="Sudah ada pada daftar desa")
    putusan = serializers.CharField(allow_blank=True)
    alasan = serializers.CharField(allow_blank=True)
    terbuka = serializers.BooleanField(help_text="Perlu diputus DPM-Pemdes")
    menunggu_desa = serializers.BooleanField(help_text="Ditegaskan, menunggu laporan desa")


class PutusanJaminanSerializer(serializers.Serializer[Any]):
    kunci = serializers.CharField(max_length=32)
    putusan = serializers.ChoiceField(choices=PutusanGanda.choices)
    alasan = serializers.CharField(max_length=300)


class JaminanGandaKabupatenViewSet(PortalViewSet):
    """Kemungkinan jaminan ganda di sebuah kabupaten, dan putusannya."""

    queryset = DaftarLain.objects.none()
    serializer_class = JaminanGandaSerializer
    lookup_field = "kode"

    @extend_schema(responses={200: JaminanGandaSerializer(many=True)}, filters=False)
    def list(self, request: Request, kode: str) -> Response:
        """Semua temuan: daftar jaminan lain, pernyataan, dan NIK yang sama pada dua tempat."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        reads = may(self.pengguna, Izin.JAMKESDA, kabupaten)
        found = findings(kabupaten, today_in(kabupaten), residents=reads)
        return Response(JaminanGandaSerializer(found, many=True).data)

    @extend_schema(request=PutusanJaminanSerializer, responses={201: JaminanGandaSerializer})
    def create(self, request: Request, kode: str) -> Response:
        """Memutuskan satu temuan; daftar desa tidak berubah oleh putusan ini."""
        kabupaten = get_kabupaten(self.pengguna, kode, Izin.PERIKSA)
        asked = self.isian(PutusanJaminanSerializer)
        decide_double(kabupaten=kabupaten, by=self.pengguna, **asked)
        found = next(
            one for one in findings(kabupaten, today_in(kabupaten), residents=True) if one.kunci == asked["kunci"]
        )
        return Response(JaminanGandaSerializer(found).data, status=201)


class JaminanGandaDesaViewSet(PortalViewSet):
    """Kemungkinan jaminan ganda di sebuah desa."""

    queryset = DaftarLain.objects.none()
    serializer_class = JaminanGandaSerializer
    lookup_field = "kode"

    @extend_schema(responses={200: JaminanGandaSerializer(many=True)}, filters=False)
    def list(self, request: Request, kode: str) -> Response:
        """Temuan tentang orang desa ini; tempat lain tidak disebut."""
        desa = get_desa(self.pengguna, kode)
        return Response(JaminanGandaSerializer(findings(desa, today_in(desa.kabupaten)), many=True).data)


paths = [
    path(
        "kabupaten/<str:kode>/jaminan-ganda/",
        JaminanGandaKabupatenViewSet.as_view({"get": "list", "post": "create"}),
        name="api_jaminan_ganda",
    ),
    path(
        "desa/<str:kode>/jaminan-ganda/",
        JaminanGandaDesaViewSet.as_view({"get": "list"}),
        name="api_jaminan_ganda_desa",
    ),
]
