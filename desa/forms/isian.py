"""A column of the roster workbook as an input on a page; what is typed is read by the workbook's own rules."""

from typing import Any

from django import forms

from desa.rules.kolom import Jenis, Kolom

WORDS = {"L": "Laki-laki", "P": "Perempuan", "Y": "Ya", "T": "Tidak"}
FEW = 4  # as many choices stand open; more are a list


def kolom_field(kolom: Kolom, **more: Any) -> forms.Field:
    """The input of a column: choices where it has some, else a line of text that the rules read afterwards."""
    more = {"label": kolom.judul.partition(" (")[0], "help_text": _help(kolom)} | more | {"required": False}
    if kolom.jenis in {Jenis.PILIHAN, Jenis.YA_TIDAK}:
        choices = [(one, WORDS.get(one, one)) for one in kolom.pilihan]
        if len(choices) <= FEW and kolom.wajib:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **more)
        return forms.ChoiceField(choices=[("", "–"), *choices], **more)
    return forms.CharField(max_length=500, widget=forms.TextInput(attrs=_attributes(kolom)), **more)


def _help(kolom: Kolom) -> str:
    return "" if kolom.jenis in {Jenis.PILIHAN, Jenis.YA_TIDAK} else kolom.petunjuk


def _attributes(kolom: Kolom) -> dict[str, str]:
    found = {"autocomplete": "off"}
    if kolom.jenis in {Jenis.NIK, Jenis.NOMOR_16, Jenis.KARTU, Jenis.UANG}:
        found["inputmode"] = "numeric"
    if kolom.jenis in {Jenis.NIK, Jenis.NOMOR_16, Jenis.KARTU}:
        found["class"] = "govuk-input--width-20"
    elif kolom.jenis in {Jenis.TANGGAL, Jenis.UANG, Jenis.TELEPON}:
        found["class"] = "govuk-input--width-10"
    elif kolom.jenis == Jenis.JABATAN:
        found["list"] = "jabatan"
    return found
