"""Users and where they hold which role."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from desa.enums import Peran

from .wilayah import Desa, Kabupaten

VILLAGE_ROLES = [str(peran) for peran in Peran if peran.di_desa]


class User(AbstractUser):
    """A person who signs in; what they may do comes from Membership alone."""

    nama = models.CharField(max_length=120, blank=True)
    nip = models.CharField("NIP/NPP", max_length=30, blank=True, help_text="Dicetak pada Berita Acara")
    jabatan = models.CharField(max_length=120, blank=True, help_text="Dicetak pada Berita Acara")
    contoh = models.BooleanField(default=False, help_text="Akun contoh; tidak berlaku di luar data contoh")

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.nama or self.username


class Membership(models.Model):
    """One role at one place from one day to another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="keanggotaan")
    peran = models.CharField(max_length=16, choices=Peran)
    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="keanggotaan")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, null=True, blank=True, related_name="keanggotaan")
    mulai = models.DateField()
    sampai = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["user_id", "mulai"]
        verbose_name = "keanggotaan"
        verbose_name_plural = "keanggotaan"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(peran__in=VILLAGE_ROLES, desa__isnull=False)
                | (~Q(peran__in=VILLAGE_ROLES) & Q(desa__isnull=True)),
                name="keanggotaan_tempat_sesuai_peran",
            ),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=F("mulai")), name="keanggotaan_urut"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_peran_display()} {self.desa or self.kabupaten}"
