"""The side of BPJS Kesehatan: its member list and bill for a month, as it came."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from desa.enums import JenisKelamin
from desa.models import Desa, Kabupaten
from desa.models.fields import first_of_month
from desa.rules.salah import masked
from rekonsiliasi.enums import StatusBpjs

TOLD = 200  # cells that one audit row names; the bill tells all of them


class PemetaanKolom(models.Model):
    """How a branch names the columns of its list, once confirmed and then remembered for all its regencies."""

    kantor = models.CharField(max_length=80, help_text="Kantor cabang BPJS Kesehatan")
    judul = models.JSONField(help_text="Judul kolom berkas, berurutan")
    sidik = models.CharField(max_length=64, help_text="SHA-256 dari judul kolom")
    kolom = models.JSONField(help_text="Nama kolom portal -> judul kolom berkas")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "pemetaan kolom"
        verbose_name_plural = "pemetaan kolom"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kantor", "sidik"], name="pemetaan_satu_per_judul")]

    def __str__(self) -> str:
        return self.sidik[:12]


class Tagihan(models.Model):
    """A month's list and bill, version by version; a newer file never removes an older one. Amounts in rupiah."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="tagihan")
    bulan = models.DateField()
    versi = models.PositiveSmallIntegerField()
    berkas = models.FileField(upload_to="tagihan/%Y/%m/", max_length=200)
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    total_pemda = models.BigIntegerField(help_text="Bagian pemberi kerja (pemda atau desa)")
    total_peserta = models.BigIntegerField(help_text="Bagian peserta")
    total_disebut = models.BooleanField(help_text="Total tertulis pada berkas; bila tidak, dihitung dari baris")
    bacaan = models.JSONField(default=dict, help_text="Ke mana setiap baris berkas, kolom yang dibaca, dan catatannya")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["kabupaten_id", "bulan", "versi"]
        verbose_name = "tagihan"
        verbose_name_plural = "tagihan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "bulan", "versi"], name="tagihan_versi_tunggal"),
            first_of_month("bulan", "tagihan_awal_bulan"),
        ]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m} versi {self.versi}"


class TagihanMenunggu(models.Model):
    """A file that came and is not a bill yet: a column is to be chosen, or cells are to be read by a person.

    The bytes stay as they came. Once it is received, the bill and its rows tell what was chosen, and this row goes.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="tagihan_menunggu")
    bulan = models.DateField()
    berkas = models.FileField(upload_to="tagihan/menunggu/", max_length=200)
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    judul = models.JSONField(default=list, help_text="Judul kolom berkas yang belum dikenal; kosong bila sudah")
    kolom = models.JSONField(default=dict, help_text="Nama kolom portal -> judul kolom berkas, usulan atau pilihan")
    salah = models.JSONField(default=list, help_text="Yang salah menurut pembacaan terakhir; NIK disamarkan")
    sel = models.JSONField(default=list, help_text="Sel yang dibaca orang: lembar, sel, nilai dan siapa")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)
    diperiksa_pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "tagihan menunggu"
        verbose_name_plural = "tagihan menunggu"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "bulan", "sha256"], name="tagihan_menunggu_satu_per_berkas"),
            first_of_month("bulan", "tagihan_menunggu_awal_bulan"),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def perbaikan(self) -> dict[tuple[str, str], str]:
        """What stands in the cells that a person has read: by sheet and cell."""
        return {(one["lembar"], one["sel"]): one["nilai"] for one in self.sel}

    def told(self) -> list[dict[str, str]]:
        """The same as the audit tells it: numbers of people masked, and not more than a person reads."""
        return [one | {"nilai": masked(one["nilai"])} for one in self.sel[:TOLD]]


class TagihanBaris(models.Model):
    """One person on the list. `iuran_pemda` is the employer's share: the regency's in MM, the village's in KU."""

    tagihan = models.ForeignKey(Tagihan, on_delete=models.PROTECT, related_name="baris")
    nomor = models.PositiveIntegerField(help_text="Nomor baris pada berkas")
    nomor_kartu = models.CharField(max_length=13, blank=True)
    nik = models.CharField("NIK", max_length=16, blank=True)
    nama = models.CharField(max_length=120)
    tanggal_lahir = models.DateField(null=True)
    jenis_kelamin = models.CharField(max_length=1, blank=True, choices=JenisKelamin)
    hubungan = models.PositiveSmallIntegerField(help_text="1 peserta, 2 suami, 3 istri, 4 anak, 5 tambahan")
    status = models.CharField(max_length=8, choices=StatusBpjs)
    kelas = models.CharField(max_length=4, blank=True)
    kode_desa = models.CharField(max_length=13)
    nama_desa = models.CharField(max_length=80, blank=True)
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, null=True, related_name="tagihan_baris")
    gaji = models.BigIntegerField(default=0)
    iuran_pemda = models.BigIntegerField(default=0)
    iuran_peserta = models.BigIntegerField(default=0)
    perbaikan = models.JSONField(null=True, help_text="Sel baris ini yang dibaca orang: kolom, semula, menjadi")

    class Meta:
        ordering: ClassVar = ["tagihan_id", "nomor"]
        verbose_name = "baris tagihan"
        verbose_name_plural = "baris tagihan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tagihan", "nomor"], name="baris_tagihan_tunggal"),
        ]

    def __str__(self) -> str:
        return self.nama
