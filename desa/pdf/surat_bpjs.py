"""Draws a village's letter to BPJS Kesehatan; the same letter gives the same bytes."""

from datetime import date
from typing import Any

from desa.models import SuratBpjs
from desa.pdf.kertas import cetak
from jaminan.penyamar import mask_number

NUMBERS = ("nik", "nomor_kartu")


def letter_pdf(surat: SuratBpjs, *, nik_lengkap: bool = False) -> bytes:
    """The PDF's bytes; NIK and card number are masked unless told otherwise."""
    isi = surat.isi
    people = {name: _shown(isi[name], nik_lengkap) for name in ("berhenti", "pengganti") if isi[name]}
    return cetak("desa/surat_bpjs_pdf.html", {"surat": surat, "isi": isi | people})


def _shown(person: dict[str, str], nik_lengkap: bool) -> dict[str, Any]:
    numbers = {} if nik_lengkap else {name: mask_number(person[name]) for name in NUMBERS}
    days = {name: date.fromisoformat(person[name]) for name in ("lahir", "mulai", "berakhir") if person[name]}
    return person | numbers | days
