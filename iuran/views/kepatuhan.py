"""The compliance notice: what a regency's article costs whom beside the national rule, month by month."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from desa.access import get_kabupaten, today_in
from desa.models import Kabupaten
from iuran.queries.grafik import bars
from iuran.queries.kepatuhan import TahunPatuh, compliance_year, years_assessed
from iuran.rules import PENANGGUNG
from iuran.xlsx.kepatuhan import compliance_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def kepatuhan(request: HttpRequest, kode: str) -> HttpResponse:
    """Leads to the newest year that has an assessed month."""
    kabupaten = get_kabupaten(request.user, kode)
    return redirect("kepatuhan_tahun", kode, next(iter(years_assessed(kabupaten)), today_in(kabupaten).year))


def _year(request: HttpRequest, kode: str, tahun: int) -> tuple[Kabupaten, TahunPatuh]:
    kabupaten = get_kabupaten(request.user, kode)
    if not 2000 <= tahun <= 2199:
        raise Http404
    return kabupaten, compliance_year(kabupaten, tahun)


@require_safe
def kepatuhan_tahun(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """One year: both rules with their pasal, the sums by payer and cause, and each month."""
    kabupaten, found = _year(request, kode, tahun)
    context = {
        "kabupaten": kabupaten,
        "tahun": tahun,
        "patuh": found,
        "tahun_lain": [year for year in years_assessed(kabupaten) if year != tahun],
        "grafik": bars([(one.bulan.nama[:3], (one.jumlah.kabupaten, one.jumlah.nasional)) for one in found.terhitung]),
        "bulan_bulan": [
            (one, [(PENANGGUNG[payer], beda) for payer, beda in (one.porsi or {}).items()]) for one in found.bulan
        ],
    }
    return render(request, "iuran/kepatuhan_tahun.html", context)


@require_safe
def kepatuhan_unduh(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The same figures as a workbook."""
    _, found = _year(request, kode, tahun)
    answer = HttpResponse(compliance_workbook(found), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="kepatuhan_{kode}_{tahun}.xlsx"'
    return answer
