"""Doors to an official's family: study proofs, statements, a higher class, and who will lose cover."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, get_kabupaten, may, statements_for, today_in, visible_desa
from desa.actions.keluarga import (
    add_study_proof,
    end_higher_class,
    end_statement,
    note_higher_class,
    state_of_member,
    withdraw_study_proof,
)
from desa.enums import JenisKeterangan
from desa.forms.keluarga import AkhirForm, AlasanForm, BuktiSekolahForm, KeteranganForm, NaikKelasForm
from desa.models import AnggotaKeluarga, BuktiSekolah, Desa, KeteranganKeluarga, NaikKelas, Peserta
from desa.queries.keluar import DAYS, leaving
from desa.queries.orang import officials_of, terms_of
from desa.views.berkas import file_answer
from desa.views.permintaan import user_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

edits = require_http_methods(["GET", "HEAD", "POST"])
Act = Callable[[dict[str, Any]], Any]


def _people(request: HttpRequest) -> QuerySet[Peserta]:
    return officials_of(visible_desa(request.user))


def _place(request: HttpRequest, peserta: Peserta, izin: Izin) -> Desa:
    """The village in which the official's newest visible post is, if the user may do this there."""
    desa = terms_of(peserta, visible_desa(request.user))[0].desa
    if not may(request.user, izin, desa):
        raise PermissionDenied
    return desa


def _member(request: HttpRequest, pk: int) -> AnggotaKeluarga:
    rows = AnggotaKeluarga.objects.filter(peserta__in=_people(request)).select_related("peserta")
    return get_object_or_404(rows, pk=pk)


