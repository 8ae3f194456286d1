"""The months of a regency: before they are assessed, while they are, and after."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from desa.access import Izin, get_kabupaten, may, today_in
from desa.models import Kabupaten
from desa.views.permintaan import month_of, user_of
from iuran.actions.penetapan import begin_assessment
from iuran.enums import StatusPenetapan
from iuran.forms.bulan import BulanForm
from iuran.models import Iuran, Penetapan
from iuran.queries.asal import composition, values_used, wording_of_rule
from iuran.queries.batas import limit_effect
from iuran.queries.jumlah import compliance, people_in, place_totals, share_totals
from iuran.queries.koreksi import totals_by_payer, written
from iuran.queries.penetapan import months, penetapan_of
from iuran.queries.perkiraan import preview
from iuran.tasks import assess_month
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

# A worker that says nothing for this long may be started again; a second run does no harm.
SILENCE = timedelta(seconds=60)


@require_safe
def iuran(request: HttpRequest, kode: str) -> HttpResponse:
    """The months of a regency, each with its state and its next step; `?bulan=` opens any other."""
    kabupaten = get_kabupaten(request.user, kode)
    form = BulanForm(request.GET or None)
    if form.is_valid():
        return redirect("iuran_bulan", kode, str(form.cleaned_data["bulan"]))
    context = {
        "kabupaten": kabupaten,
        "bulan_bulan": months(kabupaten),
        "form": form,
        "boleh_tetapkan": may(request.user, Izin.TETAPKAN, kabupaten),
    }
    return render(request, "iuran/penetapan_daftar.html", context)


@require_safe
def iuran_bulan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """One month: its preview, its progress, or its result."""
    kabupaten, month = get_kabupaten(request.user, kode), month_of(bulan)
    penetapan = penetapan_of(kabupaten, month)
    if penetapan is None:
        return _preview_page(request, kabupaten, month)
    if penetapan.status == StatusPenetapan.BERJALAN:
        context = _progress(penetapan) | {"boleh": may(request.user, Izin.TETAPKAN, kabupaten)}
        return render(request, "iuran/penetapan_kemajuan.html", context)
    return _result_page(request, kabupaten, penetapan)


@require_safe
def iuran_asal(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """What a month's sums are made of, person groups times rupiah, and the articles they rest on."""
    kabupaten, month = get_kabupaten(request.user, kode), month_of(bulan)
    penetapan = penetapan_of(kabupaten, month)
    if penetapan is None or penetapan.status == StatusPenetapan.BERJALAN:
        return redirect("iuran_bulan", kode, bulan)
    context = {
        "kabupaten": kabupaten,
        "bulan": month,
        "penetapan": penetapan,
        "porsi": share_totals(penetapan),
        "susunan": composition(Iuran.objects.filter(penetapan=penetapan)),
        "nilai": values_used(penetapan),
        "bunyi": wording_of_rule(penetapan.peraturan),
    }
    return render(request, "iuran/iuran_asal.html", context)


@require_POST
def iuran_tetapkan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """Begins the month, or goes on with one that stopped, and leaves the work to a worker."""
    kabupaten, month = get_kabupaten(request.user, kode, Izin.TETAPKAN), month_of(bulan)
    user = user_of(request)
    try:
        penetapan = begin_assessment(kabupaten=kabupaten, bulan=month, by=user)
    except Kesalahan as problem:
        messages.error(request, str(problem))
    else:
        if penetapan.status == StatusPenetapan.BERJALAN:
            assess_month.enqueue(penetapan.pk, user.pk)
    return redirect("iuran_bulan", kode, bulan)


@require_safe
def iuran_kemajuan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """How far the month is, as a piece of its page; the whole page once it has ended or stopped."""
    kabupaten, month = get_kabupaten(request.user, kode), month_of(bulan)
    penetapan = penetapan_of(kabupaten, month)
    if penetapan is None or penetapan.status != StatusPenetapan.BERJALAN or _progress(penetapan)["berhenti"]:
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("iuran_bulan", args=[kode, bulan])
        return answer
    return render(request, "iuran/_kemajuan.html", _progress(penetapan))


def _progress(penetapan: Penetapan) -> dict[str, object]:
    last = penetapan.kecamatan.order_by("-pada").first()
    heard = last.pada if last else penetapan.dimulai_pada
    silent = timezone.now() - heard > SILENCE
    return {
        "kabupaten": penetapan.kabupaten,
        "bulan": Bulan.of(penetapan.bulan),
        "penetapan": penetapan,
        "berhenti": bool(penetapan.gagal) or silent,
    }


def _preview_page(request: HttpRequest, kabupaten: Kabupaten, month: Bulan) -> HttpResponse:
    found = preview(kabupaten, month)
    context = {
        "kabupaten": kabupaten,
        "bulan": month,
        "perkiraan": found,
        "perubahan": [
            ("Orang baru", found.baru, "Iuran"),
            ("Tidak lagi menjabat", found.berhenti, "Iuran"),
            ("Dasar iuran berubah", found.dasar_berubah, "Dasar"),
            ("Jumlah iuran berubah", found.jumlah_berubah, "Iuran"),
        ],
        "pembetulan_porsi": totals_by_payer(found.pembetulan),
        "bunyi": wording_of_rule(found.ketentuan.peraturan) if found.ketentuan else [],
        "belum_mulai": month.first_day > today_in(kabupaten),
        "lewat": found.ketentuan and found.ketentuan.jatuh_tempo.tanggal < today_in(kabupaten),
        "boleh": may(request.user, Izin.TETAPKAN, kabupaten),
        "boleh_nilai": may(request.user, Izin.NILAI, kabupaten),
    }
    return render(request, "iuran/penetapan_perkiraan.html", context)


def _result_page(request: HttpRequest, kabupaten: Kabupaten, penetapan: Penetapan) -> HttpResponse:
    shares, corrected = share_totals(penetapan), written(penetapan.iuran.all())
    context = {
        "kabupaten": kabupaten,
        "bulan": Bulan.of(penetapan.bulan),
        "penetapan": penetapan,
        "orang": people_in(penetapan),
        "porsi": shares,
        "jumlah": sum(share.jumlah for share in shares),
        "pembetulan": corrected,
        "pembetulan_porsi": totals_by_payer(corrected),
        "pembetulan_jumlah": sum(row.jumlah for row in corrected),
        "batas": limit_effect(penetapan),
        "kecamatan": place_totals(penetapan),
        "kepatuhan": compliance(penetapan),
    }
    return render(request, "iuran/penetapan_hasil.html", context)
