"""Doors of signing: with a certificate, with a file signed elsewhere, on paper with a scan; and what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin
from desa.forms.sandi import DenganSandi
from desa.views.permintaan import user_of
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tanda_tangan import confirm_scan, refuse_scan
from rekonsiliasi.enums import StatusBeritaAcara
from rekonsiliasi.forms.tanda_tangan import (
    PastikanForm,
    PindaianForm,
    TandaTanganForm,
    TolakPindaianForm,
    UnggahTertandaForm,
)
from rekonsiliasi.models import BeritaAcara
from rekonsiliasi.pdf import tertanda
from rekonsiliasi.pdf.tanda_tangan import receive_scan, receive_signed, sign, signed_bytes
from rekonsiliasi.queries.tanda_tangan import Giliran, signing_of, turn_of
from rekonsiliasi.views.berita_acara import find_paper

BOTH = ["GET", "HEAD", "POST"]


@csrf_exempt  # only until the upload is told to stay in memory; the token is asked for right after
@sensitive_post_parameters("sandi", "sandi_sertifikat")
def berita_acara_tandatangani(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs with the certificate of the office's signatory. Its file never touches a disk."""
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    return _tandatangani(request, pk)


@csrf_protect
@require_http_methods(BOTH)
@sensitive_variables()
def _tandatangani(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _waiting(request, pk)
    turn = _turn(request, paper)
    form = TandaTanganForm(*_sent(request), request=request) if turn.menandatangani else None
    if form is not None and request.method == "POST":
        done = _try(form, lambda: _sign(request, paper, turn, form))
        if done:
            return _signed(request, paper)
    return _page(request, paper, "rekonsiliasi/berita_acara_tandatangani.html", turn, {"form": form})


@sensitive_variables()
def _sign(request: HttpRequest, paper: BeritaAcara, turn: Giliran, form: Form) -> None:
    assert turn.pihak is not None  # noqa: S101 - whose turn it is has an office
    told = form.cleaned_data
    sign(
        berita_acara=paper, pihak=turn.pihak, kunci=told["sertifikat"].read(), sandi=told["sandi_sertifikat"],
        by=user_of(request),
    )  # fmt: skip


@require_http_methods(BOTH)
@sensitive_post_parameters("sandi")
def berita_acara_tertanda_unggah(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes in a file that the office's signatory signed with another application, such as BSrE's."""
    paper = _waiting(request, pk)
    turn = _turn(request, paper)
    form = UnggahTertandaForm(*_sent(request), request=request)
    if request.method == "POST":
        pihak = turn.pihak

        def receive() -> None:
            assert pihak is not None  # noqa: S101 - the permission page let nobody else in
            isi = form.cleaned_data["berkas"].read()
            receive_signed(berita_acara=paper, pihak=pihak, isi=isi, by=user_of(request))

        if _try(form, receive):
            return _signed(request, paper)
    return _page(request, paper, "rekonsiliasi/berita_acara_tertanda_unggah.html", turn, {"form": form})


def _signed(request: HttpRequest, paper: BeritaAcara) -> HttpResponse:
    paper.refresh_from_db()
    final = paper.status == StatusBeritaAcara.FINAL
    state = "Berita Acara ini final." if final else "Sekarang menunggu tanda tangan pihak lain."
    messages.success(request, f"Tanda tangan sudah masuk dan sudah diperiksa. {state}")
    return redirect("berita_acara", pk=paper.pk)


@require_http_methods(BOTH)
def berita_acara_pindaian(request: HttpRequest, pk: int) -> HttpResponse:
    """Print, sign by hand, and bring the scan."""
    paper = _waiting(request, pk)
    turn = _turn(request, paper)
    form = PindaianForm(*_sent(request)) if turn.memindai else None
    if (
        form is not None
        and request.method == "POST"
        and _try(
            form, lambda: receive_scan(berita_acara=paper, isi=form.cleaned_data["berkas"].read(), by=user_of(request))
        )
    ):
        messages.success(request, "Pindaian sudah diterima. Sekarang kedua pihak memastikannya.")
        return redirect("berita_acara_pindaian_pastikan", pk=pk)
    return _page(request, paper, "rekonsiliasi/berita_acara_pindaian.html", turn, {"form": form})


@require_http_methods(BOTH)
@sensitive_post_parameters("sandi")
def berita_acara_pindaian_pastikan(request: HttpRequest, pk: int) -> HttpResponse:
    """One office says whether the scan is this paper: by its printed hash, or no, and why."""
    paper = _waiting(request, pk)
    turn = _turn(request, paper)
    refusing = request.method == "POST" and "alasan" in request.POST
    form = PastikanForm(None if refusing else _sent(request)[0], request=request)
    tolak = TolakPindaianForm(request.POST if refusing else None, auto_id="tolak_%s")
    if request.method == "POST":
        if refusing and _try(tolak, lambda: refuse_scan(berita_acara=paper, by=user_of(request), **tolak.cleaned_data)):
            messages.success(request, "Pindaian ditolak. Berita Acara menunggu tanda tangan lagi.")
            return redirect("berita_acara", pk=pk)
        if not refusing and _try(form, lambda: _confirm(request, paper, form)):
            return _confirmed(request, paper)
    return _page(
        request, paper, "rekonsiliasi/berita_acara_pindaian_pastikan.html", turn, {"form": form, "tolak": tolak}
    )


def _confirm(request: HttpRequest, paper: BeritaAcara, form: Form) -> None:
    confirm_scan(berita_acara=paper, ketikan=form.cleaned_data["ketikan"], by=user_of(request))


def _confirmed(request: HttpRequest, paper: BeritaAcara) -> HttpResponse:
    paper.refresh_from_db()
    if paper.status == StatusBeritaAcara.FINAL:
        messages.success(request, "Kedua pihak sudah memastikan pindaiannya. Berita Acara ini final.")
    else:
        messages.success(request, "Anda sudah memastikan pindaian ini. Sekarang pihak lain memastikannya.")
    return redirect("berita_acara", pk=paper.pk)


@require_safe
def berita_acara_tertanda(request: HttpRequest, pk: int, nomor: int) -> HttpResponseBase:
    """One signed version as it was kept."""
    paper = find_paper(request, pk)
    row = paper.berkas_tertanda.filter(nomor=nomor).first()
    try:
        if row is None:
            raise Kesalahan(
                f"Berita Acara ini tidak punya versi bertanda tangan nomor {nomor}.", "Pilih dari daftarnya."
            )
        return tertanda.attachment_of(row, signed_bytes(row))
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("berita_acara", pk=pk)


def _waiting(request: HttpRequest, pk: int) -> BeritaAcara:
    """The paper, for somebody of one of the two offices."""
    return find_paper(request, pk, Izin.TANDATANGAN)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent, also when nothing was filled in; nothing while the page is only read."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _turn(request: HttpRequest, paper: BeritaAcara) -> Giliran:
    return turn_of(paper, request.user, signing_of(paper))


def _try(form: Form, act: Callable[[], Any]) -> bool:
    """Whether it was done; a refusal's sentence stands on the form. The password is asked for before the act."""
    if not form.is_valid():
        return False
    try:
        if isinstance(form, DenganSandi):
            form.require_password()
        act()
    except Kesalahan as error:
        form.add_error(None, str(error))
        return False
    return True


def _page(
    request: HttpRequest, paper: BeritaAcara, template: str, turn: Giliran, context: dict[str, Any]
) -> HttpResponse:
    state = signing_of(paper)
    context |= {
        "berita_acara": paper,
        "isi": paper.isi,
        "kabupaten": paper.rekonsiliasi.kabupaten,
        "giliran": turn,
        "keadaan": state,
        "menunggu": paper.status in {StatusBeritaAcara.TERBIT, StatusBeritaAcara.DITANDATANGANI},
    }
    return render(request, template, context)
