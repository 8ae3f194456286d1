"""Ceilings of the budgets that bear a share. Rows are only ever added; the newest version counts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from desa.enums import Penanggung
from desa.models import Desa, Kabupaten


class PaguAnggaran(models.Model):
    """What a budget sets aside for one year: the regency's for its share, a village's by account for its own.

    `rekening` is empty where the regulation names no accounts. Amounts are whole rupiah per year.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="pagu_anggaran")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, null=True, blank=True, related_name="pagu_anggaran")
    tahun = models.PositiveSmallIntegerField()
    penanggung = models.CharField(max_length=10, choices=Penanggung)
    rekening = models.CharField(max_length=20, blank=True)
    versi = models.PositiveSmallIntegerField()
    jumlah = models.BigIntegerField()
    sumber = models.CharField(max_length=200, help_text="APBD, perubahan APBD, APBDesa, dan tanggalnya")
    nomor_surat = models.CharField(max_length=100)
    tanggal = models.DateField(help_text="Tanggal penetapan anggaran")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["kabupaten_id", "desa_id", "tahun", "rekening", "versi"]
        verbose_name = "pagu anggaran"
        verbose_name_plural = "pagu anggaran"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["desa", "tahun", "rekening", "versi"],
                condition=Q(desa__isnull=False),
                name="pagu_desa_versi_tunggal",
            ),
            models.UniqueConstraint(
                fields=["kabupaten", "tahun", "versi"],
                condition=Q(desa__isnull=True),
                name="pagu_kabupaten_versi_tunggal",
            ),
            models.CheckConstraint(
                condition=Q(desa__isnull=True, penanggung=Penanggung.PEMDA)
                | Q(desa__isnull=False, penanggung=Penanggung.DESA),
                name="pagu_penanggung_sesuai_tempat",
            ),
            models.CheckConstraint(condition=Q(jumlah__gte=0), name="pagu_tidak_negatif"),
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2199), name="pagu_tahun"),
        ]

    def __str__(self) -> str:
        return f"{self.tahun} {self.rekening or self.penanggung} versi {self.versi}"
