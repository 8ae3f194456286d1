"""The number to which a payer's share is transferred. Rows are added and ended, never rewritten."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desa.enums import Penanggung
from desa.models import Desa, Kabupaten


class VirtualAccount(models.Model):
    """BPJS Kesehatan's account for one payer's share, from a day on (MM Pasal 9; each share has its own).

    `desa` is set where the village treasurer deposits. `berakhir` is the first day on which it no longer holds.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="virtual_account")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, null=True, blank=True, related_name="virtual_account")
    penanggung = models.CharField(max_length=10, choices=Penanggung)
    nomor = models.CharField(max_length=30)
    mulai = models.DateField("berlaku mulai")
    berakhir = models.DateField("tidak berlaku mulai", null=True, blank=True)
    sumber = models.CharField(max_length=200, help_text="Surat atau tagihan BPJS Kesehatan yang menyebutnya")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["desa__kode", "penanggung", "-mulai", "-id"]
        verbose_name = "virtual account"
        verbose_name_plural = "virtual account"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(nomor__regex=r"^[0-9]+$"), name="virtual_account_hanya_angka"),
            models.CheckConstraint(
                condition=Q(berakhir__isnull=True) | Q(berakhir__gte=F("mulai")), name="virtual_account_masa_berlaku"
            ),
        ]

    def __str__(self) -> str:
        return self.nomor
