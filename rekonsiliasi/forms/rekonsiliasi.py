"""Form of a comparison: its last month."""

from collections.abc import Sequence
from typing import Any

from django import forms

from jaminan.bulan import Bulan


class SampaiForm(forms.Form):
    """How far an agreed range goes (MM Pasal 12 ayat (1))."""

    sampai = forms.ChoiceField(
        label="Sampai bulan",
        help_text="Satu bulan, atau beberapa bulan bila disepakati per tahap.",
        error_messages={"required": "Pilih bulan terakhir.", "invalid_choice": "Pilih bulan yang sudah ditetapkan."},
    )

    alasan = forms.CharField(
        label="Tahap atau alasan",
        max_length=300,
        required=False,
        help_text="Hanya bila lebih dari satu bulan, misalnya: ADD tahap II. Pihak lain menyetujuinya.",
        error_messages={"max_length": "Paling banyak 300 huruf."},
    )

    def __init__(self, *args: Any, months: Sequence[Bulan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sampai"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(month), month.nama) for month in months]
