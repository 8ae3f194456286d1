"""The list of regulations; each one's law card stands a floor higher, with its worked examples."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desa.queries.kartu import all_peraturan


@require_safe
def peraturan(request: HttpRequest) -> HttpResponse:
    """Every regulation of the portal; laws are public, so no place limits the list."""
    return render(request, "desa/peraturan_daftar.html", {"daftar": all_peraturan(), "hari_ini": timezone.localdate()})
