"""Corrections that others propose for a village's next list; only the village itself writes its list."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from desa.enums import JawabanUsul, JenisPerubahan

from .fields import first_of_month
from .peserta import Peserta
from .wilayah import Desa


class UsulDaftar(models.Model):
    """One proposed correction (MM Pasal 12 ayat (4)): it waits until the village accepts it or says why not.

    `isian` are the answers as the village would type them; without `jenis` the village is only asked to check.
    `bulan` is the month from which the list should say so.
    """

    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="usul_daftar")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, null=True, related_name="usul_daftar")
    jenis = models.CharField(max_length=12, choices=JenisPerubahan, blank=True)
    nama = models.CharField(max_length=120)
    kata = models.CharField(max_length=300, help_text="Yang diusulkan")
    asal = models.CharField(max_length=300, help_text="Dari mana usul ini, dengan pasalnya")
    isian = models.JSONField(default=dict)
    bulan = models.DateField()
    dicabut_pada = models.DateTimeField(null=True)
    jawaban = models.CharField(max_length=6, choices=JawabanUsul, blank=True)
    alasan = models.CharField(max_length=300, blank=True)
    dijawab_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dijawab_pada = models.DateTimeField(null=True)
    diusulkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "usul daftar"
        verbose_name_plural = "usul daftar"
        constraints: ClassVar = [
            first_of_month("bulan", "usul_daftar_awal_bulan"),
            models.CheckConstraint(
                condition=Q(jawaban="", dijawab_pada__isnull=True) | (~Q(jawaban="") & Q(dijawab_pada__isnull=False)),
                name="usul_daftar_jawaban_berhari",
            ),
            models.CheckConstraint(
                condition=~Q(jawaban=JawabanUsul.TOLAK) | ~Q(alasan=""), name="usul_daftar_tolak_beralasan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama}: {self.kata}"

    @property
    def kunci(self) -> str:
        """The key of the change that came of it, in whatever draft that now stands."""
        return f"usul-{self.pk}"
