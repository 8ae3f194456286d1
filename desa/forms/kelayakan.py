"""The forms of eligibility: a document, a list of another scheme, a decision about a double cover."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from desa.enums import JenisDokumen, PutusanGanda, Skema
from desa.forms.bersama import KecamatanForm, offer, small_enough
from desa.rules.ganda import Temuan
from desa.rules.lembar import AKHIRAN_BERKAS, JENIS_BERKAS


def day_field(label: str, help_text: str, **options: Any) -> forms.DateField:
    """A day as people type it."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": f"Isi {label.lower()}.", "invalid": "Tulis tanggal seperti 12/10/2026."},
        **options,
    )


def file_of(berkas: UploadedFile) -> tuple[str, bytes]:
    """An upload as the actions take it. Raises ValidationError before a large one is read."""
    return small_enough(berkas).name or "", berkas.read()


class DokumenForm(forms.Form):
    """A document of a person, with its days and its file."""

    jenis = forms.ChoiceField(
        label="Jenis dokumen",
        choices=JenisDokumen.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis dokumen."},
    )
    jaminan = forms.ChoiceField(
        label="Jaminan lain yang dinyatakan",
        choices=[("", "Tidak punya jaminan lain"), *Skema.choices],
        required=False,
        help_text="Hanya untuk pernyataan.",
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    nomor = forms.CharField(
        label="Nomor dokumen", max_length=60, required=False, error_messages={"max_length": "Paling banyak 60 huruf."}
    )
    tanggal = day_field("Tanggal dokumen", "Seperti tertulis pada dokumennya. Contoh: 3/8/2026")
    sampai = day_field("Berlaku sampai", "Bila tertulis pada dokumennya.", required=False)
    berkas = forms.FileField(
        label="Foto atau pindaian dokumen",
        help_text="PDF, JPG atau PNG, paling besar 5 MB",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas kosong. Pilih berkas lain."},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_berkas(self) -> tuple[str, bytes]:
        return file_of(self.cleaned_data["berkas"])


class DaftarLainForm(forms.Form):
    """A list of who is in another scheme."""

    skema = forms.ChoiceField(
        label="Daftar jaminan", choices=Skema.choices, widget=forms.RadioSelect, error_messages={"required": "Pilih."}
    )
    keadaan = day_field("Keadaan per tanggal", "Tanggal daftar itu dibuat. Contoh: 31/10/2026")
    berkas = forms.FileField(
        label="Berkas daftar",
        help_text=f"{JENIS_BERKAS} dengan kolom NIK, Nama, Tanggal Lahir. Paling besar 5 MB dan 20.000 baris.",
        error_messages={"required": "Pilih berkas.", "empty": "Berkas kosong. Pilih berkas lain."},
        widget=forms.FileInput(attrs={"accept": AKHIRAN_BERKAS}),
    )

    def clean_berkas(self) -> tuple[str, bytes]:
        return file_of(self.cleaned_data["berkas"])


class PutusanGandaForm(forms.Form):
    """What somebody decides about one finding. A likeness is asked as "is it the same person?"."""

    kasus = forms.CharField(widget=forms.HiddenInput)
    putusan = forms.ChoiceField(
        label="Putusan", widget=forms.RadioSelect, error_messages={"required": "Pilih salah satu."}
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        help_text="Misalnya: sudah dicocokkan dengan KTP, atau sudah keluar dari PBI sejak Agustus",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya.", "max_length": "Paling banyak 300 huruf."},
    )

    def __init__(self, *args: Any, temuan: Temuan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes, no = ("Orang yang sama", "Bukan orang yang sama") if not temuan.pasti else (None, None)
        answers = ((PutusanGanda.GANDA, yes), (PutusanGanda.BUKAN, no))
        offer(self, "putusan", ((one.value, words or str(one.label)) for one, words in answers))
        self.fields["kasus"].initial = temuan.kunci


class SaringGandaForm(KecamatanForm):
    """Which findings the list of a regency shows."""

    is_filter = True
    KEADAAN = (("", "Perlu diputus"), ("desa", "Menunggu laporan desa"), ("selesai", "Selesai"))
    keadaan = forms.ChoiceField(required=False, choices=KEADAAN)

    def shows(self, one: Temuan) -> bool:
        """Whether a finding is asked for; an odd filter shows what must be decided."""
        data = self.cleaned_data if self.is_valid() else {}
        here = data.get("kecamatan")
        state = {"desa": one.menunggu_desa, "selesai": one.selesai}.get(data.get("keadaan") or "", one.terbuka)
        return state and (here is None or one.orang.kecamatan == here.kode)
