"""Forms of a comparison: its last month, the filter of its differences, and the answer to one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from desa.forms.bersama import offer_rows
from desa.models import Desa
from jaminan.bulan import Bulan
from rekonsiliasi.enums import JenisSelisih, PihakTindak, Sebab
from rekonsiliasi.models import Selisih


class SampaiForm(forms.Form):
    """How far an agreed range goes (MM Pasal 12 ayat (1))."""

    sampai = forms.ChoiceField(
        label="Sampai bulan",
        help_text="Satu bulan, atau beberapa bulan bila disepakati per tahap.",
        error_messages={"required": "Pilih bulan terakhir.", "invalid_choice": "Pilih bulan yang sudah ditetapkan."},
    )

    def __init__(self, *args: Any, months: Sequence[Bulan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sampai"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(month), month.nama) for month in months]


class SelisihFilterForm(forms.Form):
    """Which differences to show."""

    is_filter = True
    jenis = forms.ChoiceField(required=False, choices=[("", "Semua jenis"), *JenisSelisih.choices])
    desa = forms.ModelChoiceField(Desa.objects.none(), to_field_name="kode", required=False, empty_label="Semua desa")
    keadaan = forms.ChoiceField(
        required=False, choices=[("", "Semua"), ("belum", "Belum bersebab"), ("sudah", "Sudah bersebab")]
    )

    def __init__(self, *args: Any, desa: QuerySet[Desa], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "desa", desa)

    def narrow(self, rows: QuerySet[Selisih]) -> QuerySet[Selisih]:
        """The rows that fit what was chosen; a choice that does not exist narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("jenis"):
            rows = rows.filter(jenis=chosen["jenis"])
        if chosen.get("desa"):
            rows = rows.filter(desa=chosen["desa"])
        if chosen.get("keadaan") == "belum":
            rows = rows.filter(sebab="")
        elif chosen.get("keadaan") == "sudah":
            rows = rows.exclude(sebab="")
        return rows


class PutusanForm(forms.Form):
    """Cause, who acts, and what they will do."""

    sebab = forms.ChoiceField(
        choices=[("", "Pilih sebab"), *Sebab.choices],
        error_messages={"required": "Pilih sebabnya.", "invalid_choice": "Pilih sebab dari daftar."},
    )
    pihak = forms.ChoiceField(
        label="Pihak yang menindaklanjuti",
        choices=[("", "Pilih pihak"), *PihakTindak.choices],
        error_messages={"required": "Pilih pihaknya.", "invalid_choice": "Pilih pihak dari daftar."},
    )
    tindak_lanjut = forms.CharField(
        label="Tindak lanjut",
        max_length=300,
        required=False,
        help_text="Satu kalimat: apa yang dilakukan, dan kapan.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Paling banyak 300 huruf."},
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("sebab") == Sebab.LAIN and not data.get("tindak_lanjut"):
            self.add_error("tindak_lanjut", "Sebab lain perlu dijelaskan di sini.")
        return data
