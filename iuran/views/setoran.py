"""What is to be deposited, what was, and the forms that record or cancel a deposit."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import get_desa, get_kabupaten, is_treasurer_of, regional_kabupaten, today_in, visible_desa
from desa.models import Desa, Kabupaten, User
from desa.queries.peraturan import bagian_iuran
from desa.views.permintaan import month_of, user_of
from iuran.actions.alokasi import allocate
from iuran.actions.setoran import PerluKonfirmasi, record_deposits, reverse_setoran
from iuran.enums import StatusPenetapan
from iuran.forms.setoran import AlokasiForm, SetoranBatalForm, SetoranForm
from iuran.models import Penetapan, Setoran
from iuran.queries.akun import numbers_for
from iuran.queries.buku import BarisBuku, book, book_of_village, deposits, total_of
from iuran.queries.kebutuhan import may_take_money, needs_by_payer, without_month
from iuran.queries.ketentuan import present_rule
from iuran.queries.penetapan import latest_month, penetapan_of, require_assessed
from iuran.queries.sumber_lain import named_sources
from iuran.queries.tunggakan import arrears
from iuran.views.surat import file_answer, recorded
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


@require_safe
def setoran(request: HttpRequest, kode: str) -> HttpResponse:
    """Leads to the regency's newest assessed month, or to the present one."""
    kabupaten = get_kabupaten(request.user, kode)
    return redirect("setoran_bulan", kode, str(_newest(kabupaten)))


@require_safe
def setoran_desa_terakhir(request: HttpRequest, kode: str) -> HttpResponse:
    """Leads to the village's newest assessed month, or to the present one."""
    desa = get_desa(request.user, kode)
    return redirect("setoran_desa", kode, str(_newest(desa.kabupaten)))


def _newest(kabupaten: Kabupaten) -> Bulan:
    return latest_month(kabupaten) or Bulan.of(today_in(kabupaten))


@require_safe
def setoran_bulan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """A regency's month: what its treasurer deposits, and what each village does."""
    kabupaten, month = get_kabupaten(request.user, kode), month_of(bulan)
    rows = book(kabupaten, month)
    villages: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row.desa is not None:
            villages.setdefault(row.desa.pk, {"desa": row.desa, "baris": []})["baris"].append(row)
    context = _context(kabupaten, month, penetapan_of(kabupaten, month)) | {
        "porsi": [row for row in rows if row.desa is None],
        "akun": numbers_for(kabupaten),
        "desa_desa": [one | _summary(one["baris"]) for one in villages.values()],
        "total": total_of(rows),
        "setoran": deposits(kabupaten, month),
        "tanpa_bulan": [row for row in without_month(kabupaten) if row.desa is None],
        "tanpa_bulan_desa": [row for row in without_month(kabupaten) if row.desa is not None],
        "di_muka": _allows_ahead(kabupaten),
        **named_sources(kabupaten, month),
        "boleh": is_treasurer_of(request.user, kabupaten),
    }
    return render(request, "iuran/setoran_bulan.html", context)


def _allows_ahead(kabupaten: Kabupaten) -> bool:
    """Whether the regulation lets months be paid ahead."""
    rule = present_rule(kabupaten)
    return rule is not None and bagian_iuran(rule).di_muka is not None


def _summary(rows: list[BarisBuku]) -> dict[str, Any]:
    """A village's sums, and its one state where all shares stand alike."""
    states = {row.status for row in rows}
    return {"jumlah": total_of(rows), "sama": states.pop() if len(states) == 1 else None}


