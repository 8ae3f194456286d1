"""What was paid: a transfer with its proof, and the months it was for. Rows are only ever added."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from desa.enums import Penanggung
from desa.models import Desa, Kabupaten
from desa.models.fields import first_of_month
from iuran.models.berbukti import Berbukti, paid_or_undone


class Setoran(Berbukti):
    """One transfer to BPJS Kesehatan for one share, in rupiah.

    `desa` is set where the village treasurer deposits (KU Pasal 7), empty where the regency's does (MM Pasal 9).
    A mistake is undone by a row of the negative amount that names the row it cancels.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="setoran")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, null=True, blank=True, related_name="setoran")
    penanggung = models.CharField(max_length=10, choices=Penanggung)
    tanggal = models.DateField("tanggal setor", help_text="Menurut hari di kabupaten ini")
    virtual_account = models.CharField(max_length=30, blank=True)
    bukti = models.FileField(upload_to="setoran/%Y/%m/", max_length=200, blank=True)

    class Meta(Berbukti.Meta):
        verbose_name = "setoran"
        verbose_name_plural = "setoran"
        constraints: ClassVar = [paid_or_undone("setoran_positif_atau_pembatalan")]
        indexes: ClassVar = [models.Index(fields=["kabupaten", "tanggal"], name="setoran_kabupaten_tanggal")]

    @property
    def belum_teralokasi(self) -> int:
        """What of it is for no month yet, in rupiah."""
        return self.jumlah - sum(part.jumlah for part in self.alokasi.all())


class AlokasiSetoran(models.Model):
    """How much of a transfer is for which month; what no row claims is *belum teralokasi*.

    A later part for the same month is another row.
    """

    setoran = models.ForeignKey(Setoran, on_delete=models.PROTECT, related_name="alokasi")
    bulan = models.DateField()
    jumlah = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["setoran_id", "bulan"]
        verbose_name = "alokasi setoran"
        verbose_name_plural = "alokasi setoran"
        constraints: ClassVar = [
            first_of_month("bulan", "alokasi_awal_bulan"),
            models.CheckConstraint(condition=~Q(jumlah=0), name="alokasi_tidak_nol"),
        ]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m} {self.jumlah}"
