"""Pieces that forms on every floor share: the size of a file, what a field offers this time, one kecamatan or all."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from desa.models import Kabupaten, Kecamatan


def small_enough(berkas: UploadedFile) -> UploadedFile:
    """The upload itself. Raises ValidationError before a large one is read."""
    if (berkas.size or 0) > settings.UKURAN_BERKAS_MAKS:
        raise forms.ValidationError("Berkas harus lebih kecil dari 5 MB.")
    return berkas


def offer(form: forms.Form, nama: str, pilihan: Iterable[tuple[Any, str]]) -> None:
    """Gives a declared choice field its choices. Raises TypeError for a field of another kind."""
    field = form.fields[nama]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{nama} is no choice field")
    field.choices = list(pilihan)


def offer_rows(form: forms.Form, nama: str, baris: QuerySet[Any]) -> None:
    """Gives a declared choice of rows its rows. Raises TypeError for a field of another kind."""
    field = form.fields[nama]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{nama} is no choice of rows")
    field.queryset = baris


class KecamatanForm(forms.Form):
    """One kecamatan of a regency, or all of them."""

    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), to_field_name="kode", required=False, empty_label="Semua kecamatan"
    )

    def __init__(self, *args: Any, kabupaten: Kabupaten, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "kecamatan", Kecamatan.objects.filter(kabupaten=kabupaten))
