"""Filter of the completeness board."""

from typing import Any

from django import forms

from desa.forms.bersama import offer_rows
from desa.models import Kabupaten, Kecamatan
from iuran.queries.papan import KEADAAN


class PapanForm(forms.Form):
    """Which villages the board shows."""

    is_filter = True
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), to_field_name="kode", required=False, empty_label="Semua kecamatan"
    )
    keadaan = forms.ChoiceField(
        required=False, choices=[("", "Semua keadaan"), *((state, text) for state, (text, _) in KEADAAN.items())]
    )

    def __init__(self, *args: Any, kabupaten: Kabupaten, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "kecamatan", Kecamatan.objects.filter(kabupaten=kabupaten))
