"""Registration with BPJS Kesehatan: queue and counts of a regency, batches, events, answers, a village's letters."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_kabupaten, may, places, regional_kabupaten, today_in, visible_desa
from desa.actions.jawaban_bpjs import apply_answer, choose_columns, receive_answer
from desa.actions.pendaftaran import DICATAT, record_status, take_file
from desa.enums import JenisMutasi, ProfilEdabu, StatusJawaban
from desa.models import AnggotaKeluarga, JawabanBpjs, Pengajuan, RiwayatKepesertaan, User
from desa.parameters.edabu import PROFIL
from desa.pdf.unduhan import attachment
from desa.queries.jawaban_bpjs import Tinjauan, look_at
from desa.queries.kedudukan import recap
from desa.queries.orang import officials_of, terms_of
from desa.queries.pendaftaran import digest, queue
from desa.xlsx.edabu import submit
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_number

from .dasar import LARGEST, ApaAdanya, BacaViewSet, DesaFilter, KabupatenFilter, NomorFilter, PunyaPeran, Terbatas
from .isian import BerkasField, BilanganField, KodeField, KodeTempatField, OlehField, SamarField, file_of

XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ButirSerializer(serializers.Serializer[Any]):
    peserta = serializers.IntegerField(source="sasaran.peserta.pk")
    anggota = serializers.IntegerField(source="sasaran.anggota.pk", allow_null=True, default=None)
    desa = serializers.CharField(source="sasaran.desa.kode")
    nik = SamarField(source="sasaran.isi.nik")
    nama = serializers.CharField()
    sebutan = serializers.CharField()
    jenis = serializers.ChoiceField(choices=JenisMutasi.choices)
    kolom = serializers.ListField(child=serializers.CharField(), help_text="Yang berubah")
    sebab = serializers.CharField()
    tertahan = serializers.CharField(help_text="Alasan penolakan yang menunggu desa; kosong bila tidak ada")
    tenggat = serializers.DateField(allow_null=True)
    pasal = serializers.CharField()


class KurangSerializer(serializers.Serializer[Any]):
    peserta = serializers.IntegerField()
    anggota = serializers.IntegerField(allow_null=True)
    nama = serializers.CharField()
    desa = serializers.CharField()
    kurang = serializers.ListField(child=serializers.CharField())


class AntreanSerializer(serializers.Serializer[Any]):
    kabupaten = serializers.CharField()
    berlaku = serializers.DateField(help_text="Mulai berlaku bila diajukan hari ini")
    butir = ButirSerializer(many=True)
    siap = serializers.IntegerField(help_text="Orang yang masuk berkas dengan pilihan ini")
    kurang = KurangSerializer(many=True)
    sidik = serializers.CharField(help_text="Dikirim kembali saat membuat pengajuan")


class TanyaAntreanSerializer(serializers.Serializer[Any]):
    profil = serializers.ChoiceField(choices=ProfilEdabu.choices, default=ProfilEdabu.MUTASI_37.value)
    kecamatan = serializers.CharField(max_length=8, required=False, default="", allow_blank=True)
    ulangi = serializers.BooleanField(default=False, help_text="Sertakan yang ditolak dan belum berubah")


class RekapSerializer(serializers.Serializer[Any]):
    desa = serializers.CharField()
    nama = serializers.CharField()
    kecamatan = serializers.CharField()
    jumlah = serializers.DictField(child=serializers.IntegerField(), help_text="Orang per keadaan")


class KabupatenView(Terbatas):
    """A door to one regency."""

    permission_classes = [PunyaPeran]

    @property
    def pengguna(self) -> User:
        user = self.request.user
        if not isinstance(user, User):
            raise Http404
        return user


class AntreanView(KabupatenView):
    @extend_schema(parameters=[TanyaAntreanSerializer], responses=AntreanSerializer)
    def get(self, request: Request, kode: str) -> Response:
        """Antrean pendaftaran: siapa didaftarkan, diubah, diakhiri, dengan batas waktunya. NIK disamarkan."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        asked = TanyaAntreanSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        chosen: dict[str, Any] = asked.validated_data
        waiting = queue(kabupaten, today_in(kabupaten))
        profile = PROFIL[ProfilEdabu(chosen["profil"])]
        ready, lacking = waiting.pilah(profile, kecamatan=chosen["kecamatan"], ulangi=chosen["ulangi"])
        gaps = [
            {
                "peserta": one.sasaran.peserta.pk, "anggota": one.sasaran.anggota.pk if one.sasaran.anggota else None,
                "nama": one.nama, "desa": one.sasaran.desa.kode, "kurang": list(missing),
            }
            for one, missing in lacking
        ]  # fmt: skip
        answer = {
            "kabupaten": kabupaten.kode, "berlaku": waiting.berlaku, "butir": waiting.butir, "siap": len(ready),
            "kurang": gaps, "sidik": digest(profile, ready),
        }  # fmt: skip
        return Response(AntreanSerializer(answer).data)


