"""Doors of a village's month: its list, "no change", the file, its preview and the receipt."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_desa, may, today_in
from desa.actions.kepesertaan import hand_in_upload, receive_upload, state_no_change
from desa.enums import StatusUpload
from desa.forms.kepesertaan import UnggahForm
from desa.models import Desa, KepesertaanUpload, User
from desa.queries.daftar import rows_for_template
from desa.queries.kepesertaan import roster_on
from desa.queries.penyampaian import BELUM, KEADAAN, NADA, history, latest, receipt_number, report_named, upload_named
from desa.xlsx.templat import write_templat
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _month(desa: Desa) -> Bulan:
    return Bulan.of(today_in(desa.kabupaten))


@require_safe
def daftar(request: HttpRequest, kode: str) -> HttpResponse:
    """Start of reporting: the village's list today, where the month stands, and the three ways on."""
    desa = get_desa(request.user, kode)
    bulan = _month(desa)
    last = latest(desa, bulan)
    state = last.status if last else BELUM
    return render(
        request,
        "desa/kepesertaan_daftar.html",
        {
            "desa": desa,
            "bulan": bulan,
            "pejabat": roster_on(desa, today_in(desa.kabupaten)),
            "laporan": last,
            "keadaan": KEADAAN[state],
            "nada": NADA[state],
            "boleh": may(request.user, Izin.SAMPAIKAN, desa),
            "riwayat": history(desa)[:12],
        },
    )


@require_safe
def unduh(request: HttpRequest, kode: str) -> HttpResponse:
    """The village's present list as a workbook to fill in."""
    desa = get_desa(request.user, kode)
    rows = rows_for_template(desa, today_in(desa.kabupaten))
    answer = HttpResponse(write_templat(desa.nama, *rows), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="daftar-{desa.kode}-{_month(desa)}.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def tetap(request: HttpRequest, kode: str) -> HttpResponse:
    """ "No change": the list once more, the declaration, one button."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    bulan = _month(desa)
    if request.method == "POST":
        try:
            report = state_no_change(desa=desa, bulan=bulan, by=cast(User, request.user))
        except Kesalahan as error:
            messages.error(request, str(error))
            return redirect("kepesertaan", desa.kode)
        return redirect("kepesertaan_bukti", desa.kode, report.pk)
    people = roster_on(desa, today_in(desa.kabupaten))
    return render(request, "desa/kepesertaan_tetap.html", {"desa": desa, "bulan": bulan, "pejabat": people})


@require_http_methods(["GET", "HEAD", "POST"])
def unggah(request: HttpRequest, kode: str) -> HttpResponse:
    """Takes a file; its preview is the next page."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    form = UnggahForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = UnggahForm(request.POST, request.FILES)
        if form.is_valid():
            berkas = form.cleaned_data["berkas"]
            try:
                upload = receive_upload(
                    desa=desa, nama_berkas=berkas.name or "", isi=berkas.read(), by=cast(User, request.user)
                )
                return redirect("kepesertaan_unggahan", desa.kode, upload.pk)
            except Kesalahan as error:
                form.add_error("berkas", str(error))
    return render(request, "desa/kepesertaan_unggah.html", {"desa": desa, "bulan": _month(desa), "form": form})


def _upload(desa: Desa, pk: int) -> KepesertaanUpload:
    found = upload_named(desa, pk)
    if found is None:
        raise Http404
    return found


@require_safe
def unggahan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """The preview of a file in words: three numbers, every change, every fault."""
    desa = get_desa(request.user, kode)
    upload = _upload(desa, pk)
    ready = upload.status == StatusUpload.SIAP and may(request.user, Izin.SAMPAIKAN, desa)
    return render(
        request,
        "desa/kepesertaan_pratinjau.html",
        {
            "desa": desa,
            "bulan": _month(desa),
            "upload": upload,
            "hasil": upload.hasil,
            "perubahan": sum(len(upload.hasil[kind]) for kind in ("baru", "berubah", "berakhir")),
            "siap": ready,
            "laporan": getattr(upload, "penyampaian", None),
        },
    )


@require_POST
def sampaikan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Hands a checked file in; a second press leads to the same receipt."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    try:
        report = hand_in_upload(upload=_upload(desa, pk), bulan=_month(desa), by=cast(User, request.user))
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("kepesertaan_unggahan", desa.kode, pk)
    return redirect("kepesertaan_bukti", desa.kode, report.pk)


@require_safe
def bukti(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """The receipt of a report: number, time there, hash, what happens next."""
    desa = get_desa(request.user, kode)
    report = report_named(pk, Desa.objects.filter(pk=desa.pk))
    if report is None:
        raise Http404
    return render(
        request,
        "desa/kepesertaan_bukti.html",
        {
            "desa": desa,
            "laporan": report,
            "nomor": receipt_number(report),
            "keadaan": KEADAAN[report.status],
            "nada": NADA[report.status],
            "zona": desa.kabupaten.zona_waktu,
        },
    )
