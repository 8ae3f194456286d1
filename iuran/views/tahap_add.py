"""Decisions that months are due with a stage of ADD, and the form for one more."""

from functools import partial

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_kabupaten, regional_kabupaten
from desa.models import TahapAdd
from desa.queries.peraturan import bagian_iuran
from desa.views.permintaan import user_of
from iuran.actions.tahap_add import cancel_tahap_add, record_tahap_add
from iuran.forms.tahap_add import TahapAddForm
from iuran.queries.ketentuan import present_rule
from iuran.views.surat import cancel_page, file_answer, recorded, require_on_post

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def tahap_add(request: HttpRequest, kode: str) -> HttpResponse:
    """The regency's decisions, those cancelled included."""
    kabupaten = get_kabupaten(request.user, kode)
    may_record = require_on_post(request, Izin.TAHAP_ADD, kabupaten)
    form = TahapAddForm(request.POST or None, request.FILES or None)
    act = partial(record_tahap_add, kabupaten=kabupaten, by=user_of(request))
    if recorded(request, form, act, "Keputusan tercatat. Jatuh tempo bulannya mengikuti."):
        return redirect(request.path)
    peraturan = present_rule(kabupaten)
    rule = bagian_iuran(peraturan).jatuh_tempo if peraturan else None
    context = {
        "kabupaten": kabupaten,
        "aturan": rule if rule and rule.tahap_add else None,
        "daftar": TahapAdd.objects.filter(kabupaten=kabupaten).select_related("oleh", "dibatalkan_oleh"),
        "form": form if may_record else None,
        "boleh": may_record,
    }
    return render(request, "iuran/tahap_add_daftar.html", context)


def _found(request: HttpRequest, pk: int) -> TahapAdd:
    rows = TahapAdd.objects.filter(kabupaten__in=regional_kabupaten(request.user))
    return get_object_or_404(rows.select_related("kabupaten"), pk=pk)


@require_safe
def tahap_add_surat(request: HttpRequest, pk: int) -> FileResponse:
    """The letter of a decision."""
    found = _found(request, pk)
    return file_answer(found.surat, found.surat_nama)


@pages
def tahap_add_batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancels a decision, with the reason."""
    found = _found(request, pk)
    act = partial(cancel_tahap_add, tahap=found, by=user_of(request))
    back = reverse("tahap_add", args=[found.kabupaten.kode])
    return cancel_page(request, found, found.kabupaten, Izin.TAHAP_ADD, act, back)
