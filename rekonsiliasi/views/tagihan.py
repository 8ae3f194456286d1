"""Doors of BPJS' list and bill: upload, choose columns once, see what is wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_kabupaten, may
from desa.models import Kabupaten, User
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tagihan import (
    BerkasSalah,
    KolomBelumDikenal,
    SudahDiterima,
    drop_pending,
    keep_pending,
    receive_tagihan,
    take_pending,
)
from rekonsiliasi.forms.tagihan import KolomForm, TagihanForm
from rekonsiliasi.models import Tagihan
from rekonsiliasi.queries.tagihan import billable_months, bills
from rekonsiliasi.queries.versi import changes_of, columns_read, version_before
from rekonsiliasi.rules.daftar import Pemetaan

PENDING = "tagihan_menunggu"
ERRORS_SHOWN = 200


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
    isi = berkas.read()
    bulan = Bulan.parse(form.cleaned_data["bulan"])
    try:
        received = _receive(request, kabupaten, bulan, berkas.name, isi, None)
    except KolomBelumDikenal as unknown:
        request.session[PENDING] = {
            "kabupaten": kabupaten.kode,
            "kunci": keep_pending(isi=isi),
            "nama": berkas.name,
            "bulan": str(bulan),
            "judul": unknown.judul,
            "usulan": unknown.usulan,
        }
        return redirect("tagihan_kolom", kabupaten.kode)
    except BerkasSalah as wrong:
        return _errors_page(request, kabupaten, bulan, berkas.name, wrong)
    except Kesalahan as error:
        form.add_error("berkas", str(error))
        return _list_page(request, kabupaten, form)
    return _done(request, kabupaten, received)


def _receive(
    request: HttpRequest, kabupaten: Kabupaten, bulan: Bulan, nama: str, isi: bytes, kolom: Pemetaan | None
) -> Tagihan:
    assert isinstance(request.user, User)  # noqa: S101 - get_kabupaten let nobody else in
    return receive_tagihan(kabupaten=kabupaten, bulan=bulan, nama_berkas=nama, isi=isi, by=request.user, kolom=kolom)


def _done(request: HttpRequest, kabupaten: Kabupaten, received: Tagihan) -> HttpResponse:
    month = Bulan.of(received.bulan)
    messages.success(request, f"Daftar {month.nama} diterima sebagai versi {received.versi}. Sekarang bandingkan.")
    return redirect("rekonsiliasi_bulan", kabupaten.kode, str(month))


def _errors_page(
    request: HttpRequest, kabupaten: Kabupaten, bulan: Bulan, nama: str, wrong: BerkasSalah
) -> HttpResponse:
    context = {
        "kabupaten": kabupaten,
        "bulan": bulan,
        "nama": nama,
        "banyak": len(wrong.galat),
        "galat": wrong.galat[:ERRORS_SHOWN],
        "lainnya": max(0, len(wrong.galat) - ERRORS_SHOWN),
    }
    return render(request, "rekonsiliasi/tagihan_salah.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tagihan_kolom(request: HttpRequest, kode: str) -> HttpResponse:
    """Which heading of the waiting file is which column; asked once per way of naming them."""
    kabupaten = get_kabupaten(request.user, kode, Izin.TAGIH)
    pending = request.session.get(PENDING)
    if not pending or pending["kabupaten"] != kabupaten.kode:
        messages.info(request, "Tidak ada berkas yang menunggu. Unggah berkasnya lebih dahulu.")
        return redirect("tagihan", kabupaten.kode)
    form = KolomForm(request.POST or None, judul=pending["judul"], usulan=pending["usulan"])
    if request.method == "POST" and form.is_valid():
        return _take_in(request, kabupaten, pending, form.pemetaan)
    context = {"kabupaten": kabupaten, "form": form, "nama": pending["nama"], "bulan": Bulan.parse(pending["bulan"])}
    return render(request, "rekonsiliasi/tagihan_kolom.html", context)


def _take_in(request: HttpRequest, kabupaten: Kabupaten, pending: dict[str, str], kolom: Pemetaan) -> HttpResponse:
    bulan = Bulan.parse(pending["bulan"])
    try:
        received = _receive(request, kabupaten, bulan, pending["nama"], take_pending(kunci=pending["kunci"]), kolom)
    except SudahDiterima as same:
        received = same.tagihan
    except BerkasSalah as wrong:
        return _errors_page(request, kabupaten, bulan, pending["nama"], wrong)
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("tagihan", kabupaten.kode)
    drop_pending(kunci=pending["kunci"])
    del request.session[PENDING]
    return _done(request, kabupaten, received)
