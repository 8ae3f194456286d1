"""The form that names another source of APBDesa for a village's share."""

from django import forms

from iuran.enums import SumberApbdesa
from iuran.forms.setoran import RupiahField
from iuran.forms.surat import SuratForm


class SumberLainForm(SuratForm):
    sumber = forms.ChoiceField(
        label="Sumber dalam APBDesa",
        choices=SumberApbdesa.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih sumbernya."},
    )
    uraian = forms.CharField(
        label="Nama pendapatan itu dalam APBDesa",
        max_length=200,
        help_text="Bukan Dana Desa, dan bukan ADD",
        error_messages={"required": "Isi nama pendapatannya.", "max_length": "Paling banyak 200 huruf."},
    )
    jumlah = RupiahField(label="Jumlah sebulan", help_text="Rupiah untuk setiap bulan di atas")
    field_order = ("bulan_mulai", "bulan_sampai", "sumber", "uraian", "jumlah", "nomor_surat", "surat")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed on as Django gave them
        self.fields["nomor_surat"].label = "Nomor surat atau peraturan desa"
