"""The forms about an official's family: a study proof, a statement, its end, a higher class."""

from collections.abc import Iterable
from typing import Any

from django import forms

from desa.enums import JenisKeterangan, Kelas
from desa.forms.bersama import offer
from jaminan.bulan import NAMES, Bulan


def _day(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": f"Isi tanggal {label.lower()}.", "invalid": "Tulis tanggal seperti 12/10/2026."},
    )


class BuktiSekolahForm(forms.Form):
    sekolah = forms.CharField(
        label="Sekolah atau perguruan tinggi",
        max_length=120,
        error_messages={"required": "Isi nama sekolah.", "max_length": "Paling banyak 120 huruf."},
    )
    mulai = _day("Berlaku mulai", "Tanggal surat, atau awal semester. Contoh: 1/8/2026")
    sampai = _day("Berlaku sampai", "Akhir semester atau tahun ajaran pada surat. Contoh: 31/1/2027")
    bukti = forms.FileField(
        label="Surat keterangan sekolah",
        help_text="PDF, JPG atau PNG, paling besar 5 MB",
        error_messages={"required": "Pilih berkas suratnya.", "empty": "Berkas bukti kosong."},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class BulanMulaiForm(forms.Form):
    """Asks for a month by choice among the near ones."""

    bulan = forms.ChoiceField(label="Berlaku mulai bulan", error_messages={"required": "Pilih bulan."})

    def __init__(self, *args: Any, sekarang: Bulan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = [sekarang.plus(step) for step in range(-12, 4)]
        choices = [(str(one), f"{NAMES[one.month - 1]} {one.year}") for one in months]
        offer(self, "bulan", choices)
        self.fields["bulan"].initial = str(sekarang.next())

    def clean_bulan(self) -> Bulan:
        return Bulan.parse(self.cleaned_data["bulan"])


class KeteranganForm(BulanMulaiForm):
    """States something of a family member."""

    jenis = forms.ChoiceField(
        label="Keterangan", widget=forms.RadioSelect, error_messages={"required": "Pilih satu keterangan."}
    )
    catatan = forms.CharField(
        label="Dasar atau alasan",
        max_length=300,
        help_text="Misalnya nomor SK, nama jaminan, atau surat permohonan",
        error_messages={"required": "Isi dasar atau alasannya.", "max_length": "Paling banyak 300 huruf."},
    )
    field_order = ("jenis", "bulan", "catatan")

    def __init__(self, *args: Any, pilihan: Iterable[JenisKeterangan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "jenis", ((one.value, str(one.label)) for one in pilihan))


class AlasanForm(forms.Form):
    """Why something ends."""

    alasan = forms.CharField(
        label="Alasan", max_length=300, error_messages={"required": "Isi alasannya.", "max_length": "Terlalu panjang."}
    )


class AkhirForm(BulanMulaiForm):
    """From which month a statement holds no longer, and why."""

    alasan = forms.CharField(
        label="Alasan", max_length=300, error_messages={"required": "Isi alasannya.", "max_length": "Terlalu panjang."}
    )


class NaikKelasForm(forms.Form):
    kelas = forms.ChoiceField(
        label="Kelas yang dipilih",
        choices=[(one.value, one.label) for one in (Kelas.I, Kelas.II)],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih kelas."},
    )
    asuransi = forms.CharField(
        label="Asuransi kesehatan tambahan",
        max_length=120,
        help_text="Nama asuransi yang dibayar sendiri",
        error_messages={"required": "Isi nama asuransinya.", "max_length": "Paling banyak 120 huruf."},
    )
    mulai = _day("Berlaku mulai", "Contoh: 1/12/2026")
