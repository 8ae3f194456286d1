"""Doors of a regency's paper: who signs, each office's numbers, size and logo, its own words."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import get_kabupaten, may, today_in
from desa.models import Kabupaten
from desa.pdf import attachment
from desa.views.permintaan import user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions import kertas as actions
from rekonsiliasi.actions.nomor import save_pattern
from rekonsiliasi.actions.penandatangan import IZIN_PIHAK, save_penandatangan
from rekonsiliasi.enums import Pihak, StatusNaskah
from rekonsiliasi.forms.kertas import NaskahForm, PenandatanganForm, PolaForm, TataForm, TolakNaskahForm
from rekonsiliasi.models import NaskahKertas, Penandatangan
from rekonsiliasi.pdf import preview, small_png
from rekonsiliasi.queries import kertas as queries
from rekonsiliasi.queries.nomor import office_of, pattern_of, propose_number
from rekonsiliasi.queries.penandatangan import signatories_of

edits = require_http_methods(["GET", "HEAD", "POST"])
SUSUN = IZIN_PIHAK[Pihak.DINAS]


@require_safe
def kertas(request: HttpRequest, kode: str) -> HttpResponse:
    """Everything that is decided about the paper, and who may change which part."""
    kabupaten = get_kabupaten(request.user, kode)
    today = today_in(kabupaten)
    rows = list(signatories_of(kabupaten))
    sides = [
        {
            "pihak": pihak,
            "boleh": may(request.user, IZIN_PIHAK[pihak], kabupaten),
            "penandatangan": [one for one in rows if one.pihak == pihak],
            "pola": pattern_of(kabupaten, pihak),
            "berikutnya": propose_number(kabupaten, today, pihak),
            "kantor": office_of(kabupaten, pihak),
        }
        for pihak in Pihak
    ]
    context = {
        "kabupaten": kabupaten,
        "hari_ini": today,
        "pihak_pihak": sides,
        "tata": queries.layout_of(kabupaten),
        "naskah": NaskahKertas.objects.filter(kabupaten=kabupaten).select_related("oleh", "diputus_oleh"),
        "berlaku": queries.wording_of(kabupaten),
        "boleh": may(request.user, SUSUN, kabupaten),
    }
    return render(request, "rekonsiliasi/kertas.html", context)


def _side(request: HttpRequest, kode: str, pihak: str) -> tuple[Kabupaten, Pihak]:
    """The regency and a side of it that is the user's own (404, 403)."""
    if pihak not in Pihak.values:
        raise Http404
    return get_kabupaten(request.user, kode, IZIN_PIHAK[Pihak(pihak)]), Pihak(pihak)


