"""Every run of the check of the book, kept. Rows are only ever added."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class PemeriksaanBuku(models.Model):
    """When the book was checked, and everything that did not hold, each with regency, month, place and rupiah."""

    pada = models.DateTimeField(auto_now_add=True)
    jumlah_temuan = models.PositiveIntegerField()
    temuan = models.JSONField(default=list)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "pemeriksaan buku"
        verbose_name_plural = "pemeriksaan buku"

    def __str__(self) -> str:
        return f"{self.pada:%Y-%m-%d} {self.jumlah_temuan}"
