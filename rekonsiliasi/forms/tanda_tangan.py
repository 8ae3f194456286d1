"""Forms of signing: with a certificate, with a file signed elsewhere, with a scan, and the word on a scan."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from desa.forms.bersama import small_enough
from desa.forms.sandi import DenganSandi
from rekonsiliasi.rules.tanda_tangan import PREFIX_LETTERS

PILIH = {"required": "Pilih berkas.", "empty": "Berkas kosong. Pilih berkas lain.", "missing": "Pilih berkas."}


class TandaTanganForm(DenganSandi):
    """Certificate and both passwords; the portal's own is not asked for again within five minutes."""

    sertifikat = forms.FileField(
        label="Berkas sertifikat Anda (.p12 atau .pfx)",
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
        help_text="Dipakai sekali ini saja. Portal tidak menyimpan berkas maupun sandinya.",
        error_messages=PILIH,
    )
    sandi_sertifikat = forms.CharField(
        label="Sandi sertifikat",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Ketik sandi sertifikat."},
    )


class UnggahTertandaForm(DenganSandi):
    berkas = forms.FileField(
        label="PDF yang sudah ditandatangani",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text="Paling besar 5 MB.",
        error_messages=PILIH,
    )

    def clean_berkas(self) -> UploadedFile:
        return small_enough(self.cleaned_data["berkas"])


class PindaianForm(forms.Form):
    berkas = forms.FileField(
        label="Pindaian kertas yang ditandatangani",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text="PDF, JPG atau PNG, paling besar 5 MB. Kedua tanda tangan dan kaki halaman harus terbaca.",
        error_messages=PILIH,
    )

    def clean_berkas(self) -> UploadedFile:
        return small_enough(self.cleaned_data["berkas"])


class PastikanForm(DenganSandi):
    ketikan = forms.CharField(
        label=f"{PREFIX_LETTERS} huruf pertama sidik pada pindaian",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
        help_text='Baca dari pindaian, di kaki halaman sesudah "SHA-256 isi". Contoh: 3f2a91bc',
        error_messages={"required": "Ketik huruf yang Anda baca pada pindaian."},
    )


class TolakPindaianForm(forms.Form):
    alasan = forms.CharField(
        label="Apa yang keliru",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text="Misalnya: halaman terakhir tidak ikut dipindai. Pihak lain membaca kalimat ini.",
        error_messages={"required": "Tulis apa yang keliru.", "max_length": "Tulis paling banyak 300 huruf."},
    )
