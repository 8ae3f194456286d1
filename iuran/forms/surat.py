"""Fields that every record with a letter shares: its months, its number, its file; and the reason of a cancellation."""

from typing import Any

from django import forms
from django.conf import settings

from jaminan.bulan import Bulan

CONTOH = Bulan(2026, 11)


class BulanField(forms.CharField):
    """A month as people type it, `November 2026`; clean() gives a Bulan, None where it may be left empty."""

    def __init__(self, *, contoh: Bulan = CONTOH, **options: Any) -> None:
        attrs = {"class": "govuk-input--width-10", "autocomplete": "off"}
        self.cara = f"Tulis bulan seperti {contoh.nama} atau {contoh.month}/{contoh.year}."
        errors = {"required": f"Isi bulan, misalnya {contoh.nama}.", "max_length": self.cara}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), error_messages=errors, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return Bulan.typed(text) if text else None
        except ValueError:
            raise forms.ValidationError(self.cara) from None

    def prepare_value(self, value: Any) -> Any:
        """A month that the form starts from, as it would be typed."""
        return value.nama if isinstance(value, Bulan) else value


class TanggalField(forms.DateField):
    """A day as people type it: 12/10/2026."""

    def __init__(self, **options: Any) -> None:
        errors = {"required": "Isi tanggal.", "invalid": "Tulis tanggal seperti 12/10/2026."}
        widget = forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"})
        super().__init__(widget=widget, error_messages=errors, **options)


class BerkasSuratField(forms.FileField):
    """The letter as PDF or photo, refused by its size before it is read; None when there is none."""

    def __init__(self) -> None:
        super().__init__(
            label="Berkas surat",
            required=False,
            help_text="PDF, JPG atau PNG, paling besar 5 MB",
            error_messages={"empty": "Berkas surat kosong."},
            widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > settings.UKURAN_BERKAS_MAKS:
            raise forms.ValidationError("Berkas surat lebih besar dari 5 MB. Perkecil fotonya.")
        return file.name or "", file.read()


class SuratForm(forms.Form):
    """A record for a range of months with a letter."""

    bulan_mulai = BulanField(label="Bulan pertama", help_text="Contoh: November 2026")
    bulan_sampai = BulanField(label="Bulan terakhir", help_text="Sama dengan bulan pertama bila hanya satu bulan")
    nomor_surat = forms.CharField(
        label="Nomor surat",
        max_length=80,
        error_messages={"required": "Isi nomor surat.", "max_length": "Paling banyak 80 huruf."},
    )
    surat = BerkasSuratField()


class BatalForm(forms.Form):
    """Why a record is cancelled."""

    alasan = forms.CharField(
        label="Alasan pembatalan",
        max_length=300,
        help_text="Misalnya: bulannya salah ketik",
        error_messages={"required": "Tulis alasan pembatalan.", "max_length": "Paling banyak 300 huruf."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