class RekapView(KabupatenView):
    @extend_schema(responses=RekapSerializer(many=True))
    def get(self, request: Request, kode: str) -> Response:
        """Orang per keadaan di BPJS Kesehatan, desa demi desa."""
        kabupaten = get_kabupaten(self.pengguna, kode)
        rows = [
            {
                "desa": one.desa.kode, "nama": one.desa.nama, "kecamatan": one.desa.kecamatan.kode,
                "jumlah": {str(state): count for state, count in one.jumlah.items()},
            }
            for one in recap(kabupaten, today_in(kabupaten))
        ]  # fmt: skip
        return Response(RekapSerializer(rows, many=True).data)


paths = [
    path("kabupaten/<str:kode>/antrean-pendaftaran/", AntreanView.as_view(), name="api_antrean_pendaftaran"),
    path("kabupaten/<str:kode>/rekap-pendaftaran/", RekapView.as_view(), name="api_rekap_pendaftaran"),
]


class PengajuanSerializer(serializers.ModelSerializer[Pengajuan]):
    kabupaten = KodeField()
    oleh = OlehField()

    class Meta:
        model = Pengajuan
        fields = ("id", "kabupaten", "nomor", "profil", "berlaku", "banyak", "nama_berkas", "sha256", "oleh", "pada")


class PengajuanBaruSerializer(TanyaAntreanSerializer):
    kabupaten = KodeTempatField()
    sidik = serializers.CharField(max_length=64, help_text="Dari antrean; kiriman kedua menemukan pengajuan yang sama")


class PengajuanViewSet(BacaViewSet):
    """Pengajuan kepada BPJS Kesehatan, sebagaimana dibuat. Berkasnya memuat NIK lengkap dan diunduh tersendiri."""

    queryset = Pengajuan.objects.select_related("kabupaten", "oleh")
    serializer_class = PengajuanSerializer
    mencatat = (Izin.DAFTARKAN,)
    filterset_class = KabupatenFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    def _office(self, kode: str) -> Any:
        kabupaten = get_kabupaten(self.pengguna, kode, Izin.DAFTARKAN)
        if not may(self.pengguna, Izin.NIK, kabupaten):
            raise PermissionDenied
        return kabupaten

    @extend_schema(request=PengajuanBaruSerializer, responses={201: PengajuanSerializer})
    def create(self, request: Request) -> Response:
        """Membuat pengajuan dari semua yang siap; sidik yang sama menjawab pengajuan yang sama."""
        asked = self.isian(PengajuanBaruSerializer)
        kabupaten = self._office(asked.pop("kabupaten"))
        row = submit(kabupaten=kabupaten, by=self.pengguna, **asked)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(request=None, responses={(200, XLSX_MIME): OpenApiTypes.BINARY})
    @action(detail=True, methods=["post"], content_negotiation_class=ApaAdanya)
    def berkas(self, request: Request, pk: str) -> HttpResponse:
        """Berkas e-Dabu dengan NIK lengkap; unduhannya tercatat."""
        row = self.get_object()
        self._office(row.kabupaten.kode)
        return attachment(row.nama_berkas, take_file(pengajuan=row, by=self.pengguna))


