"""The roster: people, their posts, their wage, their families; every fact with its date."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from desa.enums import (
    JABATAN_TUNGGAL,
    AlasanBerakhir,
    Hubungan,
    Jabatan,
    JenisKelamin,
    SifatJabatan,
    StatusKawin,
)
from desa.rules.masa_jabatan import name_of_post

from .fields import first_of_month
from .wilayah import Desa

SIXTEEN_DIGITS = RegexValidator(r"^[0-9]{16}\Z", "Nomor harus 16 angka.")
ASAL = "Laporan desa yang membawa baris ini; kosong bila sudah ada sebelum laporan pertama"
THIRTEEN_DIGITS = RegexValidator(r"^[0-9]{13}\Z", "Nomor kartu JKN harus 13 angka.")


class Orang(models.Model):
    """What is known of any person on a roster."""

    nik = models.CharField("NIK", max_length=16, validators=[SIXTEEN_DIGITS])
    nama = models.CharField(max_length=120)
    jenis_kelamin = models.CharField(max_length=1, choices=JenisKelamin)
    tanggal_lahir = models.DateField()
    nomor_kartu = models.CharField("nomor kartu JKN", max_length=13, blank=True, validators=[THIRTEEN_DIGITS])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nama


class Peserta(Orang):
    """An official, once per NIK in the whole portal, however many posts (one person, one contribution).

    The columns hold what was said last; what held on an earlier day stands in PerubahanDaftar and StatusJaminan.
    """

    nik = models.CharField("NIK", max_length=16, unique=True, validators=[SIXTEEN_DIGITS])
    nomor_kk = models.CharField("nomor KK", max_length=16, blank=True, validators=[SIXTEEN_DIGITS])
    tempat_lahir = models.CharField(max_length=80, blank=True)
    status_kawin = models.CharField(max_length=12, choices=StatusKawin, blank=True)
    faskes = models.CharField("faskes tingkat I", max_length=120, blank=True)
    telepon = models.CharField(max_length=20, blank=True)
    pns = models.BooleanField("pegawai negeri sipil", default=False)
    jaminan_lain = models.CharField(max_length=80, blank=True, help_text="Jaminan yang sudah ditanggung pemerintah")

    class Meta:
        ordering: ClassVar = ["nama", "id"]
        verbose_name = "peserta"
        verbose_name_plural = "peserta"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["nomor_kartu"], condition=~Q(nomor_kartu=""), name="peserta_nomor_kartu_tunggal"
            ),
        ]


class MasaJabatan(models.Model):
    """One spell of one person in one post of one village, from pelantikan to its end."""

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="masa_jabatan")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="masa_jabatan")
    jabatan = models.CharField(max_length=20, choices=Jabatan)
    bidang = models.CharField(max_length=60, blank=True, help_text="Keuangan, Pemerintahan, nama dusun …")
    sifat = models.CharField(max_length=10, choices=SifatJabatan, default=SifatJabatan.DEFINITIF)
    mulai = models.DateField("tanggal pelantikan")
    berakhir = models.DateField("hari terakhir menjabat", null=True, blank=True)
    alasan_berakhir = models.CharField(max_length=16, choices=AlasanBerakhir, blank=True)
    penyampaian = models.ForeignKey(
        "Penyampaian", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text=ASAL
    )

    class Meta:
        ordering: ClassVar = ["desa_id", "jabatan", "mulai"]
        verbose_name = "masa jabatan"
        verbose_name_plural = "masa jabatan"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(berakhir__isnull=True) | Q(berakhir__gte=F("mulai")), name="masa_jabatan_urut"
            ),
            models.CheckConstraint(
                condition=Q(berakhir__isnull=True, alasan_berakhir="")
                | (Q(berakhir__isnull=False) & ~Q(alasan_berakhir="")),
                name="masa_jabatan_akhir_beralasan",
            ),
            models.UniqueConstraint(
                fields=["desa", "jabatan"],
                condition=Q(berakhir__isnull=True, jabatan__in=[str(post) for post in JABATAN_TUNGGAL])
                & ~Q(sifat=SifatJabatan.PLT),
                name="masa_jabatan_tunggal",
            ),
            models.UniqueConstraint(
                fields=["peserta", "desa", "jabatan", "bidang", "mulai"], name="masa_jabatan_sekali"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["desa", "mulai", "berakhir"], name="masa_jabatan_desa")]

    def __str__(self) -> str:
        return self.nama_jabatan

    @property
    def nama_jabatan(self) -> str:
        """ "Plt. Kepala Urusan Keuangan": the post as people say it."""
        return name_of_post(self.sifat, self.jabatan, self.bidang)


class StatusJaminan(models.Model):
    """Since which month an official is a civil servant or has other cover (KU Pasal 2 ayat (2)).

    Written when a report changes it; without a row what stands on Peserta holds for every month.
    """

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="status_jaminan")
    mulai = models.DateField("berlaku mulai bulan")
    pns = models.BooleanField("pegawai negeri sipil")
    jaminan_lain = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["peserta_id", "mulai"]
        verbose_name = "status jaminan"
        verbose_name_plural = "status jaminan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["peserta", "mulai"], name="status_jaminan_satu_per_bulan"),
            first_of_month("mulai", "status_jaminan_awal_bulan"),
        ]

    def __str__(self) -> str:
        return f"{self.mulai:%Y-%m}"


class PenghasilanTetap(models.Model):
    """The fixed monthly income in rupiah from a month on, until the next row (MM Pasal 1 angka 17)."""

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="penghasilan")
    mulai = models.DateField("berlaku mulai bulan")
    jumlah = models.BigIntegerField("jumlah (rupiah per bulan)")
    penyampaian = models.ForeignKey(
        "Penyampaian", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text=ASAL
    )

    class Meta:
        ordering: ClassVar = ["peserta_id", "mulai"]
        verbose_name = "penghasilan tetap"
        verbose_name_plural = "penghasilan tetap"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["peserta", "mulai"], name="penghasilan_satu_per_bulan"),
            models.CheckConstraint(condition=Q(jumlah__gte=0), name="penghasilan_tidak_negatif"),
            first_of_month("mulai", "penghasilan_awal_bulan"),
        ]

    def __str__(self) -> str:
        return f"{self.mulai:%Y-%m}"


class AnggotaKeluarga(Orang):
    """A family member of an official; whether covered is decided by `desa.rules` on a given day.

    The columns hold what was said last; what held on an earlier day stands in PerubahanDaftar.
    """

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="keluarga")
    hubungan = models.CharField(max_length=12, choices=Hubungan)
    sudah_menikah = models.BooleanField(default=False)
    berpenghasilan = models.BooleanField(default=False)
    masih_sekolah = models.BooleanField(default=False)
    mulai = models.DateField("tercatat sejak")
    berakhir = models.DateField("hari terakhir tercatat", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["peserta_id", "tanggal_lahir", "id"]
        verbose_name = "anggota keluarga"
        verbose_name_plural = "anggota keluarga"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["peserta", "nik"], condition=Q(berakhir__isnull=True), name="keluarga_nik_tunggal"
            ),
            models.CheckConstraint(
                condition=Q(berakhir__isnull=True) | Q(berakhir__gte=F("mulai")), name="keluarga_urut"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["nik"], name="keluarga_nik")]
