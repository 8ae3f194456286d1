"""Doors of DPM-Pemdes: one report after another, and the decision on each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_kabupaten, may, require, today_in, visible_desa
from desa.actions.kepesertaan import accept, accept_no_changes, return_to_village
from desa.enums import StatusPenyampaian
from desa.forms.kepesertaan import KembalikanForm
from desa.models import Kabupaten, Penyampaian
from desa.queries.kepesertaan import roster_on
from desa.queries.penyampaian import KEADAAN, NADA, next_waiting, receipt_number, report_named
from desa.queries.perubahan import as_ubah, changes_in
from desa.rules.perubahan import in_words
from desa.views.permintaan import month_of, user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


@require_POST
def terima_semua(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """Accepts every waiting "no change" of the month."""
    kabupaten = get_kabupaten(request.user, kode, Izin.PERIKSA)
    count = accept_no_changes(kabupaten=kabupaten, bulan=month_of(bulan), by=user_of(request))
    messages.success(request, f"{count} laporan tanpa perubahan diterima.")
    return redirect("penyampaian_papan", kabupaten.kode, bulan)


def _report(request: HttpRequest, kode: str, pk: int, izin: Izin = Izin.LIHAT) -> tuple[Kabupaten, Penyampaian]:
    kabupaten = get_kabupaten(request.user, kode)
    report = report_named(pk, visible_desa(request.user).filter(kecamatan__kabupaten=kabupaten))
    if report is None:
        raise Http404
    require(request.user, izin, kabupaten)
    return kabupaten, report


@require_safe
def periksa(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """One report with all that it changes, and the decision."""
    kabupaten, report = _report(request, kode, pk)
    return _page(request, kabupaten, report, KembalikanForm())


def _page(request: HttpRequest, kabupaten: Kabupaten, report: Penyampaian, form: KembalikanForm) -> HttpResponse:
    waiting = report.status == StatusPenyampaian.DISAMPAIKAN and report.disampaikan_oleh_id != request.user.pk
    return render(
        request,
        "desa/penyampaian_periksa.html",
        {
            "kabupaten": kabupaten,
            "desa": report.desa,
            "laporan": report,
            "bulan": Bulan.of(report.bulan),
            "nomor": receipt_number(report),
            "hasil": report.hasil,
            "pejabat": None if report.hasil is not None else roster_on(report.desa, today_in(kabupaten)),
            "perubahan": [(one, in_words(as_ubah(one))) for one in changes_in(report.draf)] if report.draf else [],
            "perbaikan": report.upload.perbaikan.select_related("oleh") if report.upload else [],
            "jawaban": report.upload.jawaban.select_related("masa__peserta", "oleh") if report.upload else [],
            "keadaan": KEADAAN[report.status],
            "nada": NADA[report.status],
            "boleh": waiting and may(request.user, Izin.PERIKSA, kabupaten),
            "zona": kabupaten.zona_waktu,
            "form": form,
            "berikut": next_waiting(report, request.user.pk),
        },
    )


@require_POST
def terima(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Accepts a report; its changes apply."""
    kabupaten, report = _report(request, kode, pk, Izin.PERIKSA)
    try:
        accept(penyampaian=report, by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("penyampaian_periksa", kabupaten.kode, report.pk)
    messages.success(request, f"Laporan Desa {report.desa.nama} diterima.")
    return _next(request, kabupaten, report)


def _next(request: HttpRequest, kabupaten: Kabupaten, report: Penyampaian) -> HttpResponse:
    """Straight on to the next report that waits; after the last one, the board."""
    following = next_waiting(report, request.user.pk)
    if following:
        return redirect("penyampaian_periksa", kabupaten.kode, following.pk)
    return redirect("penyampaian_papan", kabupaten.kode, str(Bulan.of(report.bulan)))


@require_http_methods(["POST"])
def kembalikan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Sends a report back with its reason."""
    kabupaten, report = _report(request, kode, pk, Izin.PERIKSA)
    form = KembalikanForm(request.POST)
    if not form.is_valid():
        return _page(request, kabupaten, report, form)
    try:
        return_to_village(penyampaian=report, alasan=form.cleaned_data["alasan"], by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("penyampaian_periksa", kabupaten.kode, report.pk)
    messages.success(request, f"Laporan dikembalikan kepada Desa {report.desa.nama}.")
    return _next(request, kabupaten, report)
