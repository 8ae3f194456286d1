"""Doors of the comparison: the months, and one month with its totals and differences."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from desa.access import Izin, get_kabupaten, may, today_in
from desa.models import Kabupaten
from desa.views.permintaan import month_of, user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.kesepakatan import propose_range
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.enums import StatusRekonsiliasi
from rekonsiliasi.forms.rekonsiliasi import SampaiForm
from rekonsiliasi.forms.selisih import SelisihFilterForm
from rekonsiliasi.models import Rekonsiliasi
from rekonsiliasi.queries.berita_acara import paper_of
from rekonsiliasi.queries.pencocokan import suggested
from rekonsiliasi.queries.porsi import per_share
from rekonsiliasi.queries.rekonsiliasi import BulanRekonsiliasi, has_family_rows, months, rekonsiliasi_of, summary
from rekonsiliasi.queries.selisih import selisih_of, villages_with_selisih
from rekonsiliasi.views.ketikan import take_typed

ON_PAGE = 50


@require_safe
def rekonsiliasi(request: HttpRequest, kode: str) -> HttpResponse:
    """The assessed months and how far the comparison of each is."""
    kabupaten = get_kabupaten(request.user, kode)
    return render(
        request, "rekonsiliasi/rekonsiliasi_daftar.html", {"kabupaten": kabupaten, "bulan_bulan": months(kabupaten)}
    )


@require_safe
def rekonsiliasi_bulan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """One month: totals first, then what explains them, then every difference."""
    kabupaten = get_kabupaten(request.user, kode)
    month = month_of(bulan)
    every = months(kabupaten)
    state = next((one for one in every if one.bulan == month), None)
    context = {
        "kabupaten": kabupaten,
        "bulan": month,
        "keadaan": state,
        "boleh_bandingkan": may(request.user, Izin.REKONSILIASI, kabupaten),
        "boleh_tagih": may(request.user, Izin.TAGIH, kabupaten),
        "boleh_susun": may(request.user, Izin.SUSUN, kabupaten),
    }
    if state is None or state.rekonsiliasi is None:
        context["sampai"] = SampaiForm(months=_ranges(every, month))
        return render(request, "rekonsiliasi/rekonsiliasi_mulai.html", context)
    context |= _differences(request, kabupaten, state.rekonsiliasi)
    return render(request, "rekonsiliasi/rekonsiliasi_bulan.html", context)


def _ranges(every: list[BulanRekonsiliasi], first: Bulan) -> list[Bulan]:
    """The months up to which a range from `first` can go: assessed, open, billed, without a gap."""
    ready = {one.bulan for one in every if not one.ditutup and one.tagihan and one.rekonsiliasi is None}
    found = [first]
    while found[-1].next() in ready:
        found.append(found[-1].next())
    return found[:12]


def _differences(request: HttpRequest, kabupaten: Kabupaten, work: Rekonsiliasi) -> dict[str, Any]:
    form = SelisihFilterForm(request.GET or None, desa=villages_with_selisih(work))
    today = today_in(kabupaten)
    rows = form.narrow(selisih_of(work), today) if form.is_bound else selisih_of(work)
    is_open = work.status == StatusRekonsiliasi.TERBUKA
    putusan, ticked = take_typed(request, work)
    return {
        "rekonsiliasi": work,
        "mulai": Bulan.of(work.bulan_mulai),
        "akhir": Bulan.of(work.bulan_sampai),
        "rentang": Bulan.of(work.bulan_mulai).until(Bulan.of(work.bulan_sampai)),
        "ringkasan": summary(work),
        "usulan": suggested(work).count(),
        "porsi": per_share(work),
        "tanpa_keluarga": not has_family_rows(work.tagihan.all()),
        "saring": form,
        "page": Paginator(rows, ON_PAGE).get_page(request.GET.get("halaman")),
        "terbuka": is_open,
        "boleh_putuskan": is_open and may(request.user, Izin.TANGGAPI, kabupaten),
        "putusan": putusan,
        "dicentang": ticked,
        "saringan": request.GET.urlencode(),
        "lain": any(request.GET.get(name) for name in ("pihak", "jumlah", "umur")),
        "hari_ini": today,
        "dilihat": timezone.now().isoformat(),
    }


@require_safe
def rekonsiliasi_kertas(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """To the paper that settled a month."""
    kabupaten = get_kabupaten(request.user, kode)
    work = rekonsiliasi_of(kabupaten, month_of(bulan))
    paper = paper_of(work) if work else None
    if paper is None:
        messages.error(request, "Bulan itu belum punya Berita Acara.")
        return redirect("rekonsiliasi_bulan", kabupaten.kode, bulan)
    return redirect("berita_acara", paper.pk)


@require_POST
def rekonsiliasi_bandingkan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """Compares, or compares again; a range that is already open keeps its months."""
    kabupaten = get_kabupaten(request.user, kode, Izin.REKONSILIASI)
    mulai = sampai = month_of(bulan)
    known = rekonsiliasi_of(kabupaten, mulai)
    if known is not None:
        mulai, sampai = Bulan.of(known.bulan_mulai), Bulan.of(known.bulan_sampai)
    if request.POST.get("sampai"):
        sampai = month_of(request.POST["sampai"])
    reason = request.POST.get("alasan", "")
    try:
        work = reconcile(kabupaten=kabupaten, mulai=mulai, sampai=sampai, by=user_of(request))
        if mulai != sampai and reason.strip() and may(request.user, Izin.SEPAKATI, kabupaten):
            propose_range(rekonsiliasi=work, alasan=reason, by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        count = work.selisih.count()
        messages.success(request, f"Kedua buku sudah dibandingkan: {count} selisih." if count else "Kedua buku sama.")
    return redirect("rekonsiliasi_bulan", kabupaten.kode, str(mulai))
