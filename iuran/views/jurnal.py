"""The year's journal, to download and to check with hledger."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from desa.access import Izin, get_kabupaten
from iuran.queries.jurnal import file_name, year_journal, years_of
from jaminan.kesalahan import Kesalahan


@require_safe
def jurnal(request: HttpRequest, kode: str) -> HttpResponse:
    """The years that have a journal."""
    kabupaten = get_kabupaten(request.user, kode, Izin.JURNAL)
    return render(request, "iuran/jurnal_daftar.html", {"kabupaten": kabupaten, "tahun_tahun": years_of(kabupaten)})


@require_safe
def jurnal_unduh(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A year's journal as a text file."""
    kabupaten = get_kabupaten(request.user, kode, Izin.JURNAL)
    try:
        text = year_journal(kabupaten, tahun)
    except (Kesalahan, ValueError) as problem:
        messages.error(request, str(problem))
        return redirect("jurnal", kode)
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(kabupaten, tahun)}"'
    return answer
