"""Doors of a month's papers and workbooks: payment request, deposit sheet, slips, SISKEUDES posting sheet."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, get_kabupaten, places, today_in
from desa.pdf import attachment
from desa.views.permintaan import month_of, user_of
from iuran.actions.unduhan import record_full_list
from iuran.enums import StatusPenetapan
from iuran.models import Iuran
from iuran.pdf import KERTAS, deposit_sheet_pdf, posting_pdf, request_list_pdf, request_pdf, slips_pdf
from iuran.queries.asal import wording_of_budget
from iuran.queries.penetapan import latest_month
from iuran.queries.posting import posting_of
from iuran.queries.rekap_porsi import group_of
from iuran.queries.slip import slip_of, slips_of
from iuran.queries.tagihan_porsi import TagihanPorsi, deposit_sheet_of, request_of, require_bill
from iuran.xlsx import bill_xlsx, posting_xlsx
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

View = Callable[..., HttpResponse]
downloads = require_http_methods(["GET", "HEAD", "POST"])


def or_back_to(route: str) -> Callable[[View], View]:
    """Where there is nothing to hand out, the page of the same place and month says why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, kode: str, bulan: str, **more: Any) -> HttpResponse:
            try:
                return view(request, kode, bulan, **more)
            except Kesalahan as problem:
                messages.error(request, str(problem))
                return redirect(route, kode, bulan)

        return door

    return decorate


def paper_size(request: HttpRequest) -> str:
    """A4, unless the address asks for F4."""
    asked = request.GET.get("kertas", "")
    return asked if asked in KERTAS else KERTAS[0]


@require_safe
@or_back_to("setoran_bulan")
def permintaan_pdf(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """The payment request of a regency."""
    kabupaten, month = get_kabupaten(request.user, kode), month_of(bulan)
    paper = request_pdf(request_of(kabupaten, month), paper_size(request))
    return attachment(f"permintaan-pembayaran_{kode}_{month}.pdf", paper)


@require_safe
@or_back_to("setoran_bulan")
def permintaan_daftar(request: HttpRequest, kode: str, bulan: str, kecamatan: str) -> HttpResponse:
    """The people of one kecamatan behind a payment request, as a paper."""
    kabupaten, month = get_kabupaten(request.user, kode), month_of(bulan)
    bill = request_of(kabupaten, month)
    group = group_of(bill, kecamatan)
    if group is None:
        raise Http404
    return attachment(f"daftar-orang_{group.kode}_{month}.pdf", request_list_pdf(bill, group, paper_size(request)))


@downloads
@or_back_to("setoran_bulan")
def permintaan_xlsx(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """The payment request and its list as a workbook; sent by POST, with full NIK and a row in the trail."""
    kabupaten, month = get_kabupaten(request.user, kode, _asked(request)), month_of(bulan)
    return attachment(f"permintaan-pembayaran_{kode}_{month}.xlsx", _workbook(request, request_of(kabupaten, month)))


def _asked(request: HttpRequest) -> Izin:
    return Izin.NIK if request.method == "POST" else Izin.LIHAT


def _workbook(request: HttpRequest, bill: TagihanPorsi) -> bytes:
    if request.method != "POST":
        return bill_xlsx(bill)
    record_full_list(bill=bill, by=user_of(request))
    return bill_xlsx(bill, nik_lengkap=True)


@require_safe
@or_back_to("setoran_desa")
def lembar_setoran_pdf(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """The deposit sheet of a village."""
    desa, month = get_desa(request.user, kode), month_of(bulan)
    paper = deposit_sheet_pdf(deposit_sheet_of(desa, month), paper_size(request))
    return attachment(f"lembar-setoran_{kode}_{month}.pdf", paper)


@downloads
@or_back_to("setoran_desa")
def lembar_setoran_xlsx(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """The deposit sheet as a workbook; sent by POST, with full NIK and a row in the trail."""
    desa, month = get_desa(request.user, kode, _asked(request)), month_of(bulan)
    return attachment(f"lembar-setoran_{kode}_{month}.xlsx", _workbook(request, deposit_sheet_of(desa, month)))


@require_safe
@or_back_to("iuran_desa")
def iuran_desa_slip(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """The slips of a village's month, four to a sheet."""
    desa, month = get_desa(request.user, kode), month_of(bulan)
    return attachment(f"slip-iuran_{kode}_{month}.pdf", slips_pdf(slips_of(desa, month), paper_size(request)))


@require_safe
def iuran_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """One official's slip."""
    visible = Iuran.objects.filter(places(request.user, "desa__")).select_related(
        "penetapan__peraturan", "peserta", "desa__kecamatan__kabupaten"
    )
    row = get_object_or_404(visible, pk=pk)
    if row.penetapan.status == StatusPenetapan.BERJALAN:
        raise Http404
    name = f"slip-iuran_{pk}_{Bulan.of(row.penetapan.bulan)}.pdf"
    return attachment(name, slips_pdf([slip_of(row)], paper_size(request)))


@require_safe
def siskeudes_terakhir(request: HttpRequest, kode: str) -> HttpResponse:
    """Leads to the village's newest assessed month, or to the present one."""
    desa = get_desa(request.user, kode)
    return redirect("siskeudes", kode, str(latest_month(desa.kabupaten) or Bulan.of(today_in(desa.kabupaten))))


@require_safe
def siskeudes(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """The posting sheet on the screen, or why there is none."""
    desa, month = get_desa(request.user, kode), month_of(bulan)
    context: dict[str, Any] = {"desa": desa, "bulan": month, "sebelum": month.previous(), "sesudah": month.next()}
    try:
        posting = posting_of(desa, month)
        rule = require_bill(desa.kabupaten, month).peraturan
        context |= {"isi": posting, "peraturan": rule, "bunyi": wording_of_budget(rule, posting.anggaran.pasal)}
    except Kesalahan as problem:
        context["tidak_ada"] = problem
    return render(request, "iuran/siskeudes_lihat.html", context)


@require_safe
@or_back_to("siskeudes")
def siskeudes_pdf(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """The posting sheet as a paper."""
    desa, month = get_desa(request.user, kode), month_of(bulan)
    return attachment(f"siskeudes_{kode}_{month}.pdf", posting_pdf(posting_of(desa, month), paper_size(request)))


@require_safe
@or_back_to("siskeudes")
def siskeudes_xlsx(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """The posting sheet as a workbook."""
    desa, month = get_desa(request.user, kode), month_of(bulan)
    return attachment(f"siskeudes_{kode}_{month}.xlsx", posting_xlsx(posting_of(desa, month)))
