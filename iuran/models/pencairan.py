"""The day on which a village's APBDesa was disbursed for some months (KU Pasal 8 ayat (2)). Rows are only added."""

from typing import ClassVar

from django.db import models

from desa.models import Desa
from desa.models.catatan import Bersurat, kept_in_order


class PencairanApbdesa(Bersurat):
    """From this day on the village can pay; until then its officials stay insured by Pasal 8 ayat (1)."""

    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="pencairan")
    tanggal = models.DateField(help_text="Hari uang masuk ke rekening kas desa")

    class Meta(Bersurat.Meta):
        verbose_name = "pencairan APBDesa"
        verbose_name_plural = "pencairan APBDesa"
        constraints: ClassVar = kept_in_order("pencairan")