@require_http_methods(["GET", "HEAD", "POST"])
def setoran_catat(request: HttpRequest, kode: str, bulan: str, penanggung: str) -> HttpResponse:
    """The regency's treasurer records a deposit for one share."""
    kabupaten, month = get_kabupaten(request.user, kode), month_of(bulan)
    if not is_treasurer_of(request.user, kabupaten):
        raise PermissionDenied
    rows = [row for row in book(kabupaten, month) if row.desa is None and row.penanggung == penanggung]
    if not rows:
        raise Http404
    form = _form(request, rows, kabupaten, None)
    if request.method == "POST" and _record(request, form, kabupaten, None, month):
        return redirect("setoran_bulan", kode, bulan)
    form = _with_months_again(form, kabupaten, None)
    context = _context(kabupaten, month, penetapan_of(kabupaten, month)) | {"form": form, "baris": rows[0]}
    return render(request, "iuran/setoran_catat.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def setoran_desa(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """A village's month: its shares, its deposits, and the form for its treasurer."""
    desa, month = get_desa(request.user, kode), month_of(bulan)
    kabupaten = desa.kabupaten
    may_record = is_treasurer_of(request.user, desa)
    if request.method == "POST" and not may_record:
        raise PermissionDenied
    rows = book_of_village(desa, month)
    form = _form(request, rows, kabupaten, desa)
    if request.method == "POST" and _record(request, form, kabupaten, desa, month):
        return redirect("setoran_desa", kode, bulan)
    form = _with_months_again(form, kabupaten, desa)
    penetapan = penetapan_of(kabupaten, month)
    open_now = penetapan is not None and penetapan.status == StatusPenetapan.SELESAI
    context = _context(kabupaten, month, penetapan) | {
        "desa": desa,
        "baris": rows,
        "total": total_of(rows),
        "setoran": deposits(kabupaten, month, desa),
        "tanpa_bulan": without_month(kabupaten, desa),
        "tunggakan": [one for one in arrears(kabupaten, desa) if one.bulan <= month],
        "form": form if may_record and rows and open_now else None,
        "boleh": may_record,
    }
    return render(request, "iuran/setoran_desa.html", context)


def _context(kabupaten: Kabupaten, month: Bulan, penetapan: Penetapan | None) -> dict[str, Any]:
    assessed = penetapan is not None and penetapan.status != StatusPenetapan.BERJALAN
    newest = latest_month(kabupaten)
    return {
        "kabupaten": kabupaten,
        "bulan": month,
        "sebelum": month.previous(),
        "sesudah": month.next(),
        "penetapan": penetapan if assessed else None,
        "ditutup": penetapan is not None and penetapan.status == StatusPenetapan.DITUTUP,
        "dibawa": newest is not None and newest > month,
    }


def _form(request: HttpRequest, rows: list[BarisBuku], kabupaten: Kabupaten, desa: Desa | None) -> SetoranForm:
    options: dict[str, Any] = {
        "rows": rows, "accounts": numbers_for(kabupaten, desa), "needs": needs_by_payer(kabupaten, desa),
    }  # fmt: skip
    if request.method != "POST":
        return SetoranForm(**options)
    form = SetoranForm(request.POST, request.FILES, **options)
    form.keep_confirmation()
    return form


def _with_months_again(form: SetoranForm, kabupaten: Kabupaten, desa: Desa | None) -> SetoranForm:
    """The form with the months of a new amount, when it wants them; what was typed stays, but for the file."""
    if not form.is_bound or not form.wants_months_again:
        return form
    again = SetoranForm(initial=form.typed, rows=form.rows, accounts=numbers_for(kabupaten, desa), needs=form.needs)
    again.dibagi_ulang = True
    return again


def _record(request: HttpRequest, form: SetoranForm, kabupaten: Kabupaten, desa: Desa | None, month: Bulan) -> bool:
    """Records what the form says; a refusal stays on the form."""
    if not form.is_valid() or form.wants_months_again:
        return False
    proof = form.cleaned_data["bukti"]
    try:
        require_assessed(kabupaten, month)
        kept = record_deposits(
            kabupaten=kabupaten, desa=desa, jumlah=form.amounts, alokasi=form.months, virtual_account=form.accounts,
            tanggal=form.cleaned_data["tanggal"], referensi=form.cleaned_data["referensi"],
            bukti=(proof.name or "", proof.read()), by=user_of(request),
            konfirmasi=form.cleaned_data.get("konfirmasi", False),
        )  # fmt: skip
    except Kesalahan as problem:
        if isinstance(problem, PerluKonfirmasi):
            form.ask_confirmation()
        form.add_error(None, str(problem))
        return False
    messages.success(request, f"{len(kept)} setoran untuk {month.nama} tercatat.")
    return True


def _visible(request: HttpRequest) -> QuerySet[Setoran]:
    """The deposits the user may read: of their village, or all of their regency."""
    of_regency = Q(desa__isnull=True, kabupaten__in=regional_kabupaten(request.user))
    return Setoran.objects.filter(of_regency | Q(desa__in=visible_desa(request.user).values("pk"))).select_related(
        "kabupaten", "desa__kecamatan__kabupaten", "membatalkan", "dibatalkan_oleh"
    )


@require_safe
def setoran_bukti(request: HttpRequest, pk: int) -> FileResponse:
    """The proof of a deposit as it was sent, to be saved and never shown inside the portal."""
    found = get_object_or_404(_visible(request).exclude(bukti=""), pk=pk)
    return file_answer(found.bukti, found.bukti_nama)


@require_http_methods(["GET", "HEAD", "POST"])
def setoran_batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why, then cancels a deposit."""
    found = get_object_or_404(_visible(request), pk=pk)
    if not is_treasurer_of(request.user, found.desa or found.kabupaten):
        raise PermissionDenied
    back = _page_of(found)
    form = SetoranBatalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reverse_setoran(setoran=found, alasan=form.cleaned_data["alasan"], by=user_of(request))
        except Kesalahan as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Setoran {found.referensi} dibatalkan.")
            return redirect(back)
    return render(request, "iuran/setoran_batal.html", {"setoran": found, "form": form, "kembali": back})


def _page_of(found: Setoran) -> str:
    """The page of the deposit's first month; of the newest month when it has none."""
    first = found.alokasi.order_by("bulan").first()
    month = str(Bulan.of(first.bulan) if first else _newest(found.kabupaten))
    if found.desa is not None:
        return reverse("setoran_desa", args=[found.desa.kode, month])
    return reverse("setoran_bulan", args=[found.kabupaten.kode, month])


@require_http_methods(["GET", "HEAD", "POST"])
def setoran_alokasi(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives what is left of a deposit to months: by rule as shown, or as typed."""
    found = get_object_or_404(_visible(request), pk=pk)
    if not is_treasurer_of(request.user, found.desa or found.kabupaten):
        raise PermissionDenied
    needs = needs_by_payer(found.kabupaten, found.desa).get(found.penanggung, [])
    form = AlokasiForm(request.POST or None, payer=found.penanggung, jumlah=found.belum_teralokasi, needs=needs)
    act = partial(_allocate, found, form, user_of(request))
    if recorded(request, form, act, f"Setoran {found.referensi} dialokasikan."):
        return redirect(_page_of(found))
    context = {
        "setoran": found, "form": form, "kembali": _page_of(found), "ada_bulan": bool(needs),
        "bulan_bulan": may_take_money(found.kabupaten, found.desa),
    }  # fmt: skip
    return render(request, "iuran/setoran_alokasi.html", context)


def _allocate(found: Setoran, form: AlokasiForm, user: User, **_typed: object) -> None:
    allocate(setoran=found, alokasi=form.parts(found.penanggung), by=user)
