"""The law cards: which regulation says what, since when, by which value, and what is still missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desa.queries.kartu import all_peraturan, law_card


@require_safe
def peraturan(request: HttpRequest) -> HttpResponse:
    """Every regulation of the portal; laws are public, so no place limits the list."""
    return render(request, "desa/peraturan_daftar.html", {"daftar": all_peraturan(), "hari_ini": timezone.localdate()})


@require_safe
def peraturan_rincian(request: HttpRequest, kode: str) -> HttpResponse:
    """One regulation's card."""
    found = get_object_or_404(all_peraturan(), kode=kode)
    return render(request, "desa/peraturan_rincian.html", {"kartu": law_card(found, timezone.localdate())})
