"""Opens a month that is not on the list."""

from django import forms

from jaminan.bulan import Bulan

CONTOH = "Tulis bulan seperti September 2026 atau 9/2026."


class BulanForm(forms.Form):
    """A month as people type it, `September 2026`; clean() gives a Bulan."""

    is_filter = True
    bulan = forms.CharField(
        label="Buka bulan lain",
        help_text="Contoh: September 2026",
        max_length=20,
        error_messages={"required": "Isi bulan, misalnya September 2026.", "max_length": CONTOH},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )

    def clean_bulan(self) -> Bulan:
        try:
            return Bulan.typed(self.cleaned_data["bulan"])
        except ValueError:
            raise forms.ValidationError(CONTOH) from None
