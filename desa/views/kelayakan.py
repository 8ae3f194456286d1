"""Doors to eligibility: documents of a person, a village's state, the regency's lists and double covers."""

from collections import Counter
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, get_kabupaten, may, regional_kabupaten, today_in, visible_desa
from desa.actions.kelayakan import add_document, decide_double, receive_other_list, withdraw_document
from desa.forms.kelayakan import DaftarLainForm, DokumenForm, PutusanGandaForm, SaringGandaForm
from desa.forms.keluarga import AlasanForm
from desa.models import AnggotaKeluarga, DaftarLain, Desa, DokumenOrang, Kecamatan, Peserta
from desa.models.kelayakan import Dokumen
from desa.queries.ganda import finding, findings
from desa.queries.kelayakan import completeness_of, eligibility_rule, files_of, newest_lists
from desa.queries.orang import officials_of, terms_of
from desa.views.permintaan import user_of
from jaminan.kesalahan import Kesalahan

edits = require_http_methods(["GET", "HEAD", "POST"])
TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}
PER_PAGE = 40


def saved(request: HttpRequest, form: Form, act: Any, said: str) -> bool:
    """Runs the action with what the form says; a refusal stays on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Kesalahan as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, said)
    return True


def form_page(request: HttpRequest, form: Form, back: tuple[str, str], **words: Any) -> HttpResponse:
    """A page with one form: `judul`, `tombol`, and what else its template names. `back` names where "Batal" leads."""
    name, url = back
    return render(request, "desa/isi.html", {"form": form, "kembali": url, "kembali_nama": name, **words})


def document_file(found: Dokumen) -> FileResponse:
    """A document as it was sent, to be saved and never shown inside the portal."""
    kind = TYPES[PurePath(found.berkas.path).suffix]
    answer = FileResponse(found.berkas.open("rb"), as_attachment=True, filename=found.berkas_nama, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _people(request: HttpRequest) -> QuerySet[Peserta]:
    return officials_of(visible_desa(request.user))


def _village(request: HttpRequest, peserta: Peserta) -> Desa:
    return terms_of(peserta, visible_desa(request.user))[0].desa


def _require(request: HttpRequest, izin: Izin, desa: Desa) -> None:
    if not may(request.user, izin, desa):
        raise PermissionDenied


@require_safe
def dokumen_peserta(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist of an official and of each family member."""
    person = get_object_or_404(_people(request), pk=pk)
    desa = _village(request, person)
    today = today_in(desa.kabupaten)
    context = {
        "peserta": person, "desa": desa, "berkas": files_of(person, desa.kabupaten, today),
        "boleh": may(request.user, Izin.KELUARGA, desa), "aturan": eligibility_rule(desa.kabupaten, today),
    }  # fmt: skip
    return render(request, "desa/dokumen_peserta.html", context)


def _papers(peserta: Peserta) -> tuple[str, str]:
    """The page of an official's documents, by its name and address."""
    return f"Dokumen {peserta.nama}", reverse("peserta_dokumen", args=[peserta.pk])


def _add(request: HttpRequest, orang: Peserta | AnggotaKeluarga, peserta: Peserta) -> HttpResponse:
    desa = _village(request, peserta)
    _require(request, Izin.KELUARGA, desa)
    form = DokumenForm(request.POST or None, request.FILES or None)

    def act(**isi: Any) -> None:
        add_document(orang=orang, desa=desa, by=user_of(request), **isi)

    if saved(request, form, act, f"Dokumen {orang.nama} tersimpan."):
        return redirect("peserta_dokumen", peserta.pk)
    words = {
        "judul": f"Dokumen {orang.nama}",
        "penjelasan": "Satu dokumen sekali simpan. Dokumen lama tetap tersimpan.",
        "tombol": "Simpan dokumen",
    }
    return form_page(request, form, _papers(peserta), **words)


