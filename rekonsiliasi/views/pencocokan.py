"""Doors of the pairs that a person decides, and of what a new comparison changed."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_kabupaten, may
from desa.models import Kabupaten
from desa.views.permintaan import month_of, user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.pencocokan import decide_pairs, undo_pair
from rekonsiliasi.enums import Perbandingan, StatusRekonsiliasi
from rekonsiliasi.models import Rekonsiliasi, Selisih
from rekonsiliasi.queries.pencocokan import answered, suggested
from rekonsiliasi.queries.rekonsiliasi import rekonsiliasi_of

ON_PAGE = 50


def _work(kabupaten: Kabupaten, bulan: str) -> tuple[Rekonsiliasi, Bulan]:
    """The comparison that covers the month of an address. Raises Http404."""
    month = month_of(bulan)
    found = rekonsiliasi_of(kabupaten, month)
    if found is None:
        raise Http404
    return found, month


@require_http_methods(["GET", "HEAD", "POST"])
def pencocokan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """The pairs that wait for a word, and those that were answered."""
    kabupaten = get_kabupaten(request.user, kode, Izin.TANGGAPI if request.method == "POST" else Izin.LIHAT)
    work, month = _work(kabupaten, bulan)
    if request.method == "POST":
        _decide(request, work)
        return redirect("pencocokan", kabupaten.kode, str(month))
    context = {
        "kabupaten": kabupaten,
        "bulan": month,
        "page": Paginator(suggested(work), ON_PAGE).get_page(request.GET.get("halaman")),
        "dijawab": answered(kabupaten)[:200],
        "boleh": work.status == StatusRekonsiliasi.TERBUKA and may(request.user, Izin.TANGGAPI, kabupaten),
    }
    return render(request, "rekonsiliasi/pencocokan_daftar.html", context)


def _decide(request: HttpRequest, work: Rekonsiliasi) -> None:
    chosen = [int(text) for text in request.POST.getlist("nomor") if re.fullmatch(r"[0-9]{1,18}", text)]
    if not chosen:
        messages.error(request, "Belum ada pasangan yang dipilih. Centang pasangannya, lalu jawab.")
        return
    try:
        count = decide_pairs(
            rekonsiliasi=work, nomor=chosen, putusan=request.POST.get("putusan", ""), by=user_of(request)
        )
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{count} pasangan dijawab dan diingat. Kedua buku sudah dibandingkan ulang.")


@require_POST
def pencocokan_batal(request: HttpRequest, kode: str, bulan: str, nomor: int) -> HttpResponse:
    """Takes back what was said about a pair."""
    kabupaten = get_kabupaten(request.user, kode, Izin.TANGGAPI)
    pair = get_object_or_404(answered(kabupaten), pk=nomor)
    work, month = _work(kabupaten, bulan)
    try:
        undo_pair(pencocokan=pair, rekonsiliasi=work, by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Jawaban tentang {pair.nama} dibatalkan. Kedua buku sudah dibandingkan ulang.")
    return redirect("pencocokan", kabupaten.kode, str(month))


@require_safe
def selisih_perubahan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """What the last comparison changed: lines gone with their answers, with other figures, and new."""
    kabupaten = get_kabupaten(request.user, kode)
    work, month = _work(kabupaten, bulan)
    rows = Selisih.semua.filter(rekonsiliasi=work).select_related("desa").order_by("nama", "id")
    parts = [(one, list(rows.filter(perbandingan=one))) for one in _SHOWN]
    context = {"kabupaten": kabupaten, "bulan": month, "rekonsiliasi": work, "bagian": parts}
    return render(request, "rekonsiliasi/selisih_perubahan.html", context)


_SHOWN = (Perbandingan.BERUBAH, Perbandingan.HILANG, Perbandingan.BARU)
