"""Doors of the Berita Acara: list, draft, read, agree, return, download."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_kabupaten, may, regional_kabupaten, today_in
from desa.views.permintaan import month_of, user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions import berita_acara as actions
from rekonsiliasi.enums import BEKU, DISEPAKATI, Pihak, StatusBeritaAcara
from rekonsiliasi.forms.berita_acara import KembalikanForm, SusunForm, TerbitForm
from rekonsiliasi.models import BeritaAcara, Rekonsiliasi
from rekonsiliasi.pdf import file_name, issue, paper_bytes
from rekonsiliasi.pdf.tertanda import signed_name
from rekonsiliasi.queries import berita_acara as queries
from rekonsiliasi.queries.nomor import propose_number
from rekonsiliasi.queries.tanda_tangan import signatures_of, signing_of, turn_of, turn_sentence
from rekonsiliasi.xlsx import agree_with_annex

NADA = {
    StatusBeritaAcara.KONSEP: "netral",
    StatusBeritaAcara.DISETUJUI_DPM: "peringatan",
    StatusBeritaAcara.DIKEMBALIKAN: "negatif",
    StatusBeritaAcara.TERBIT: "peringatan",
    StatusBeritaAcara.DITANDATANGANI: "peringatan",
    StatusBeritaAcara.FINAL: "positif",
    StatusBeritaAcara.DIGANTI: "netral",
}
GILIRAN = {
    StatusBeritaAcara.KONSEP: "Orang lain di DPM-Pemdes, bukan penyusunnya, memeriksa lalu menyetujui konsep ini.",
    StatusBeritaAcara.DISETUJUI_DPM: "BPJS Kesehatan menyetujui dan menerbitkannya, atau mengembalikannya.",
    StatusBeritaAcara.DIKEMBALIKAN: "DPM-Pemdes memperbaikinya menurut alasan BPJS Kesehatan, lalu menyusun ulang.",
    StatusBeritaAcara.FINAL: "Selesai. Kertas ini sudah ditandatangani kedua pihak.",
    StatusBeritaAcara.DIGANTI: "Kertas ini tidak berlaku lagi karena sudah diganti. Isinya tetap dapat dibaca.",
}


def find_paper(request: HttpRequest, pk: int, izin: Izin = Izin.LIHAT) -> BeritaAcara:
    """The paper, if the user may see its regency's books and may do this there (404, 403)."""
    visible = BeritaAcara.objects.filter(rekonsiliasi__kabupaten__in=regional_kabupaten(request.user))
    paper: BeritaAcara = get_object_or_404(visible.select_related("rekonsiliasi__kabupaten"), pk=pk)
    get_kabupaten(request.user, paper.rekonsiliasi.kabupaten.kode, izin)
    return paper


