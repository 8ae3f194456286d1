"""Opens a month that is not on the list."""

from django import forms

from iuran.forms.surat import BulanField
from jaminan.bulan import Bulan


class BulanForm(forms.Form):
    """A month as people type it, `September 2026`; clean() gives a Bulan."""

    is_filter = True
    bulan = BulanField(label="Buka bulan lain", help_text="Contoh: September 2026", contoh=Bulan(2026, 9))
