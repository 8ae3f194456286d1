"""What was agreed with BPJS Kesehatan before months were paid ahead (MM Pasal 10 ayat (3)). Rows are only added."""

from typing import ClassVar

from django.db import models

from desa.models import Desa, Kabupaten
from desa.models.catatan import Bersurat, kept_in_order


class Koordinasi(Bersurat):
    """The months that may be paid before they are assessed, with whom and when that was agreed.

    `desa` is set where the village's treasurer deposits, empty where the regency's does.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="koordinasi")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, null=True, blank=True, related_name="koordinasi")
    tanggal = models.DateField(help_text="Hari koordinasi, menurut hari di kabupaten ini")
    dengan = models.CharField(max_length=120, help_text="Nama dan jabatan petugas BPJS Kesehatan")
    catatan = models.CharField(max_length=300, blank=True)

    class Meta(Bersurat.Meta):
        verbose_name = "koordinasi"
        verbose_name_plural = "koordinasi"
        constraints: ClassVar = kept_in_order("koordinasi")
