"""Forms of the Berita Acara: draft, issue, return, and the check of a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from desa.forms.bersama import small_enough

NEXT = "Kosongkan: saat terbit kertas mendapat nomor berikutnya, sekarang {nomor}. Isi bila buku agenda Anda berbeda."


class SusunForm(forms.Form):
    """What the dinas writes itself; every figure comes from the books."""

    nomor_dinas = forms.CharField(
        label="Nomor surat dinas",
        max_length=60,
        required=False,
        error_messages={"max_length": "Tulis paling banyak 60 huruf."},
    )
    tanggal = forms.DateField(
        label="Tanggal Berita Acara",
        help_text="Contoh: 12/10/2026",
        error_messages={"required": "Isi tanggal Berita Acara.", "invalid": "Tulis tanggal seperti 12/10/2026."},
    )
    tempat = forms.CharField(
        label="Tempat penandatanganan",
        max_length=80,
        error_messages={"required": "Isi tempat penandatanganan.", "max_length": "Tulis paling banyak 80 huruf."},
    )

    def __init__(self, *args: Any, nomor: str, **kwargs: Any) -> None:
        """`nomor` is the office's next one."""
        super().__init__(*args, **kwargs)
        self.fields["nomor_dinas"].help_text = NEXT.format(nomor=nomor)


class TerbitForm(forms.Form):
    nomor_bpjs = forms.CharField(
        label="Nomor surat BPJS Kesehatan",
        max_length=60,
        required=False,
        error_messages={"max_length": "Tulis paling banyak 60 huruf."},
    )

    def __init__(self, *args: Any, nomor: str, **kwargs: Any) -> None:
        """`nomor` is the branch's next one."""
        super().__init__(*args, **kwargs)
        self.fields["nomor_bpjs"].help_text = NEXT.format(nomor=nomor)


class KembalikanForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan dikembalikan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text="Tulis bagian mana yang harus diperbaiki. DPM-Pemdes membaca kalimat ini.",
        error_messages={"required": "Tulis alasan dikembalikan.", "max_length": "Tulis paling banyak 300 huruf."},
    )


class PeriksaForm(forms.Form):
    berkas = forms.FileField(
        label="Berkas PDF Berita Acara",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text="Paling besar 5 MB. Berkas diperiksa, lalu dilupakan.",
        error_messages={"required": "Pilih berkas.", "empty": "Berkas kosong. Pilih berkas lain."},
    )

    def clean_berkas(self) -> UploadedFile:
        return small_enough(self.cleaned_data["berkas"])
