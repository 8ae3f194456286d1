"""The forms of the register of JAMKESDA."""

from typing import Any

from django import forms

from desa.enums import HasilRujukan, JenisFaskes, JenisKelamin, JenisPutusan, TemuanLapangan
from desa.forms.bersama import offer, offer_rows
from desa.forms.kelayakan import day_field
from desa.models import Faskes, Kabupaten, Kecamatan, SampelLapangan


def text_field(label: str, length: int, help_text: str = "", **options: Any) -> forms.CharField:
    """A line of text."""
    errors = {"required": f"Isi {label[0].lower()}{label[1:]}.", "max_length": f"Paling banyak {length} huruf."}
    return forms.CharField(label=label, max_length=length, help_text=help_text, error_messages=errors, **options)


class WargaForm(forms.Form):
    """A resident as the village hands one in."""

    nama = text_field("Nama lengkap", 120, "Seperti pada KTP atau KK")
    nik = text_field("NIK", 40, "16 angka", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    nomor_kk = text_field("Nomor KK", 40, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    jenis_kelamin = forms.ChoiceField(
        label="Jenis kelamin",
        choices=JenisKelamin.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis kelamin."},
    )
    tanggal_lahir = day_field("Tanggal lahir", "Contoh: 14/2/1980")
    alamat = text_field("Alamat", 200, "Dusun, RT, atau nama jalan")
    tinggal_sejak = day_field("Tinggal di desa sejak", "Bila sejak lahir, isi tanggal lahirnya")
    asal = text_field("Pindahan dari", 120, "Kosongkan bila bukan pendatang", required=False)
    pemberi_kerja = text_field("Bekerja pada perusahaan", 120, "Kosongkan bila tidak bekerja pada orang lain",
                               required=False)  # fmt: skip


class VerifikasiForm(forms.Form):
    """What somebody found at the resident's home."""

    tanggal = day_field("Tanggal pemeriksaan", "Contoh: 12/11/2026")
    temuan = forms.ChoiceField(
        label="Temuan",
        choices=TemuanLapangan.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih temuan."},
    )
    catatan = text_field("Catatan", 300, "Siapa yang ditemui, dan apa yang dilihat",
                         widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    sampel = forms.ModelChoiceField(
        SampelLapangan.objects.none(), label="Bagian dari sampel", required=False, empty_label="Bukan bagian sampel"
    )

    def __init__(self, *args: Any, warga: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "sampel", SampelLapangan.objects.filter(butir__warga=warga))


class UsulPutusanForm(forms.Form):
    """A proposal: what to do with the resident, why, and how one is related."""

    jenis = forms.ChoiceField(label="Usul", widget=forms.RadioSelect, error_messages={"required": "Pilih usul."})
    alasan = text_field("Alasan", 300, "Dibaca orang kedua yang memutus", widget=forms.Textarea(attrs={"rows": 3}))
    hubungan = text_field("Hubungan Anda dengan warga ini", 120, "Misalnya saudara, atau sekampung asal",
                          required=False)  # fmt: skip

    def __init__(self, *args: Any, pilihan: tuple[JenisPutusan, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "jenis", ((one.value, str(one.label)) for one in pilihan))


class PutuskanForm(forms.Form):
    """The second person's word."""

    setuju = forms.TypedChoiceField(
        label="Keputusan",
        choices=[("ya", "Setuju"), ("tidak", "Kembalikan")],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih keputusan."},
    )
    catatan = text_field("Catatan", 300, "Wajib bila dikembalikan", required=False,
                         widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip


class RujukanForm(forms.Form):
    """A referral: where to, when, by which letter. No illness is asked."""

    faskes = forms.ModelChoiceField(
        Faskes.objects.none(), label="Fasilitas tujuan", error_messages={"required": "Pilih tujuan."}
    )
    tanggal = day_field("Tanggal rujukan", "Contoh: 12/11/2026")
    nomor_surat = text_field("Nomor surat rujukan", 80)

    def __init__(self, *args: Any, kabupaten: Kabupaten, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "faskes", Faskes.objects.filter(kabupaten=kabupaten))


class TutupRujukanForm(forms.Form):
    """How a referral ended."""

    hasil = forms.ChoiceField(
        label="Hasil",
        choices=HasilRujukan.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasilnya."},
    )
    catatan = text_field("Catatan", 300, "Apa yang terjadi, tanpa menyebut penyakitnya")


class SampelForm(forms.Form):
    """The seed of a sample."""

    benih = text_field("Benih", 40, "Kata atau angka apa saja. Benih yang sama selalu mengambil orang yang sama.")


class TindakForm(forms.Form):
    """What was done about an employer."""

    tanggal = day_field("Tanggal", "Contoh: 12/11/2026")
    uraian = text_field("Yang dilakukan", 300, "Misalnya: disurati nomor 440/12, atau didatangi")
    selesai = forms.BooleanField(label="Pekerjanya sudah didaftarkan ke BPJS Kesehatan", required=False)


class FaskesForm(forms.Form):
    """A facility, and how far it is from each kecamatan."""

    nama = text_field("Nama fasilitas", 120, "Nama yang sudah ada berarti memperbaikinya")
    jenis = forms.ChoiceField(
        label="Jenis",
        choices=JenisFaskes.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenisnya."},
    )
    alamat = text_field("Alamat", 200)
    telepon = text_field("Telepon", 20, required=False)
    jalan = text_field("Keadaan jalan", 200, "Misalnya: jalan tanah, sulit bila hujan", required=False)

    def __init__(self, *args: Any, kabupaten: Kabupaten, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Kecamatan.objects.filter(kabupaten=kabupaten):
            self.fields[f"km_{one.kode}"] = forms.IntegerField(
                label=f"Jarak dari {one.nama}",
                help_text="Kilometer",
                required=False,
                min_value=0,
                max_value=2000,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
                error_messages={"invalid": "Tulis kilometer bulat.", "max_value": "Paling banyak 2000."},
            )

    def facility(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        data = dict(self.cleaned_data)
        distances = {name[3:]: data.pop(name) for name in list(data) if name.startswith("km_")}
        return {**data, "jarak": distances}
