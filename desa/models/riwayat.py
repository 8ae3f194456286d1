"""What each report changed in the roster: added only, so that any past day can be told again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from desa.enums import JenisPeristiwa

from .peserta import AnggotaKeluarga, MasaJabatan, Peserta
from .upload import Penyampaian
from .wilayah import Desa


class PerubahanDaftar(models.Model):
    """One fact that a report added or changed, from which day it holds, and how late it was told.

    `tanggal` is the day on which it happened, where that is known; `tenggat` the last day to report it, as the
    regulation was then (MM Pasal 5 ayat (3)). `pada` is when the village told it.
    """

    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="perubahan_daftar")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="perubahan_daftar")
    anggota = models.ForeignKey(
        AnggotaKeluarga, on_delete=models.PROTECT, null=True, blank=True, related_name="perubahan_daftar"
    )
    masa = models.ForeignKey(MasaJabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    penyampaian = models.ForeignKey(Penyampaian, on_delete=models.PROTECT, null=True, related_name="perubahan_daftar")
    jenis = models.CharField(max_length=16, choices=JenisPeristiwa)
    isian = models.CharField(max_length=20, blank=True)
    lama = models.JSONField(null=True)
    baru = models.JSONField(null=True)
    mulai = models.DateField("berlaku sejak")
    tanggal = models.DateField("hari terjadinya", null=True, blank=True)
    tenggat = models.DateField("paling lambat dilaporkan", null=True, blank=True)
    terlambat = models.PositiveIntegerField("hari terlambat", default=0)
    pada = models.DateTimeField("dilaporkan pada")

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = "perubahan daftar"
        verbose_name_plural = "perubahan daftar"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(terlambat=0) | Q(tenggat__isnull=False), name="perubahan_terlambat_bertenggat"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["peserta", "isian", "mulai"], name="perubahan_peserta"),
            models.Index(fields=["anggota", "isian", "mulai"], name="perubahan_anggota"),
            models.Index(fields=["desa", "pada"], name="perubahan_desa_pada"),
        ]

    def __str__(self) -> str:
        return str(self.get_jenis_display())
