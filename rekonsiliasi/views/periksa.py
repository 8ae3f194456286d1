"""Open doors: whether a paper in somebody's hand is one that this portal issued."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from rekonsiliasi.enums import BEKU
from rekonsiliasi.forms.berita_acara import PeriksaForm
from rekonsiliasi.queries.berita_acara import paper_with_bytes, paper_with_code


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def periksa(request: HttpRequest) -> HttpResponse:
    """Says which issued paper an uploaded file is, byte for byte; the file is hashed and forgotten."""
    form = PeriksaForm(request.POST, request.FILES) if request.method == "POST" else PeriksaForm()
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        sha256 = _hash(form.cleaned_data["berkas"])
        context |= {"sha256": sha256, "berita_acara": paper_with_bytes(sha256)}
    return render(request, "rekonsiliasi/berita_acara_cocokkan.html", context)


def _hash(berkas: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in berkas.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@login_not_required
@require_safe
def berita_acara_periksa(request: HttpRequest, kode: str) -> HttpResponse:
    """What the QR code leads to: genuine or not, with numbers, totals and hashes, and no person's name."""
    paper = paper_with_code(kode)
    if paper is None:
        return render(request, "rekonsiliasi/berita_acara_tak_dikenal.html", status=404)
    terbit = paper.status in BEKU
    context = {"berita_acara": paper, "isi": paper.isi, "terbit": terbit, "kabupaten": paper.rekonsiliasi.kabupaten}
    return render(request, "rekonsiliasi/berita_acara_periksa.html", context)
