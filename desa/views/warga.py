"""Doors to a village's part of the JAMKESDA register: residents, documents, field checks, decisions, referrals."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_register_desa, may, register_desa, today_in
from desa.actions.jamkesda import close_referral, open_referral
from desa.actions.kelayakan import withdraw_document
from desa.actions.warga import (
    POSSIBLE,
    add_resident_document,
    decide_resident,
    hand_in_resident,
    propose_decision,
    verify_resident,
)
from desa.enums import JenisPutusan, StatusWarga
from desa.forms.jamkesda import PutuskanForm, RujukanForm, TutupRujukanForm, UsulPutusanForm, VerifikasiForm, WargaForm
from desa.forms.kelayakan import DokumenForm
from desa.forms.keluarga import AlasanForm
from desa.models import Desa, DokumenWarga, PutusanWarga, Rujukan, Warga
from desa.pdf import attachment
from desa.pdf.jamkesda import form_pdf, resident_sheet_pdf
from desa.queries.jamkesda import facilities_from, known_of, known_of_one, register_rule, residents
from desa.views.kelayakan import document_file, form_page, saved
from desa.views.permintaan import user_of

edits = require_http_methods(["GET", "HEAD", "POST"])
NONE = "Kabupaten ini tidak memiliki register JAMKESDA."


def has_register(request: HttpRequest, desa: Desa) -> bool:
    """Whether the regency keeps the register; if not, a message says so."""
    if register_rule(desa.kabupaten, today_in(desa.kabupaten)) is not None:
        return True
    messages.error(request, NONE)
    return False


def _resident(request: HttpRequest, pk: int, *izin: Izin) -> Warga:
    """The resident, if the user may read the register there, and do one of these things."""
    rows = Warga.objects.filter(desa__in=register_desa(request.user))
    row = get_object_or_404(rows.select_related("desa__kecamatan__kabupaten", "pemberi_kerja", "oleh"), pk=pk)
    if izin and not any(may(request.user, one, row.desa) for one in izin):
        raise PermissionDenied
    return row


@require_safe
def daftar(request: HttpRequest, kode: str) -> HttpResponse:
    """The residents of a village with what each still needs."""
    desa = get_register_desa(request.user, kode)
    today = today_in(desa.kabupaten)
    rule = register_rule(desa.kabupaten, today)
    context = {
        "desa": desa, "aturan": rule, "daftar": known_of(residents(desa), desa.kabupaten, today) if rule else [],
        "boleh": may(request.user, Izin.SAMPAIKAN, desa),
    }  # fmt: skip
    return render(request, "desa/jamkesda_desa.html", context)


@edits
def tambah(request: HttpRequest, kode: str) -> HttpResponse:
    """Hands in a resident."""
    desa = get_register_desa(request.user, kode, Izin.SAMPAIKAN)
    if not has_register(request, desa):
        return redirect("jamkesda_desa", kode)
    form = WargaForm(request.POST or None)
    kept: list[Warga] = []

    def act(**isi: Any) -> None:
        kept.append(hand_in_resident(desa=desa, by=user_of(request), **isi))

    if saved(request, form, act, "Warga tersimpan. Tambahkan dokumennya."):
        return redirect("warga", kept[0].pk)
    words = {
        "judul": "Ajukan warga untuk JAMKESDA",
        "penjelasan": "Belum lengkap berarti belum aktif. Dokumennya ditambahkan sesudah ini.",
        "tombol": "Simpan dan lanjut ke dokumen",
        "tempat_nama": f"Desa {desa}",
    }
    return form_page(request, form, ("JAMKESDA", reverse("jamkesda_desa", args=[kode])), **words)


@require_safe
def formulir(request: HttpRequest, kode: str) -> HttpResponse:
    """Blank forms with the village's name, to be filled in where there is no connection."""
    desa = get_register_desa(request.user, kode)
    rule = register_rule(desa.kabupaten, today_in(desa.kabupaten))
    if rule is None:
        messages.error(request, NONE)
        return redirect("jamkesda_desa", kode)
    return attachment(f"formulir-jamkesda_{kode}.pdf", form_pdf(desa, rule))


