"""What an office decides about its paper: size and logo, numbers, words. What a paper froze stays with the paper."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from desa.models import Kabupaten
from rekonsiliasi.enums import Pihak, StatusNaskah, UkuranKertas

from .berita_acara import BeritaAcara


class TataKertas(models.Model):
    """A regency's paper size and logo from a moment on; the newest row holds. `logo` is our own PNG."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="tata_kertas")
    ukuran = models.CharField("ukuran kertas", max_length=2, choices=UkuranKertas, default=UkuranKertas.A4)
    logo = models.BinaryField(blank=True, default=b"")
    logo_sha256 = models.CharField(max_length=64, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["kabupaten_id", "-id"]
        verbose_name = "tata kertas"
        verbose_name_plural = "tata kertas"

    def __str__(self) -> str:
        return self.get_ukuran_display()


class SeriNomor(models.Model):
    """An office's series of numbers. A branch of BPJS Kesehatan has one for all its regencies.

    Its row is the lock under which a number is taken.
    """

    pihak = models.CharField(max_length=8, choices=Pihak)
    kantor = models.CharField(max_length=80, help_text="Kode kabupaten, atau nama kantor cabang BPJS Kesehatan")
    pola = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["pihak", "kantor"]
        verbose_name = "seri nomor"
        verbose_name_plural = "seri nomor"
        constraints: ClassVar = [models.UniqueConstraint(fields=["pihak", "kantor"], name="seri_nomor_satu_per_kantor")]

    def __str__(self) -> str:
        return f"{self.kantor}: {self.pola}"


class NomorSurat(models.Model):
    """A number that a paper bears; written in the transaction that issues it. `urut` is empty for one typed freely."""

    seri = models.ForeignKey(SeriNomor, on_delete=models.PROTECT, related_name="nomor_surat")
    berita_acara = models.ForeignKey(BeritaAcara, on_delete=models.PROTECT, related_name="nomor_surat")
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField(null=True)
    nomor = models.CharField(max_length=60)
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["seri_id", "tahun", "urut"]
        verbose_name = "nomor surat"
        verbose_name_plural = "nomor surat"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seri", "tahun", "urut"], name="nomor_surat_urut_sekali"),
            models.UniqueConstraint(fields=["seri", "nomor"], name="nomor_surat_sekali"),
            models.UniqueConstraint(fields=["seri", "berita_acara"], name="nomor_surat_satu_per_kertas"),
        ]

    def __str__(self) -> str:
        return self.nomor


class NaskahKertas(models.Model):
    """One version of a regency's own words for the paper: proposed by one person, approved by another."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="naskah_kertas")
    versi = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=StatusNaskah, default=StatusNaskah.DIUSULKAN)
    naskah = models.JSONField(help_text="Kosong: kembali ke naskah portal")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)
    alasan = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["kabupaten_id", "-versi"]
        verbose_name = "naskah kertas"
        verbose_name_plural = "naskah kertas"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "versi"], name="naskah_kertas_versi_tunggal"),
            models.UniqueConstraint(
                fields=["kabupaten"], condition=Q(status=StatusNaskah.DIUSULKAN), name="naskah_kertas_satu_usul"
            ),
        ]

    def __str__(self) -> str:
        return f"Naskah versi {self.versi}"


class LampiranOrang(models.Model):
    """The list of people that a paper names by its hash; its bytes never change. It holds full NIK."""

    berita_acara = models.ForeignKey(BeritaAcara, on_delete=models.PROTECT, related_name="lampiran")
    sha256 = models.CharField(max_length=64)
    berkas = models.FileField(upload_to="lampiran/", max_length=200)
    orang = models.PositiveIntegerField()
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["berita_acara_id", "id"]
        verbose_name = "lampiran orang"
        verbose_name_plural = "lampiran orang"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["berita_acara", "sha256"], name="lampiran_orang_sekali")
        ]

    def __str__(self) -> str:
        return self.sha256


class CetakLampiran(models.Model):
    """The list of people as PDF, drawn on request by a worker, one kecamatan after the other."""

    lampiran = models.OneToOneField(LampiranOrang, on_delete=models.PROTECT, related_name="cetak")
    selesai = models.PositiveSmallIntegerField(default=0, help_text="Kecamatan yang sudah dicetak")
    jumlah = models.PositiveSmallIntegerField(default=0)
    gagal = models.CharField(max_length=300, blank=True)
    berkas = models.FileField(upload_to="lampiran/", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diminta_pada = models.DateTimeField()
    kabar_pada = models.DateTimeField()

    class Meta:
        verbose_name = "cetak lampiran"
        verbose_name_plural = "cetak lampiran"

    def __str__(self) -> str:
        return f"{self.selesai} dari {self.jumlah} kecamatan"
