"""The start page of each role: the one next thing to do, and how far the months are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from desa.access import Izin, may, role_of, today_in
from desa.models import Membership
from desa.queries.penyampaian import latest
from desa.queries.perubahan import open_draft
from desa.queries.unggahan import open_upload
from jaminan.bulan import Bulan
from rekonsiliasi.queries.bulan_desa import village_months
from rekonsiliasi.queries.langkah import Langkah, progress, steps_for
from rekonsiliasi.queries.langkah_tanda import signing_steps
from rekonsiliasi.queries.pengingat import reminders_for


def beranda(request: HttpRequest) -> HttpResponse:
    """Start page; what it shows depends on the role alone."""
    membership = role_of(request.user)
    if membership is None:
        return render(request, "rekonsiliasi/beranda_tanpa_peran.html")
    if membership.desa is not None:
        return _village_page(request, membership)
    return _regional_page(request, membership)


def _regional_page(request: HttpRequest, membership: Membership) -> HttpResponse:
    today = today_in(membership.kabupaten)
    months = progress(membership.kabupaten, today)
    found = (*signing_steps(membership), *steps_for(membership, months, today))
    steps = [_with_address(step) for step in found]
    context = {"kabupaten": membership.kabupaten, "bulan_bulan": months, "langkah": steps[:1], "berikutnya": steps[1:]}
    context["pengingat"] = [_with_address(one) for one in reminders_for(membership)]
    return render(request, "rekonsiliasi/beranda_kabupaten.html", context)


def _village_page(request: HttpRequest, membership: Membership) -> HttpResponse:
    assert membership.desa is not None  # noqa: S101 - the caller looked; the constraint keanggotaan_tempat_sesuai_peran
    today = today_in(membership.kabupaten)
    steps = [_with_address(step) for step in steps_for(membership, [], today)]
    context: dict[str, Any] = {
        "desa": membership.desa,
        "bulan_ini": Bulan.of(today),
        "bulan_bulan": village_months(membership.desa, [Bulan.of(today).plus(-back) for back in range(3)]),
        "langkah": steps[:1],
        "berikutnya": steps[1:],
        "pengingat": [_with_address(one) for one in reminders_for(membership)],
    }
    if may(request.user, Izin.SAMPAIKAN, membership.desa):
        context |= {
            "lapor": True,
            "laporan": latest(membership.desa, Bulan.of(today)),
            "draf": open_draft(membership.desa),
            "berkas": open_upload(membership.desa),
        }
    return render(request, "rekonsiliasi/beranda_desa.html", context)


def _with_address(step: Langkah) -> dict[str, str]:
    place = [step.tempat] if step.bulan is None else [step.tempat, str(step.bulan)]
    return {"judul": step.judul, "isi": step.isi, "tombol": step.tombol, "url": reverse(step.rute, args=place)}
