"""The official's own bill for *anggota keluarga yang lain* (KU Pasal 5), apart from all other money."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desa.enums import Kelas
from desa.models import AnggotaKeluarga, Desa, Kabupaten, Peraturan, Peserta
from desa.models.fields import first_of_month
from iuran.models.berbukti import Berbukti, paid_or_undone


class KewajibanKeluargaLain(models.Model):
    """What one family member costs the official in some months of a year, with the tariffs it was counted from.

    A row of a negative amount takes months back from the row it names.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="kewajiban_keluarga_lain")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="kewajiban_keluarga_lain")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="kewajiban_keluarga_lain")
    anggota = models.ForeignKey(AnggotaKeluarga, on_delete=models.PROTECT, related_name="kewajiban")
    tahun = models.PositiveSmallIntegerField()
    mulai = models.DateField("bulan pertama")
    sampai = models.DateField("bulan terakhir")
    kelas = models.CharField(max_length=3, choices=Kelas)
    tarif = models.JSONField(help_text="Bulan, tarif, dan sumbernya")
    jumlah = models.BigIntegerField()
    peraturan = models.ForeignKey(Peraturan, on_delete=models.PROTECT, related_name="+")
    pasal = models.CharField(max_length=60)
    membatalkan = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="pengurangan")
    alasan = models.CharField(max_length=300, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["tahun", "desa_id", "peserta_id", "anggota_id", "id"]
        verbose_name = "kewajiban keluarga lain"
        verbose_name_plural = "kewajiban keluarga lain"
        constraints: ClassVar = [
            first_of_month("mulai", "kewajiban_lain_mulai_awal_bulan"),
            first_of_month("sampai", "kewajiban_lain_sampai_awal_bulan"),
            models.CheckConstraint(condition=Q(sampai__gte=F("mulai")), name="kewajiban_lain_urut"),
            paid_or_undone("kewajiban_lain_positif_atau_pengurangan"),
        ]
        indexes: ClassVar = [models.Index(fields=["desa", "tahun"], name="kewajiban_lain_desa")]

    def __str__(self) -> str:
        return f"{self.tahun}"


class PembayaranKeluargaLain(Berbukti):
    """What an official paid for other family members of a year; undone by a row of the negative amount."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="pembayaran_keluarga_lain")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="pembayaran_keluarga_lain")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="pembayaran_keluarga_lain")
    tahun = models.PositiveSmallIntegerField()
    tanggal = models.DateField("tanggal bayar")
    bukti = models.FileField(upload_to="keluarga-lain/%Y/%m/", max_length=200, blank=True)

    class Meta(Berbukti.Meta):
        verbose_name = "pembayaran keluarga lain"
        verbose_name_plural = "pembayaran keluarga lain"
        constraints: ClassVar = [paid_or_undone("pembayaran_lain_positif_atau_pembatalan")]
        indexes: ClassVar = [models.Index(fields=["desa", "tahun"], name="pembayaran_lain_desa")]
