"""Doors of BPJS Kesehatan's answer: upload, look, choose columns, apply."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from desa.access import Izin, get_kabupaten, may, regional_kabupaten, today_in
from desa.actions.jawaban_bpjs import apply_answer, choose_columns, receive_answer
from desa.enums import StatusJawaban
from desa.forms.pendaftaran import JawabanForm, KolomJawabanForm
from desa.models import JawabanBpjs, Kabupaten
from desa.queries.jawaban_bpjs import look_at
from desa.queries.sumber import JawabanBpjsResource
from desa.views.pendaftaran import pages
from desa.views.permintaan import user_of
from jaminan.kesalahan import Kesalahan

SHOWN = 200


@pages
def jawaban_bpjs(request: HttpRequest, kode: str) -> HttpResponse:
    """The answers received, and the form that takes the next."""
    kabupaten = get_kabupaten(request.user, kode)
    may_send = may(request.user, Izin.DAFTARKAN, kabupaten)
    if request.method == "POST" and not may_send:
        raise PermissionDenied
    form = JawabanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = _received(request, kabupaten, form)
        if answer is not None:
            return redirect("jawaban_bpjs_lihat", answer.pk)
    context = {
        "kabupaten": kabupaten,
        "form": form if may_send else None,
        "kolom": JawabanBpjsResource.kolom(),
        "daftar": JawabanBpjs.objects.filter(kabupaten=kabupaten).select_related("oleh")[:50],
    }
    return render(request, "desa/jawaban_bpjs_daftar.html", context)


def _received(request: HttpRequest, kabupaten: Kabupaten, form: JawabanForm) -> JawabanBpjs | None:
    file = form.cleaned_data["berkas"]
    try:
        return receive_answer(kabupaten=kabupaten, nama_berkas=file.name or "", isi=file.read(), by=user_of(request))
    except Kesalahan as error:
        form.add_error("berkas", str(error))
        return None


def _answer(request: HttpRequest, pk: int) -> JawabanBpjs:
    rows = JawabanBpjs.objects.filter(kabupaten__in=regional_kabupaten(request.user))
    return get_object_or_404(rows.select_related("kabupaten", "oleh", "diterapkan_oleh"), pk=pk)


@pages
def jawaban_bpjs_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """What the answer would do, row by row; or what it did. By POST: which heading is which column."""
    answer = _answer(request, pk)
    may_apply = may(request.user, Izin.DAFTARKAN, answer.kabupaten)
    if request.method == "POST" and not may_apply:
        raise PermissionDenied
    context: dict[str, Any] = {"jawaban": answer, "kabupaten": answer.kabupaten, "boleh": may_apply}
    if answer.status == StatusJawaban.DITERAPKAN:
        return render(request, "desa/jawaban_bpjs_lihat.html", context | {"hasil": answer.hasil})
    try:
        view = look_at(answer, today_in(answer.kabupaten))
        form = KolomJawabanForm(request.POST or None, judul=view.judul, usulan=view.pemetaan)
        if request.method == "POST" and form.is_valid():
            choose_columns(jawaban=answer, pemetaan=form.pemetaan, by=user_of(request))
            return redirect(request.path)
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("jawaban_bpjs", answer.kabupaten.kode)
    context |= {"tinjauan": view, "form": form, "galat": view.galat[:SHOWN], "berubah": view.berubah[:SHOWN]}
    return render(request, "desa/jawaban_bpjs_lihat.html", context)


@require_POST
def jawaban_bpjs_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Carries the answer out; a second press leads to the same result."""
    answer = _answer(request, pk)
    if not may(request.user, Izin.DAFTARKAN, answer.kabupaten):
        raise PermissionDenied
    try:
        done = apply_answer(jawaban=answer, by=user_of(request))
        messages.success(request, f"Jawaban diterapkan: {done.hasil['berubah']} orang berubah.")
    except Kesalahan as error:
        messages.error(request, str(error))
    return redirect("jawaban_bpjs_lihat", pk)