@require_safe
def warga(request: HttpRequest, pk: int) -> HttpResponse:
    """One resident: what is known, what is missing, who saw and who decided."""
    row = _resident(request, pk)
    rule = register_rule(row.desa.kabupaten, today_in(row.desa.kabupaten))
    if rule is None:
        return render(request, "desa/jamkesda_desa.html", {"desa": row.desa, "aturan": None})
    sends, decides = may(request.user, Izin.SAMPAIKAN, row.desa), may(request.user, Izin.PERIKSA, row.desa)
    context = {
        "warga": row, "desa": row.desa, "aturan": rule, "satu": known_of_one(row, today_in(row.desa.kabupaten)),
        "dokumen": row.dokumen.filter(diakhiri_pada__isnull=True).select_related("oleh"),
        "verifikasi": row.verifikasi.select_related("oleh", "sampel"),
        "putusan": row.putusan.select_related("diusulkan_oleh", "diputus_oleh"),
        "rujukan": row.rujukan.select_related("faskes"), "berjalan": row.status in POSSIBLE,
        "boleh": sends and row.status in POSSIBLE, "boleh_putus": decides and row.status in POSSIBLE,
        "boleh_rujuk": (sends or decides) and row.status == StatusWarga.AKTIF,
    }  # fmt: skip
    return render(request, "desa/warga_lihat.html", context)


