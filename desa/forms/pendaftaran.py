"""Forms of the registration with BPJS Kesehatan: queue, batch, a status by hand, the answer's file, a letter."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator

from desa.actions.pendaftaran import DICATAT
from desa.enums import JenisMutasi, ProfilEdabu
from desa.forms.bersama import KecamatanForm, offer_rows, small_enough
from desa.models import Desa, MasaJabatan
from desa.queries.sumber import JawabanBpjsResource
from desa.queries.surat_bpjs import ended_terms, successors
from desa.rules.jawaban_bpjs import Pemetaan
from desa.rules.lembar import AKHIRAN_BERKAS, JENIS_BERKAS


def _day(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": f"Isi {label.lower()}.", "invalid": "Tulis tanggal seperti 12/10/2026."},
    )


class AntreanForm(KecamatanForm):
    """Which requests of the queue are shown."""

    is_filter = True
    jenis = forms.ChoiceField(
        label="Permintaan", required=False, choices=[("", "Semua permintaan"), *JenisMutasi.choices]
    )


class PengajuanForm(KecamatanForm):
    """Which sheet a batch is made as, and for whom."""

    field_order = ("profil", "kecamatan", "ulangi")
    profil = forms.ChoiceField(
        label="Bentuk berkas", choices=ProfilEdabu.choices, error_messages={"required": "Pilih bentuk berkasnya."}
    )
    ulangi = forms.BooleanField(label="Ajukan lagi yang ditolak, walaupun datanya belum berubah", required=False)

    @property
    def pilihan(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        chosen = self.cleaned_data
        kecamatan = chosen["kecamatan"].kode if chosen["kecamatan"] else ""
        return {"profil": chosen["profil"], "kecamatan": kecamatan, "ulangi": chosen["ulangi"]}


class StatusForm(forms.Form):
    """An event that BPJS Kesehatan told otherwise than by a file."""

    keadaan = forms.ChoiceField(
        label="Keadaan di BPJS Kesehatan",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in DICATAT],
        error_messages={"required": "Pilih keadaannya."},
    )
    berlaku = _day("Berlaku mulai", "Contoh: 1/12/2026")
    nomor_kartu = forms.CharField(
        label="Nomor kartu JKN",
        required=False,
        help_text="13 angka, bila BPJS Kesehatan memberinya",
        validators=[RegexValidator(r"^[0-9]{13}\Z", "Nomor kartu JKN harus 13 angka.")],
    )
    alasan = forms.CharField(
        label="Alasan atau dasar",
        required=False,
        max_length=300,
        help_text="Wajib bila ditolak atau ditangguhkan",
        error_messages={"max_length": "Paling banyak 300 huruf."},
    )


class JawabanForm(forms.Form):
    """The answer as a file."""

    berkas = forms.FileField(
        label="Berkas jawaban BPJS Kesehatan",
        help_text=f"{JENIS_BERKAS}, paling besar 5 MB.",
        widget=forms.FileInput(attrs={"accept": AKHIRAN_BERKAS}),
        error_messages={
            "required": "Pilih berkasnya.",
            "empty": "Berkas kosong. Pilih berkas lain.",
            "missing": "Pilih berkasnya.",
        },
    )

    def clean_berkas(self) -> UploadedFile:
        return small_enough(self.cleaned_data["berkas"])


class KolomJawabanForm(forms.Form):
    """Which heading of the file is which column."""

    def __init__(self, *args: Any, judul: Sequence[str], usulan: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kolom in JawabanBpjsResource.kolom():
            first = ("", "Pilih kolom berkas" if kolom.wajib else "Tidak ada di berkas")
            self.fields[kolom.isian] = forms.ChoiceField(
                label=kolom.judul,
                required=kolom.wajib,
                help_text=kolom.petunjuk,
                initial=usulan.get(kolom.isian, ""),
                choices=[first, *((heading, heading) for heading in judul)],
                error_messages={"required": "Pilih kolomnya.", "invalid_choice": "Pilih kolom dari berkas ini."},
            )

    def clean(self) -> dict[str, Any]:
        """A heading can be only one column."""
        chosen: dict[str, str] = {}
        for name, heading in list(self.cleaned_data.items()):
            if heading and heading in chosen:
                self.add_error(name, f"Kolom ini sudah dipilih untuk {self.fields[chosen[heading]].label}.")
            elif heading:
                chosen[heading] = name
        return self.cleaned_data

    @property
    def pemetaan(self) -> Pemetaan:
        """Our columns that were given a heading."""
        return {name: heading for name, heading in self.cleaned_data.items() if heading}


class OrangField(forms.ModelChoiceField):
    """A person by post and days in office."""

    def label_from_instance(self, obj: Any) -> str:
        until = f" sampai {obj.berakhir:%d/%m/%Y}" if obj.berakhir else ""
        return f"{obj.peserta.nama}, {obj.nama_jabatan}, sejak {obj.mulai:%d/%m/%Y}{until}"


class SuratBpjsForm(forms.Form):
    """The village's letter about who was dismissed and who follows."""

    berhenti = OrangField(
        MasaJabatan.objects.none(), label="Siapa yang berhenti", empty_label="Pilih orangnya",
        error_messages={"required": "Pilih siapa yang berhenti.", "invalid_choice": "Pilih dari daftar."},
    )  # fmt: skip
    pengganti = OrangField(
        MasaJabatan.objects.none(), label="Siapa penggantinya", required=False, empty_label="Belum ada pengganti",
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )  # fmt: skip
    nomor = forms.CharField(
        label="Nomor surat",
        max_length=80,
        help_text="Dari buku surat desa",
        error_messages={"required": "Isi nomornya."},
    )
    tanggal = _day("Tanggal surat", "Contoh: 25/11/2026")
    bekas_pbi = forms.BooleanField(label="Sebelumnya ia peserta penerima bantuan iuran (PBI)", required=False)
    dialihkan_kepada = forms.CharField(
        label="Tempat PBI itu dialihkan kepada",
        max_length=160,
        required=False,
        help_text="Nama orang yang diusulkan, bila ada. Desa hanya mencatat; keputusannya bukan wewenang desa.",
    )

    def __init__(self, *args: Any, desa: Desa, hari: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("berhenti", ended_terms(desa, hari)), ("pengganti", successors(desa))):
            offer_rows(self, name, rows)
