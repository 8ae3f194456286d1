"""What a closed month leaves to the next, as entries of their own. Rows are only ever added."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from desa.enums import Penanggung
from desa.models import Desa, Kabupaten
from desa.models.fields import first_of_month


class PindahanManager(models.Manager["SaldoPindahan"]):
    """The entries that stand; those of a month that was opened again are left out."""

    def get_queryset(self) -> models.QuerySet["SaldoPindahan"]:
        return super().get_queryset().filter(dicabut_pada__isnull=True)


class SaldoPindahan(models.Model):
    """One payer's rest of a signed month, carried into the next month's bill (MM Pasal 13 ayat (2)).

    In rupiah; negative: paid too much. No row: nothing was left. `desa` is set where the village deposits. When both
    sides open the month again its entries are withdrawn: out of `objects`, still in `semua`.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="saldo_pindahan")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, null=True, blank=True, related_name="saldo_pindahan")
    penanggung = models.CharField(max_length=10, choices=Penanggung)
    dari_bulan = models.DateField()
    ke_bulan = models.DateField()
    jumlah = models.BigIntegerField()
    asal = models.CharField(max_length=300, help_text="Dari mana sisa ini, dengan pasalnya")
    pada = models.DateTimeField(auto_now_add=True)
    dicabut_pada = models.DateTimeField(null=True, blank=True)

    objects = PindahanManager()
    semua: ClassVar = models.Manager()

    class Meta:
        ordering: ClassVar = ["kabupaten_id", "dari_bulan", "desa_id", "id"]
        verbose_name = "saldo pindahan"
        verbose_name_plural = "saldo pindahan"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "penanggung", "dari_bulan"],
                condition=Q(desa__isnull=True, dicabut_pada__isnull=True),
                name="saldo_pindahan_sekali",
            ),
            models.UniqueConstraint(
                fields=["desa", "penanggung", "dari_bulan"],
                condition=Q(desa__isnull=False, dicabut_pada__isnull=True),
                name="saldo_pindahan_sekali_desa",
            ),
            models.CheckConstraint(
                condition=Q(ke_bulan__gt=F("dari_bulan")) & ~Q(jumlah=0) & ~Q(asal=""), name="saldo_pindahan_utuh"
            ),
            first_of_month("dari_bulan", "saldo_pindahan_awal_dari"),
            first_of_month("ke_bulan", "saldo_pindahan_awal_ke"),
        ]

    def __str__(self) -> str:
        return f"{self.penanggung} {self.dari_bulan:%Y-%m} {self.jumlah}"
