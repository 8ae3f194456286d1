"""Doors of a village's month: its list, "no change", the file, its preview and the receipt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, may, today_in
from desa.actions.kepesertaan import receive_upload, state_no_change
from desa.forms.kepesertaan import UnggahForm
from desa.models import Desa
from desa.pdf.paket import qr_image
from desa.queries.bagian import other_cover_article
from desa.queries.daftar import rows_for_template
from desa.queries.kepesertaan import roster_on
from desa.queries.penyampaian import (
    BELUM,
    KEADAAN,
    NADA,
    latest,
    months_of,
    receipt_address,
    receipt_number,
    replaced_by,
    report_named,
    report_signed,
    share_text,
)
from desa.queries.perubahan import as_ubah, changes_in, open_draft
from desa.queries.surat_bpjs import letter_rule
from desa.queries.unggahan import open_upload
from desa.rules.kolom import PERANGKAT
from desa.rules.perubahan import in_words
from desa.views.permintaan import user_of
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
            "draf": open_draft(desa),
            "berkas": open_upload(desa),
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
            report = state_no_change(desa=desa, bulan=bulan, by=user_of(request))
        except Kesalahan as error:
            messages.error(request, str(error))
            return redirect("kepesertaan", desa.kode)
        return redirect("kepesertaan_bukti", desa.kode, report.pk)
    people = roster_on(desa, today_in(desa.kabupaten))
    context = {"desa": desa, "bulan": bulan, "pejabat": people, "pasal": other_cover_article(desa.kabupaten, bulan)}
    return render(request, "desa/kepesertaan_tetap.html", context)


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
                    desa=desa, nama_berkas=berkas.name or "", isi=berkas.read(), by=user_of(request)
                )
                return redirect("kepesertaan_unggahan", desa.kode, upload.pk)
            except Kesalahan as error:
                form.add_error("berkas", str(error))
    return render(request, "desa/kepesertaan_unggah.html", {"desa": desa, "bulan": _month(desa), "form": form})


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
            "berikutnya": Bulan.of(report.bulan).next(),
            "draf": report.draf,
            "perubahan": [in_words(as_ubah(one)) for one in changes_in(report.draf)] if report.draf else [],
            "berhenti": [one for one in (report.hasil or {}).get("berakhir", []) if one["lembar"] == PERANGKAT],
            "surat_diatur": letter_rule(desa, today_in(desa.kabupaten)) is not None,
            "teks": share_text(report),
            "alamat": (address := receipt_address(report)),
            "kode_qr": qr_image(address),
        },
    )


@login_not_required
@require_safe
def periksa(request: HttpRequest, pk: int, tanda: str) -> HttpResponse:
    """What a receipt's QR code leads to: whether it is genuine and where the report stands; nobody's data."""
    report = report_signed(pk, tanda)
    if report is None:
        return render(request, "desa/laporan_tak_dikenal.html", status=404)
    context = {
        "laporan": report, "desa": report.desa, "nomor": receipt_number(report), "keadaan": KEADAAN[report.status],
        "nada": NADA[report.status], "zona": report.desa.kabupaten.zona_waktu, "pengganti": replaced_by(report),
    }  # fmt: skip
    return render(request, "desa/laporan_periksa.html", context)


@require_safe
def riwayat(request: HttpRequest, kode: str) -> HttpResponse:
    """Twelve months of a village's own reports: when each was handed in, by whom, and what became of it."""
    desa = get_desa(request.user, kode)
    months = months_of(desa, _month(desa))
    context = {"desa": desa, "bulan_bulan": months, "zona": desa.kabupaten.zona_waktu}
    return render(request, "desa/kepesertaan_riwayat.html", context)
