"""The frame of money that was paid: its proof, and the row of the negative amount that undoes it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Berbukti(models.Model):
    """A payment in rupiah with the file that proves it. Rows are only ever added.

    A mistake is undone by a row of the negative amount that names the row it cancels, with the reason. The file
    itself (`bukti`) stands in each table, since each keeps its own folder.
    """

    jumlah = models.BigIntegerField()
    referensi = models.CharField(max_length=60)
    bukti_nama = models.CharField(max_length=200, blank=True)
    bukti_sha256 = models.CharField(max_length=64, blank=True)
    membatalkan_id: int | None
    membatalkan = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="dibatalkan_oleh"
    )
    alasan = models.CharField(max_length=300, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-tanggal", "-id"]

    def __str__(self) -> str:
        return self.referensi


def paid_or_undone(name: str) -> models.CheckConstraint:
    """An amount is positive, or negative with the row it undoes and a reason."""
    return models.CheckConstraint(
        condition=Q(membatalkan__isnull=True, jumlah__gt=0)
        | (Q(membatalkan__isnull=False, jumlah__lt=0) & ~Q(alasan="")),
        name=name,
    )
