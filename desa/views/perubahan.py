"""Doors of "Ada perubahan": who, what, since when, with which proof; one question a page, each answer kept at once."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_desa, may, today_in, visible_desa
from desa.actions.perubahan import (
    BerubahOrangLain,
    begin_change,
    check_draft_again,
    drop_change,
    hand_in_changes,
    save_answer,
)
from desa.enums import JenisPerubahan, StatusDraf
from desa.forms.perubahan import TanyaForm
from desa.models import Desa, DrafPerubahan, Perubahan
from desa.queries.bagian import other_cover_article
from desa.queries.perubahan import (
    as_ubah,
    changes_in,
    family_of,
    open_draft,
    present_values,
    terms_in_office,
    unanswered,
)
from desa.queries.unggahan import moved_since, waiting_report
from desa.rules.kolom import POSTS
from desa.rules.perubahan import BARU, DATA, Langkah, in_words, next_question, questions
from desa.views.berkas import file_answer
from desa.views.permintaan import user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.masuk_dahulu import forget_typed, keeps_typed, typed_before

WHAT = Langkah("apa", "Apa yang berubah?",
               pilihan=tuple(one for one in JenisPerubahan.choices if one[0] != JenisPerubahan.MULAI))  # fmt: skip


@require_safe
def draf(request: HttpRequest, kode: str) -> HttpResponse:
    """The draft: its changes in words, what they would do, and the button that hands them in."""
    desa = get_desa(request.user, kode)
    found, writes = open_draft(desa), may(request.user, Izin.SAMPAIKAN, desa)
    rows = changes_in(found) if found else []
    month, hasil = Bulan.of(today_in(desa.kabupaten)), found.hasil if found else {}
    still = dict(unanswered(rows))
    waiting = waiting_report(desa, month)
    return render(
        request,
        "desa/perubahan_draf.html",
        {
            "desa": desa,
            "bulan": month,
            "draf": found,
            "perubahan": [_told(number, row, still.get(number, "")) for number, row in enumerate(rows, 1)],
            "hasil": hasil,
            "jumlah": sum(len(hasil.get(kind, [])) for kind in ("baru", "berubah", "berakhir")),
            "boleh": writes,
            "siap": writes and rows and not still and not hasil.get("salah"),
            "bergerak": moved_since(desa, found.diperiksa_pada) if found else [],
            "menunggu": waiting if waiting and waiting.draf_id else None,
            "berkas_menunggu": waiting if waiting and waiting.upload_id else None,
            "zona": desa.kabupaten.zona_waktu,
            "pasal": other_cover_article(desa.kabupaten, month),
        },
    )


def _told(number: int, row: Perubahan, still: str) -> dict[str, Any]:
    ubah = as_ubah(row)
    steps = [one for one in questions(ubah) if one.nama in ubah.terjawab]
    return {"nomor": number, "baris": row, "kata": in_words(ubah), "belum": still, "langkah": steps}


@require_http_methods(["GET", "HEAD", "POST"])
def baru(request: HttpRequest, kode: str) -> HttpResponse:
    """Who: one tap on a name begins a change."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    if request.method == "POST":
        try:
            row = begin_change(
                desa=desa, kunci=request.POST.get("kunci", "") or str(uuid4()), siapa=request.POST.get("siapa", ""),
                by=user_of(request),
            )  # fmt: skip
        except Kesalahan as error:
            messages.error(request, str(error))
            return redirect("perubahan_baru", desa.kode)
        return _onward(desa, row)
    terms = terms_in_office(desa, today_in(desa.kabupaten))
    people = [(term.pk, term.peserta.nama, term.nama_jabatan) for term in terms]
    context = {"desa": desa, "orang": people, "baru": BARU, "kunci": str(uuid4())}
    return render(request, "desa/perubahan_siapa.html", context)


def _onward(desa: Desa, row: Perubahan) -> HttpResponse:
    """To the first open question, or back to the draft."""
    step = next_question(as_ubah(row))
    return redirect("perubahan_tanya", desa.kode, row.pk, step) if step else redirect("perubahan", desa.kode)


def _change(desa: Desa, pk: int) -> Perubahan:
    rows = Perubahan.objects.filter(draf__desa=desa, draf__status=StatusDraf.TERBUKA)
    return get_object_or_404(rows.select_related("draf__desa", "masa__peserta", "anggota", "oleh"), pk=pk)


