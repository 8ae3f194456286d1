"""Doors of the list of people: as XLSX with the hash the paper prints, and as PDF drawn in the background.

Both hold full NIK, so only a role that may take NIK out of the portal gets them, and each time is in the audit.
"""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from desa.access import Izin
from desa.pdf import attachment
from desa.views.permintaan import user_of
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.lampiran import begin_print, note_download
from rekonsiliasi.models import BeritaAcara, CetakLampiran
from rekonsiliasi.pdf import kept_bytes
from rekonsiliasi.queries.kertas import annex_of
from rekonsiliasi.tasks import draw_annex
from rekonsiliasi.views.berita_acara import find_paper
from rekonsiliasi.xlsx import annex_name, people_xlsx

SILENCE = timedelta(seconds=90)  # a worker that says nothing for this long has gone
NONE_YET = "Daftar orang dibekukan ketika DPM-Pemdes menyetujui konsep."


@require_safe
def berita_acara_lampiran(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as it was frozen; of a draft as it would be now."""
    paper = find_paper(request, pk, Izin.NIK)
    frozen = annex_of(paper)
    if frozen is None:
        return attachment(annex_name(paper, "konsep.xlsx"), people_xlsx(paper.rekonsiliasi)[0])
    try:
        content = kept_bytes(frozen.berkas, frozen.sha256)
    except Kesalahan as problem:
        messages.error(request, str(problem))
        return redirect("berita_acara", pk=pk)
    note_download(lampiran=frozen, berkas="xlsx", by=user_of(request))
    return attachment(annex_name(paper), content)


@require_POST
def berita_acara_lampiran_cetak(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks a worker for the list as PDF."""
    paper = find_paper(request, pk, Izin.NIK)
    frozen = annex_of(paper)
    if frozen is None:
        messages.error(request, NONE_YET)
        return redirect("berita_acara", pk=pk)
    row, wanted = begin_print(lampiran=frozen, by=user_of(request))
    if wanted or _stopped(row):
        draw_annex.enqueue(row.pk, user_of(request).pk)
    return redirect("berita_acara_lampiran_kemajuan", pk=pk)


@require_safe
def berita_acara_lampiran_kemajuan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the PDF is: a page, or its piece when htmx asks; the file's link once it is done."""
    paper = find_paper(request, pk, Izin.NIK)
    row = _print_of(paper)
    if row is None:
        messages.error(request, NONE_YET)
        return redirect("berita_acara", pk=pk)
    context = {
        "berita_acara": paper,
        "cetak": row,
        "berhenti": _stopped(row),
        "kabupaten": paper.rekonsiliasi.kabupaten,
    }
    if request.headers.get("HX-Request") and (row.berkas or _stopped(row)):
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("berita_acara_lampiran_kemajuan", args=[pk])
        return answer
    if request.headers.get("HX-Request"):
        return render(request, "rekonsiliasi/_lampiran_kemajuan.html", context)
    return render(request, "rekonsiliasi/lampiran_kemajuan.html", context)


@require_safe
def berita_acara_lampiran_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    paper = find_paper(request, pk, Izin.NIK)
    row = _print_of(paper)
    if row is None or not row.berkas:
        messages.error(request, "PDF daftar orang belum dicetak. Mintalah dahulu pada halaman Berita Acara.")
        return redirect("berita_acara", pk=pk)
    try:
        content = kept_bytes(row.berkas, row.sha256)
    except Kesalahan as problem:
        messages.error(request, str(problem))
        return redirect("berita_acara", pk=pk)
    note_download(lampiran=row.lampiran, berkas="pdf", by=user_of(request))
    return attachment(annex_name(paper, "pdf"), content)


def _print_of(paper: BeritaAcara) -> CetakLampiran | None:
    frozen = annex_of(paper)
    rows = CetakLampiran.objects.select_related("lampiran__berita_acara__rekonsiliasi__kabupaten")
    return rows.filter(lampiran=frozen).first() if frozen else None


def _stopped(row: CetakLampiran) -> bool:
    return not row.berkas and (bool(row.gagal) or timezone.now() - row.kabar_pada > SILENCE)
