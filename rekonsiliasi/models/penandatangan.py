"""Who signs the paper for a side, and from which day to which."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desa.models import Kabupaten
from rekonsiliasi.enums import Pihak, Sebutan


class Penandatangan(models.Model):
    """One spell of one person who signs for one side. Whoever signs by hand needs no account.

    On any day at most one signs for a side; the database refuses two.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="penandatangan")
    pihak = models.CharField(max_length=8, choices=Pihak)
    nama = models.CharField(max_length=120)
    nip = models.CharField("NIP/NPP", max_length=30)
    jabatan = models.CharField(max_length=120)
    sebutan = models.CharField(max_length=4, choices=Sebutan, blank=True)
    mulai = models.DateField("mulai menandatangani")
    sampai = models.DateField("hari terakhir menandatangani", null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="penandatangan",
        verbose_name="akun",
        help_text="Akun yang menandatangani secara elektronik",
    )
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["kabupaten_id", "pihak", "-mulai"]
        verbose_name = "penanda tangan"
        verbose_name_plural = "penanda tangan"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=F("mulai")), name="penandatangan_urut"
            ),
            models.CheckConstraint(condition=~Q(nama="") & ~Q(jabatan=""), name="penandatangan_bernama"),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, {self.nama_jabatan}"

    @property
    def nama_jabatan(self) -> str:
        """ "Plt. Kepala DPM-PEMDES": the post as the paper prints it."""
        return f"{self.sebutan} {self.jabatan}".strip()
