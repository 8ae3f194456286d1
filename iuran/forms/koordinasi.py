"""The form of a coordination with BPJS Kesehatan about months paid ahead."""

from django import forms

from iuran.forms.surat import SuratForm, TanggalField


class KoordinasiForm(SuratForm):
    tanggal = TanggalField(label="Tanggal koordinasi", help_text="Contoh: 12/10/2026")
    dengan = forms.CharField(
        label="Petugas BPJS Kesehatan",
        max_length=120,
        help_text="Nama dan jabatannya",
        error_messages={"required": "Isi nama petugas BPJS Kesehatan.", "max_length": "Paling banyak 120 huruf."},
    )
    catatan = forms.CharField(
        label="Catatan",
        required=False,
        max_length=300,
        error_messages={"max_length": "Paling banyak 300 huruf."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("bulan_mulai", "bulan_sampai", "tanggal", "nomor_surat", "dengan", "catatan", "surat")
