"""Doors of a file's preview: what changes, what is wrong, mending it right there, and handing it in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_desa, may, require, today_in, visible_desa
from desa.actions.kepesertaan import hand_in_upload
from desa.actions.perbaikan import JawabanMasuk, mend_upload
from desa.enums import StatusUpload
from desa.forms.perbaikan import PerbaikanForm
from desa.models import Desa, JawabanHilang, KepesertaanUpload, User
from desa.queries.bagian import other_cover_article
from desa.queries.kepesertaan import roster_on
from desa.queries.penyampaian import upload_named
from desa.queries.tawaran import offered_text
from desa.queries.unggahan import answer_of, moved_since, unchanged_names, waiting_report
from desa.rules.perbaikan import Alamat
from desa.views.berkas import file_answer
from desa.views.permintaan import user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.masuk_dahulu import forget_typed, keeps_typed, typed_before

LATER = "nanti"


def _upload(desa: Desa, pk: int) -> KepesertaanUpload:
    found = upload_named(desa, pk)
    if found is None:
        raise Http404
    return found


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def unggahan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """The preview of a file in words; what is sent here mends cells and answers for the missing."""
    desa = get_desa(request.user, kode)
    upload = _upload(desa, pk)
    if request.method != "POST":
        return _page(request, desa, upload, _form(upload, initial=typed_before(request)))
    require(request.user, Izin.SAMPAIKAN, desa)
    form = _form(upload, request.POST, request.FILES)
    try:
        mended = _mend(form, upload, user_of(request))
    except Kesalahan as error:
        form.add_error(None, str(error))
        return _page(request, desa, upload, form)
    forget_typed(request)
    if request.POST.get("lanjut") == LATER:
        messages.success(request, "Semua yang Anda isi tersimpan. Lanjutkan kapan saja dari halaman ini.")
        return redirect("kepesertaan", desa.kode)
    left = len(mended.hasil["salah"])
    messages.success(request, f"Tersimpan. Masih {left} yang harus diperbaiki." if left else "Semua sudah benar.")
    return redirect("kepesertaan_unggahan", desa.kode, pk)


def _form(upload: KepesertaanUpload, *data: Any, initial: Mapping[str, str] | None = None) -> PerbaikanForm:
    form = PerbaikanForm(
        *data, hasil=upload.hasil, perbaikan=list(upload.perbaikan.select_related("oleh")),
        jawaban=list(upload.jawaban.select_related("masa__peserta", "oleh")),
    )  # fmt: skip
    for name, value in (initial or {}).items():
        if name in form.fields:
            form.fields[name].initial = value
    return form


def _mend(form: PerbaikanForm, upload: KepesertaanUpload, by: User) -> KepesertaanUpload:
    """Carries out what the form says. Raises Kesalahan."""
    if not form.is_valid():
        raise Kesalahan("Ada jawaban yang tidak dikenal.", "Pilih dari daftar, lalu simpan lagi.")
    typed, chosen = form.cells()
    cells: dict[Alamat, str] = typed | {place: offered_text(upload.desa, key) for place, key in chosen.items()}
    return mend_upload(upload=upload, sel=cells, jawaban=_answers(form), by=by)


def _answers(form: PerbaikanForm) -> list[JawabanMasuk]:
    found = []
    for name, value in form.cleaned_data.items():
        if not name.startswith("jawab-") or not value:
            continue
        masa = name.partition("-")[2]
        file = form.cleaned_data[f"bukti-{masa}"]
        proof = (file.name or "", file.read()) if file else None
        day, reason = form.cleaned_data[f"tanggal-{masa}"], form.cleaned_data[f"alasan-{masa}"]
        found.append(JawabanMasuk(int(masa), value, day, reason, proof))
    return found


def _page(request: HttpRequest, desa: Desa, upload: KepesertaanUpload, form: PerbaikanForm) -> HttpResponse:
    hasil, today = upload.hasil, today_in(desa.kabupaten)
    writes = upload.status != StatusUpload.DISAMPAIKAN and may(request.user, Izin.SAMPAIKAN, desa)
    lacking = {masa: answer_of(row)[1] for masa, row in form.answers.items()}
    asked = {one["pesan"] for one in hasil.get("hilang", [])}
    month = Bulan.of(today)
    return render(
        request,
        "desa/kepesertaan_pratinjau.html",
        {
            "desa": desa,
            "bulan": month,
            "upload": upload,
            "hasil": hasil,
            "perubahan": sum(len(hasil[kind]) for kind in ("baru", "berubah", "berakhir")),
            "tetap": [] if hasil["salah"] else unchanged_names(hasil, [x.peserta.nama for x in roster_on(desa, today)]),
            "form": form,
            "masalah": list(form.problems()),
            "lain": [one for one in hasil["salah"] if not one["sel"] and one["pesan"] not in asked],
            "tanya": list(form.questions(lacking)),
            "diperbaiki": list(form.mended()),
            "boleh": writes,
            "siap": writes and upload.status == StatusUpload.SIAP,
            "bergerak": moved_since(desa, upload.diperiksa_pada) if writes else [],
            "menunggu": waiting_report(desa, month) if writes else None,
            "zona": desa.kabupaten.zona_waktu,
            "pasal": other_cover_article(desa.kabupaten, month),
            "laporan": getattr(upload, "penyampaian", None),
        },
    )


@require_POST
def periksa_lagi(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Compares a kept file with the roster as it is now."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    try:
        mend_upload(upload=_upload(desa, pk), sel={}, jawaban=[], by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Sudah dibandingkan dengan daftar sekarang.")
    return redirect("kepesertaan_unggahan", desa.kode, pk)


@require_POST
def sampaikan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Hands a checked file in; a second press leads to the same receipt."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    month = Bulan.of(today_in(desa.kabupaten))
    try:
        report = hand_in_upload(upload=_upload(desa, pk), bulan=month, by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("kepesertaan_unggahan", desa.kode, pk)
    return redirect("kepesertaan_bukti", desa.kode, report.pk)


@require_safe
def bukti_jawaban(request: HttpRequest, pk: int) -> FileResponse:
    """The proof beside an answer, to be saved and never shown inside the portal."""
    rows = JawabanHilang.objects.filter(upload__desa__in=visible_desa(request.user)).exclude(bukti="")
    row = get_object_or_404(rows, pk=pk)
    return file_answer(row.bukti, row.bukti_nama)