@edits
def dokumen(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a document of a resident."""
    row = _resident(request, pk, Izin.SAMPAIKAN)
    form = DokumenForm(request.POST or None, request.FILES or None)

    def act(**isi: Any) -> None:
        add_resident_document(warga=row, by=user_of(request), **isi)

    words = {
        "judul": f"Dokumen {row.nama}",
        "penjelasan": "Satu dokumen sekali simpan. Dokumen lama tetap tersimpan.",
        "tombol": "Simpan dokumen",
    }
    return _fill(request, row, form, act, f"Dokumen {row.nama} tersimpan.", words)


def _fill(request: HttpRequest, row: Warga, form: Any, act: Any, said: str, words: dict[str, Any]) -> HttpResponse:
    """One form about a resident; afterwards back to the resident."""
    if saved(request, form, act, said):
        return redirect("warga", row.pk)
    back = (row.nama, reverse("warga", args=[row.pk]))
    return form_page(request, form, back, tempat_nama=f"Desa {row.desa}", **words)


def _paper(request: HttpRequest, pk: int) -> DokumenWarga:
    rows = DokumenWarga.objects.filter(warga__desa__in=register_desa(request.user))
    return get_object_or_404(rows.select_related("warga__desa__kecamatan__kabupaten"), pk=pk)


@require_safe
def dokumen_unduh(request: HttpRequest, pk: int) -> FileResponse:
    """A resident's document."""
    return document_file(_paper(request, pk))


@edits
def dokumen_cabut(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a resident's document."""
    paper = _paper(request, pk)
    row = _resident(request, paper.warga_id, Izin.SAMPAIKAN)

    def act(alasan: str) -> None:
        withdraw_document(dokumen=paper, nama=row.nama, desa=row.desa, alasan=alasan, by=user_of(request))

    words = {
        "judul": f"Cabut {paper.get_jenis_display()} {row.nama}?",
        "penjelasan": "Dokumen ini tetap tersimpan, tetapi tidak dihitung lagi.",
        "tombol": "Cabut dokumen",
    }
    return _fill(request, row, AlasanForm(request.POST or None), act, "Dokumen dicabut.", words)


@edits
def verifikasi(request: HttpRequest, pk: int) -> HttpResponse:
    """Records a field check."""
    row = _resident(request, pk, Izin.PERIKSA)
    form = VerifikasiForm(request.POST or None, warga=row.pk)

    def act(**isi: Any) -> None:
        verify_resident(warga=row, by=user_of(request), **isi)

    words = {
        "judul": f"Pemeriksaan lapangan {row.nama}",
        "penjelasan": f"Diajukan oleh {row.oleh or 'perintah di server'}. Pemeriksanya harus orang lain.",
        "tombol": "Simpan hasil pemeriksaan",
    }
    return _fill(request, row, form, act, f"Pemeriksaan {row.nama} tersimpan.", words)


@edits
def usulkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposes a decision."""
    row = _resident(request, pk, Izin.PERIKSA)
    form = UsulPutusanForm(request.POST or None, pilihan=POSSIBLE.get(StatusWarga(row.status), ()))

    def act(**isi: Any) -> None:
        propose_decision(warga=row, by=user_of(request), **isi)

    words = {
        "judul": f"Usulkan putusan untuk {row.nama}",
        "penjelasan": "Putusan berlaku setelah orang kedua setuju.",
        "tombol": "Kirim usul",
    }
    return _fill(request, row, form, act, f"Usul untuk {row.nama} tersimpan.", words)


@edits
def putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person decides."""
    rows = PutusanWarga.objects.filter(warga__desa__in=register_desa(request.user))
    made = get_object_or_404(rows.select_related("diusulkan_oleh"), pk=pk)
    row = _resident(request, made.warga_id, Izin.PERIKSA)
    form = PutuskanForm(request.POST or None)

    def act(**isi: Any) -> None:
        decide_resident(putusan=made, by=user_of(request), **isi)

    told = f" Hubungan pengusul: {made.hubungan}." if made.hubungan else ""
    words = {
        "judul": f"{JenisPutusan(made.jenis).label}: {row.nama}?",
        "penjelasan": f"Diusulkan {made.diusulkan_oleh or 'perintah di server'}: {made.alasan}{told}",
        "tombol": "Simpan keputusan",
    }
    return _fill(request, row, form, act, f"Keputusan tentang {row.nama} tersimpan.", words)


@edits
def rujuk(request: HttpRequest, pk: int) -> HttpResponse:
    """Records a referral."""
    row = _resident(request, pk, Izin.SAMPAIKAN, Izin.PERIKSA)
    form = RujukanForm(request.POST or None, kabupaten=row.desa.kabupaten)

    def act(**isi: Any) -> None:
        open_referral(warga=row, by=user_of(request), **isi)

    words = {
        "judul": f"Catat rujukan {row.nama}",
        "penjelasan": "Rujukan tetap terbuka sampai ada yang mencatat hasilnya. Jangan menulis nama penyakit.",
        "tombol": "Catat rujukan",
    }
    return _fill(request, row, form, act, f"Rujukan {row.nama} tercatat.", words)


@edits
def rujukan_tutup(request: HttpRequest, pk: int) -> HttpResponse:
    """Says how a referral ended."""
    rows = Rujukan.objects.filter(warga__desa__in=register_desa(request.user)).select_related("faskes")
    open_one = get_object_or_404(rows, pk=pk)
    row = _resident(request, open_one.warga_id, Izin.SAMPAIKAN, Izin.PERIKSA)

    def act(**isi: Any) -> None:
        close_referral(rujukan=open_one, by=user_of(request), **isi)

    words = {
        "judul": f"Bagaimana rujukan {row.nama} berakhir?",
        "penjelasan": f"Ke {open_one.faskes}, surat {open_one.nomor_surat}.",
        "tombol": "Tutup rujukan",
    }
    return _fill(request, row, TutupRujukanForm(request.POST or None), act, "Rujukan ditutup.", words)


@require_safe
def lembar(request: HttpRequest, pk: int) -> HttpResponse:
    """The participant's sheet: what is free, and where."""
    row = _resident(request, pk)
    rule = register_rule(row.desa.kabupaten, today_in(row.desa.kabupaten))
    if rule is None:
        messages.error(request, NONE)
        return redirect("jamkesda_desa", row.desa.kode)
    places = facilities_from(row.desa.kecamatan)
    return attachment(f"lembar-jamkesda_{row.pk}.pdf", resident_sheet_pdf(row, rule, places))
