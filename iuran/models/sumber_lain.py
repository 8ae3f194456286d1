"""Another source of APBDesa for a village's share where ADD is short (MM Pasal 11). Rows are only added."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from desa.enums import Penanggung
from desa.models import Desa
from desa.models.catatan import Bersurat, kept_in_order
from iuran.enums import SumberApbdesa


class SumberLain(Bersurat):
    """So many rupiah a month of this share come from another transfer income of APBDesa, never from Dana Desa."""

    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="sumber_lain")
    penanggung = models.CharField(max_length=10, choices=Penanggung)
    sumber = models.CharField(max_length=20, choices=SumberApbdesa)
    uraian = models.CharField(max_length=200, help_text="Nama pendapatan itu dalam APBDesa")
    jumlah = models.BigIntegerField(help_text="Rupiah sebulan")

    class Meta(Bersurat.Meta):
        verbose_name = "sumber lain"
        verbose_name_plural = "sumber lain"
        constraints: ClassVar = [
            *kept_in_order("sumber_lain"),
            models.CheckConstraint(condition=Q(jumlah__gt=0), name="sumber_lain_positif"),
            models.CheckConstraint(condition=Q(sumber__in=SumberApbdesa.values), name="sumber_lain_tertutup"),
        ]
