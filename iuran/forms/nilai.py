"""The forms of a law value: what is proposed, and why it goes back."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings

from desa.enums import JenisUsul

# Which key at which place, as one choice: "ump||76" is the UMP of province 76.
Seri = tuple[str, str, str]
TANGGAL = {"invalid": "Tulis tanggal seperti 01/01/2027."}
KETERANGAN_SAMPAI = "Kosongkan bila belum ada batasnya. Upah minimum berakhir sendiri pada 31 Desember."


class SenField(forms.CharField):
    """Rupiah as a decree prints them, sen included: 3.315.934, 2.678.863,10 or Rp 100.000. Cleans to whole sen."""

    default_error_messages = {
        "required": "Isi jumlah rupiah.",
        "bentuk": "Tulis rupiah seperti 3.315.934 atau 2.678.863,10.",
    }

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "class": "govuk-input--width-10", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=25, **options)

    def clean(self, value: Any) -> Any:
        text = re.sub(r"^Rp\.?\s*", "", str(super().clean(value) or "").strip(), flags=re.IGNORECASE)
        match = re.fullmatch(r"([0-9]{1,13}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})(?:,([0-9]{1,2}))?", text, flags=re.ASCII)
        if match is None:
            raise forms.ValidationError(self.error_messages["bentuk"], code="bentuk")
        return int(match[1].replace(".", "")) * 100 + int((match[2] or "0").ljust(2, "0"))


class UsulNilaiForm(forms.Form):
    """One proposal. `seri` are the values that this person may add; a proposal on a value has no choice of it."""

    def __init__(self, *args: Any, jenis: JenisUsul, seri: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if jenis == JenisUsul.TAMBAH:
            self.fields["seri"] = forms.ChoiceField(
                label="Nilai apa",
                choices=seri,
                error_messages={"required": "Pilih nilainya.", "invalid_choice": "Pilih nilai dari daftar."},
            )
        if jenis in {JenisUsul.TAMBAH, JenisUsul.GANTI}:
            self.fields["mulai"] = _day("Berlaku mulai", "Contoh: 01/01/2027", "Isi tanggal mulai.")
        if jenis not in {JenisUsul.AKHIRI, JenisUsul.PASTIKAN}:
            self.fields["sen"] = SenField(
                label="Rupiah sebulan", help_text="Seperti pada keputusan, dengan sen bila ada"
            )
        if jenis != JenisUsul.PASTIKAN:
            ends = jenis == JenisUsul.AKHIRI
            hint = "Contoh: 31/12/2026" if ends else KETERANGAN_SAMPAI
            self.fields["sampai"] = _day("Hari terakhir berlaku", hint, "Isi hari terakhir.", ends)
        self._add_source()

    def _add_source(self) -> None:
        self.fields["sumber"] = forms.CharField(
            label="Sumber",
            max_length=180,
            help_text="Misalnya: Keputusan Gubernur tentang Upah Minimum Provinsi 2027",
            error_messages={"required": "Isi sumbernya.", "max_length": "Paling banyak 180 huruf."},
        )
        self.fields["nomor_surat"] = forms.CharField(
            label="Nomor surat",
            max_length=100,
            help_text="Nomor keputusan atau surat yang Anda pegang",
            error_messages={"required": "Isi nomor suratnya.", "max_length": "Paling banyak 100 huruf."},
        )
        self.fields["surat"] = forms.FileField(
            label="Berkas surat",
            required=False,
            help_text="PDF, JPG atau PNG, paling besar 5 MB",
            error_messages={"empty": "Berkas surat kosong."},
            widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        )

    def clean_surat(self) -> Any:
        """The letter, refused by its size before it is read."""
        letter = self.cleaned_data["surat"]
        if letter and letter.size > settings.UKURAN_BERKAS_MAKS:
            raise forms.ValidationError("Berkas surat lebih besar dari 5 MB. Perkecil fotonya.")
        return letter


def _day(label: str, help_text: str, required: str, needed: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=needed,
        error_messages=TANGGAL | {"required": required},
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )


def seri_of(text: str) -> Seri:
    """The choice "ump||76" as (kunci, kabupaten, provinsi)."""
    kunci, kabupaten, provinsi = text.split("|")
    return kunci, kabupaten, provinsi


class KembalikanUsulForm(forms.Form):
    """Why a proposal goes back."""

    alasan = forms.CharField(
        label="Apa yang harus diperbaiki",
        max_length=300,
        help_text="Pengusul membaca kalimat ini.",
        error_messages={"required": "Tulis apa yang harus diperbaiki.", "max_length": "Paling banyak 300 huruf."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
