"""Eligibility: documents with their end, lists of other schemes as they came, and what was decided about doubles."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desa.enums import JenisDokumen, JenisGanda, PutusanGanda, Skema

from .keluarga import Pernyataan
from .peserta import AnggotaKeluarga, Peserta
from .wilayah import Kabupaten


class Dokumen(Pernyataan):
    """A document about a person as a file. Never changed; withdrawn with the reason when it was wrong."""

    jenis = models.CharField(max_length=12, choices=JenisDokumen)
    nomor = models.CharField(max_length=60, blank=True)
    tanggal = models.DateField("tanggal dokumen")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    jaminan = models.CharField("jaminan lain yang dinyatakan", max_length=12, choices=Skema, blank=True)
    berkas = models.FileField(upload_to="dokumen/%Y/%m/", max_length=200)
    berkas_nama = models.CharField(max_length=200)
    berkas_sha256 = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-tanggal", "-id"]

    def __str__(self) -> str:
        return str(self.get_jenis_display())


def document_rules(name: str) -> list[models.BaseConstraint]:
    """What holds for every table of documents: days in order, and only a statement names other cover."""
    return [
        models.CheckConstraint(condition=Q(sampai__isnull=True) | Q(sampai__gte=F("tanggal")), name=f"{name}_urut"),
        models.CheckConstraint(condition=Q(jaminan="") | Q(jenis=JenisDokumen.PERNYATAAN), name=f"{name}_pernyataan"),
    ]


class DokumenOrang(Dokumen):
    """A document of an official or of one family member (KU Pasal 2 ayat (2))."""

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, null=True, related_name="dokumen")
    anggota = models.ForeignKey(AnggotaKeluarga, on_delete=models.PROTECT, null=True, related_name="dokumen")

    class Meta(Dokumen.Meta):
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        constraints: ClassVar = [
            *document_rules("dokumen_orang"),
            models.CheckConstraint(
                condition=Q(peserta__isnull=False, anggota__isnull=True)
                | Q(peserta__isnull=True, anggota__isnull=False),
                name="dokumen_orang_satu_orang",
            ),
        ]


class DaftarLain(models.Model):
    """A list of who is in another scheme, to the byte. Each upload is a version; the newest one is compared."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="daftar_lain")
    skema = models.CharField(max_length=12, choices=Skema)
    versi = models.PositiveSmallIntegerField()
    keadaan = models.DateField("keadaan per tanggal")
    berkas = models.FileField(upload_to="daftar-lain/%Y/%m/", max_length=200)
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    ukuran = models.PositiveIntegerField(help_text="Byte")
    baris = models.PositiveIntegerField("baris berisi")
    dipakai = models.PositiveIntegerField("baris dipakai")
    tidak_dipakai = models.PositiveIntegerField("baris tidak dipakai")
    rincian = models.JSONField(help_text="Baris yang tidak dipakai dan catatan berkas; NIK disamarkan")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["skema", "-versi"]
        verbose_name = "daftar jaminan lain"
        verbose_name_plural = "daftar jaminan lain"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "skema", "versi"], name="daftar_lain_versi_tunggal"),
            models.CheckConstraint(
                condition=Q(baris=F("dipakai") + F("tidak_dipakai")), name="daftar_lain_baris_terhitung"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_skema_display()}, versi {self.versi}"


class OrangDaftarLain(models.Model):
    """One person on such a list: a NIK, or a name with a birth date, or both."""

    daftar = models.ForeignKey(DaftarLain, on_delete=models.PROTECT, related_name="orang")
    nomor = models.PositiveIntegerField("nomor baris")
    nik = models.CharField("NIK", max_length=16, blank=True)
    nama = models.CharField(max_length=120, blank=True)
    tanggal_lahir = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["daftar_id", "nomor", "id"]
        verbose_name = "orang pada daftar jaminan lain"
        verbose_name_plural = "orang pada daftar jaminan lain"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(nik="") | (~Q(nama="") & Q(tanggal_lahir__isnull=False)), name="orang_daftar_lain_dikenal"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["daftar", "nik"], name="orang_daftar_lain_nik"),
            models.Index(fields=["daftar", "tanggal_lahir"], name="orang_daftar_lain_lahir"),
        ]

    def __str__(self) -> str:
        return self.nama


class PutusanJaminan(models.Model):
    """What somebody decided about a possible double cover. A later decision is a later row; the newest counts.

    `kunci` names person and finding, so that the decision is remembered when a new version of a list comes.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="putusan_jaminan")
    kunci = models.CharField(max_length=32)
    jenis = models.CharField(max_length=16, choices=JenisGanda)
    nama = models.CharField(max_length=120)
    putusan = models.CharField(max_length=8, choices=PutusanGanda)
    alasan = models.CharField(max_length=300)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "putusan jaminan ganda"
        verbose_name_plural = "putusan jaminan ganda"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(alasan=""), name="putusan_jaminan_beralasan"),
        ]
        indexes: ClassVar = [models.Index(fields=["kabupaten", "kunci"], name="putusan_jaminan_kunci")]

    def __str__(self) -> str:
        return str(self.get_putusan_display())
