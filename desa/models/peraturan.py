"""Regulations and the dated values they lean on."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from desa.enums import Kepastian

from .wilayah import Kabupaten


class Peraturan(models.Model):
    """A regulation as data; `kabupaten` is empty for the national rule that is shown beside it."""

    kode = models.SlugField(max_length=60, unique=True)
    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, null=True, blank=True, related_name="peraturan")
    judul = models.CharField(max_length=200)
    ditetapkan = models.DateField()
    berlaku_mulai = models.DateField()
    berlaku_sampai = models.DateField(null=True, blank=True, help_text="Hari terakhir berlaku; kosong berarti masih")
    mencabut = models.CharField(max_length=200, blank=True)
    isi = models.JSONField(help_text="Bagian peraturan sebagai data, sesuai berkas YAML-nya")

    class Meta:
        ordering: ClassVar = ["kabupaten_id", "berlaku_mulai"]
        verbose_name = "peraturan"
        verbose_name_plural = "peraturan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "berlaku_mulai"], name="peraturan_satu_per_tanggal"),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                name="peraturan_masa_berlaku",
            ),
        ]

    def __str__(self) -> str:
        return self.judul


class ParameterValue(models.Model):
    """A dated, cited law value: a wage floor, the cap, a tariff. Its place is a regency, a province or the nation.

    Once an assessed month has used it (`dipakai_sampai`), the database refuses to change or delete it; only its end
    may still be written, after that month. A later decree about the same days is a row of its own: of two in force
    the one that begins later counts, of two with the same first day the higher `versi`.
    """

    kunci = models.SlugField(max_length=40, help_text="umk, ump, batas_atas, tarif_mandiri_1 …")
    kabupaten = models.CharField(max_length=5, blank=True, help_text="Kode kabupaten, kosong bila bukan")
    provinsi = models.CharField(max_length=2, blank=True, help_text="Kode provinsi, kosong bila bukan")
    mulai = models.DateField()
    sampai = models.DateField(null=True, blank=True, help_text="Hari terakhir berlaku")
    nilai = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, help_text="Rupiah; kosong berarti belum diketahui"
    )
    sumber = models.CharField(max_length=300)
    kepastian = models.CharField(max_length=20, choices=Kepastian, default=Kepastian.TERKONFIRMASI)
    versi = models.PositiveSmallIntegerField(default=1, help_text="Dua bila menggantikan nilai sejak hari pertamanya")
    dipakai_sampai = models.DateField(
        null=True, blank=True, editable=False, help_text="Bulan terakhir yang ditetapkan dengan nilai ini"
    )

    class Meta:
        ordering: ClassVar = ["kunci", "provinsi", "kabupaten", "mulai", "versi"]
        verbose_name = "nilai peraturan"
        verbose_name_plural = "nilai peraturan"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kunci", "kabupaten", "provinsi", "mulai", "versi"], name="nilai_satu_per_tanggal_versi"
            ),
            models.CheckConstraint(condition=Q(kabupaten="") | Q(provinsi=""), name="nilai_satu_tempat"),
            models.CheckConstraint(
                condition=Q(kepastian=Kepastian.CELAH, nilai__isnull=True)
                | (~Q(kepastian=Kepastian.CELAH) & Q(nilai__gte=0)),
                name="nilai_ada_kecuali_celah",
            ),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=F("mulai")), name="nilai_masa_berlaku"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kunci} {self.kabupaten or self.provinsi or 'nasional'} {self.mulai}"
