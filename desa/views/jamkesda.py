"""Doors to the JAMKESDA register of a regency: report, samples, employers, facilities, open referrals."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_register_kabupaten, may, register_kabupaten, today_in
from desa.actions.jamkesda import draw_sample, keep_facility, note_employer
from desa.forms.jamkesda import FaskesForm, SampelForm, TindakForm
from desa.models import Faskes, Kabupaten, PemberiKerja, SampelLapangan
from desa.pdf import attachment
from desa.pdf.jamkesda import report_pdf
from desa.queries.jamkesda import employers, open_referrals, register_rule, report, sample_results, waiting_decisions
from desa.views.kelayakan import form_page, saved
from desa.views.permintaan import user_of
from desa.xlsx.jamkesda import report_xlsx

edits = require_http_methods(["GET", "HEAD", "POST"])


def _register(request: HttpRequest, kode: str, izin: Izin = Izin.JAMKESDA) -> tuple[Kabupaten, bool]:
    """The regency, and whether it keeps the register."""
    kabupaten = get_register_kabupaten(request.user, kode, izin)
    return kabupaten, register_rule(kabupaten, today_in(kabupaten)) is not None


def _none(request: HttpRequest, kabupaten: Kabupaten) -> HttpResponse:
    return render(request, "desa/jamkesda_laporan.html", {"kabupaten": kabupaten, "laporan": None})


@require_safe
def laporan(request: HttpRequest, kode: str) -> HttpResponse:
    """The register per kecamatan against the article, and what waits."""
    kabupaten, kept = _register(request, kode)
    if not kept:
        return _none(request, kabupaten)
    waiting = waiting_decisions(kabupaten).select_related("warga__desa", "diusulkan_oleh")
    context = {
        "kabupaten": kabupaten, "laporan": report(kabupaten, today_in(kabupaten)), "usulan": waiting,
        "boleh": may(request.user, Izin.PERIKSA, kabupaten),
    }  # fmt: skip
    return render(request, "desa/jamkesda_laporan.html", context)


@require_safe
def laporan_xlsx(request: HttpRequest, kode: str) -> HttpResponse:
    """The report as a workbook."""
    kabupaten, kept = _register(request, kode)
    if not kept:
        return _none(request, kabupaten)
    found = report(kabupaten, today_in(kabupaten))
    return attachment(f"laporan-jamkesda_{kode}.xlsx", report_xlsx(found))


@require_safe
def laporan_pdf(request: HttpRequest, kode: str) -> HttpResponse:
    """The report as a paper."""
    kabupaten, kept = _register(request, kode)
    if not kept:
        return _none(request, kabupaten)
    return attachment(f"laporan-jamkesda_{kode}.pdf", report_pdf(report(kabupaten, today_in(kabupaten))))


@edits
def sampel(request: HttpRequest, kode: str) -> HttpResponse:
    """The samples of a regency, and the form that draws another."""
    kabupaten, kept = _register(request, kode)
    may_draw = may(request.user, Izin.PERIKSA, kabupaten)
    if request.method == "POST":
        get_register_kabupaten(request.user, kode, Izin.PERIKSA)
    if not kept:
        return _none(request, kabupaten)
    form = SampelForm(request.POST or None)
    drawn: list[SampelLapangan] = []

    def act(benih: str) -> None:
        drawn.append(draw_sample(kabupaten=kabupaten, benih=benih, by=user_of(request)))

    if saved(request, form, act, "Sampel diambil."):
        return redirect("sampellapangan", drawn[0].pk)
    context = {
        "kabupaten": kabupaten, "daftar": kabupaten.sampel_lapangan.select_related("oleh"),
        "form": form if may_draw else None, "aturan": register_rule(kabupaten, today_in(kabupaten)),
    }  # fmt: skip
    return render(request, "desa/sampel_daftar.html", context)


@require_safe
def sampel_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One sample with what was found at each home."""
    rows = SampelLapangan.objects.filter(kabupaten__in=register_kabupaten(request.user)).select_related("kabupaten")
    row = get_object_or_404(rows, pk=pk)
    found = sample_results(row)
    context = {
        "sampel": row, "hasil": found, "sudah": sum(seen is not None for _, seen in found),
        "boleh": may(request.user, Izin.PERIKSA, row.kabupaten),
    }  # fmt: skip
    return render(request, "desa/sampel_lihat.html", context)


