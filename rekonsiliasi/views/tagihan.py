"""Doors of BPJS' list and bill: upload, choose columns once, read doubtful cells, see each version."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_kabupaten, may
from desa.models import Kabupaten
from desa.views.permintaan import user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.masuk_dahulu import forget_typed, keeps_typed, typed_before
from rekonsiliasi.actions.tagihan_menunggu import bring_tagihan, discard_waiting, read_waiting
from rekonsiliasi.forms.tagihan import BacaTagihanForm, KolomForm, TagihanForm
from rekonsiliasi.models import Tagihan, TagihanMenunggu
from rekonsiliasi.queries.tagihan import billable_months, bills, waiting_bills
from rekonsiliasi.queries.versi import changes_of, columns_read, version_before

COLUMNS, CELLS = "rekonsiliasi/tagihan_kolom.html", "rekonsiliasi/tagihan_salah.html"


@require_http_methods(["GET", "HEAD", "POST"])
def tagihan(request: HttpRequest, kode: str) -> HttpResponse:
    """The versions received, and the form that takes the next."""
    if request.method == "POST":
        return _upload(request, get_kabupaten(request.user, kode, Izin.TAGIH))
    kabupaten = get_kabupaten(request.user, kode)
    form = TagihanForm(months=billable_months(kabupaten), initial={"bulan": request.GET.get("bulan")})
    return _list_page(request, kabupaten, form)


def _list_page(request: HttpRequest, kabupaten: Kabupaten, form: TagihanForm) -> HttpResponse:
    context = {
        "kabupaten": kabupaten,
        "form": form,
        "boleh": may(request.user, Izin.TAGIH, kabupaten),
        "ada_bulan": bool(billable_months(kabupaten)),
        "daftar": bills(kabupaten),
        "menunggu": waiting_bills(kabupaten) if may(request.user, Izin.TAGIH, kabupaten) else [],
    }
    return render(request, "rekonsiliasi/tagihan_daftar.html", context)


@require_safe
def tagihan_versi(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """One version: how it was read, and what it changed."""
    kabupaten = get_kabupaten(request.user, kode)
    row = get_object_or_404(Tagihan.objects.select_related("oleh", "kabupaten"), kabupaten=kabupaten, pk=pk)
    changes = changes_of(row)
    context = {
        "kabupaten": kabupaten,
        "tagihan": row,
        "kolom": columns_read(row),
        "sebelum": version_before(row),
        "ubah": changes,
        "naik": abs(changes.jumlah) if changes else 0,
    }
    return render(request, "rekonsiliasi/tagihan_lihat.html", context)


def _upload(request: HttpRequest, kabupaten: Kabupaten) -> HttpResponse:
    form = TagihanForm(request.POST, request.FILES, months=billable_months(kabupaten))
    if not form.is_valid():
        return _list_page(request, kabupaten, form)
    berkas = form.cleaned_data["berkas"]
    bulan = Bulan.parse(form.cleaned_data["bulan"])
    try:
        found = bring_tagihan(
            kabupaten=kabupaten, bulan=bulan, nama_berkas=berkas.name, isi=berkas.read(), by=user_of(request)
        )
    except Kesalahan as error:
        form.add_error("berkas", str(error))
        return _list_page(request, kabupaten, form)
    return _on(request, kabupaten, found)


def _on(request: HttpRequest, kabupaten: Kabupaten, found: Tagihan | TagihanMenunggu) -> HttpResponse:
    """To the month of a bill that was received, or to what its file still waits for."""
    if isinstance(found, TagihanMenunggu):
        return redirect("tagihanmenunggu", kabupaten.kode, found.pk)
    month = Bulan.of(found.bulan)
    messages.success(request, f"Daftar {month.nama} diterima sebagai versi {found.versi}. Sekarang bandingkan.")
    return redirect("rekonsiliasi_bulan", kabupaten.kode, str(month))


def _waiting(request: HttpRequest, kode: str, pk: int) -> tuple[Kabupaten, TagihanMenunggu]:
    kabupaten = get_kabupaten(request.user, kode, Izin.TAGIH)
    return kabupaten, get_object_or_404(TagihanMenunggu.objects.select_related("kabupaten"), kabupaten=kabupaten, pk=pk)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def tagihan_menunggu(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """What a file waits for: its columns, asked once per way of naming them, or how doubtful cells are to be read."""
    kabupaten, waiting = _waiting(request, kode, pk)
    if waiting.judul:
        return _columns(request, kabupaten, waiting)
    form = BacaTagihanForm(request.POST or None, menunggu=waiting, initial=typed_before(request))
    if request.method != "POST" or not form.is_valid():
        return _page(request, waiting, form)
    typed, chosen = form.cells()
    sel = typed | form.taken_back()
    try:
        found = read_waiting(menunggu=waiting, by=user_of(request), sel=sel, kunci=chosen, cara=form.ways())
    except Kesalahan as error:
        form.add_error(None, str(error))
        return _page(request, waiting, form)
    forget_typed(request)
    if isinstance(found, TagihanMenunggu):
        messages.success(request, f"Tersimpan. Masih {len(found.salah)} hal yang perlu dijawab atau diperbaiki.")
    return _on(request, kabupaten, found)


def _columns(request: HttpRequest, kabupaten: Kabupaten, waiting: TagihanMenunggu) -> HttpResponse:
    form = KolomForm(request.POST or None, judul=waiting.judul, usulan=waiting.kolom)
    if request.method == "POST" and form.is_valid():
        try:
            found = read_waiting(menunggu=waiting, by=user_of(request), kolom=form.pemetaan)
        except Kesalahan as error:
            form.add_error(None, str(error))
        else:
            return _on(request, kabupaten, found)
    return _page(request, waiting, form)


def _page(request: HttpRequest, waiting: TagihanMenunggu, form: KolomForm | BacaTagihanForm) -> HttpResponse:
    context = {"kabupaten": waiting.kabupaten, "menunggu": waiting, "form": form, "banyak": len(waiting.salah)}
    return render(request, COLUMNS if waiting.judul else CELLS, context)


@require_POST
def tagihan_menunggu_buang(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Takes a waiting file away."""
    kabupaten, waiting = _waiting(request, kode, pk)
    try:
        discard_waiting(menunggu=waiting, by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Berkas {waiting.nama_berkas} dibuang. Daftar yang sudah diterima tidak berubah.")
    return redirect("tagihan", kabupaten.kode)
