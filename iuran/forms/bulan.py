"""Opens a month that is not on the list."""

from django import forms

from jaminan.bulan import Bulan


class BulanForm(forms.Form):
    """A month as text, `2026-09`; clean() gives a Bulan."""

    is_filter = True
    bulan = forms.CharField(
        label="Buka bulan lain",
        help_text="Contoh: 2026-09",
        max_length=7,
        error_messages={"required": "Isi bulan, misalnya 2026-09.", "max_length": "Tulis seperti 2026-09."},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
    )

    def clean_bulan(self) -> Bulan:
        try:
            return Bulan.parse(self.cleaned_data["bulan"])
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None
