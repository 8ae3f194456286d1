"""Doors of the clocks: what runs on a village or a regency, and the year's register of lateness."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from desa.access import get_desa, get_kabupaten, today_in
from desa.enums import JenisTenggat
from desa.models import Kabupaten
from desa.pdf import attachment
from desa.queries.keterlambatan import Keterlambatan, register_of, worst_of
from desa.queries.tenggat import rule_on, running_clocks
from desa.xlsx.keterlambatan import lateness_xlsx

ON_PAGE = 50
FIRST, LAST = 2018, 2199
AHEAD = (JenisTenggat.MASA, JenisTenggat.KELUARGA)


@require_safe
def desa(request: HttpRequest, kode: str) -> HttpResponse:
    """Every clock of a village."""
    desa = get_desa(request.user, kode)
    today = today_in(desa.kabupaten)
    context = {"desa": desa, "tenggat": running_clocks(desa, today), "aturan": rule_on(desa.kabupaten, today)}
    return render(request, "desa/tenggat_desa.html", context)


@require_safe
def kabupaten(request: HttpRequest, kode: str) -> HttpResponse:
    """The clocks of a regency, all that run or one kind; ends of term and birthdays only where asked for."""
    kabupaten = get_kabupaten(request.user, kode)
    today, asked = today_in(kabupaten), request.GET.get("jenis", "")
    clocks = running_clocks(kabupaten, today, ahead=asked in AHEAD)
    all_of, late = (Counter(one.jenis for one in kept) for kept in (clocks, [one for one in clocks if one.terlambat]))
    chosen = [one for one in clocks if one.jenis == asked] if asked in JenisTenggat.values else clocks
    context = {
        "kabupaten": kabupaten,
        "aturan": rule_on(kabupaten, today),
        "angka": [(kind, all_of[kind], late[kind]) for kind in JenisTenggat if kind not in AHEAD],
        "nanti": AHEAD,
        "page": Paginator(chosen, ON_PAGE).get_page(request.GET.get("halaman")),
    }
    return render(request, "desa/tenggat_kabupaten.html", context)


@require_safe
def keterlambatan(request: HttpRequest, kode: str) -> HttpResponse:
    """The register of the year that it is."""
    kabupaten = get_kabupaten(request.user, kode)
    return redirect("keterlambatan_tahun", kode, today_in(kabupaten).year)


def _register(request: HttpRequest, kode: str, tahun: int) -> tuple[Kabupaten, list[Keterlambatan]]:
    kabupaten = get_kabupaten(request.user, kode)
    if not FIRST <= tahun <= LAST:
        raise Http404
    return kabupaten, register_of(kabupaten, tahun, today_in(kabupaten))


@require_safe
def tahun(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The register of lateness of a regency and year: which village, which change, how many days."""
    kabupaten, register = _register(request, kode, tahun)
    context = {
        "kabupaten": kabupaten,
        "tahun": tahun,
        "sebelumnya": tahun - 1,
        "berikutnya": tahun + 1 if tahun < today_in(kabupaten).year else None,
        "banyak": len(register),
        "terlambat": worst_of(register),
        "page": Paginator(register, ON_PAGE).get_page(request.GET.get("halaman")),
    }
    return render(request, "desa/keterlambatan_tahun.html", context)


@require_safe
def unduh(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The same register as a workbook."""
    kabupaten, register = _register(request, kode, tahun)
    return attachment(f"keterlambatan_{kode}_{tahun}.xlsx", lateness_xlsx(kabupaten, tahun, register))
