"""The forms of an official's payment for other family members."""

from django import forms

from iuran.forms.setoran import RupiahField


class BayarForm(forms.Form):
    jumlah = RupiahField(label="Jumlah yang dibayar", help_text="Dalam rupiah, seperti pada bukti bayar")
    tanggal = forms.DateField(
        label="Tanggal bayar",
        help_text="Contoh: 12/10/2026",
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": "Isi tanggal bayar.", "invalid": "Tulis tanggal seperti 12/10/2026."},
    )
    referensi = forms.CharField(
        label="Nomor referensi",
        max_length=60,
        error_messages={"required": "Isi nomor referensi.", "max_length": "Paling banyak 60 huruf."},
    )
    bukti = forms.FileField(
        label="Bukti bayar",
        help_text="PDF, JPG atau PNG, paling besar 5 MB",
        error_messages={"required": "Pilih berkas bukti.", "empty": "Berkas bukti kosong."},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class BatalBayarForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan", max_length=300, error_messages={"required": "Isi alasannya.", "max_length": "Terlalu panjang."}
    )