class RiwayatKepesertaanSerializer(serializers.ModelSerializer[RiwayatKepesertaan]):
    desa = KodeField()
    oleh = OlehField()

    class Meta:
        model = RiwayatKepesertaan
        fields = (
            "id", "peserta", "anggota", "desa", "keadaan", "jenis", "berlaku", "alasan", "pengajuan", "jawaban", "oleh",
            "pada",
        )  # fmt: skip


class StatusBaruSerializer(serializers.Serializer[Any]):
    peserta = BilanganField(min_value=1, max_value=LARGEST)
    anggota = BilanganField(min_value=1, max_value=LARGEST, required=False, allow_null=True, default=None)
    keadaan = serializers.ChoiceField(choices=[(one.value, one.label) for one in DICATAT])
    berlaku = serializers.DateField()
    alasan = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    nomor_kartu = serializers.RegexField(r"^[0-9]{13}\Z", required=False, default="", allow_blank=True)


class RiwayatFilter(DesaFilter):
    peserta = NomorFilter(field_name="peserta_id")
    anggota = NomorFilter(field_name="anggota_id")


class RiwayatKepesertaanViewSet(BacaViewSet):
    """Setiap peristiwa kepesertaan di BPJS Kesehatan, menurut urutan tercatatnya."""

    queryset = RiwayatKepesertaan.objects.select_related("desa", "oleh")
    serializer_class = RiwayatKepesertaanSerializer
    mencatat = (Izin.DAFTARKAN,)
    filterset_class = RiwayatFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(places(user, "desa__"))

    @extend_schema(request=StatusBaruSerializer, responses={201: RiwayatKepesertaanSerializer})
    def create(self, request: Request) -> Response:
        """Mencatat keadaan seseorang di BPJS Kesehatan, dengan nomor kartunya bila ada."""
        asked = self.isian(StatusBaruSerializer)
        person = officials_of(visible_desa(self.pengguna)).filter(pk=asked.pop("peserta")).first()
        if person is None:
            raise Http404
        number = asked.pop("anggota")
        member = AnggotaKeluarga.objects.filter(pk=number, peserta=person).first() if number else None
        if number and member is None:
            raise Http404
        desa = terms_of(person, visible_desa(self.pengguna))[0].desa
        if not may(self.pengguna, Izin.DAFTARKAN, desa):
            raise PermissionDenied
        row = record_status(peserta=person, anggota=member, desa=desa, by=self.pengguna, **asked)
        return Response(self.get_serializer(row).data, status=201)


class JawabanBpjsSerializer(serializers.ModelSerializer[JawabanBpjs]):
    kabupaten = KodeField()
    oleh = OlehField()
    diterapkan_oleh = OlehField()

    class Meta:
        model = JawabanBpjs
        fields = (
            "id", "kabupaten", "nama_berkas", "sha256", "status", "pemetaan", "hasil", "oleh", "pada",
            "diterapkan_oleh", "diterapkan_pada",
        )  # fmt: skip


class JawabanBaruSerializer(serializers.Serializer[Any]):
    kabupaten = KodeTempatField()
    berkas = BerkasField(help_text="XLSX, XLS, ODS atau CSV dari BPJS Kesehatan")


class KolomSerializer(serializers.Serializer[Any]):
    kolom = serializers.DictField(child=serializers.CharField(), help_text="Kolom portal ke judul kolom berkas")


class SalahSelSerializer(serializers.Serializer[Any]):
    sel = serializers.CharField()
    pesan = serializers.CharField()
    saran = serializers.CharField()


class BerubahSerializer(serializers.Serializer[Any]):
    baris = serializers.IntegerField()
    nik = serializers.CharField()
    nama = serializers.CharField()
    desa = serializers.CharField()
    menjadi = serializers.CharField()


