"""The form of one question about one change."""

from collections.abc import Mapping
from typing import Any

from django import forms

from desa.forms.isian import kolom_field
from desa.rules.perubahan import Langkah


class TanyaForm(forms.Form):
    """The inputs of one question, filled with what was typed before; `versi` tells which answers were on the page."""

    is_filter = True  # what may stay empty is told by the question, not by each input
    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, langkah: Langkah, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kolom in langkah.kolom:
            self.fields[kolom.isian] = kolom_field(kolom)
        if langkah.nama == "bukti":
            self.fields["bukti"] = forms.FileField(
                label="Berkas bukti", required=False, help_text="PDF, JPG atau PNG, paling besar 5 MB",
                widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
            )  # fmt: skip

    def tell(self, present: Mapping[str, str]) -> None:
        """Says beside each input what the portal has now."""
        for name, value in present.items():
            if name in self.fields and value:
                self.fields[name].help_text = f"Sekarang: {value}."

    def show(self, wrong: dict[str, str]) -> None:
        """Puts each sentence beside its input."""
        for name, told in wrong.items():
            self.add_error(name if name in self.fields else None, told)
