"""Days on which offices are closed, as rows that staff can edit."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from desa.enums import JenisHari

from .catatan import Bersurat, kept_in_order
from .wilayah import Kabupaten


class HariLibur(models.Model):
    """A holiday, a cuti bersama, or its withdrawal; `kabupaten` empty means the whole country."""

    tanggal = models.DateField()
    nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=16, choices=JenisHari)
    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, null=True, blank=True, related_name="hari_libur")
    sumber = models.CharField(max_length=200, help_text="Nomor surat keputusan bersama atau surat daerah")

    class Meta:
        ordering: ClassVar = ["tanggal", "id"]
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tanggal", "jenis"], condition=Q(kabupaten__isnull=True), name="hari_libur_nasional_tunggal"
            ),
            models.UniqueConstraint(
                fields=["tanggal", "kabupaten"], condition=Q(kabupaten__isnull=False), name="hari_libur_daerah_tunggal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tanggal} {self.nama}"


class TahapAdd(Bersurat):
    """A decision that the months are due with a stage of ADD (MM Pasal 10 ayat (1)); rows are only added."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="tahap_add")
    tanggal = models.DateField(help_text="Jatuh tempo menurut tahap penyaluran ADD")
    penetap = models.CharField(max_length=80, help_text="Pejabat yang memutuskan")
    tanggal_surat = models.DateField()

    class Meta(Bersurat.Meta):
        verbose_name = "tahap ADD"
        verbose_name_plural = "tahap ADD"
        constraints: ClassVar = kept_in_order("tahap_add")
