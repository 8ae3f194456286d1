"""Doors of the work on differences: the answer to one or many, comments, done, sent back; and a village's tasks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_desa, get_kabupaten, may, today_in
from desa.models import Kabupaten, User
from desa.queries.usul_daftar import standings
from desa.views.permintaan import month_of, user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.selisih import SudahDiputus, comment, decide_many, decide_selisih, mark_done, send_back
from rekonsiliasi.enums import StatusRekonsiliasi
from rekonsiliasi.forms.selisih import KembalikanSelisihForm, PutusanForm, SelisihFilterForm, TanggapanForm
from rekonsiliasi.models import Rekonsiliasi, Selisih
from rekonsiliasi.queries.akibat import consequence_of
from rekonsiliasi.queries.rekonsiliasi import rekonsiliasi_of
from rekonsiliasi.queries.selisih import (
    last_compared,
    next_undecided,
    said_about,
    selisih_in,
    selisih_of_village,
    side_of,
    tasks_of_village,
    villages_with_selisih,
)
from rekonsiliasi.rules.tenggat import months_standing
from rekonsiliasi.views.ketikan import CHOSEN, keep_typed, ticked

ON_PAGE = 50


@require_POST
def selisih_putuskan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """One answer for several differences of the month: the ticked ones, or all that the filter shows."""
    kabupaten = get_kabupaten(request.user, kode, Izin.TANGGAPI)
    work = rekonsiliasi_of(kabupaten, month_of(bulan))
    if work is None:
        raise Http404
    count, refusal = _answered(request, work)
    if refusal:
        keep_typed(request, work)
        messages.error(request, refusal)
    else:
        messages.success(request, f"Sebab {count} selisih sudah dicatat.")
    page = reverse("rekonsiliasi_bulan", args=[kabupaten.kode, bulan])
    return redirect(f"{page}?{request.GET.urlencode()}#daftar" if request.GET else page)


def _answered(request: HttpRequest, work: Rekonsiliasi) -> tuple[int, str]:
    """How many lines got the answer, or why none did."""
    form = PutusanForm(request.POST)
    chosen = _chosen(request, work)
    if not chosen:
        return 0, "Belum ada selisih yang dipilih. Centang barisnya, lalu simpan."
    if not form.is_valid():
        told = " ".join(str(text) for errors in form.errors.values() for text in errors)
        return 0, f"Jawaban belum disimpan. {told}"
    answer = {name: form.cleaned_data[name] for name in ("sebab", "pihak", "tindak_lanjut", "tenggat")}
    try:
        return decide_many(rekonsiliasi=work, nomor=list(chosen), versi=chosen, by=user_of(request), **answer), ""
    except Kesalahan as error:
        return 0, str(error)


def _chosen(request: HttpRequest, work: Rekonsiliasi) -> dict[int, int]:
    """The lines that are meant, each with the state that was on the page."""
    if not request.POST.get("semua"):
        chosen = ticked(request)
        versions = dict(work.selisih.filter(pk__in=chosen).values_list("pk", "versi"))
        return {pk: int(seen) if seen else versions.get(pk, 0) for pk, seen in chosen.items()}
    form = SelisihFilterForm(request.GET, desa=villages_with_selisih(work))
    seen = _moment(request.POST.get("dilihat", ""))
    rows = form.narrow(work.selisih.all(), today_in(work.kabupaten))
    return {row.pk: row.versi if not (seen and row.diputus_pada and row.diputus_pada > seen) else 0 for row in rows}


def _moment(text: str) -> Any:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def selisih(request: HttpRequest, kode: str, nomor: int) -> HttpResponse:
    """One difference: both books side by side, its answer, and what both sides said."""
    kabupaten = get_kabupaten(request.user, kode, Izin.TANGGAPI if request.method == "POST" else Izin.LIHAT)
    row = get_object_or_404(selisih_in(kabupaten), pk=nomor)
    form = PutusanForm(request.POST or None, initial=_decision(row))
    if request.method == "POST" and form.is_valid():
        try:
            decide_selisih(selisih=row, by=user_of(request), **form.cleaned_data)
        except SudahDiputus as error:
            row = selisih_in(kabupaten).get(pk=nomor)
            typed = request.POST.copy()
            typed["versi"] = str(row.versi)
            form = PutusanForm(typed)
            form.add_error(None, str(error))
        except Kesalahan as error:
            form.add_error(None, str(error))
        else:
            return _to_next(request, kabupaten, row)
    is_open = row.rekonsiliasi.status == StatusRekonsiliasi.TERBUKA
    context = _line(request, row) | {
        "kabupaten": kabupaten,
        "form": form,
        "boleh": is_open and may(request.user, Izin.TANGGAPI, kabupaten),
        "boleh_tulis": may(request.user, Izin.KOMENTARI, kabupaten),
        "kembalikan": KembalikanSelisihForm(initial={"versi": row.versi}),
        "tujuan": reverse("selisih_bahas", args=[kabupaten.kode, row.pk]),
    }
    return render(request, "rekonsiliasi/selisih_lihat.html", context)


def _line(request: HttpRequest, row: Selisih) -> dict[str, Any]:
    """What every page of one difference shows."""
    own = side_of(user_of(request), row.rekonsiliasi.kabupaten)
    today = today_in(row.rekonsiliasi.kabupaten)
    return {
        "selisih": row,
        "bulan": Bulan.of(row.bulan),
        "tanggapan": said_about(row),
        "tulis": TanggapanForm(auto_id="tulis_%s"),
        "lewat": row.tenggat is not None and row.tenggat < today and not row.selesai_pada,
        "berapa_bulan": months_standing(row.sejak or row.bulan, row.bulan),
        "boleh_selesai": own == row.pihak and not row.belum and row.selesai_pada is None,
        "boleh_kembalikan": not row.belum and row.diputus_oleh_id != user_of(request).pk,
        "zona": row.rekonsiliasi.kabupaten.zona_waktu,
        "usul": standings([row.usul])[0] if row.usul else None,
        "akibat": consequence_of(row),
    }


def _decision(row: Selisih) -> dict[str, Any]:
    """What the form starts from: the answer, or the one that was given when the figures were others."""
    kept = row.tenggat if row.tenggat and row.tenggat >= today_in(row.rekonsiliasi.kabupaten) else None
    named = ("sebab", "pihak", "tindak_lanjut", "versi")
    earlier = {} if row.sebab else row.jawaban_lama
    return {name: getattr(row, name) for name in named} | {"tenggat": kept} | earlier


def _to_next(request: HttpRequest, kabupaten: Kabupaten, row: Selisih) -> HttpResponse:
    """The next undecided difference, so that a clerk goes through them one by one."""
    after = next_undecided(row)
    if after is not None:
        messages.success(request, f"Sebab selisih {row.nama} dicatat. Ini selisih berikutnya.")
        return redirect("selisih", kabupaten.kode, after.pk)
    messages.success(request, "Semua selisih sudah bersebab.")
    return redirect("rekonsiliasi_bulan", kabupaten.kode, str(Bulan.of(row.bulan)))


def _talk(request: HttpRequest, row: Selisih) -> None:
    """Carries out what was pressed below a difference, and says what came of it."""
    by, words = user_of(request), request.POST.get("isi", "")
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "komentar": (lambda: comment(selisih=row, isi=words, by=by), "Tanggapan terkirim."),
        "selesai": (lambda: mark_done(selisih=row, isi=words, by=by), "Selisih ini dinyatakan selesai."),
        "kembalikan": (lambda: _return(request, row, by), "Selisih dikembalikan kepada yang memberi jawaban."),
    }
    act, told = acts.get(request.POST.get("aksi", ""), acts["komentar"])
    try:
        act()
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)


def _return(request: HttpRequest, row: Selisih, by: User) -> object:
    seen = CHOSEN.fullmatch(request.POST.get("versi", ""))
    versi = int(seen[1]) if seen else None
    return send_back(selisih=row, alasan=request.POST.get("alasan", ""), versi=versi, by=by)


@require_POST
def selisih_bahas(request: HttpRequest, kode: str, nomor: int) -> HttpResponse:
    """A comment, "done", or the answer sent back, by one of the two offices."""
    kabupaten = get_kabupaten(request.user, kode, Izin.TANGGAPI)
    row = get_object_or_404(selisih_in(kabupaten), pk=nomor)
    _talk(request, row)
    return redirect("selisih", kabupaten.kode, row.pk)


@require_safe
def selisih_desa(request: HttpRequest, kode: str) -> HttpResponse:
    """What differs for one village: what it is to do first, then everything to read."""
    desa = get_desa(request.user, kode)
    page = Paginator(selisih_of_village(desa), ON_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "desa": desa, "page": page, "tugas": tasks_of_village(desa), "hari_ini": today_in(desa.kabupaten),
        "dibandingkan": last_compared(desa.kabupaten),
    }  # fmt: skip
    return render(request, "rekonsiliasi/selisih_desa.html", context)


@require_safe
def selisih_desa_lihat(request: HttpRequest, kode: str, nomor: int) -> HttpResponse:
    """One difference of a village, what was decided about it, and what everybody said."""
    desa = get_desa(request.user, kode)
    row = get_object_or_404(selisih_of_village(desa), pk=nomor)
    context = _line(request, row) | {
        "desa": desa,
        "boleh_tulis": may(request.user, Izin.KOMENTARI, desa),
        "tujuan": reverse("selisih_desa_tanggapi", args=[desa.kode, row.pk]),
    }
    return render(request, "rekonsiliasi/selisih_desa_lihat.html", context)


@require_POST
def selisih_desa_tanggapi(request: HttpRequest, kode: str, nomor: int) -> HttpResponse:
    """A village's comment, or its word that it did its part; it decides nothing."""
    desa = get_desa(request.user, kode, Izin.KOMENTARI)
    row = get_object_or_404(selisih_of_village(desa), pk=nomor)
    if request.POST.get("aksi") == "kembalikan":
        raise PermissionDenied
    _talk(request, row)
    return redirect("selisih_desa_lihat", desa.kode, row.pk)