def _fill(
    request: HttpRequest,
    form: forms.Form,
    peserta: Peserta,
    words: dict[str, str],
    act: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    """One form page: shows it, does what it says, and comes back to the person."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Kesalahan as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, words["selesai"])
            return redirect("peserta", peserta.pk)
    return render(request, "desa/keluarga_isi.html", {"form": form, "peserta": peserta, **words})


@edits
def bukti(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a study proof of a child."""
    member = _member(request, pk)
    desa = _place(request, member.peserta, Izin.KELUARGA)
    form = BuktiSekolahForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> None:
        file = data.pop("bukti")
        add_study_proof(anggota=member, desa=desa, bukti=(file.name or "", file.read()), by=user_of(request), **data)

    words = {
        "judul": f"Bukti sekolah {member.nama}",
        "penjelasan": "Anak berusia 21 tahun tetap ditanggung sampai 25 tahun selama ada surat keterangan sekolah yang "
        "berlaku pada tanggal 1 bulan itu.",
        "tombol": "Simpan bukti sekolah",
        "selesai": f"Bukti sekolah {member.nama} tersimpan.",
    }
    return _fill(request, form, member.peserta, words, act)


@edits
def keterangan(request: HttpRequest, pk: int) -> HttpResponse:
    """States something of a family member; the decision about a fourth child is DPM-Pemdes'."""
    member = _member(request, pk)
    desa = terms_of(member.peserta, visible_desa(request.user))[0].desa
    choices = statements_for(request.user, desa)
    if not choices:
        raise PermissionDenied
    form = KeteranganForm(request.POST or None, pilihan=choices, sekarang=Bulan.of(today_in(desa.kabupaten)))

    def act(data: dict[str, Any]) -> None:
        state_of_member(
            anggota=member, desa=desa, jenis=data["jenis"], mulai=data["bulan"], catatan=data["catatan"],
            by=user_of(request),
        )  # fmt: skip

    words = {
        "judul": f"Keterangan tentang {member.nama}",
        "penjelasan": "Keterangan berlaku mulai tanggal 1 bulan yang dipilih, dan tersimpan dengan nama pencatatnya.",
        "tombol": "Simpan keterangan",
        "selesai": f"Keterangan tentang {member.nama} tersimpan.",
    }
    return _fill(request, form, member.peserta, words, act)


@edits
def keterangan_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a statement."""
    rows = KeteranganKeluarga.objects.filter(anggota__peserta__in=_people(request)).select_related("anggota__peserta")
    row = get_object_or_404(rows, pk=pk)
    person = row.anggota.peserta
    desa = terms_of(person, visible_desa(request.user))[0].desa
    if JenisKeterangan(row.jenis) not in statements_for(request.user, desa):
        raise PermissionDenied
    form = AkhirForm(request.POST or None, sekarang=Bulan.of(today_in(desa.kabupaten)))
    words = {
        "judul": f"Akhiri keterangan tentang {row.anggota.nama}",
        "penjelasan": f"{row.get_jenis_display()}, sejak {Bulan.of(row.mulai).nama}. Keterangan lama tetap tersimpan.",
        "tombol": "Akhiri keterangan",
        "selesai": f"Keterangan tentang {row.anggota.nama} diakhiri.",
    }

    def act(data: dict[str, Any]) -> None:
        end_statement(keterangan=row, desa=desa, mulai=data["bulan"], alasan=data["alasan"], by=user_of(request))

    return _fill(request, form, person, words, act)


def _proof(request: HttpRequest, pk: int) -> BuktiSekolah:
    rows = BuktiSekolah.objects.filter(anggota__peserta__in=_people(request)).select_related("anggota__peserta")
    return get_object_or_404(rows, pk=pk)


@require_safe
def bukti_unduh(request: HttpRequest, pk: int) -> FileResponse:
    """The school's letter as it was sent, to be saved and never shown inside the portal."""
    found = _proof(request, pk)
    return file_answer(found.bukti, found.bukti_nama)


@edits
def bukti_cabut(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a proof that was wrong."""
    found = _proof(request, pk)
    person = found.anggota.peserta
    desa = _place(request, person, Izin.KELUARGA)
    words = {
        "judul": f"Cabut bukti sekolah {found.anggota.nama}?",
        "penjelasan": f"{found.sekolah}. Bukti ini tetap tersimpan, tetapi tidak dihitung lagi.",
        "tombol": "Cabut bukti sekolah",
        "selesai": f"Bukti sekolah {found.anggota.nama} dicabut.",
    }

    def act(data: dict[str, Any]) -> None:
        withdraw_study_proof(bukti=found, desa=desa, alasan=data["alasan"], by=user_of(request))

    return _fill(request, AlasanForm(request.POST or None), person, words, act)


@edits
def naik_kelas(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes a higher class that the official pays alone."""
    person = get_object_or_404(_people(request), pk=pk)
    desa = _place(request, person, Izin.KELUARGA)
    words = {
        "judul": f"Naik kelas {person.nama}",
        "penjelasan": "Hanya catatan. Biayanya ditanggung sendiri dan tidak masuk anggaran mana pun.",
        "tombol": "Simpan catatan",
        "selesai": f"Naik kelas {person.nama} tercatat.",
    }

    def act(data: dict[str, Any]) -> None:
        note_higher_class(peserta=person, desa=desa, by=user_of(request), **data)

    return _fill(request, NaikKelasForm(request.POST or None), person, words, act)


@edits
def naik_kelas_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends the note of a higher class."""
    row = get_object_or_404(NaikKelas.objects.filter(peserta__in=_people(request)).select_related("peserta"), pk=pk)
    desa = _place(request, row.peserta, Izin.KELUARGA)
    words = {
        "judul": f"Akhiri naik kelas {row.peserta.nama}?",
        "penjelasan": f"{row.get_kelas_display()}, {row.asuransi}. Catatan lama tetap tersimpan.",
        "tombol": "Akhiri",
        "selesai": f"Naik kelas {row.peserta.nama} diakhiri.",
    }

    def act(data: dict[str, Any]) -> None:
        end_higher_class(naik_kelas=row, desa=desa, alasan=data["alasan"], by=user_of(request))

    return _fill(request, AlasanForm(request.POST or None), row.peserta, words, act)


@require_safe
def keluar_desa(request: HttpRequest, kode: str) -> HttpResponse:
    """Who of a village will lose cover in sixty days."""
    desa = get_desa(request.user, kode)
    found = leaving(desa, today_in(desa.kabupaten))
    context = {"desa": desa, "tempat_nama": f"Desa {desa}", "daftar": found, "hari": DAYS}
    return render(request, "desa/keluar_daftar.html", context)


@require_safe
def keluar(request: HttpRequest, kode: str) -> HttpResponse:
    """Who of a regency will lose cover in sixty days."""
    kabupaten = get_kabupaten(request.user, kode)
    found = leaving(kabupaten, today_in(kabupaten))
    context = {"tempat_nama": f"Kabupaten {kabupaten}", "daftar": found, "hari": DAYS}
    return render(request, "desa/keluar_daftar.html", context)


def person_links(request: HttpRequest, desa: Desa) -> dict[str, Any]:
    """What the user may do on the person's page."""
    return {
        "boleh_bukti": may(request.user, Izin.KELUARGA, desa),
        "boleh_keterangan": bool(statements_for(request.user, desa)),
        "url_keluar": reverse("tanggungan_desa", args=[desa.kode]),
        "boleh_akhiri": set(statements_for(request.user, desa)),
    }
