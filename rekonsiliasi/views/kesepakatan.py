"""Doors of what takes both sides: a range of months, and opening a paper's months again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from desa.access import Izin, get_kabupaten
from desa.views.permintaan import month_of, user_of
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.kesepakatan import answer_range, answer_reopening, ask_reopening, propose_range
from rekonsiliasi.queries.kesepakatan import range_of, reopening_of
from rekonsiliasi.queries.rekonsiliasi import rekonsiliasi_of
from rekonsiliasi.views.berita_acara import find_paper

Acts = dict[str, tuple[Callable[[], object], str]]


@require_POST
def rekonsiliasi_rentang(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """Proposes the months of a comparison as a range, or answers the other side's proposal."""
    kabupaten = get_kabupaten(request.user, kode, Izin.SEPAKATI)
    work = rekonsiliasi_of(kabupaten, month_of(bulan))
    if work is None:
        raise Http404
    by, found, data = user_of(request), range_of(work), request.POST
    acts: Acts = {
        "usulkan": (
            lambda: propose_range(rekonsiliasi=work, alasan=data.get("alasan", ""), by=by), "Rentang diusulkan.",
        ),
    }  # fmt: skip
    if found is not None:
        acts["setuju"] = (lambda: answer_range(kesepakatan=found, setuju=True, by=by), "Rentang disepakati.")
        refusal = data.get("jawaban", "")
        acts["tolak"] = (
            lambda: answer_range(kesepakatan=found, setuju=False, jawaban=refusal, by=by), "Rentang ditolak.",
        )  # fmt: skip
    _carry_out(request, acts, "usulkan")
    return redirect("rekonsiliasi_bulan", kabupaten.kode, bulan)


@require_POST
def berita_acara_buka_kembali(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks to open a paper's months again, or answers the other side's request."""
    paper = find_paper(request, pk, Izin.SEPAKATI)
    by, found, data = user_of(request), reopening_of(paper), request.POST
    acts: Acts = {
        "minta": (
            lambda: ask_reopening(berita_acara=paper, alasan=data.get("alasan", ""), by=by),
            "Permintaan terkirim kepada pihak lain.",
        ),
    }
    if found is not None:
        acts["setuju"] = (
            lambda: answer_reopening(pembukaan=found, setuju=True, by=by),
            "Bulannya terbuka kembali. Berita Acara ini diganti dan tetap dapat dibaca.",
        )
        refusal = data.get("jawaban", "")
        acts["tolak"] = (
            lambda: answer_reopening(pembukaan=found, setuju=False, jawaban=refusal, by=by), "Permintaan ditolak.",
        )  # fmt: skip
    _carry_out(request, acts, "minta")
    return redirect("berita_acara", paper.pk)


def _carry_out(request: HttpRequest, acts: Acts, otherwise: str) -> None:
    """Does what was pressed and says what came of it."""
    act, told = acts.get(request.POST.get("aksi", ""), acts[otherwise])
    try:
        act()
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
