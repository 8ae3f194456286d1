"""Forms of a village's month."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from desa.forms.bersama import small_enough
from desa.rules.lembar import AKHIRAN_BERKAS, JENIS_BERKAS


class UnggahForm(forms.Form):
    """A roster file."""

    berkas = forms.FileField(
        label="Berkas daftar perangkat",
        help_text=f"{JENIS_BERKAS}, paling besar 5 MB.",
        widget=forms.FileInput(attrs={"accept": AKHIRAN_BERKAS}),
        error_messages={
            "required": "Pilih berkas.",
            "empty": "Berkas kosong. Gunakan berkas dari tombol Unduh daftar.",
            "invalid": "Berkas tidak terunggah, coba lagi.",
            "missing": "Pilih berkas.",
        },
        max_length=None,
    )

    def clean_berkas(self) -> UploadedFile:
        return small_enough(self.cleaned_data["berkas"])


class KembalikanForm(forms.Form):
    """Why a report goes back."""

    alasan = forms.CharField(
        label="Apa yang harus diperbaiki desa",
        help_text="Sekretaris desa membaca kalimat ini.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang harus diperbaiki desa."},
    )
