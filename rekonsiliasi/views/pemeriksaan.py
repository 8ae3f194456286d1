"""What the newest check of the book found, for those who watch over it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desa.access import Izin, get_kabupaten
from rekonsiliasi.queries.pemeriksaan import newest_run


@require_safe
def pemeriksaan(request: HttpRequest, kode: str) -> HttpResponse:
    """The newest run, the findings of this regency, and a warning when the run is too long ago."""
    kabupaten = get_kabupaten(request.user, kode, Izin.PERIKSA_BUKU)
    context = {"kabupaten": kabupaten, "hasil": newest_run(kabupaten)}
    return render(request, "rekonsiliasi/pemeriksaan_hasil.html", context)
