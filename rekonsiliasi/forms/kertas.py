"""Forms of a regency's paper: a signatory, a pattern of numbers, size and logo, its own words."""

from typing import Any

from django import forms

from desa.forms.bersama import offer_rows, small_enough
from desa.models import Kabupaten, User
from rekonsiliasi.enums import Pihak, Sebutan, UkuranKertas
from rekonsiliasi.queries.penandatangan import accounts_of
from rekonsiliasi.rules.naskah import SEBUTAN, TEMPAT, TERPANJANG


class HariField(forms.DateField):
    """A day as people type it."""

    def __init__(self, label: str, help_text: str, *, required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            error_messages={"required": "Isi tanggal.", "invalid": "Tulis tanggal seperti 12/10/2026."},
            widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        )


class PenandatanganForm(forms.Form):
    """Who signs for a side, and from which day to which."""

    nama = forms.CharField(
        label="Nama dengan gelar",
        max_length=120,
        error_messages={"required": "Isi nama.", "max_length": "Paling banyak 120 huruf."},
    )
    nip = forms.CharField(
        label="NIP atau NPP",
        max_length=30,
        error_messages={"required": "Isi NIP atau NPP.", "max_length": "Paling banyak 30 huruf."},
    )
    jabatan = forms.CharField(
        label="Jabatan",
        max_length=120,
        help_text="Seperti dicetak pada Berita Acara, tanpa Plt. atau Plh.",
        error_messages={"required": "Isi jabatan.", "max_length": "Paling banyak 120 huruf."},
    )
    sebutan = forms.ChoiceField(
        label="Memegang jabatan sebagai",
        choices=[("", "Pejabat tetap"), *Sebutan.choices],
        required=False,
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )
    mulai = HariField("Mulai menandatangani", "Yang menandatangani sampai sekarang berakhir sehari sebelumnya.")
    sampai = HariField(
        "Hari terakhir menandatangani", "Wajib untuk Plt. dan Plh. Selain itu boleh kosong.", required=False
    )
    user = forms.ModelChoiceField(
        label="Akun untuk tanda tangan elektronik",
        queryset=User.objects.none(),
        required=False,
        empty_label="Tanpa akun, tanda tangan basah",
        error_messages={"invalid_choice": "Pilih akun dari daftar."},
    )

    def __init__(self, *args: Any, kabupaten: Kabupaten, pihak: Pihak, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "user", accounts_of(kabupaten, pihak))


class PolaForm(forms.Form):
    pola = forms.CharField(
        label="Pola nomor",
        max_length=100,
        help_text="Tanda yang dikenal: {urut:03} nomor urut tiga angka, {bulan_romawi}, {bulan}, {tahun}, {tahun2}.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Isi pola nomor.", "max_length": "Paling banyak 100 huruf."},
    )


class TataForm(forms.Form):
    """Size and logo of the paper."""

    ukuran = forms.ChoiceField(
        label="Ukuran kertas",
        choices=UkuranKertas.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih ukuran kertas.", "invalid_choice": "Pilih ukuran kertas."},
    )
    logo = forms.FileField(
        label="Lambang kabupaten",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        help_text="PNG atau JPEG, paling besar 2 MB. Portal membuatnya menjadi gambar kecil. Kosongkan bila tetap.",
        error_messages={"empty": "Berkas kosong. Pilih berkas lain."},
    )
    tanpa_logo = forms.BooleanField(label="Cetak tanpa lambang", required=False)

    def clean_logo(self) -> Any:
        found = self.cleaned_data["logo"]
        return small_enough(found) if found else None


class NaskahForm(forms.Form):
    """The words of the paper, with named places in curly brackets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bagian, places in TEMPAT.items():
            rows = {"judul": 2, "penutup": 9}.get(bagian, 4)
            self.fields[bagian] = forms.CharField(
                label=SEBUTAN[bagian],
                max_length=TERPANJANG[bagian],
                widget=forms.Textarea(attrs={"rows": rows}),
                help_text=f"Tanda yang dikenal: {', '.join(f'{{{one}}}' for one in places)}.",
                error_messages={
                    "required": f"{SEBUTAN[bagian]} masih kosong.",
                    "max_length": f"Paling banyak {TERPANJANG[bagian]} huruf.",
                },
            )


class TolakNaskahForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan menolak",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasan menolak.", "max_length": "Paling banyak 300 huruf."},
    )
