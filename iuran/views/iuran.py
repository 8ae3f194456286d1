"""Who owes what: a village's month by person, and one contribution explained step by step."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from desa.access import get_desa, places, today_in
from desa.models import Desa
from desa.queries.kepesertaan import roster_on
from desa.queries.peraturan import bagian_iuran, exclusions
from desa.views.permintaan import month_of
from iuran.enums import StatusPenetapan
from iuran.models import Iuran, Penetapan
from iuran.queries.asal import roster_behind, values_of, wording_of
from iuran.queries.jumlah import village_rows
from iuran.queries.koreksi import as_rows, pending, written
from iuran.queries.penetapan import ASSESSED, latest_month, penetapan_of
from iuran.queries.sumber_lain import named_sources
from jaminan.bulan import Bulan


@require_safe
def iuran_desa_terakhir(request: HttpRequest, kode: str) -> HttpResponse:
    """Leads to the village's newest assessed month, or to the present one."""
    desa = get_desa(request.user, kode)
    month = latest_month(desa.kabupaten) or Bulan.of(today_in(desa.kabupaten))
    return redirect("iuran_desa", kode, str(month))


@require_safe
def iuran_desa(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """A village's month, person by person, with those who owe nothing and why."""
    desa, month = get_desa(request.user, kode), month_of(bulan)
    penetapan = penetapan_of(desa.kabupaten, month)
    context: dict[str, Any] = {"desa": desa, "bulan": month, "sebelum": month.previous(), "sesudah": month.next()}
    context |= named_sources(desa, month)
    context |= _corrections(desa, month)
    if penetapan is not None and penetapan.status != StatusPenetapan.BERJALAN:
        context |= _village_month(desa, month, penetapan)
    return render(request, "iuran/iuran_desa.html", context)


def _corrections(desa: Desa, month: Bulan) -> dict[str, Any]:
    """Corrections in this month's bill, later ones of this month, and those that wait for the next bill."""
    rows = Iuran.objects.filter(desa=desa, penetapan__status__in=ASSESSED)
    latest = latest_month(desa.kabupaten)
    waits = latest is not None and month in {latest, latest.next()}
    return {
        "pembetulan": written(rows.filter(penetapan__bulan=month.first_day)),
        "dibetulkan": written(rows.filter(bulan=month.first_day)),
        "tertunda": as_rows(pending(desa, latest.next())) if latest and waits else [],
        "tagihan_berikut": latest.next() if latest else None,
    }


def _village_month(desa: Desa, month: Bulan, penetapan: Penetapan) -> dict[str, Any]:
    rows = list(village_rows(desa, month))
    payers = {share.penanggung: share for row in rows for share in row.porsi.all()}
    people = [
        {
            "iuran": row,
            "porsi": [(share.get_penanggung_display(), _amount(row, payer)) for payer, share in payers.items()],
            "jumlah": row.jumlah,
        }
        for row in rows
    ]
    roster = roster_on(desa, month.first_day, exclusions(penetapan.peraturan))
    return {
        "penetapan": penetapan,
        "atur_sumber_lain": bagian_iuran(penetapan.peraturan).sumber_lain is not None,
        "porsi": [
            {"nama": share.get_penanggung_display(), "basis_poin": share.basis_poin, "penanggung": payer,
             "jumlah": sum(_amount(row, payer) for row in rows)}
            for payer, share in payers.items()
        ],
        "orang": people,
        "jumlah": sum(row.jumlah for row in rows),
        "dikecualikan": [official for official in roster if official.pengecualian],
    }  # fmt: skip


def _amount(row: Iuran, payer: str) -> int:
    return sum(share.jumlah for share in row.porsi.all() if share.penanggung == payer)


@require_safe
def peserta_iuran(request: HttpRequest, pk: int, bulan: str) -> HttpResponse:
    """Leads from a person and a month to the contribution that was assessed for it."""
    rows = Iuran.objects.filter(places(request.user, "desa__"), peserta_id=pk, bulan=month_of(bulan).first_day)
    found = rows.exclude(penetapan__status=StatusPenetapan.BERJALAN).order_by("pk").first()
    if found is None:
        raise Http404
    return redirect("iuran_rincian", found.pk)


@require_safe
def iuran_rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """Why one contribution is what it is: frozen steps, values, dates and sources."""
    visible = Iuran.objects.filter(places(request.user, "desa__")).select_related(
        "peserta", "penetapan__peraturan", "penetapan__oleh", "desa__kecamatan__kabupaten"
    )
    row = get_object_or_404(visible.prefetch_related("porsi"), pk=pk)
    if row.penetapan.status == StatusPenetapan.BERJALAN:
        raise Http404
    context = {
        "iuran": row,
        "bulan": Bulan.of(row.bulan),
        "tagihan": Bulan.of(row.penetapan.bulan),
        "nilai": values_of(row),
        "kabupaten": row.desa.kabupaten,
        "label_jumlah": "Selisih iuran sebulan" if row.alasan else "Iuran sebulan",
        "label_porsi": " %, selisih" if row.alasan else " % dari dasar",
        "pembetulan": written(row.koreksi.filter(places(request.user, "desa__"), penetapan__status__in=ASSESSED)),
        "atas": visible.filter(koreksi=row).first(),
        "bunyi": wording_of(row),
        "asal": roster_behind(row),
    }
    return render(request, "iuran/iuran_rincian.html", context)