@edits
def dokumen_tambah(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a document of an official."""
    person = get_object_or_404(_people(request), pk=pk)
    return _add(request, person, person)


@edits
def dokumen_keluarga(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a document of a family member."""
    rows = AnggotaKeluarga.objects.filter(peserta__in=_people(request)).select_related("peserta")
    member = get_object_or_404(rows, pk=pk)
    return _add(request, member, member.peserta)


def _document(request: HttpRequest, pk: int) -> tuple[DokumenOrang, Peserta | AnggotaKeluarga, Peserta]:
    people = _people(request)
    rows = DokumenOrang.objects.filter(Q(peserta__in=people) | Q(anggota__peserta__in=people))
    row = get_object_or_404(rows.select_related("peserta", "anggota__peserta"), pk=pk)
    if row.anggota is not None:
        return row, row.anggota, row.anggota.peserta
    assert row.peserta is not None  # noqa: S101 - the constraint dokumen_orang_satu_orang
    return row, row.peserta, row.peserta


@require_safe
def dokumen_unduh(request: HttpRequest, pk: int) -> FileResponse:
    """A document's file."""
    return document_file(_document(request, pk)[0])


@edits
def dokumen_cabut(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a document that was wrong."""
    row, orang, peserta = _document(request, pk)
    desa = _village(request, peserta)
    _require(request, Izin.KELUARGA, desa)
    form = AlasanForm(request.POST or None)

    def act(alasan: str) -> None:
        withdraw_document(dokumen=row, nama=orang.nama, desa=desa, alasan=alasan, by=user_of(request))

    if saved(request, form, act, f"Dokumen {orang.nama} dicabut."):
        return redirect("peserta_dokumen", peserta.pk)
    words = {
        "judul": f"Cabut {row.get_jenis_display()} {orang.nama}?",
        "penjelasan": "Dokumen ini tetap tersimpan, tetapi tidak dihitung lagi.",
        "tombol": "Cabut dokumen",
    }
    return form_page(request, form, _papers(peserta), **words)


@require_safe
def kelayakan_desa(request: HttpRequest, kode: str) -> HttpResponse:
    """A village's state: what it must report, whose cover is doubtful, and whose documents are missing."""
    desa = get_desa(request.user, kode)
    today = today_in(desa.kabupaten)
    found = findings(desa, today)
    context = {
        "desa": desa, "aturan": eligibility_rule(desa.kabupaten, today), "daftar": completeness_of(desa, today),
        "tugas": [one for one in found if one.menunggu_desa],
        "diperiksa": [one for one in found if one.terbuka],
        "boleh": may(request.user, Izin.SAMPAIKAN, desa), "jamkesda": may(request.user, Izin.JAMKESDA, desa),
    }  # fmt: skip
    return render(request, "desa/kelayakan_desa.html", context)


@require_safe
def kelayakan(request: HttpRequest, kode: str) -> HttpResponse:
    """The regency's possible double covers, open ones first, and the lists that they come from."""
    kabupaten = get_kabupaten(request.user, kode)
    reads = may(request.user, Izin.JAMKESDA, kabupaten)
    found = findings(kabupaten, today_in(kabupaten), residents=reads)
    form = SaringGandaForm(request.GET or None, kabupaten=kabupaten)
    page = Paginator([one for one in found if form.shows(one)], PER_PAGE).get_page(request.GET.get("halaman"))
    names = dict(Kecamatan.objects.filter(kabupaten=kabupaten).values_list("kode", "nama"))
    waiting = Counter(one.orang.kecamatan for one in found if one.terbuka)
    context = {
        "kabupaten": kabupaten, "page": page, "saring": form,
        "terbuka": sum(one.terbuka for one in found), "menunggu": sum(one.menunggu_desa for one in found),
        "selesai": sum(one.selesai for one in found),
        "per_kecamatan": [(code, name, waiting[code]) for code, name in names.items() if waiting[code]],
        "jamkesda": reads and eligibility_rule(kabupaten, today_in(kabupaten)).jamkesda,
        "daftar": newest_lists(kabupaten), "boleh": may(request.user, Izin.PERIKSA, kabupaten),
    }  # fmt: skip
    return render(request, "desa/kelayakan_kabupaten.html", context)


@edits
def ganda_putuskan(request: HttpRequest, kode: str) -> HttpResponse:
    """Decides one finding."""
    kabupaten = get_kabupaten(request.user, kode, Izin.PERIKSA)
    key = (request.POST if request.method == "POST" else request.GET).get("kasus", "")
    found = finding(kabupaten, key, today_in(kabupaten))
    if found is None:
        messages.error(request, "Temuan ini sudah tidak ada; datanya sudah berubah.")
        return redirect("kelayakan", kode)
    form = PutusanGandaForm(request.POST or None, temuan=found)

    def act(kasus: str, putusan: str, alasan: str) -> None:
        decide_double(kabupaten=kabupaten, kunci=kasus, putusan=putusan, alasan=alasan, by=user_of(request))

    if saved(request, form, act, f"Putusan tentang {found.orang.nama} tersimpan."):
        return redirect("kelayakan", kode)
    return render(request, "desa/ganda_putuskan.html", {"kabupaten": kabupaten, "form": form, "temuan": found})


@edits
def daftar_lain_unggah(request: HttpRequest, kode: str) -> HttpResponse:
    """Uploads the list of another scheme."""
    kabupaten = get_kabupaten(request.user, kode, Izin.PERIKSA)
    form = DaftarLainForm(request.POST or None, request.FILES or None)
    kept: list[DaftarLain] = []

    def act(skema: str, keadaan: Any, berkas: tuple[str, bytes]) -> None:
        nama, isi = berkas
        kept.append(
            receive_other_list(
                kabupaten=kabupaten, skema=skema, keadaan=keadaan, nama_berkas=nama, isi=isi, by=user_of(request)
            )
        )

    if saved(request, form, act, "Daftar tersimpan dan sudah dicocokkan."):
        return redirect("daftarlain", kept[0].pk)
    words = {
        "judul": "Unggah daftar jaminan lain",
        "penjelasan": "Setiap unggahan menjadi versi baru. Yang dicocokkan selalu versi terbaru.",
        "tombol": "Unggah daftar",
    }
    return form_page(request, form, ("Kelayakan", reverse("kelayakan", args=[kode])), **words)


@require_safe
def daftar_lain(request: HttpRequest, pk: int) -> HttpResponse:
    """One list as it came: every row counted, those that could not be used with the reason."""
    rows = DaftarLain.objects.filter(kabupaten__in=regional_kabupaten(request.user)).select_related("kabupaten", "oleh")
    row = get_object_or_404(rows, pk=pk)
    versions = rows.filter(kabupaten=row.kabupaten, skema=row.skema)
    return render(request, "desa/daftar_lain_lihat.html", {"daftar": row, "versi": versions})
