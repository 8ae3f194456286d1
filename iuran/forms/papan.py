"""Filter of the completeness board."""

from django import forms

from desa.forms.bersama import KecamatanForm
from iuran.queries.papan import KEADAAN


class PapanForm(KecamatanForm):
    """Which villages the board shows."""

    is_filter = True
    keadaan = forms.ChoiceField(
        required=False, choices=[("", "Semua keadaan"), *((state, text) for state, (text, _) in KEADAAN.items())]
    )
