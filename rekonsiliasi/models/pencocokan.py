"""What people said about pairs that no number joins: remembered from month to month."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from desa.models import Kabupaten, Peserta
from rekonsiliasi.enums import NomorDikenal, PutusanCocok


class Pencocokan(models.Model):
    """A person's word that a row of BPJS Kesehatan is this official of ours, or is somebody else.

    The row is known again by its NIK, or by its card number where it has no NIK. The database keeps a pair one to
    one: an accepted number is one official's, an official has one accepted number.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="pencocokan")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="pencocokan")
    dikenal = models.CharField(max_length=5, choices=NomorDikenal)
    nomor = models.CharField(max_length=16, help_text="NIK atau nomor kartu pada daftar BPJS")
    nama = models.CharField(max_length=120, help_text="Nama pada daftar BPJS ketika diputuskan")
    putusan = models.CharField(max_length=6, choices=PutusanCocok)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "pencocokan"
        verbose_name_plural = "pencocokan"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "dikenal", "nomor"],
                condition=Q(putusan=PutusanCocok.SETUJU),
                name="pencocokan_nomor_satu_orang",
            ),
            models.UniqueConstraint(
                fields=["kabupaten", "peserta"],
                condition=Q(putusan=PutusanCocok.SETUJU),
                name="pencocokan_orang_satu_nomor",
            ),
            models.UniqueConstraint(
                fields=["kabupaten", "peserta", "dikenal", "nomor"], name="pencocokan_satu_putusan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.get_putusan_display()}"