def _question(row: Perubahan, langkah: str) -> Langkah:
    if langkah == WHAT.nama and row.jenis != JenisPerubahan.MULAI:
        return WHAT
    found = next((one for one in questions(as_ubah(row)) if one.nama == langkah), None)
    if found is None:
        raise Http404
    return found


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def tanya(request: HttpRequest, kode: str, pk: int, langkah: str) -> HttpResponse:
    """One question; what is typed is kept, right or wrong, and the page comes back with it."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    row = _change(desa, pk)
    asked = _question(row, langkah)
    if request.method != "POST":
        before = row.isian | typed_before(request) | {"versi": row.versi}
        return _ask(request, desa, row, asked, TanyaForm(initial=before, langkah=asked))
    form = TanyaForm(request.POST, request.FILES, langkah=asked)
    form.is_valid()
    try:
        row, wrong = _save(request, form, row, asked)
    except BerubahOrangLain as error:
        typed = request.POST.copy()
        typed["versi"] = str(_change(desa, pk).versi)
        form = TanyaForm(typed, langkah=asked)
        form.add_error(None, str(error))
        return _ask(request, desa, row, asked, form)
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("perubahan", desa.kode)
    forget_typed(request)
    if wrong:
        form.show(wrong)
        return _ask(request, desa, row, asked, form)
    return _onward(desa, row)


def _save(request: HttpRequest, form: TanyaForm, row: Perubahan, asked: Langkah) -> tuple[Perubahan, dict[str, str]]:
    file = request.FILES.get("bukti")
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    return save_answer(
        perubahan=row, langkah=asked.nama, isian=typed, versi=form.cleaned_data.get("versi"),
        bukti=(file.name or "", file.read()) if file else None, by=user_of(request),
    )  # fmt: skip


def _ask(request: HttpRequest, desa: Desa, row: Perubahan, asked: Langkah, form: TanyaForm) -> HttpResponse:
    ubah = as_ubah(row)
    if asked.nama == DATA.nama:
        form.tell(present_values(row))
    steps = [one.nama for one in questions(ubah)]
    place = steps.index(asked.nama) if asked.nama in steps else -1
    choices = list(asked.pilihan)
    if asked.nama == "anggota":
        choices = [(str(one.pk), f"{one.nama}, {one.get_hubungan_display().lower()}") for one in family_of(row)]
        choices.append((BARU, "Anggota keluarga baru"))
    return render(
        request,
        "desa/perubahan_tanya.html",
        {
            "desa": desa,
            "baris": row,
            "tanya": asked,
            "pilihan": choices,
            "form": form,
            "siapa": ubah.nama or ubah.teks("nama") or "Orang baru",
            "jabatan": ubah.jabatan,
            "sebelum": steps[place - 1] if place > 0 else ("apa" if place == 0 and row.masa_id else ""),
            "tersisa": len([one for one in steps if one not in ubah.terjawab]),
            "posts": POSTS if asked.nama == "jabatan" else (),
        },
    )


@require_POST
def hapus(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Takes one change out of the draft."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    try:
        drop_change(perubahan=_change(desa, pk), by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Perubahan dihapus dari draf.")
    return redirect("perubahan", desa.kode)


@require_POST
def periksa_lagi(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Compares the draft with the roster as it is now."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    check_draft_again(draf=get_object_or_404(DrafPerubahan, desa=desa, pk=pk), by=user_of(request))
    messages.success(request, "Sudah dibandingkan dengan daftar sekarang.")
    return redirect("perubahan", desa.kode)


@require_POST
def sampaikan(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Hands the draft in; a second press leads to the same receipt."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    found = get_object_or_404(DrafPerubahan.objects.select_related("desa"), desa=desa, pk=pk)
    try:
        report = hand_in_changes(draf=found, bulan=Bulan.of(today_in(desa.kabupaten)), by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("perubahan", desa.kode)
    return redirect("kepesertaan_bukti", desa.kode, report.pk)


@require_safe
def bukti(request: HttpRequest, pk: int) -> FileResponse:
    """The proof of a change, to be saved and never shown inside the portal."""
    row = get_object_or_404(Perubahan.objects.filter(draf__desa__in=visible_desa(request.user)), pk=pk)
    return file_answer(row.bukti, row.bukti_nama)
