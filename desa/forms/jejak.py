"""Filters of the audit trail."""

from typing import Any

from django import forms

from desa.models import Desa, Kabupaten
from desa.queries.jejak import kinds
from desa.rules.perbuatan import act_in_words


class JejakForm(forms.Form):
    """Which acts to show."""

    is_filter = True
    desa = forms.ModelChoiceField(Desa.objects.none(), to_field_name="kode", required=False, empty_label="Semua desa")
    aksi = forms.ChoiceField(label="Perbuatan", required=False)

    def __init__(self, *args: Any, kabupaten: Kabupaten, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = self.fields["desa"]
        assert isinstance(villages, forms.ModelChoiceField)  # noqa: S101 - declared ten lines above
        villages.queryset = Desa.objects.filter(kecamatan__kabupaten=kabupaten)
        acts = self.fields["aksi"]
        assert isinstance(acts, forms.ChoiceField)  # noqa: S101 - declared ten lines above
        known = sorted(((kind, act_in_words(kind)) for kind in kinds(kabupaten)), key=lambda one: one[1])
        acts.choices = [("", "Semua perbuatan"), *known]
