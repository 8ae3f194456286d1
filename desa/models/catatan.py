"""The frame of a recorded letter: what it says is never changed, only cancelled by a row that names it."""

from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

Row = TypeVar("Row", bound="Bersurat")


class Bersurat(models.Model):
    """A dated record for a range of months, with the letter behind it. Rows are only ever added.

    A mistake is undone by a copy that names the row it cancels, with the reason.
    """

    bulan_mulai = models.DateField()
    bulan_sampai = models.DateField()
    nomor_surat = models.CharField(max_length=80)
    surat = models.FileField(upload_to="surat/%Y/%m/", max_length=200, blank=True)
    surat_nama = models.CharField(max_length=200, blank=True)
    surat_sha256 = models.CharField(max_length=64, blank=True)
    membatalkan_id: int | None
    membatalkan = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="dibatalkan_oleh"
    )
    alasan = models.CharField(max_length=300, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.nomor_surat


def kept_in_order(name: str) -> list[models.BaseConstraint]:
    """What holds for every such table: whole months in order, and a reason on each cancellation."""
    months = Q(bulan_mulai__day=1, bulan_sampai__day=1, bulan_sampai__gte=F("bulan_mulai"))
    reason = Q(membatalkan__isnull=True, alasan="") | (Q(membatalkan__isnull=False) & ~Q(alasan=""))
    return [
        models.CheckConstraint(condition=months, name=f"{name}_bulan_urut"),
        models.CheckConstraint(condition=reason, name=f"{name}_batal_beralasan"),
    ]


def standing(rows: QuerySet[Row]) -> QuerySet[Row]:
    """The records that still count: neither cancelled nor a cancellation."""
    in_force: dict[str, Any] = {"membatalkan__isnull": True, "dibatalkan_oleh__isnull": True}
    return rows.filter(**in_force)
