"""Doors to the bill for other family members: a regency, a village, a payment and its cancellation."""

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, get_kabupaten, is_treasurer_of, may, statements_for, today_in, visible_desa
from desa.enums import JenisKeterangan
from desa.models import Desa, Kabupaten
from desa.queries.orang import officials_of, terms_of
from desa.views.berkas import TYPES
from desa.views.permintaan import user_of
from iuran.actions.keluarga_lain import assess_other_family, record_other_payment, reverse_other_payment
from iuran.forms.keluarga_lain import BatalBayarForm, BayarForm
from iuran.models import PembayaranKeluargaLain
from iuran.queries.asal import wording
from iuran.queries.keluarga_lain import tariff_of
from iuran.queries.tagihan_lain import bills_of, could_take_part, totals_by_village
from iuran.rules.keluarga_lain import months_of
from jaminan.bulan import FIRST_YEAR, LAST_YEAR, Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah

edits = require_http_methods(["GET", "HEAD", "POST"])


def may_assess(user: Any, place: Desa | Kabupaten) -> bool:
    """Whether the user may charge the officials of a village or of a whole regency."""
    return may(user, Izin.TETAPKAN, place) or (isinstance(place, Desa) and may(user, Izin.KELUARGA, place))


@require_safe
def tahun_ini_desa(request: HttpRequest, kode: str) -> HttpResponse:
    """Leads to this year's page of a village."""
    desa = get_desa(request.user, kode)
    return redirect("lain_desa", kode, today_in(desa.kabupaten).year)


@require_safe
def tahun_ini(request: HttpRequest, kode: str) -> HttpResponse:
    """Leads to this year's page of a regency."""
    kabupaten = get_kabupaten(request.user, kode)
    return redirect("lain_kabupaten", kode, today_in(kabupaten).year)


@edits
def desa(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A village's year: each official's bill, who could still take part, and the button that charges."""
    place = get_desa(request.user, kode)
    _require_year(tahun)
    if request.method == "POST":
        _assess(request, place, tahun)
        return redirect("lain_desa", kode, tahun)
    bills, today = bills_of(place, tahun), today_in(place.kabupaten)
    context = _about(request, place, place.kabupaten, tahun) | {
        "desa": place,
        "tagihan": bills,
        "calon": could_take_part(place, Bulan.of(today)) if tahun == today.year else [],
        "boleh_ikutkan": JenisKeterangan.DIIKUTSERTAKAN in statements_for(request.user, place),
        "boleh_bayar": is_treasurer_of(request.user, place),
        "jumlah": {
            "terutang": sum(one.terutang for one in bills),
            "dibayar": sum(one.dibayar for one in bills),
            "sisa": sum(one.sisa for one in bills),
        },
    }
    return render(request, "iuran/keluarga_lain_desa.html", context)


@edits
def kabupaten(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A regency's year by village."""
    place = get_kabupaten(request.user, kode)
    _require_year(tahun)
    if request.method == "POST":
        _assess(request, place, tahun)
        return redirect("lain_kabupaten", kode, tahun)
    rows = [
        {"desa": desa, "terutang": due, "dibayar": paid, "sisa": due - paid}
        for desa, due, paid in totals_by_village(place, tahun)
    ]
    context = _about(request, place, place, tahun) | {"kabupaten": place, "baris": rows}
    return render(request, "iuran/keluarga_lain_kabupaten.html", context)


def _require_year(tahun: int) -> None:
    if not FIRST_YEAR < tahun < LAST_YEAR:
        raise Http404


def _about(request: HttpRequest, place: Desa | Kabupaten, kabupaten: Kabupaten, tahun: int) -> dict[str, Any]:
    """The year and its tariff, or why there is none."""
    context: dict[str, Any] = {"tahun": tahun, "sebelum": tahun - 1, "sesudah": tahun + 1}
    try:
        rule = tariff_of(kabupaten, months_of(tahun))
        context |= {"ketentuan": rule, "bunyi": wording(rule.peraturan, [rule.aturan.pasal])}
        context["boleh_hitung"] = may_assess(request.user, place)
    except Kesalahan as error:
        context["tanpa_tarif"] = str(error)
    return context


def _assess(request: HttpRequest, place: Desa | Kabupaten, tahun: int) -> None:
    if not may_assess(request.user, place):
        raise PermissionDenied
    try:
        rows = assess_other_family(place=place, tahun=tahun, by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
        return
    total = format_rupiah(sum(row.jumlah for row in rows))
    told = f"{len(rows)} baris ditambahkan, {total}." if rows else "Tidak ada yang berubah."
    messages.success(request, f"Iuran anggota keluarga yang lain {tahun}: {told}")


@edits
def bayar(request: HttpRequest, pk: int, tahun: int) -> HttpResponse:
    """Records what an official paid for other family members of a year."""
    villages = visible_desa(request.user)
    person = get_object_or_404(officials_of(villages), pk=pk)
    place = terms_of(person, villages)[0].desa
    if not is_treasurer_of(request.user, place):
        raise PermissionDenied
    form = BayarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        file = data.pop("bukti")
        try:
            record_other_payment(
                peserta=person, desa=place, tahun=tahun, bukti=(file.name or "", file.read()), by=user_of(request),
                **data,
            )  # fmt: skip
        except Kesalahan as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Pembayaran {person.nama} tercatat.")
            return redirect("lain_desa", place.kode, tahun)
    context = {"form": form, "peserta": person, "desa": place, "tahun": tahun}
    return render(request, "iuran/keluarga_lain_bayar.html", context)


def _payments(request: HttpRequest) -> QuerySet[PembayaranKeluargaLain]:
    rows = PembayaranKeluargaLain.objects.filter(desa__in=visible_desa(request.user).values("pk"))
    return rows.select_related("peserta", "desa__kecamatan__kabupaten", "membatalkan")


@require_safe
def bukti(request: HttpRequest, pk: int) -> FileResponse:
    """The proof of a payment as it was sent, to be saved and never shown inside the portal."""
    found = get_object_or_404(_payments(request).exclude(bukti=""), pk=pk)
    kind = TYPES[PurePath(found.bukti.path).suffix]
    answer = FileResponse(found.bukti.open("rb"), as_attachment=True, filename=found.bukti_nama, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@edits
def batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancels a payment, with its reason."""
    found = get_object_or_404(_payments(request), pk=pk)
    if not is_treasurer_of(request.user, found.desa):
        raise PermissionDenied
    form = BatalBayarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reverse_other_payment(pembayaran=found, alasan=form.cleaned_data["alasan"], by=user_of(request))
        except Kesalahan as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Pembayaran {found.referensi} dibatalkan.")
            return redirect("lain_desa", found.desa.kode, found.tahun)
    return render(request, "iuran/keluarga_lain_batal.html", {"form": form, "bayaran": found})
