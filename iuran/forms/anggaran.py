"""The forms of a budget: what the planner assumes, and a ceiling."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from desa.enums import Jabatan
from iuran.forms.setoran import RupiahField
from iuran.queries.andaian import Kenaikan, Permintaan

PERSEN = "persen"
SATUAN = ((PERSEN, "persen"), ("rupiah", "rupiah"))
MOST_POSTS = 500


class PersenField(forms.CharField):
    """A percentage as people type it: 6,5 or 6.5 %. Cleans to basis points; nothing typed is None."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "class": "govuk-input--width-5", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=8, required=False, **options)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").strip().removesuffix("%").strip()
        if not text:
            return None
        match = re.fullmatch(r"([0-9]{1,3})(?:[,.]([0-9]{1,2}))?", text, flags=re.ASCII)
        points = int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")) if match else -1
        if not 0 <= points <= 10_000:
            raise forms.ValidationError("Tulis persen antara 0 dan 100, misalnya 6,5.")
        return points


class AndaianForm(forms.Form):
    """Asked by GET, so that a plan has an address. Nothing typed: the plan of the present roster and values."""

    is_filter = True

    upah_minimum = forms.CharField(
        label="Upah minimum naik",
        help_text="Dari nilai tahun sebelumnya. Kosong berarti memakai nilai yang sudah ada di portal.",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    satuan = forms.ChoiceField(label="Dalam", choices=SATUAN, required=False)
    gaji = PersenField(label="Penghasilan tetap naik (persen)")
    kosong = forms.BooleanField(label="Jabatan yang berakhir tidak diisi lagi", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for post in Jabatan:
            self.fields[f"tambah_{post.value}"] = forms.IntegerField(
                label=f"Tambahan {post.label}",
                min_value=0,
                max_value=MOST_POSTS,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
                error_messages={
                    "invalid": "Tulis jumlah orang, misalnya 2.",
                    "min_value": "Paling sedikit 0.",
                    "max_value": f"Paling banyak {MOST_POSTS}.",
                },
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        typed = str(data.get("upah_minimum") or "").strip()
        data["kenaikan"] = None
        if typed:
            rupiah = data.get("satuan") == "rupiah"
            field: forms.Field = RupiahField(required=False) if rupiah else PersenField()
            try:
                data["kenaikan"] = Kenaikan("rupiah" if rupiah else "persen", field.clean(typed))
            except forms.ValidationError as problem:
                self.add_error("upah_minimum", problem)
        return data

    @property
    def permintaan(self) -> Permintaan:
        """What is asked; of a form with errors, nothing."""
        if not self.is_bound or not self.is_valid():
            return Permintaan()
        data = self.cleaned_data
        added = tuple((post.value, data.get(f"tambah_{post.value}") or 0) for post in Jabatan)
        return Permintaan(
            data["kenaikan"], data.get("gaji") or 0, tuple(one for one in added if one[1]), not data["kosong"]
        )


class PaguForm(forms.Form):
    """A ceiling: one amount per account, and the paper that sets it."""

    def __init__(self, *args: Any, rekening: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rekening = rekening
        for number, (kode, nama) in enumerate(rekening):
            self.fields[f"jumlah_{number}"] = RupiahField(label=f"{kode} {nama}".strip())
        self.fields["sumber"] = forms.CharField(
            label="Ditetapkan dengan",
            max_length=200,
            help_text="Misalnya: APBDesa 2027, atau Perubahan APBD 2026",
            error_messages={"required": "Isi penetapan anggarannya.", "max_length": "Paling banyak 200 huruf."},
        )
        self.fields["nomor_surat"] = forms.CharField(
            label="Nomor peraturan atau surat",
            max_length=100,
            error_messages={"required": "Isi nomornya.", "max_length": "Paling banyak 100 huruf."},
        )
        self.fields["tanggal"] = forms.DateField(
            label="Tanggal penetapan",
            help_text="Contoh: 31/12/2026",
            error_messages={"required": "Isi tanggal.", "invalid": "Tulis tanggal seperti 31/12/2026."},
            widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        )

    @property
    def amounts(self) -> dict[str, int]:
        """Rupiah per account."""
        return {kode: self.cleaned_data[f"jumlah_{number}"] for number, (kode, _) in enumerate(self.rekening)}
