"""Doors of the list of people: as XLSX with the hash the paper prints, and as PDF drawn in the background.

Both hold full NIK, so only a role that may take NIK out of the portal gets them, and each time is in the audit.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from desa.access import Izin
from desa.pdf import attachment
from desa.views.permintaan import user_of
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.lampiran import note_download
from rekonsiliasi.pdf import NOT_PRINTED, kept_bytes, printed_annex
from rekonsiliasi.queries.kertas import annex_of, print_of, stopped
from rekonsiliasi.tasks import ask_for_print
from rekonsiliasi.views.berita_acara import find_paper
from rekonsiliasi.xlsx import annex_name, people_xlsx


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
    try:
        ask_for_print(paper, user_of(request))
    except Kesalahan as problem:
        messages.error(request, str(problem))
        return redirect("berita_acara", pk=pk)
    return redirect("berita_acara_lampiran_kemajuan", pk=pk)


@require_safe
def berita_acara_lampiran_kemajuan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the PDF is: a page, or its piece when htmx asks; the file's link once it is done."""
    paper = find_paper(request, pk, Izin.NIK)
    row = print_of(paper)
    if row is None:
        messages.error(request, NOT_PRINTED[0])
        return redirect("berita_acara", pk=pk)
    context = {
        "berita_acara": paper,
        "cetak": row,
        "berhenti": stopped(row),
        "kabupaten": paper.rekonsiliasi.kabupaten,
    }
    if request.headers.get("HX-Request") and (row.berkas or stopped(row)):
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("berita_acara_lampiran_kemajuan", args=[pk])
        return answer
    if request.headers.get("HX-Request"):
        return render(request, "rekonsiliasi/_lampiran_kemajuan.html", context)
    return render(request, "rekonsiliasi/lampiran_kemajuan.html", context)


@require_safe
def berita_acara_lampiran_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    paper = find_paper(request, pk, Izin.NIK)
    try:
        row, content = printed_annex(paper)
    except Kesalahan as problem:
        messages.error(request, str(problem))
        return redirect("berita_acara", pk=pk)
    note_download(lampiran=row.lampiran, berkas="pdf", by=user_of(request))
    return attachment(annex_name(paper, "pdf"), content)
