"""The audit trail of a regency: who did what, when, to what."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desa.access import get_kabupaten
from desa.forms.jejak import JejakForm
from desa.queries.jejak import trail


@require_safe
def jejak(request: HttpRequest, kode: str) -> HttpResponse:
    """Every audited act of the regency, newest first, by village or kind of act."""
    kabupaten = get_kabupaten(request.user, kode)
    form = JejakForm(request.GET or None, kabupaten=kabupaten)
    found = trail(kabupaten, **(form.cleaned_data if form.is_valid() else {}))
    page = Paginator(found, 50).get_page(request.GET.get("halaman"))
    return render(request, "desa/jejak_daftar.html", {"kabupaten": kabupaten, "page": page, "saring": form})
