"""The papers of a month: their figures as JSON, and the same as PDF and XLSX."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from desa.access import Izin, get_desa, get_kabupaten
from desa.api.dasar import ApaAdanya, PunyaPeran, Terbatas
from desa.api.isian import BulanField, SamarField
from desa.models import User
from desa.pdf import attachment
from iuran.actions.unduhan import record_full_list
from iuran.pdf import KERTAS, deposit_sheet_pdf, posting_pdf, request_pdf, slips_pdf
from iuran.queries.posting import posting_of
from iuran.queries.slip import slips_of
from iuran.queries.tagihan_porsi import TagihanPorsi, deposit_sheet_of, request_of
from iuran.xlsx import bill_xlsx, posting_xlsx
from jaminan.bulan import Bulan

UKURAN = OpenApiParameter("kertas", OpenApiTypes.STR, enum=list(KERTAS), description="Ukuran kertas; a4 bila kosong")
PDF = extend_schema(parameters=[UKURAN], responses={(200, "application/pdf"): OpenApiTypes.BINARY})
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSX = extend_schema(request=None, responses={(200, XLSX_MIME): OpenApiTypes.BINARY})


class TunggakanSerializer(serializers.Serializer[Any]):
    bulan = BulanField()
    jumlah = serializers.IntegerField()


class PorsiTagihanSerializer(serializers.Serializer[Any]):
    penanggung = serializers.CharField()
    persen = serializers.CharField(help_text="Dengan koma, misalnya 2,5; kosong bila bulan ini tidak ada iurannya")
    sumber_dana = serializers.CharField()
    pasal = serializers.CharField()
    orang = serializers.IntegerField()
    dasar = serializers.IntegerField()
    saldo_awal = serializers.IntegerField()
    iuran = serializers.IntegerField()
    koreksi = serializers.IntegerField()
    disetor = serializers.IntegerField()
    sisa = serializers.IntegerField()
    dibayar = serializers.IntegerField()
    terbilang = serializers.CharField()
    tunggakan = TunggakanSerializer(many=True)
    virtual_account = serializers.CharField(source="akun.nomor", help_text="Kosong bila belum tercatat")


class OrangTagihanSerializer(serializers.Serializer[Any]):
    kecamatan = serializers.CharField()
    kode_desa = serializers.CharField()
    desa = serializers.CharField()
    nik = SamarField()
    nama = serializers.CharField()
    jabatan = serializers.CharField()
    bulan = BulanField()
    penghasilan = serializers.IntegerField()
    dasar = serializers.IntegerField()
    porsi = serializers.DictField(child=serializers.IntegerField(), help_text="Rupiah per penanggung")
    jumlah = serializers.IntegerField()
    koreksi = serializers.BooleanField(help_text="Pembetulan bulan lalu, bukan iuran bulan ini")
    alasan = serializers.CharField()


class TagihanPorsiSerializer(serializers.Serializer[Any]):
    kabupaten = serializers.CharField(source="kabupaten.kode")
    desa = serializers.CharField(source="desa.kode", allow_null=True, default=None)
    bulan = BulanField()
    peraturan = serializers.CharField()
    jatuh_tempo = serializers.DateField()
    alasan_jatuh_tempo = serializers.CharField()
    orang = serializers.IntegerField(source="banyak")
    dibayar = serializers.IntegerField()
    terbilang = serializers.CharField()
    porsi = PorsiTagihanSerializer(many=True)
    daftar = OrangTagihanSerializer(many=True, source="orang")
    sidik = serializers.CharField(help_text="Sama pada PDF dan XLSX yang dibuat dari angka yang sama")


class BarisPostingSerializer(serializers.Serializer[Any]):
    kode = serializers.CharField()
    uraian = serializers.CharField()
    sumber_dana = serializers.CharField()
    orang = serializers.IntegerField()
    dasar = serializers.IntegerField()
    iuran = serializers.IntegerField()
    koreksi = serializers.IntegerField()
    jumlah = serializers.IntegerField()


class BuktiPostingSerializer(serializers.Serializer[Any]):
    tanggal = serializers.DateField()
    penanggung = serializers.CharField()
    referensi = serializers.CharField()
    jumlah = serializers.IntegerField()


class PostingSerializer(serializers.Serializer[Any]):
    desa = serializers.CharField(source="desa.kode")
    bulan = BulanField()
    peraturan = serializers.CharField()
    pasal = serializers.CharField(source="anggaran.pasal")
    kegiatan = serializers.CharField(source="anggaran.kegiatan.kode")
    belanja = BarisPostingSerializer(many=True)
    potongan = BarisPostingSerializer()
    bukti = BuktiPostingSerializer(many=True)
    jumlah = serializers.IntegerField()


class KertasView(Terbatas):
    """A door to one place and month; what may not be seen is 404, a month without the paper is 400 with a sentence."""

    permission_classes = [PunyaPeran]
    content_negotiation_class = ApaAdanya

    @property
    def pengguna(self) -> User:
        user = self.request.user
        if not isinstance(user, User):
            raise Http404
        return user

    def bulan(self, text: str) -> Bulan:
        try:
            return Bulan.parse(text)
        except ValueError:
            raise Http404 from None

    def kertas(self, request: Request) -> str:
        asked = request.query_params.get("kertas", "")
        return asked if asked in KERTAS else KERTAS[0]


@dataclass(frozen=True, slots=True)
class JenisTagihan:
    """One of the two bills: what its file is called, whose it is, and how it looks on paper."""

    nama: str
    isi: Callable[[User, str, Bulan, Izin], TagihanPorsi]
    pdf: Callable[[TagihanPorsi, str], bytes]


def _request(user: User, kode: str, bulan: Bulan, izin: Izin) -> TagihanPorsi:
    return request_of(get_kabupaten(user, kode, izin), bulan)


def _deposit_sheet(user: User, kode: str, bulan: Bulan, izin: Izin) -> TagihanPorsi:
    return deposit_sheet_of(get_desa(user, kode, izin), bulan)


PERMINTAAN = JenisTagihan("permintaan-pembayaran", _request, request_pdf)
LEMBAR_SETORAN = JenisTagihan("lembar-setoran", _deposit_sheet, deposit_sheet_pdf)


class TagihanPorsiView(KertasView):
    """What a depositor is to pay in a month; `jenis` says whether a regency's request or a village's sheet."""

    jenis: JenisTagihan = PERMINTAAN

    def bill(self, kode: str, bulan: str, izin: Izin = Izin.LIHAT) -> TagihanPorsi:
        return self.jenis.isi(self.pengguna, kode, self.bulan(bulan), izin)

    def berkas(self, kode: str, bulan: str, ending: str, content: bytes) -> HttpResponse:
        return attachment(f"{self.jenis.nama}_{kode}_{bulan}.{ending}", content)

    @extend_schema(responses=TagihanPorsiSerializer)
    def get(self, request: Request, kode: str, bulan: str) -> Response:
        """Tagihan sebulan sebagai angka: permintaan pembayaran kabupaten, atau lembar setoran sebuah desa."""
        return Response(TagihanPorsiSerializer(self.bill(kode, bulan)).data)


class TagihanPorsiPdfView(TagihanPorsiView):
    @PDF
    def get(self, request: Request, kode: str, bulan: str) -> HttpResponse:  # type: ignore[override]  # a file
        """Tagihan yang sama sebagai PDF."""
        return self.berkas(kode, bulan, "pdf", self.jenis.pdf(self.bill(kode, bulan), self.kertas(request)))


class TagihanPorsiXlsxView(TagihanPorsiView):
    @XLSX
    def get(self, request: Request, kode: str, bulan: str) -> HttpResponse:  # type: ignore[override]  # a file
        """Tagihan yang sama sebagai XLSX; NIK disamarkan."""
        return self.berkas(kode, bulan, "xlsx", bill_xlsx(self.bill(kode, bulan)))

    @XLSX
    def post(self, request: Request, kode: str, bulan: str) -> HttpResponse:
        """XLSX yang sama dengan NIK lengkap; unduhannya tercatat."""
        bill = self.bill(kode, bulan, Izin.NIK)
        record_full_list(bill=bill, by=self.pengguna)
        return self.berkas(kode, bulan, "xlsx", bill_xlsx(bill, nik_lengkap=True))


class SlipView(KertasView):
    @PDF
    def get(self, request: Request, kode: str, bulan: str) -> HttpResponse:
        """Slip potongan semua perangkat sebuah desa sebagai PDF, empat selembar."""
        slips = slips_of(get_desa(self.pengguna, kode), self.bulan(bulan))
        return attachment(f"slip-iuran_{kode}_{bulan}.pdf", slips_pdf(slips, self.kertas(request)))


class SiskeudesView(KertasView):
    @extend_schema(responses=PostingSerializer)
    def get(self, request: Request, kode: str, bulan: str) -> Response:
        """Lembar posting Siskeudes sebuah desa: rekening, jumlah, potongan, bukti setor."""
        return Response(PostingSerializer(posting_of(get_desa(self.pengguna, kode), self.bulan(bulan))).data)


class SiskeudesPdfView(KertasView):
    @PDF
    def get(self, request: Request, kode: str, bulan: str) -> HttpResponse:
        """Lembar posting Siskeudes sebagai PDF."""
        posting = posting_of(get_desa(self.pengguna, kode), self.bulan(bulan))
        return attachment(f"siskeudes_{kode}_{bulan}.pdf", posting_pdf(posting, self.kertas(request)))


class SiskeudesXlsxView(KertasView):
    @XLSX
    def get(self, request: Request, kode: str, bulan: str) -> HttpResponse:
        """Lembar posting Siskeudes sebagai XLSX."""
        posting = posting_of(get_desa(self.pengguna, kode), self.bulan(bulan))
        return attachment(f"siskeudes_{kode}_{bulan}.xlsx", posting_xlsx(posting))


def _at(place: str, paper: str, view: type[KertasView], name: str, kind: str = "", **fixed: Any) -> URLPattern:
    ending = f"{kind}/" if kind else ""
    return path(f"{place}/<str:kode>/{paper}/<str:bulan>/{ending}", view.as_view(**fixed), name=name)


def _bill(place: str, paper: str, name: str, jenis: JenisTagihan) -> list[URLPattern]:
    """The three doors of a bill: figures, PDF, XLSX."""
    return [
        _at(place, paper, TagihanPorsiView, name, jenis=jenis),
        _at(place, paper, TagihanPorsiPdfView, f"{name}_pdf", "pdf", jenis=jenis),
        _at(place, paper, TagihanPorsiXlsxView, f"{name}_xlsx", "xlsx", jenis=jenis),
    ]


paths = [
    *_bill("kabupaten", "permintaan", "api_permintaan", PERMINTAAN),
    *_bill("desa", "lembar-setoran", "api_lembar_setoran", LEMBAR_SETORAN),
    _at("desa", "slip", SlipView, "api_slip", "pdf"),
    _at("desa", "siskeudes", SiskeudesView, "api_siskeudes"),
    _at("desa", "siskeudes", SiskeudesPdfView, "api_siskeudes_pdf", "pdf"),
    _at("desa", "siskeudes", SiskeudesXlsxView, "api_siskeudes_xlsx", "xlsx"),
]
