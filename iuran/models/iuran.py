"""What is owed: a regency's assessed month, a person's contribution in it, and its shares.

Iuran and PorsiIuran are only ever added; a correction is a new row that points at the one it corrects.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten, Kecamatan, Peraturan, Peserta
from desa.models.fields import first_of_month
from iuran.enums import StatusPenetapan


class Penetapan(models.Model):
    """A regency's month: which regulation decided it, when it is due and why then."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="penetapan")
    bulan = models.DateField()
    peraturan = models.ForeignKey(Peraturan, on_delete=models.PROTECT, related_name="penetapan")
    jatuh_tempo = models.DateField()
    alasan_jatuh_tempo = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=StatusPenetapan, default=StatusPenetapan.BERJALAN)
    kecamatan_jumlah = models.PositiveSmallIntegerField()
    kecamatan_selesai = models.PositiveSmallIntegerField(default=0)
    gagal = models.CharField(max_length=300, blank=True, help_text="Mengapa pekerjaan terakhir berhenti")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dimulai_pada = models.DateTimeField(auto_now_add=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kabupaten_id", "bulan"]
        verbose_name = "penetapan"
        verbose_name_plural = "penetapan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "bulan"], name="penetapan_sekali_sebulan"),
            first_of_month("bulan", "penetapan_awal_bulan"),
        ]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m}"


class PenetapanKecamatan(models.Model):
    """A kecamatan whose people are all assessed for the month, written with their rows: a restart leaves it alone."""

    penetapan = models.ForeignKey(Penetapan, on_delete=models.PROTECT, related_name="kecamatan")
    kecamatan = models.ForeignKey(Kecamatan, on_delete=models.PROTECT, related_name="+")
    orang = models.PositiveIntegerField(help_text="Orang yang iurannya ditetapkan")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["penetapan_id", "kecamatan_id"]
        verbose_name = "penetapan kecamatan"
        verbose_name_plural = "penetapan kecamatan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["penetapan", "kecamatan"], name="penetapan_kecamatan_sekali"),
        ]

    def __str__(self) -> str:
        return f"{self.kecamatan_id}: {self.orang}"


class IuranQuerySet(models.QuerySet["Iuran"]):
    """Tells rows as assessed in their own month from corrections, which always carry a reason."""

    def bulanan(self) -> "IuranQuerySet":
        """Rows of their own month, one a person."""
        return self.filter(alasan="")

    def pembetulan(self) -> "IuranQuerySet":
        """Corrections: of an earlier month (`bulan`), settled in a later bill (`penetapan`)."""
        return self.exclude(alasan="")


class Iuran(models.Model):
    """One person's contribution for one month, with the values and the pasal it used, frozen.

    The contribution is the sum of its shares (PorsiIuran); it is stored nowhere else. `bulan` is the month owed,
    `penetapan` the month in whose bill the row is settled. In a correction the bill is a later one, `alasan` says
    why, `koreksi_atas` names the person's first row of the month (None: there was none), penghasilan and dasar are
    what they should have been in this village (0: nothing), and the shares are differences, which may be negative.
    Amounts are whole rupiah per month.
    """

    penetapan = models.ForeignKey(Penetapan, on_delete=models.PROTECT, related_name="iuran")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="iuran")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="iuran")
    bulan = models.DateField()
    nik = models.CharField(max_length=16)
    nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=120)
    penghasilan = models.BigIntegerField()
    dasar = models.BigIntegerField()
    nasional_dasar = models.BigIntegerField(
        null=True, help_text="Menurut aturan nasional; kosong bila nilainya belum ada"
    )
    nasional_jumlah = models.BigIntegerField(null=True)
    nasional_sesuai = models.BooleanField(null=True)
    penjelasan = models.JSONField(help_text="Satu kalimat per langkah, dengan pasalnya")
    nilai = models.JSONField(help_text="Nilai peraturan yang dipakai, dengan tanggal dan sumbernya")
    koreksi_atas = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="koreksi")
    alasan = models.CharField(max_length=300, blank=True, help_text="Mengapa dibetulkan; kosong pada baris bulannya")

    objects = IuranQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["bulan", "desa_id", "id"]
        verbose_name = "iuran"
        verbose_name_plural = "iuran"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["peserta", "bulan"], condition=Q(koreksi_atas__isnull=True), name="iuran_sekali_sebulan"
            ),
            first_of_month("bulan", "iuran_awal_bulan"),
            models.CheckConstraint(condition=Q(penghasilan__gte=0, dasar__gte=0), name="iuran_tidak_negatif"),
            models.CheckConstraint(
                condition=Q(koreksi_atas__isnull=True) | ~Q(alasan=""), name="iuran_koreksi_beralasan"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["desa", "bulan"], name="iuran_desa_bulan")]

    def __str__(self) -> str:
        return f"{self.nama} {self.bulan:%Y-%m}"

    @property
    def jumlah(self) -> int:
        """The contribution in rupiah: the sum of the shares."""
        return sum(porsi.jumlah for porsi in self.porsi.all())


class PorsiIuran(models.Model):
    """One payer's share of a contribution, rounded on its own because it is deposited apart."""

    iuran = models.ForeignKey(Iuran, on_delete=models.PROTECT, related_name="porsi")
    penanggung = models.CharField(max_length=10, choices=Penanggung)
    basis_poin = models.PositiveSmallIntegerField(help_text="4 % ditulis 400")
    jumlah = models.BigIntegerField()
    sumber_dana = models.CharField(max_length=40)
    penyetor = models.CharField(max_length=24, choices=Penyetor)
    pasal = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["iuran_id", "id"]
        verbose_name = "porsi iuran"
        verbose_name_plural = "porsi iuran"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["iuran", "penanggung"], name="porsi_satu_per_penanggung"),
        ]

    def __str__(self) -> str:
        return f"{self.penanggung} {self.jumlah}"