@require_safe
def pemberi_kerja(request: HttpRequest, kode: str) -> HttpResponse:
    """Employers who owe the registration of their workers."""
    kabupaten, _ = _register(request, kode)
    context = {
        "kabupaten": kabupaten, "daftar": employers(kabupaten), "boleh": may(request.user, Izin.PERIKSA, kabupaten)
    }  # fmt: skip
    return render(request, "desa/pemberi_kerja_daftar.html", context)


@edits
def pemberi_kerja_tindak(request: HttpRequest, pk: int) -> HttpResponse:
    """Records what was done about an employer."""
    rows = PemberiKerja.objects.filter(kabupaten__in=register_kabupaten(request.user)).select_related("kabupaten")
    row = get_object_or_404(rows, pk=pk)
    get_register_kabupaten(request.user, row.kabupaten.kode, Izin.PERIKSA)
    form = TindakForm(request.POST or None)

    def act(**isi: Any) -> None:
        note_employer(pemberi_kerja=row, by=user_of(request), **isi)

    if saved(request, form, act, f"Catatan tentang {row.nama} tersimpan."):
        return redirect("pemberikerja_daftar", row.kabupaten.kode)
    words = {
        "judul": f"Tindak lanjut {row.nama}",
        "penjelasan": "Pemberi kerja wajib mendaftarkan pekerjanya sendiri ke BPJS Kesehatan.",
        "tombol": "Simpan catatan",
    }
    back = ("Pemberi kerja", reverse("pemberikerja_daftar", args=[row.kabupaten.kode]))
    return form_page(request, form, back, **words)


@require_safe
def faskes(request: HttpRequest, kode: str) -> HttpResponse:
    """The facilities, with the distance from each kecamatan."""
    kabupaten, _ = _register(request, kode)
    rows = Faskes.objects.filter(kabupaten=kabupaten).prefetch_related("jarak__kecamatan")
    context = {"kabupaten": kabupaten, "daftar": rows, "boleh": may(request.user, Izin.PERIKSA, kabupaten)}
    return render(request, "desa/faskes_daftar.html", context)


@edits
def faskes_simpan(request: HttpRequest, kode: str) -> HttpResponse:
    """Adds a facility, or sets one right."""
    kabupaten, kept = _register(request, kode, Izin.PERIKSA)
    if not kept:
        messages.error(request, "Kabupaten ini tidak memiliki register JAMKESDA.")
        return redirect("jamkesda", kode)
    form = FaskesForm(request.POST or None, kabupaten=kabupaten)

    def act(**_isi: Any) -> None:
        keep_facility(kabupaten=kabupaten, by=user_of(request), **form.facility())

    if saved(request, form, act, "Fasilitas tersimpan."):
        return redirect("faskes", kode)
    words = {
        "judul": "Tambah fasilitas kesehatan",
        "penjelasan": "Jarak ditempuh lewat jalan atau air, bukan garis lurus.",
        "tombol": "Simpan fasilitas",
    }
    return form_page(request, form, ("Fasilitas kesehatan", reverse("faskes", args=[kode])), **words)


@require_safe
def rujukan(request: HttpRequest, kode: str) -> HttpResponse:
    """Open referrals, oldest first."""
    kabupaten, _ = _register(request, kode)
    context = {
        "kabupaten": kabupaten, "daftar": open_referrals(kabupaten), "hari": today_in(kabupaten),
        "boleh": may(request.user, Izin.PERIKSA, kabupaten),
    }  # fmt: skip
    return render(request, "desa/rujukan_daftar.html", context)
