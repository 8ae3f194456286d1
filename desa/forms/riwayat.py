"""Forms of the history: which day, and of a regency which kecamatan."""

from datetime import date
from typing import Any

from django import forms

from desa.forms.bersama import offer_rows
from desa.models import Kabupaten, Kecamatan

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


class HariKabupatenForm(HariForm):
    """A past day and, if wanted, one kecamatan."""

    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), to_field_name="kode", required=False, empty_label="Semua kecamatan"
    )

    def __init__(self, *args: Any, kabupaten: Kabupaten, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "kecamatan", Kecamatan.objects.filter(kabupaten=kabupaten))
