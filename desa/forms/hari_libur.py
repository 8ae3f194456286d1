"""The form of a regency's own day off."""

from django import forms

from desa.enums import JenisHari
from desa.forms.bersama import offer

# National holidays are the technical administrator's; a regency adds its own or withdraws one.
PILIHAN = (
    (JenisHari.LIBUR_DAERAH, "Libur daerah"),
    (JenisHari.CUTI_BERSAMA, "Cuti bersama"),
    (JenisHari.HARI_KERJA, "Tetap hari kerja: libur nasional tidak berlaku di sini"),
)


class HariLiburForm(forms.Form):
    tanggal = forms.DateField(
        label="Tanggal",
        help_text="Contoh: 12/10/2026",
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": "Isi tanggal.", "invalid": "Tulis tanggal seperti 12/10/2026."},
    )
    jenis = forms.TypedChoiceField(
        label="Jenis hari",
        choices=PILIHAN,
        coerce=JenisHari,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis hari."},
    )
    nama = forms.CharField(
        label="Nama hari",
        max_length=120,
        help_text="Misalnya Hari Jadi Kabupaten",
        error_messages={"required": "Isi nama hari, misalnya Hari Jadi Kabupaten."},
    )
    sumber = forms.CharField(
        label="Dasar surat",
        max_length=200,
        help_text="Nomor dan tanggal surat yang menetapkannya",
        error_messages={"required": "Isi nomor surat yang menetapkan hari ini."},
    )


class TahunForm(forms.Form):
    """Which year the list shows."""

    is_filter = True

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)

    def __init__(self, *args: object, years: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own long signature
        offer(self, "tahun", ((year, str(year)) for year in years))
