"""Other sources of APBDesa that a village names where ADD is short."""

from functools import partial

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, places
from desa.queries.peraturan import bagian_iuran
from desa.views.permintaan import user_of
from iuran.actions.sumber_lain import cancel_sumber_lain, record_sumber_lain
from iuran.forms.sumber_lain import SumberLainForm
from iuran.models import SumberLain
from iuran.queries.ketentuan import present_rule
from iuran.queries.sumber_lain import open_months_of_village
from iuran.views.surat import cancel_page, file_answer, recorded, require_on_post

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def sumber_lain(request: HttpRequest, kode: str) -> HttpResponse:
    """A village's open months with what other sources pay, and the form that names one more."""
    desa = get_desa(request.user, kode)
    may_record = require_on_post(request, Izin.SUMBER_LAIN, desa)
    form = SumberLainForm(request.POST or None, request.FILES or None)
    act = partial(record_sumber_lain, desa=desa, by=user_of(request))
    if recorded(request, form, act, "Sumber lain tercatat."):
        return redirect(request.path)
    peraturan = present_rule(desa.kabupaten)
    rule = bagian_iuran(peraturan).sumber_lain if peraturan else None
    months = open_months_of_village(desa, rule.penanggung) if rule else []
    context = {
        "desa": desa,
        "aturan": rule,
        "kutipan": peraturan.isi.get("kutipan", {}).get(rule.kutipan, "") if peraturan and rule else "",
        "bulan_bulan": months,
        "daftar": SumberLain.objects.filter(desa=desa).select_related("oleh", "dibatalkan_oleh"),
        "form": form if may_record and months else None,
        "boleh": may_record,
    }
    return render(request, "iuran/sumber_lain_daftar.html", context)


def _found(request: HttpRequest, pk: int) -> SumberLain:
    rows = SumberLain.objects.filter(places(request.user, "desa__"))
    return get_object_or_404(rows.select_related("desa__kecamatan__kabupaten"), pk=pk)


@require_safe
def sumber_lain_surat(request: HttpRequest, pk: int) -> FileResponse:
    """The letter behind a named source."""
    found = _found(request, pk)
    return file_answer(found.surat, found.surat_nama)


@pages
def sumber_lain_batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancels a named source, with the reason."""
    found = _found(request, pk)
    act = partial(cancel_sumber_lain, sumber=found, by=user_of(request))
    back = reverse("sumber_lain", args=[found.desa.kode])
    return cancel_page(request, found, found.desa, Izin.SUMBER_LAIN, act, back)
