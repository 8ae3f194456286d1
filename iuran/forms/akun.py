"""The forms of a virtual account: a new number, and the day on which one ends."""

from typing import Any

from django import forms

from desa.enums import Penanggung
from desa.models import Desa, Kabupaten


class HariField(forms.DateField):
    """A day as people type it."""

    def __init__(self, label: str, help_text: str) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            error_messages={"required": "Isi tanggal.", "invalid": "Tulis tanggal seperti 12/10/2026."},
            widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        )


class VirtualAccountForm(forms.Form):
    """A number for one payer; asks for the village only where villages deposit."""

    penanggung = forms.ChoiceField(
        label="Porsi",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih porsi.", "invalid_choice": "Pilih porsi."},
    )
    desa = forms.ModelChoiceField(
        label="Desa", queryset=Desa.objects.none(), empty_label="Pilih desa", to_field_name="kode",
        error_messages={"required": "Pilih desa.", "invalid_choice": "Pilih desa dari daftar."},
    )  # fmt: skip
    nomor = forms.CharField(
        label="Nomor virtual account",
        max_length=45,
        help_text="Salin dari tagihan BPJS Kesehatan. Biasanya 16 angka.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Isi nomor virtual account.", "max_length": "Nomor ini terlalu panjang."},
    )
    mulai = HariField("Berlaku mulai", "Nomor yang lama berakhir pada hari ini. Contoh: 1/10/2026")
    sumber = forms.CharField(
        label="Surat atau tagihan yang menyebutnya",
        max_length=200,
        help_text="Nomor dan tanggalnya",
        error_messages={"required": "Isi nomor dan tanggal suratnya.", "max_length": "Paling banyak 200 huruf."},
    )

    def __init__(self, *args: Any, kabupaten: Kabupaten, payers: dict[Penanggung, bool], **kwargs: Any) -> None:
        """`payers` tells of each payer whether villages deposit its share."""
        super().__init__(*args, **kwargs)
        choice, place = self.fields["penanggung"], self.fields["desa"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [(payer.value, payer.label) for payer in payers]
        if not any(payers.values()):
            del self.fields["desa"]
            return
        assert isinstance(place, forms.ModelChoiceField)  # noqa: S101 - declared above
        place.queryset = Desa.objects.filter(kecamatan__kabupaten=kabupaten)
        place.required = all(payers.values())


class AkhiriForm(forms.Form):
    """From which day a number no longer holds."""

    berakhir = HariField("Tidak berlaku mulai", "Contoh: 1/11/2026")
