"""Forms of the work on differences: what to show, the answer, a comment, and sending an answer back."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from desa.forms.bersama import offer_rows
from desa.models import Desa
from rekonsiliasi.enums import JenisSelisih, PihakTindak, Sebab, UmurSelisih
from rekonsiliasi.models import Selisih
from rekonsiliasi.queries.selisih import in_state, of_age, of_amount

AMOUNTS = [
    ("", "Semua jumlah"), ("0", "Tanpa rupiah"), ("100000", "Lebih dari Rp 100.000"),
    ("1000000", "Lebih dari Rp 1.000.000"),
]  # fmt: skip
STATES = [
    ("", "Semua"), ("belum", "Belum bersebab"), ("sudah", "Sudah bersebab"), ("dikembalikan", "Dikembalikan"),
    ("lewat", "Lewat tenggat"), ("selesai", "Dinyatakan selesai"),
]  # fmt: skip


class SelisihFilterForm(forms.Form):
    """Which differences to show. A choice that does not exist narrows nothing."""

    is_filter = True
    keadaan = forms.ChoiceField(required=False, choices=STATES)
    jenis = forms.ChoiceField(required=False, choices=[("", "Semua jenis"), *JenisSelisih.choices])
    desa = forms.ModelChoiceField(Desa.objects.none(), to_field_name="kode", required=False, empty_label="Semua desa")
    pihak = forms.ChoiceField(
        label="Ditindaklanjuti", required=False, choices=[("", "Semua pihak"), *PihakTindak.choices]
    )
    jumlah = forms.ChoiceField(required=False, choices=AMOUNTS)
    umur = forms.ChoiceField(required=False, choices=[("", "Semua umur"), *UmurSelisih.choices])

    def __init__(self, *args: Any, desa: QuerySet[Desa], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "desa", desa)

    def narrow(self, rows: QuerySet[Selisih], today: date) -> QuerySet[Selisih]:
        """The rows that fit what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        plain = {name: chosen[name] for name in ("jenis", "desa", "pihak") if chosen.get(name)}
        rows = in_state(rows.filter(**plain), chosen.get("keadaan", ""), today)
        rows = of_amount(rows, chosen.get("jumlah", ""))
        return of_age(rows, chosen["umur"]) if chosen.get("umur") else rows


class PutusanForm(forms.Form):
    """Cause, who acts, what they will do, and until when; `versi` tells which answer was on the page."""

    sebab = forms.ChoiceField(
        choices=[("", "Pilih sebab"), *Sebab.choices],
        error_messages={"required": "Pilih sebabnya.", "invalid_choice": "Pilih sebab dari daftar."},
    )
    pihak = forms.ChoiceField(
        label="Pihak yang menindaklanjuti",
        choices=[("", "Pilih pihak"), *PihakTindak.choices],
        error_messages={"required": "Pilih pihaknya.", "invalid_choice": "Pilih pihak dari daftar."},
    )
    tindak_lanjut = forms.CharField(
        label="Tindak lanjut",
        max_length=300,
        required=False,
        help_text="Satu kalimat: apa yang dilakukan.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Paling banyak 300 huruf."},
    )
    tenggat = forms.DateField(
        required=False,
        help_text="Boleh kosong: portal memakai tenggat menurut peraturan. Contoh: 20/11/2026",
        error_messages={"invalid": "Tulis tanggal seperti 20/11/2026."},
    )
    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("sebab") == Sebab.LAIN and not data.get("tindak_lanjut"):
            self.add_error("tindak_lanjut", "Sebab lain perlu dijelaskan di sini.")
        return data


class TanggapanForm(forms.Form):
    """A comment, or what was done; which of the two needs words is told by the button."""

    is_filter = True
    isi = forms.CharField(
        label="Tanggapan",
        max_length=1000,
        required=False,
        help_text="Dibaca desa ini, DPM-Pemdes dan BPJS Kesehatan. Jangan menulis NIK.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Paling banyak 1.000 huruf."},
    )


class KembalikanSelisihForm(forms.Form):
    """Why an answer must be given again."""

    alasan = forms.CharField(
        label="Alasan dikembalikan",
        max_length=300,
        help_text="Yang memberi jawaban membaca kalimat ini.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis apa yang harus diubah.", "max_length": "Paling banyak 300 huruf."},
    )
    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