def _saved(request: HttpRequest, form: Form, act: Callable[[], object], told: str) -> bool:
    """Whether a valid form was acted on; a refusal stands on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Kesalahan as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, told)
    return True


@edits
def penandatangan_catat(request: HttpRequest, kode: str, pihak: str) -> HttpResponse:
    kabupaten, side = _side(request, kode, pihak)
    form = PenandatanganForm(request.POST or None, kabupaten=kabupaten, pihak=side)
    told = "Penanda tangan sudah dicatat. Konsep yang disusun sesudah ini memakai namanya."
    if _saved(request, form, lambda: _save_signer(request, kabupaten, side, form, None), told):
        return redirect("kertas", kode)
    context = {"kabupaten": kabupaten, "pihak": side, "form": form}
    return render(request, "rekonsiliasi/penandatangan_catat.html", context)


@edits
def penandatangan_ubah(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    kabupaten = get_kabupaten(request.user, kode)
    row = get_object_or_404(Penandatangan.objects.select_related("user"), pk=pk, kabupaten=kabupaten)
    side = Pihak(row.pihak)
    get_kabupaten(request.user, kode, IZIN_PIHAK[side])
    names = ("nama", "nip", "jabatan", "sebutan", "mulai", "sampai", "user")
    initial = {name: getattr(row, name) for name in names}
    form = PenandatanganForm(request.POST or None, kabupaten=kabupaten, pihak=side, initial=initial)
    told = "Catatan penanda tangan sudah diubah. Berita Acara yang sudah terbit tetap seperti tercetak."
    if _saved(request, form, lambda: _save_signer(request, kabupaten, side, form, row), told):
        return redirect("kertas", kode)
    context = {"kabupaten": kabupaten, "pihak": side, "form": form, "baris": row}
    return render(request, "rekonsiliasi/penandatangan_catat.html", context)


def _save_signer(
    request: HttpRequest, kabupaten: Kabupaten, pihak: Pihak, form: Form, atas: Penandatangan | None
) -> Penandatangan:
    return save_penandatangan(kabupaten=kabupaten, pihak=pihak, atas=atas, by=user_of(request), **form.cleaned_data)


@edits
def nomor_pola(request: HttpRequest, kode: str, pihak: str) -> HttpResponse:
    kabupaten, side = _side(request, kode, pihak)
    form = PolaForm(request.POST or None, initial={"pola": pattern_of(kabupaten, side)})

    def act() -> object:
        return save_pattern(kabupaten=kabupaten, pihak=side, pola=form.cleaned_data["pola"], by=user_of(request))

    if _saved(request, form, act, "Pola nomor sudah disimpan. Nomor yang sudah terbit tidak berubah."):
        return redirect("kertas", kode)
    context = {"kabupaten": kabupaten, "pihak": side, "form": form, "kantor": office_of(kabupaten, side)}
    return render(request, "rekonsiliasi/nomor_pola.html", context)


@edits
def kertas_tata(request: HttpRequest, kode: str) -> HttpResponse:
    kabupaten = get_kabupaten(request.user, kode, SUSUN)
    present = queries.layout_of(kabupaten)
    form = TataForm(request.POST or None, request.FILES or None, initial={"ukuran": present.ukuran})

    def act() -> object:
        upload = form.cleaned_data["logo"]
        picture = small_png(upload.read()) if upload else None
        gone = b"" if form.cleaned_data["tanpa_logo"] else None
        chosen = picture if picture is not None else gone
        return actions.save_layout(
            kabupaten=kabupaten, ukuran=form.cleaned_data["ukuran"], logo=chosen, by=user_of(request)
        )

    if _saved(request, form, act, "Ukuran kertas dan logo sudah disimpan. Konsep berikutnya memakainya."):
        return redirect("kertas", kode)
    return render(request, "rekonsiliasi/kertas_tata.html", {"kabupaten": kabupaten, "form": form, "tata": present})


@require_safe
def kertas_logo(request: HttpRequest, kode: str) -> HttpResponse:
    """The logo as it is printed: our own PNG."""
    found = queries.layout_of(get_kabupaten(request.user, kode))
    if not found.logo:
        raise Http404
    return HttpResponse(bytes(found.logo), content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})


@edits
def naskah_usul(request: HttpRequest, kode: str) -> HttpResponse:
    """A regency writes its own words; or asks to go back to the portal's."""
    kabupaten = get_kabupaten(request.user, kode, SUSUN)
    back = "kembali" in request.POST
    begin = queries.words_to_begin_from(kabupaten, _month(kabupaten))
    form = NaskahForm(begin if back else request.POST or None, initial=begin)

    def act() -> object:
        words = {} if back else form.cleaned_data
        return actions.propose_wording(kabupaten=kabupaten, naskah=words, bulan=_month(kabupaten), by=user_of(request))

    if _saved(request, form, act, "Usul naskah menunggu persetujuan orang lain di DPM-Pemdes."):
        return redirect("kertas", kode)
    context = {
        "kabupaten": kabupaten,
        "form": form,
        "mengikat": queries.binding_words(kabupaten, _month(kabupaten)),
        "sendiri": queries.wording_of(kabupaten),
    }
    return render(request, "rekonsiliasi/naskah_usul.html", context)


def _month(kabupaten: Kabupaten) -> Bulan:
    return Bulan.of(today_in(kabupaten))


def _wording(request: HttpRequest, kode: str, pk: int, *, tulis: bool = False) -> NaskahKertas:
    kabupaten = get_kabupaten(request.user, kode)
    rows = NaskahKertas.objects.select_related("kabupaten", "oleh", "diputus_oleh")
    row: NaskahKertas = get_object_or_404(rows, pk=pk, kabupaten=kabupaten)
    if tulis:
        get_kabupaten(request.user, kode, SUSUN)
    return row


@require_safe
def naskah(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    return _wording_page(request, _wording(request, kode, pk))


def _wording_page(request: HttpRequest, row: NaskahKertas, tolak: Form | None = None) -> HttpResponse:
    waiting = row.status == StatusNaskah.DIUSULKAN and may(request.user, SUSUN, row.kabupaten)
    mine = row.oleh_id == user_of(request).pk
    context: dict[str, Any] = {
        "kabupaten": row.kabupaten,
        "baris": row,
        "boleh_putus": waiting and not mine,
        "milik_saya": waiting and mine,
        "form": tolak,
        "form_tolak": tolak or TolakNaskahForm(),
        "contoh": queries.words_shown(row, _month(row.kabupaten)) if row.naskah else None,
    }
    return render(request, "rekonsiliasi/naskah.html", context)


@require_safe
def naskah_pratinjau(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """The newest paper's figures in these words, as a draft."""
    row = _wording(request, kode, pk)
    try:
        return attachment(f"pratinjau-naskah-{row.versi}.pdf", preview(row))
    except Kesalahan as problem:
        messages.error(request, str(problem))
        return redirect("naskah", kode, pk)


@require_POST
def naskah_putuskan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Approves (`setuju`), refuses with a reason, or withdraws one's own (`tarik`)."""
    row = _wording(request, kode, pk, tulis=True)
    form = TolakNaskahForm(request.POST)
    agreed, withdrawn = "setuju" in request.POST, "tarik" in request.POST
    if not (agreed or withdrawn) and not form.is_valid():
        return _wording_page(request, row, form)
    try:
        if withdrawn:
            actions.withdraw_wording(naskah=row, by=user_of(request))
        else:
            reason = "" if agreed else form.cleaned_data["alasan"]
            actions.decide_wording(
                naskah=row, setuju=agreed, alasan=reason, bulan=_month(row.kabupaten), by=user_of(request)
            )
    except Kesalahan as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"Naskah versi {row.versi} sudah diputus.")
    return redirect("naskah", kode, pk)
