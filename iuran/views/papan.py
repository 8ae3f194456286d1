"""Doors of the completeness board: every village of the regency on one page, and the words to remind one."""

from collections import Counter
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from desa.access import Izin, get_desa, get_kabupaten, may, today_in
from desa.enums import JenisPenyampaian
from desa.models import Kabupaten
from desa.queries.tenggat import running_clocks
from desa.rules.tenggat import reminder, reminder_for_all
from iuran.forms.papan import PapanForm
from iuran.queries.papan import KEADAAN, MENUNGGU, SELESAI, BarisPapan, by_kecamatan, completeness
from jaminan.bulan import Bulan

WHATSAPP = "https://wa.me/?text="


def _month(text: str) -> Bulan:
    try:
        return Bulan.parse(text)
    except ValueError:
        raise Http404 from None


@require_safe
def kini(request: HttpRequest, kode: str) -> HttpResponse:
    """The board of the month that it is in the regency."""
    kabupaten = get_kabupaten(request.user, kode)
    return redirect("penyampaian_papan", kabupaten.kode, str(Bulan.of(today_in(kabupaten))))


@require_safe
def papan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """Every village by state, exceptions first (MM Pasal 6 ayat (2) huruf b)."""
    kabupaten, month = get_kabupaten(request.user, kode), _month(bulan)
    today = today_in(kabupaten)
    rows = completeness(kabupaten, month, today)
    form = PapanForm(request.GET or None, kabupaten=kabupaten)
    chosen = _chosen(rows, form)
    counts = Counter(row.keadaan for row in rows)
    waiting = [row for row in rows if row.keadaan == MENUNGGU]
    verifies = may(request.user, Izin.PERIKSA, kabupaten)
    context = {
        "kabupaten": kabupaten,
        "bulan": month,
        "sebelumnya": month.previous(),
        "berikutnya": month.next() if month < Bulan.of(today) else None,
        "angka": [(state, counts[state], *told) for state, told in KEADAAN.items()],
        "selesai": sum(counts[state] for state in SELESAI),
        "semua": len(rows),
        "label": f"{sum(counts[state] for state in SELESAI)} dari {len(rows)} desa diterima",
        "baris": chosen,
        "saring": form,
        "kecamatan": by_kecamatan(rows),
        "mulai": next((row for row in waiting if _mine(request, row) is False), None) if verifies else None,
        "tanpa_perubahan": sum(_no_change(request, row) for row in waiting) if verifies else 0,
        "pengingat": _for_all(kabupaten, month, chosen),
    }
    return render(request, "iuran/papan.html", context)


def _chosen(rows: list[BarisPapan], form: PapanForm) -> list[BarisPapan]:
    values = form.cleaned_data if form.is_valid() else {}
    district, state = values.get("kecamatan"), values.get("keadaan")
    return [
        row
        for row in rows
        if (not district or row.desa.kecamatan_id == district.pk) and (not state or row.keadaan == state)
    ]


def _mine(request: HttpRequest, row: BarisPapan) -> bool:
    """Whether the user handed this report in, and so may not verify it."""
    return row.laporan is not None and row.laporan.disampaikan_oleh_id == request.user.pk


def _no_change(request: HttpRequest, row: BarisPapan) -> bool:
    plain = row.laporan is not None and row.laporan.jenis == JenisPenyampaian.TIDAK_ADA_PERUBAHAN
    return plain and not _mine(request, row)


def _for_all(kabupaten: Kabupaten, bulan: Bulan, rows: list[BarisPapan]) -> dict[str, str] | None:
    silent = [row.desa.nama for row in rows if row.diam]
    return _message(reminder_for_all(silent, bulan, str(kabupaten.dinas_singkat))) if silent else None


def _message(text: str) -> dict[str, str]:
    return {"teks": text, "whatsapp": WHATSAPP + quote(text, safe="")}


@require_safe
def ingatkan(request: HttpRequest, kode: str) -> HttpResponse:
    """A text for one village's secretary, without anybody's name, to copy or to send."""
    desa = get_desa(request.user, kode)
    kabupaten = get_kabupaten(request.user, desa.kabupaten.kode)
    today = today_in(kabupaten)
    clocks = running_clocks(desa, today)
    context = {
        "kabupaten": kabupaten,
        "desa": desa,
        "bulan": Bulan.of(today),
        "tenggat": clocks,
        "pengingat": _message(reminder(desa.nama, str(kabupaten.dinas_singkat), clocks)),
    }
    return render(request, "iuran/papan_ingatkan.html", context)
