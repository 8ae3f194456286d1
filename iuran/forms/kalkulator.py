"""The public calculator's form: a regency, a month, incomes as people write them."""

import re
from typing import Any

from django import forms

from desa.models import Kabupaten
from iuran.queries.keluarga_lain import MAX_PERSONS, TanpaTarif
from jaminan.bulan import NAMES, Bulan
from jaminan.kesalahan import Kesalahan

MAX_ROWS = 100
AMOUNT = re.compile(r"(?:rp\.?)?([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,-|,00)?", re.IGNORECASE)


class TempatTahunForm(forms.Form):
    """What both calculators ask. Asked by GET, so that an answer has an address."""

    is_filter = True

    kabupaten = forms.ModelChoiceField(
        label="Kabupaten",
        queryset=Kabupaten.objects.all(),
        to_field_name="kode",
        empty_label=None,
        error_messages={
            "required": "Pilih kabupaten.",
            "invalid_choice": "Kabupaten ini belum ada di portal. Pilih dari daftar.",
        },
    )
    tahun = forms.IntegerField(
        label="Tahun",
        min_value=2000,
        max_value=2199,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": "Isi tahun, misalnya 2026.",
            "invalid": "Tahun harus empat angka, misalnya 2026.",
            "min_value": "Tahun paling awal 2000.",
            "max_value": "Tahun paling akhir 2199.",
        },
    )


class KeluargaLainForm(TempatTahunForm):
    """How many other family members, in which year."""

    orang = forms.IntegerField(
        label="Jumlah orang",
        help_text="Anak ke-4 dan seterusnya, ayah, ibu, dan mertua yang diikutsertakan.",
        min_value=1,
        max_value=MAX_PERSONS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={
            "required": "Isi jumlah orang, misalnya 1.",
            "invalid": "Jumlah orang harus bilangan bulat, misalnya 1.",
            "min_value": "Jumlah anggota keluarga paling sedikit 1 orang.",
            "max_value": f"Jumlah anggota keluarga paling banyak {MAX_PERSONS} orang.",
        },
    )

    def refuse(self, error: Kesalahan) -> None:
        """Shows why the year cannot be computed: at the regency that has no tariff, else at the year."""
        self.add_error("kabupaten" if isinstance(error, TanpaTarif) else "tahun", str(error))


class KalkulatorForm(TempatTahunForm):
    """A month and incomes."""

    field_order = ("kabupaten", "bulan", "tahun", "penghasilan")

    bulan = forms.TypedChoiceField(
        label="Bulan",
        choices=[(number, name) for number, name in enumerate(NAMES, start=1)],
        coerce=int,
        error_messages={"required": "Pilih bulan.", "invalid_choice": "Pilih bulan dari daftar."},
    )
    penghasilan = forms.CharField(
        label="Penghasilan tetap sebulan",
        help_text="Dalam rupiah, misalnya 2.426.640. Untuk beberapa orang, satu baris satu penghasilan.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Isi penghasilan tetap sebulan, misalnya 2.426.640."},
    )

    def clean_penghasilan(self) -> list[int]:
        rows = [row for row in self.cleaned_data["penghasilan"].splitlines() if row.strip()]
        if len(rows) > MAX_ROWS:
            raise forms.ValidationError(f"Halaman ini menghitung paling banyak {MAX_ROWS} baris. Bagi daftarnya.")
        return [read_amount(row, place) for place, row in enumerate(rows, start=1)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if isinstance(data.get("bulan"), int) and isinstance(data.get("tahun"), int):
            data["bulan_iuran"] = Bulan(data["tahun"], data["bulan"])
        return data

    def refuse(self, error: Kesalahan) -> None:
        """Shows why the month cannot be computed, at the month."""
        self.add_error("bulan", str(error))


def read_amount(text: str, place: int) -> int:
    """An amount as people write it: "2426640", "2.426.640", "Rp 2.426.640,00". Raises ValidationError."""
    compact = "".join(text.split())
    match = AMOUNT.fullmatch(compact)
    if match is None:
        reason = "tidak boleh negatif" if compact.startswith("-") else "bukan rupiah penuh"
        raise forms.ValidationError(f"Baris {place} {reason}. Tulis angka seperti 2426640 atau 2.426.640.")
    amount = int(match[1].replace(".", ""))
    if amount > 10**12:
        raise forms.ValidationError(f"Baris {place} lebih dari satu triliun rupiah. Periksa jumlah angkanya.")
    return amount
