"""Regency, district and village by their Kemendagri codes."""

from typing import ClassVar

from django.db import models


class Kabupaten(models.Model):
    """A regency that uses the portal, with what its papers print."""

    kode = models.CharField(max_length=5, unique=True, help_text="Kode Kemendagri, misalnya 76.03")
    nama = models.CharField(max_length=80)
    provinsi_kode = models.CharField(max_length=2)
    provinsi_nama = models.CharField(max_length=80)
    zona_waktu = models.CharField(max_length=32, default="Asia/Jakarta", help_text="Menentukan hari apa di sini")
    ibu_kota = models.CharField(max_length=80, blank=True, help_text="Tempat pada Berita Acara")
    dinas = models.CharField(
        max_length=160, default="Dinas Pemberdayaan Masyarakat dan Pemerintahan Desa", help_text="Nama lengkap dinas"
    )
    dinas_singkat = models.CharField(max_length=40, default="DPM-Pemdes")
    kantor_bpjs = models.CharField(max_length=80, blank=True, help_text="Kantor cabang BPJS Kesehatan")
    kontak = models.CharField(max_length=160, blank=True, help_text="Petugas yang dihubungi desa, dan jamnya")
    contoh = models.BooleanField(default=False, help_text="Data contoh: orang di sini rekaan")

    class Meta:
        ordering: ClassVar = ["kode"]
        verbose_name = "kabupaten"
        verbose_name_plural = "kabupaten"

    def __str__(self) -> str:
        return self.nama


class Kecamatan(models.Model):
    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="kecamatan")
    kode = models.CharField(max_length=8, unique=True)
    nama = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["kode"]
        verbose_name = "kecamatan"
        verbose_name_plural = "kecamatan"

    def __str__(self) -> str:
        return self.nama


class Desa(models.Model):
    """A village; kelurahan are not kept, their heads are civil servants."""

    kecamatan = models.ForeignKey(Kecamatan, on_delete=models.PROTECT, related_name="desa")
    kode = models.CharField(max_length=13, unique=True)
    nama = models.CharField(max_length=80, help_text="Nama dapat berulang dalam satu kabupaten; kode tidak")

    class Meta:
        ordering: ClassVar = ["kode"]
        verbose_name = "desa"
        verbose_name_plural = "desa"

    def __str__(self) -> str:
        return self.nama

    @property
    def kabupaten(self) -> Kabupaten:
        return self.kecamatan.kabupaten
