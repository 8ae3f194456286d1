"""What is stated of a family beside the roster: study proofs, own cover, decisions. Rows are added and ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desa.enums import JenisKeterangan, Kelas

from .fields import first_of_month
from .peserta import AnggotaKeluarga, Peserta


class Pernyataan(models.Model):
    """Who stated something and when, and who ended it; only the end may be written later."""

    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)
    diakhiri_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diakhiri_pada = models.DateTimeField(null=True, blank=True)
    alasan_akhir = models.CharField("alasan diakhiri", max_length=300, blank=True)

    class Meta:
        abstract = True


class BuktiSekolah(Pernyataan):
    """A school's letter that a child studies, from one day to another (KU Pasal 3 ayat (1) huruf b angka 2)."""

    anggota = models.ForeignKey(AnggotaKeluarga, on_delete=models.PROTECT, related_name="bukti_sekolah")
    sekolah = models.CharField("sekolah atau perguruan tinggi", max_length=120)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai")
    bukti = models.FileField(upload_to="bukti-sekolah/%Y/%m/", max_length=200)
    bukti_nama = models.CharField(max_length=200)
    bukti_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-sampai", "-id"]
        verbose_name = "bukti sekolah"
        verbose_name_plural = "bukti sekolah"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sampai__gte=F("mulai")), name="bukti_sekolah_urut"),
        ]

    def __str__(self) -> str:
        return self.sekolah


class KeteranganKeluarga(Pernyataan):
    """A fact or decision about a family member from a month on, until the month in which it ends."""

    anggota = models.ForeignKey(AnggotaKeluarga, on_delete=models.PROTECT, related_name="keterangan")
    jenis = models.CharField(max_length=16, choices=JenisKeterangan)
    mulai = models.DateField("berlaku mulai bulan")
    berakhir = models.DateField("tidak berlaku lagi mulai bulan", null=True, blank=True)
    catatan = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["anggota_id", "mulai", "id"]
        verbose_name = "keterangan keluarga"
        verbose_name_plural = "keterangan keluarga"
        constraints: ClassVar = [
            first_of_month("mulai", "keterangan_keluarga_awal_bulan"),
            models.CheckConstraint(
                condition=Q(berakhir__isnull=True) | Q(berakhir__day=1, berakhir__gte=F("mulai")),
                name="keterangan_keluarga_urut",
            ),
            models.UniqueConstraint(
                fields=["anggota", "jenis"], condition=Q(berakhir__isnull=True), name="keterangan_keluarga_tunggal"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_jenis_display())


class NaikKelas(Pernyataan):
    """A higher class of care that an official pays alone (KU Pasal 6 ayat (2)-(3)): a note, on no budget."""

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="naik_kelas")
    kelas = models.CharField(max_length=3, choices=Kelas)
    asuransi = models.CharField("asuransi kesehatan tambahan", max_length=120)
    mulai = models.DateField("berlaku mulai")

    class Meta:
        ordering: ClassVar = ["-mulai", "-id"]
        verbose_name = "naik kelas"
        verbose_name_plural = "naik kelas"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["peserta"], condition=Q(diakhiri_pada__isnull=True), name="naik_kelas_tunggal"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kelas_display())