@require_safe
def berita_acara_daftar(request: HttpRequest, kode: str) -> HttpResponse:
    kabupaten = get_kabupaten(request.user, kode)
    context = {
        "kabupaten": kabupaten,
        "daftar": [(paper, NADA[StatusBeritaAcara(paper.status)]) for paper in queries.papers_of(kabupaten)],
        "menunggu": queries.reconciliations_without_paper(kabupaten),
        "boleh_susun": may(request.user, Izin.SUSUN, kabupaten),
    }
    return render(request, "rekonsiliasi/berita_acara_daftar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def berita_acara_susun(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    kabupaten = get_kabupaten(request.user, kode, Izin.SUSUN)
    rekonsiliasi = get_object_or_404(
        Rekonsiliasi.objects.select_related("kabupaten"), kabupaten=kabupaten, bulan_mulai=month_of(bulan).first_day
    )
    paper = queries.paper_of(rekonsiliasi)
    if paper is not None and paper.status not in actions.OPEN_TO_DRAFT:
        return redirect("berita_acara", pk=paper.pk)
    number = propose_number(kabupaten, today_in(kabupaten))
    form = SusunForm(request.POST or None, initial=_proposal(rekonsiliasi, paper), nomor=number)
    if request.method == "POST" and form.is_valid():
        drafted = _try(form, lambda: actions.draft(rekonsiliasi=rekonsiliasi, by=user_of(request), **form.cleaned_data))
        if drafted is not None:
            messages.success(request, "Konsep sudah disusun. Periksa isinya, lalu setujui.")
            return redirect("berita_acara", pk=drafted.pk)
    context = {"form": form, "rekonsiliasi": rekonsiliasi, "kabupaten": kabupaten, "berita_acara": paper}
    return render(request, "rekonsiliasi/berita_acara_susun.html", context)


def _proposal(rekonsiliasi: Rekonsiliasi, paper: BeritaAcara | None) -> dict[str, Any]:
    """What the form shows first: the last draft, else today and the regency's capital."""
    if paper is not None:
        return {"nomor_dinas": paper.nomor_dinas, "tanggal": paper.tanggal, "tempat": paper.tempat}
    kabupaten = rekonsiliasi.kabupaten
    today = today_in(kabupaten)
    return {"tanggal": today, "tempat": kabupaten.ibu_kota or kabupaten.nama}


def _try(form: Form, act: Callable[[], BeritaAcara]) -> BeritaAcara | None:
    """The action's answer; None when it refused, with its sentence on the form."""
    try:
        return act()
    except Kesalahan as error:
        form.add_error(None, str(error))
        return None


@require_safe
def berita_acara(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, find_paper(request, pk))


def _page(
    request: HttpRequest, paper: BeritaAcara, *, terbit: Form | None = None, kembali: Form | None = None
) -> HttpResponse:
    kabupaten, status = paper.rekonsiliasi.kabupaten, StatusBeritaAcara(paper.status)
    agreed = {row.pihak: row for row in paper.persetujuan.filter(sidik=paper.sidik)}
    issuing = status == StatusBeritaAcara.DISETUJUI_DPM and may(request.user, Izin.SETUJUI, kabupaten)
    writing = may(request.user, Izin.SUSUN, kabupaten)
    context = {
        "berita_acara": paper,
        "isi": paper.isi if status in BEKU else queries.draft_isi(paper),
        "rentang": Bulan.of(paper.rekonsiliasi.bulan_mulai).until(Bulan.of(paper.rekonsiliasi.bulan_sampai)),
        "kabupaten": kabupaten,
        "nada": NADA[status],
        "giliran": GILIRAN.get(status) or turn_sentence(paper, signing_of(paper)),
        "setuju_dinas": agreed.get(Pihak.DINAS) if status not in actions.OPEN_TO_DRAFT else None,
        "setuju_bpjs": agreed.get(Pihak.BPJS),
        "boleh_susun": writing and status in actions.OPEN_TO_DRAFT,
        "boleh_setujui": writing and status == StatusBeritaAcara.KONSEP and paper.oleh_id != request.user.pk,
        "beku": status in BEKU,
        "belum_terbit": status not in BEKU,
        "form": next((one for one in (terbit, kembali) if one is not None and one.errors), None),
        "form_terbit": (terbit or _issue_form(paper)) if issuing else None,
        "form_kembali": (kembali or KembalikanForm()) if issuing else None,
        "nama_berkas": file_name(paper),
        "boleh_nik": may(request.user, Izin.NIK, kabupaten),
    }
    if status in BEKU:
        context |= _signing(request, paper)
    return render(request, "rekonsiliasi/berita_acara_lihat.html", context)


def _issue_form(paper: BeritaAcara, data: QueryDict | None = None) -> TerbitForm:
    kabupaten = paper.rekonsiliasi.kabupaten
    return TerbitForm(data, nomor=propose_number(kabupaten, paper.tanggal, Pihak.BPJS))


def _signing(request: HttpRequest, paper: BeritaAcara) -> dict[str, Any]:
    """How far the paper is signed, and what this user can do about it."""
    state = signing_of(paper)
    last = state.pindaian or state.terakhir
    return {
        "keadaan": state,
        "penanda": signatures_of(paper, state),
        "tugas": turn_of(paper, request.user, state),
        "berkas_tanda": last,
        "nama_tanda": signed_name(last) if last else "",
    }


@require_POST
def berita_acara_setujui(request: HttpRequest, pk: int) -> HttpResponse:
    paper = find_paper(request, pk, Izin.SUSUN)
    try:
        agree_with_annex(berita_acara=paper, by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Anda sudah menyetujui. Berita Acara sekarang menunggu BPJS Kesehatan.")
    return redirect("berita_acara", pk=pk)


@require_POST
def berita_acara_terbitkan(request: HttpRequest, pk: int) -> HttpResponse:
    paper = find_paper(request, pk, Izin.SETUJUI)
    form = _issue_form(paper, request.POST)
    if form.is_valid() and _try(form, lambda: issue(berita_acara=paper, by=user_of(request), **form.cleaned_data)):
        messages.success(request, "Berita Acara sudah terbit. Bulan ini ditutup dan angkanya tidak berubah lagi.")
        return redirect("berita_acara", pk=pk)
    paper.refresh_from_db()
    if paper.status in DISEPAKATI:  # somebody else pressed it a moment before
        messages.info(request, "Berita Acara ini sudah terbit. Satu kertas saja yang terbit.")
        return redirect("berita_acara", pk=pk)
    return _page(request, paper, terbit=form)


@require_POST
def berita_acara_kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    paper = find_paper(request, pk, Izin.SETUJUI)
    form = KembalikanForm(request.POST)
    if form.is_valid() and _try(
        form, lambda: actions.return_to_dinas(berita_acara=paper, by=user_of(request), **form.cleaned_data)
    ):
        messages.success(request, "Berita Acara sudah dikembalikan ke DPM-Pemdes.")
        return redirect("berita_acara", pk=pk)
    return _page(request, paper, kembali=form)


@require_safe
def berita_acara_unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The issued bytes as they were kept; a draft is drawn now and says KONSEP."""
    paper = find_paper(request, pk)
    try:
        content = paper_bytes(paper)
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("berita_acara", pk=pk)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{file_name(paper)}"'},
    )
