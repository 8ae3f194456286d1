"""Open doors: whether a paper in somebody's hand is one that this portal issued, and who signed it."""

import math

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.throttling import AnonRateThrottle

from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import BEKU
from rekonsiliasi.forms.berita_acara import PeriksaForm
from rekonsiliasi.models import BeritaAcara
from rekonsiliasi.pdf import file_name
from rekonsiliasi.pdf.pengenalan import recognise
from rekonsiliasi.pdf.tertanda import signed_name
from rekonsiliasi.queries.berita_acara import paper_with_code
from rekonsiliasi.queries.tanda_tangan import public_signatures, signing_of


class PeriksaThrottle(AnonRateThrottle):
    """So many files a minute from one address: each of them starts a program."""

    scope = "periksa"

    def get_cache_key(self, request: HttpRequest, view: object) -> str:
        return f"periksa_{self.get_ident(request)}"  # type: ignore[arg-type] # reads META alone


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def periksa(request: HttpRequest) -> HttpResponse:
    """Says what an uploaded file is; it is read, answered for, and forgotten."""
    form = PeriksaForm(request.POST, request.FILES) if request.method == "POST" else PeriksaForm()
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        throttle = PeriksaThrottle()
        if not throttle.allow_request(request, periksa):  # type: ignore[arg-type] # Django's request
            return _too_many(request, throttle.wait() or 60)
        try:
            context["dikenal"] = recognise(form.cleaned_data["berkas"].read())
        except Kesalahan as error:
            form.add_error("berkas", str(error))
    return render(request, "rekonsiliasi/berita_acara_cocokkan.html", context)


def _too_many(request: HttpRequest, seconds: float) -> HttpResponse:
    wait = math.ceil(seconds)
    answer = render(request, "rekonsiliasi/periksa_tunggu.html", {"detik": wait}, status=429)
    answer.headers["Retry-After"] = str(wait)
    return answer


@login_not_required
@require_safe
def berita_acara_periksa(request: HttpRequest, kode: str) -> HttpResponse:
    """What the QR code leads to: genuine or not, how far it is signed, totals and hashes, and no person's name."""
    paper = paper_with_code(kode)
    if paper is None:
        return render(request, "rekonsiliasi/berita_acara_tak_dikenal.html", status=404)
    context = {
        "berita_acara": paper,
        "isi": paper.isi,
        "terbit": paper.status in BEKU,
        "kabupaten": paper.rekonsiliasi.kabupaten,
    }
    return render(request, "rekonsiliasi/berita_acara_periksa.html", context | _signing(paper))


def _signing(paper: BeritaAcara) -> dict[str, object]:
    state = signing_of(paper)
    last = state.pindaian or state.terakhir
    return {
        "penanda": public_signatures(paper, state),
        "berkas_tanda": last,
        "nama_terbit": file_name(paper),
        "nama_tanda": signed_name(last) if last else "",
    }
