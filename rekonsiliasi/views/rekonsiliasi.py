"""Doors of the comparison: the months, one month with its totals and differences, and the answer to a difference."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_desa, get_kabupaten, may
from desa.models import Kabupaten, User
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.rekonsiliasi import decide_many, decide_selisih, reconcile
from rekonsiliasi.enums import StatusRekonsiliasi
from rekonsiliasi.forms.rekonsiliasi import PutusanForm, SampaiForm, SelisihFilterForm
from rekonsiliasi.models import Rekonsiliasi, Selisih
from rekonsiliasi.queries.rekonsiliasi import (
    BulanRekonsiliasi,
    has_family_rows,
    months,
    next_undecided,
    rekonsiliasi_of,
    selisih_in,
    selisih_of,
    selisih_of_village,
    summary,
    villages_with_selisih,
)

ON_PAGE = 50


def month_or_404(text: str) -> Bulan:
    """The month of an address. Raises Http404."""
    try:
        return Bulan.parse(text)
    except ValueError:
        raise Http404 from None


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
    month = month_or_404(bulan)
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
    desa = villages_with_selisih(work)
    form = SelisihFilterForm(request.GET or None, desa=desa)
    rows = form.narrow(selisih_of(work)) if form.is_bound else selisih_of(work)
    is_open = work.status == StatusRekonsiliasi.TERBUKA
    return {
        "rekonsiliasi": work,
        "mulai": Bulan.of(work.bulan_mulai),
        "akhir": Bulan.of(work.bulan_sampai),
        "rentang": Bulan.of(work.bulan_mulai).until(Bulan.of(work.bulan_sampai)),
        "ringkasan": summary(work),
        "tanpa_keluarga": not has_family_rows(work.tagihan.all()),
        "saring": form,
        "page": Paginator(rows, ON_PAGE).get_page(request.GET.get("halaman")),
        "terbuka": is_open,
        "boleh_putuskan": is_open and may(request.user, Izin.TANGGAPI, kabupaten),
        "putusan": PutusanForm(auto_id="massal_%s"),
    }


@require_POST
def rekonsiliasi_bandingkan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """Compares, or compares again; a range that is already open keeps its months."""
    kabupaten = get_kabupaten(request.user, kode, Izin.REKONSILIASI)
    mulai = sampai = month_or_404(bulan)
    known = rekonsiliasi_of(kabupaten, mulai)
    if known is not None:
        mulai, sampai = Bulan.of(known.bulan_mulai), Bulan.of(known.bulan_sampai)
    elif request.POST.get("sampai"):
        sampai = month_or_404(request.POST["sampai"])
    try:
        work = reconcile(kabupaten=kabupaten, mulai=mulai, sampai=sampai, by=_user(request))
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        count = work.selisih.count()
        messages.success(request, f"Kedua buku sudah dibandingkan: {count} selisih." if count else "Kedua buku sama.")
    return redirect("rekonsiliasi_bulan", kabupaten.kode, str(mulai))


@require_POST
def selisih_putuskan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """One answer for several differences of the month."""
    kabupaten = get_kabupaten(request.user, kode, Izin.TANGGAPI)
    month = month_or_404(bulan)
    work = rekonsiliasi_of(kabupaten, month)
    form = PutusanForm(request.POST)
    chosen = [int(text) for text in request.POST.getlist("nomor") if re.fullmatch(r"[0-9]{1,18}", text)]
    if work is None:
        raise Http404
    if not chosen:
        messages.error(request, "Belum ada selisih yang dipilih. Centang barisnya, lalu simpan.")
    elif not form.is_valid():
        told = " ".join(str(text) for errors in form.errors.values() for text in errors)
        messages.error(request, f"Jawaban belum disimpan. {told}")
    else:
        try:
            count = decide_many(rekonsiliasi=work, nomor=chosen, by=_user(request), **form.cleaned_data)
            messages.success(request, f"Sebab {count} selisih sudah dicatat.")
        except Kesalahan as error:
            messages.error(request, str(error))
    return redirect("rekonsiliasi_bulan", kabupaten.kode, str(month))


@require_http_methods(["GET", "HEAD", "POST"])
def selisih(request: HttpRequest, kode: str, nomor: int) -> HttpResponse:
    """One difference: both books side by side, and its answer."""
    kabupaten = get_kabupaten(request.user, kode, Izin.TANGGAPI if request.method == "POST" else Izin.LIHAT)
    row = get_object_or_404(selisih_in(kabupaten), pk=nomor)
    form = PutusanForm(request.POST or None, initial=_decision(row))
    if request.method == "POST" and form.is_valid():
        try:
            decide_selisih(selisih=row, by=_user(request), **form.cleaned_data)
        except Kesalahan as error:
            form.add_error(None, str(error))
        else:
            return _to_next(request, kabupaten, row)
    context = {
        "kabupaten": kabupaten,
        "selisih": row,
        "bulan": Bulan.of(row.bulan),
        "form": form,
        "boleh": row.rekonsiliasi.status == StatusRekonsiliasi.TERBUKA and may(request.user, Izin.TANGGAPI, kabupaten),
    }
    return render(request, "rekonsiliasi/selisih_lihat.html", context)


def _decision(row: Selisih) -> dict[str, str]:
    return {"sebab": row.sebab, "pihak": row.pihak, "tindak_lanjut": row.tindak_lanjut}


def _to_next(request: HttpRequest, kabupaten: Kabupaten, row: Selisih) -> HttpResponse:
    """The next undecided difference, so that a clerk goes through them one by one."""
    after = next_undecided(row)
    if after is not None:
        messages.success(request, f"Sebab selisih {row.nama} dicatat. Ini selisih berikutnya.")
        return redirect("selisih", kabupaten.kode, after.pk)
    messages.success(request, "Semua selisih sudah bersebab.")
    return redirect("rekonsiliasi_bulan", kabupaten.kode, str(Bulan.of(row.bulan)))


@require_safe
def selisih_desa(request: HttpRequest, kode: str) -> HttpResponse:
    """What differs for one village, to read."""
    desa = get_desa(request.user, kode)
    page = Paginator(selisih_of_village(desa), ON_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "rekonsiliasi/selisih_desa.html", {"desa": desa, "page": page})


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - the permission page let nobody else in
    return request.user