class TinjauanSerializer(serializers.Serializer[Any]):
    baris = serializers.IntegerField()
    berubah = BerubahSerializer(many=True)
    tetap = serializers.IntegerField()
    salah = SalahSelSerializer(many=True)
    baris_salah = serializers.IntegerField()
    dilewati = serializers.ListField(child=serializers.CharField())
    tersembunyi = serializers.ListField(child=serializers.CharField(), help_text="Yang disembunyikan lembar kerja")
    judul = serializers.ListField(child=serializers.CharField())
    kolom = serializers.DictField(child=serializers.CharField())
    kurang = serializers.ListField(child=serializers.CharField(), help_text="Kolom wajib yang belum dikenal")


def _seen(view: Tinjauan) -> dict[str, Any]:
    return {
        "baris": view.semua, "tetap": len(view.tetap), "salah": view.galat, "baris_salah": view.ditolak,
        "dilewati": view.dilewati, "tersembunyi": view.tersembunyi, "judul": view.judul,
        "kolom": view.pemetaan, "kurang": view.kurang,
        "berubah": [
            {"baris": one.baris.nomor, "nik": mask_number(one.baris.nik), "nama": one.nama, "desa": one.desa.kode,
             "menjadi": one.kalimat}
            for one in view.berubah
        ],
    }  # fmt: skip


class JawabanBpjsViewSet(BacaViewSet):
    """Jawaban BPJS Kesehatan sebagai berkas: dilihat dahulu, lalu diterapkan seluruhnya atau tidak sama sekali."""

    queryset = JawabanBpjs.objects.select_related("kabupaten", "oleh", "diterapkan_oleh")
    serializer_class = JawabanBpjsSerializer
    mencatat = (Izin.DAFTARKAN,)
    filterset_class = KabupatenFilter

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows.filter(kabupaten__in=regional_kabupaten(user))

    def _mine(self) -> JawabanBpjs:
        row: JawabanBpjs = self.get_object()
        if not may(self.pengguna, Izin.DAFTARKAN, row.kabupaten):
            raise PermissionDenied
        return row

    @extend_schema(request=JawabanBaruSerializer, responses={201: JawabanBpjsSerializer})
    def create(self, request: Request) -> Response:
        """Menerima berkas jawaban; berkas yang sama menjawab baris yang sama. Belum ada yang diterapkan."""
        asked = self.isian(JawabanBaruSerializer)
        kabupaten = get_kabupaten(self.pengguna, asked["kabupaten"], Izin.DAFTARKAN)
        nama, isi = file_of(asked["berkas"])
        row = receive_answer(kabupaten=kabupaten, nama_berkas=nama, isi=isi, by=self.pengguna)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(responses=TinjauanSerializer)
    @action(detail=True, methods=["get"])
    def tinjau(self, request: Request, pk: str) -> Response:
        """Yang akan dilakukan jawaban ini: setiap baris berubah, tetap, atau salah dengan selnya."""
        row = self.get_object()
        if row.status == StatusJawaban.DITERAPKAN:
            raise Kesalahan("Jawaban ini sudah diterapkan.", "Lihat hasilnya pada jawaban itu sendiri.")
        return Response(TinjauanSerializer(_seen(look_at(row, today_in(row.kabupaten)))).data)

    @extend_schema(request=KolomSerializer, responses={201: JawabanBpjsSerializer})
    @action(detail=True, methods=["post"])
    def kolom(self, request: Request, pk: str) -> Response:
        """Memilih judul kolom berkas untuk kolom portal."""
        row = choose_columns(jawaban=self._mine(), pemetaan=self.isian(KolomSerializer)["kolom"], by=self.pengguna)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(request=None, responses={201: JawabanBpjsSerializer})
    @action(detail=True, methods=["post"])
    def terapkan(self, request: Request, pk: str) -> Response:
        """Menerapkan seluruh jawaban dalam satu langkah; kiriman kedua tidak mengubah apa pun."""
        row = apply_answer(jawaban=self._mine(), by=self.pengguna)
        return Response(self.get_serializer(row).data, status=201)
