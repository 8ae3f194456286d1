"""A regency's holidays: the nation's to read, its own to edit, and the due dates that follow."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_kabupaten, may, today_in
from desa.actions.kalender import add_hari_libur, change_hari_libur, remove_hari_libur
from desa.forms.hari_libur import HariLiburForm, TahunForm
from desa.models import HariLibur, Kabupaten
from desa.queries.jatuh_tempo import due_dates_in
from desa.queries.peraturan import days_off_in, years_of_days_off
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan

edits = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def hari_libur(request: HttpRequest, kode: str) -> HttpResponse:
    """One year's days off and due dates."""
    kabupaten = get_kabupaten(request.user, kode)
    today = today_in(kabupaten)
    years = sorted({*years_of_days_off(kabupaten), today.year})
    form = TahunForm(request.GET if "tahun" in request.GET else None, years=years, initial={"tahun": today.year})
    year = form.cleaned_data["tahun"] if form.is_bound and form.is_valid() else today.year
    context = {
        "kabupaten": kabupaten,
        "saring": form,
        "tahun": year,
        "daftar": days_off_in(kabupaten, year),
        "jatuh_tempo": due_dates_in(kabupaten, year),
        "boleh_ubah": may(request.user, Izin.KALENDER, kabupaten),
    }
    return render(request, "desa/hari_libur_daftar.html", context)


@edits
def hari_libur_tambah(request: HttpRequest, kode: str) -> HttpResponse:
    """Adds a day of the regency's own."""
    kabupaten = get_kabupaten(request.user, kode, Izin.KALENDER)
    form = HariLiburForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hari = add_hari_libur(kabupaten=kabupaten, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # login required
        except Kesalahan as error:
            form.add_error("tanggal", str(error))
        else:
            return _done(request, kabupaten, hari, "ditambahkan")
    return _form(request, kabupaten, form, "Tambah hari libur", "Tambahkan")


@edits
def hari_libur_ubah(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Changes a day of the regency's own."""
    kabupaten = get_kabupaten(request.user, kode, Izin.KALENDER)
    hari = get_object_or_404(HariLibur, pk=pk, kabupaten=kabupaten)
    present = {"tanggal": hari.tanggal, "jenis": hari.jenis, "nama": hari.nama, "sumber": hari.sumber}
    form = HariLiburForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        try:
            change_hari_libur(hari=hari, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # login required
        except Kesalahan as error:
            form.add_error("tanggal", str(error))
        else:
            return _done(request, kabupaten, hari, "diubah")
    return _form(request, kabupaten, form, "Ubah hari libur", "Simpan perubahan")


@edits
def hari_libur_hapus(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Removes a day of the regency's own, after asking."""
    kabupaten = get_kabupaten(request.user, kode, Izin.KALENDER)
    hari = get_object_or_404(HariLibur, pk=pk, kabupaten=kabupaten)
    if request.method == "POST":
        remove_hari_libur(hari=hari, by=request.user)  # type: ignore[arg-type]  # login required
        return _done(request, kabupaten, hari, "dihapus")
    return render(request, "desa/hari_libur_hapus.html", {"kabupaten": kabupaten, "hari": hari})


def _form(request: HttpRequest, kabupaten: Kabupaten, form: HariLiburForm, judul: str, tombol: str) -> HttpResponse:
    context: dict[str, Any] = {"kabupaten": kabupaten, "form": form, "judul": judul, "tombol": tombol}
    return render(request, "desa/hari_libur_ubah.html", context)


def _done(request: HttpRequest, kabupaten: Kabupaten, hari: HariLibur, verb: str) -> HttpResponse:
    messages.success(request, f"{hari.nama}, {format_tanggal(hari.tanggal)}, sudah {verb}.")
    return redirect(f"{reverse('hari_libur', args=[kabupaten.kode])}?tahun={hari.tanggal.year}")
