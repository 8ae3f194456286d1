"""Forms of BPJS' bill: the upload, and which heading of the file is which column."""

from collections.abc import Sequence
from typing import Any

from django import forms

from desa.rules.lembar import AKHIRAN_BERKAS, JENIS_BERKAS
from jaminan.bulan import Bulan
from rekonsiliasi.rules.daftar import KOLOM, PERLU, Pemetaan


class TagihanForm(forms.Form):
    """A month and its file."""

    bulan = forms.ChoiceField(
        label="Bulan tagihan", error_messages={"required": "Pilih bulannya.", "invalid_choice": "Pilih bulannya."}
    )
    berkas = forms.FileField(
        label="Berkas daftar dan tagihan",
        help_text=f"{JENIS_BERKAS} dari BPJS Kesehatan, paling besar 5 MB.",
        widget=forms.FileInput(attrs={"accept": AKHIRAN_BERKAS}),
        error_messages={
            "required": "Pilih berkasnya.",
            "empty": "Berkas kosong. Pilih berkas yang berisi daftar.",
            "missing": "Pilih berkasnya.",
        },
    )

    def __init__(self, *args: Any, months: Sequence[Bulan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bulan"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(month), month.nama) for month in months]


class KolomForm(forms.Form):
    """One choice per column of ours, proposed by likeness; remembered once confirmed."""

    def __init__(self, *args: Any, judul: Sequence[str], usulan: Pemetaan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kolom in KOLOM:
            needed = kolom.isian in PERLU
            choices = [("", "Pilih kolom berkas" if needed else "Tidak ada di berkas")]
            self.fields[kolom.isian] = forms.ChoiceField(
                label=kolom.judul,
                required=needed,
                initial=usulan.get(kolom.isian, ""),
                choices=[*choices, *((heading, heading) for heading in judul)],
                error_messages={"required": "Pilih kolomnya.", "invalid_choice": "Pilih kolom dari berkas ini."},
            )

    def clean(self) -> dict[str, Any]:
        """A heading can be only one column."""
        chosen: dict[str, str] = {}
        for name, heading in list(self.cleaned_data.items()):  # add_error takes entries out
            if heading and heading in chosen:
                other = self.fields[chosen[heading]].label
                self.add_error(name, f"Kolom ini sudah dipilih untuk {other}.")
            elif heading:
                chosen[heading] = name
        return self.cleaned_data

    @property
    def pemetaan(self) -> Pemetaan:
        """Our columns that were given a heading."""
        return {name: heading for name, heading in self.cleaned_data.items() if heading}
