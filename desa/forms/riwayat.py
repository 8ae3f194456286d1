"""Forms of the history: which day, and of a regency which kecamatan."""

from datetime import date
from typing import Any

from django import forms

from desa.forms.bersama import KecamatanForm

EARLIEST = date(2018, 1, 1)  # before the first month of any regulation of the portal


class HariForm(forms.Form):
    """A past day."""

    is_filter = True
    tanggal = forms.DateField(label="Pada tanggal", help_text="Misalnya 1/10/2026", required=False)

    def __init__(self, *args: Any, hari: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hari = hari

    def clean_tanggal(self) -> date:
        day: date = self.cleaned_data["tanggal"] or self.hari
        if not EARLIEST <= day <= self.hari:
            raise forms.ValidationError("Pilih hari ini atau hari yang sudah lewat, sejak 2018.")
        return day


class HariKabupatenForm(HariForm, KecamatanForm):
    """A past day and, if wanted, one kecamatan."""

    field_order = ("tanggal", "kecamatan")
