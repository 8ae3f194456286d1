"""What a village sent, to the byte, and what it stated with it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from desa.enums import JenisPenyampaian, StatusPenyampaian, StatusUpload

from .fields import first_of_month
from .wilayah import Desa


class KepesertaanUpload(models.Model):
    """A roster file as it came: bytes, hash, and what the check found. A file is the same when its bytes are."""

    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="kepesertaan_upload")
    berkas = models.FileField(upload_to="kepesertaan/%Y/%m/", max_length=200)
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    ukuran = models.PositiveIntegerField(help_text="Byte")
    status = models.CharField(max_length=12, choices=StatusUpload)
    hasil = models.JSONField(help_text="Perbedaan dengan daftar saat itu; NIK disamarkan")
    diperiksa_pada = models.DateTimeField(null=True, help_text="Saat hasilnya terakhir dihitung")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "unggahan kepesertaan"
        verbose_name_plural = "unggahan kepesertaan"
        indexes: ClassVar = [models.Index(fields=["desa", "sha256"], name="upload_desa_sha256")]

    def __str__(self) -> str:
        return self.nama_berkas


class Penyampaian(models.Model):
    """A village's dated statement about one month (MM Pasal 6 ayat (2) huruf a; Pasal 12 ayat (3)).

    `perubahan` is the difference as it stood when handed in; it is applied when DPM-Pemdes accepts.
    """

    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="penyampaian")
    bulan = models.DateField()
    versi = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=24, choices=JenisPenyampaian)
    upload = models.OneToOneField(KepesertaanUpload, on_delete=models.PROTECT, null=True, blank=True)
    draf = models.OneToOneField("DrafPerubahan", on_delete=models.PROTECT, null=True, blank=True)
    status = models.CharField(max_length=16, choices=StatusPenyampaian, default=StatusPenyampaian.DISAMPAIKAN)
    disampaikan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    disampaikan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["desa_id", "bulan", "versi"]
        verbose_name = "penyampaian"
        verbose_name_plural = "penyampaian"
        constraints: ClassVar = [
            first_of_month("bulan", "penyampaian_awal_bulan"),
            models.UniqueConstraint(fields=["desa", "bulan", "versi"], name="penyampaian_versi_tunggal"),
            models.UniqueConstraint(
                fields=["desa", "bulan"],
                condition=Q(status=StatusPenyampaian.DISAMPAIKAN),
                name="penyampaian_satu_menunggu",
            ),
            models.CheckConstraint(
                condition=Q(jenis=JenisPenyampaian.BERKAS, upload__isnull=False, draf__isnull=True)
                | Q(jenis=JenisPenyampaian.PERUBAHAN, upload__isnull=True, draf__isnull=False)
                | Q(jenis=JenisPenyampaian.TIDAK_ADA_PERUBAHAN, upload__isnull=True, draf__isnull=True),
                name="penyampaian_berkas_sesuai_jenis",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusPenyampaian.DIKEMBALIKAN) | ~Q(alasan=""),
                name="penyampaian_kembali_beralasan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m} versi {self.versi}"

    @property
    def hasil(self) -> dict[str, Any] | None:
        """The difference that was shown when it was handed in; None for "no change"."""
        carried = self.upload or self.draf
        return carried.hasil if carried else None
