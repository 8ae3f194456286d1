"""The public calculator: any regency, month and income, without an account."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desa.access import role_of
from desa.enums import Penanggung
from desa.models import Peraturan
from iuran.forms.kalkulator import KalkulatorForm, KeluargaLainForm
from iuran.queries.asal import wording_of_rule
from iuran.queries.kalkulator import calculate
from iuran.queries.keluarga_lain import calculate_other
from iuran.rules.keluarga_lain import spells
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah


@login_not_required
@require_safe
def kalkulator(request: HttpRequest) -> HttpResponse:
    """The form, and below it the answer to what its address asks."""
    today = timezone.localdate()
    asked = "penghasilan" in request.GET
    own = role_of(request.user)
    place = request.GET.get("kabupaten") or (own.kabupaten.kode if own else None)
    initial = {"kabupaten": place, "bulan": today.month, "tahun": today.year}
    form = KalkulatorForm(request.GET if asked else None, initial=initial)
    context: dict[str, Any] = {"form": form}
    if asked and form.is_valid():
        try:
            context |= _answer(form.cleaned_data)
        except Kesalahan as error:
            form.refuse(error)
    return render(request, "iuran/kalkulator_hitung.html", context)


@login_not_required
@require_safe
def keluarga_lain(request: HttpRequest) -> HttpResponse:
    """The yearly tariff of other family members: the form, and below it the answer to what its address asks."""
    own = role_of(request.user)
    place = request.GET.get("kabupaten") or (own.kabupaten.kode if own else None)
    asked = "orang" in request.GET
    form = KeluargaLainForm(
        request.GET if asked else None,
        initial={"kabupaten": place, "tahun": timezone.localdate().year, "orang": 1},
    )
    context: dict[str, Any] = {"form": form}
    if asked and form.is_valid():
        data = form.cleaned_data
        try:
            answer = calculate_other(data["kabupaten"], data["tahun"], data["orang"])
            context |= {"hasil": answer, "kabupaten": data["kabupaten"], "tahun": data["tahun"]}
            context["masa"] = [
                {"mulai": first, "sampai": last, "tarif": tariff, "bulan": len(first.until(last))}
                for first, last, tariff in spells(answer.ketentuan.bulan)
            ]
        except Kesalahan as error:
            form.refuse(error)
    return render(request, "iuran/kalkulator_keluarga_lain.html", context)


def _answer(data: dict[str, Any]) -> dict[str, Any]:
    answer = calculate(data["kabupaten"], data["bulan_iuran"], data["penghasilan"])
    rule = Peraturan.objects.get(kode=answer["peraturan"])
    return {
        "kabupaten": data["kabupaten"],
        "bulan": data["bulan_iuran"],
        "peraturan": rule,
        "bunyi": wording_of_rule(rule),
        "jatuh_tempo": date.fromisoformat(answer["jatuh_tempo"]),
        "alasan_jatuh_tempo": answer["alasan_jatuh_tempo"],
        "hasil": [_shown(one) for one in answer["hasil"]],
        "label_jumlah": f"Iuran sebulan, {len(answer['hasil'])} orang" if answer["hasil"][1:] else "Iuran sebulan",
        "jumlah": sum(one["iuran"] for one in answer["hasil"]),
    }


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    """One result with its words for the eye."""
    shares = [
        share
        | {
            "nama": Penanggung(share["penanggung"]).label,
            "persen": share["persen"].replace(".", ","),
            "sumber": share["sumber_dana"].replace("_", " "),
        }
        for share in one["porsi"]
    ]
    return one | {"porsi": shares, "pembanding": _beside(one["nasional"])}


def _beside(national: dict[str, Any]) -> dict[str, str]:
    """What the national rule would give, where that is another figure or cannot be said; empty where it agrees."""
    if national["sesuai"]:
        return {}
    if national["sesuai"] is None:
        return {"judul": "Angka nasional tidak dapat dihitung", "isi": national["celah"]}
    return {
        "judul": "Berbeda dari aturan nasional",
        "isi": f"Menurut aturan nasional, dasarnya {format_rupiah(national['dasar'])} "
        f"dan iurannya {format_rupiah(national['iuran'])}. Hasil di atas mengikuti peraturan bupati.",
    }
