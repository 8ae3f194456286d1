"""The budget of a regency or a village: plan with what-if, ceiling, realisation, and how far the money reaches."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, get_kabupaten, may, today_in
from desa.models import Desa, Kabupaten
from desa.views.permintaan import user_of
from iuran.actions.anggaran import record_pagu
from iuran.forms.anggaran import AndaianForm, PaguForm
from iuran.pdf.anggaran import budget_paper
from iuran.queries.anggaran import Anggaran, accounts_at, budget, ceilings
from iuran.queries.asal import wording_of_budget
from iuran.queries.grafik import bars
from iuran.xlsx.anggaran import budget_workbook
from jaminan.kesalahan import Kesalahan

Tempat = Desa | Kabupaten
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PENULIS = {"xlsx": (budget_workbook, XLSX), "pdf": (budget_paper, "application/pdf")}
edits = require_http_methods(["GET", "HEAD", "POST"])


def _kabupaten(tempat: Tempat) -> Kabupaten:
    return tempat.kabupaten if isinstance(tempat, Desa) else tempat


def _route(tempat: Tempat, page: str, *more: object) -> str:
    """The address of a page of this place: `tahun`, `pagu` or `unduh`."""
    word = "anggaran_desa" if isinstance(tempat, Desa) else "anggaran"
    return reverse(f"{word}_{page}", args=[tempat.kode, *more])


@require_safe
def anggaran(request: HttpRequest, kode: str) -> HttpResponse:
    """Leads to the regency's present year."""
    kabupaten = get_kabupaten(request.user, kode)
    return redirect(_route(kabupaten, "tahun", today_in(kabupaten).year))


@require_safe
def anggaran_desa(request: HttpRequest, kode: str) -> HttpResponse:
    """Leads to the village's present year."""
    desa = get_desa(request.user, kode)
    return redirect(_route(desa, "tahun", today_in(desa.kabupaten).year))


@require_safe
def anggaran_tahun(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A regency's year."""
    return _page(request, get_kabupaten(request.user, kode), tahun)


@require_safe
def anggaran_desa_tahun(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A village's year."""
    return _page(request, get_desa(request.user, kode), tahun)


def _page(request: HttpRequest, tempat: Tempat, tahun: int) -> HttpResponse:
    form, found = _asked(request, tempat, tahun)
    desa = tempat if isinstance(tempat, Desa) else None
    own = [one for one in found.porsi if one.dianggarkan]
    context: dict[str, Any] = {
        "form": form,
        "anggaran": found,
        "desa": desa,
        "kabupaten": _kabupaten(tempat),
        "tempat_kode": tempat.kode,
        "tahun": tahun,
        "tahun_lain": [year for year in _years(tempat, tahun) if year != tahun],
        "rute": "anggaran_desa" if desa else "anggaran",
        "alamat_pagu": _route(tempat, "pagu", tahun),
        "alamat_xlsx": f"{_route(tempat, 'unduh', tahun, 'xlsx')}?{request.GET.urlencode()}",
        "alamat_pdf": f"{_route(tempat, 'unduh', tahun, 'pdf')}?{request.GET.urlencode()}",
        "pagu": ceilings(_kabupaten(tempat), tahun, desa),
        "boleh_pagu": bool(own) and may(request.user, Izin.ANGGARAN, tempat),
        "grafik": bars(
            [
                (months[0].bulan.nama[:3], (sum(one.rencana for one in months), sum(one.kebutuhan for one in months)))
                for months in zip(*(one.bulan for one in found.porsi), strict=True)
            ]
        ),
        "bunyi": wording_of_budget(found.peraturan, found.pasal),
        "bulanan": list(zip(*(one.bulan for one in found.porsi), strict=True)),
    }
    return render(request, "iuran/anggaran_tahun.html", context)


def _years(tempat: Tempat, tahun: int) -> list[int]:
    now = today_in(_kabupaten(tempat)).year
    return sorted({now - 1, now, now + 1, tahun})


def _asked(request: HttpRequest, tempat: Tempat, tahun: int) -> tuple[AndaianForm, Anggaran]:
    if not 2001 <= tahun <= 2199:
        raise Http404
    form = AndaianForm(request.GET or None)
    return form, budget(tempat, tahun, form.permintaan)


@require_safe
def anggaran_unduh(request: HttpRequest, kode: str, tahun: int, bentuk: str) -> HttpResponse:
    """A regency's year as a workbook or on paper."""
    return _download(request, get_kabupaten(request.user, kode), tahun, bentuk)


@require_safe
def anggaran_desa_unduh(request: HttpRequest, kode: str, tahun: int, bentuk: str) -> HttpResponse:
    """A village's year as a workbook or on paper."""
    return _download(request, get_desa(request.user, kode), tahun, bentuk)


def _download(request: HttpRequest, tempat: Tempat, tahun: int, bentuk: str) -> HttpResponse:
    if bentuk not in PENULIS:
        raise Http404
    _, found = _asked(request, tempat, tahun)
    if found.halangan is not None:
        messages.error(request, str(found.halangan))
        return redirect(_route(tempat, "tahun", tahun))
    write, kind = PENULIS[bentuk]
    answer = HttpResponse(write(found), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="anggaran_{tempat.kode}_{tahun}.{bentuk}"'
    return answer


@edits
def anggaran_pagu(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Records the regency's ceiling."""
    return _record(request, get_kabupaten(request.user, kode, Izin.ANGGARAN), tahun)


@edits
def anggaran_desa_pagu(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Records a village's ceiling."""
    return _record(request, get_desa(request.user, kode, Izin.ANGGARAN), tahun)


def _record(request: HttpRequest, tempat: Tempat, tahun: int) -> HttpResponse:
    if not 2001 <= tahun <= 2199:
        raise Http404
    back = _route(tempat, "tahun", tahun)
    try:
        _, accounts = accounts_at(tempat, tahun)
    except Kesalahan as problem:
        messages.error(request, str(problem))
        return redirect(back)
    form = PaguForm(request.POST or None, rekening=accounts)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            record_pagu(
                tempat=tempat, tahun=tahun, jumlah=form.amounts, sumber=data["sumber"],
                nomor_surat=data["nomor_surat"], tanggal=data["tanggal"], by=user_of(request),
            )  # fmt: skip
        except Kesalahan as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Pagu {tahun} dicatat.")
            return redirect(back)
    return render(
        request, "iuran/anggaran_pagu.html", {"form": form, "tahun": tahun, "tempat_pagu": tempat, "kembali": back}
    )
