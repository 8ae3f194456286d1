"""Signed versions of a paper. The issued bytes stay as they are; each signature or scan is a file of its own."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from rekonsiliasi.enums import AsalTanda, CaraTanda, Pihak

from .berita_acara import BeritaAcara


class BerkasTertanda(models.Model):
    """One signed version: an electronic one contains the version before it byte for byte, a scan stands alone.

    `tanda` is what the portal found in the file when it came: nothing is claimed that stands not there.
    """

    berita_acara = models.ForeignKey(BeritaAcara, on_delete=models.PROTECT, related_name="berkas_tertanda")
    nomor = models.PositiveSmallIntegerField(help_text="Versi ke berapa dari Berita Acara ini")
    cara = models.CharField(max_length=12, choices=CaraTanda)
    asal = models.CharField(max_length=12, choices=AsalTanda)
    pihak = models.CharField(max_length=8, choices=Pihak, help_text="Pihak yang menandatangani atau mengunggah")
    berkas = models.FileField(upload_to="berita_acara/tertanda/", max_length=200)
    sha256 = models.CharField(max_length=64)
    tanda = models.JSONField(default=list, blank=True, help_text="Tanda tangan elektronik di dalamnya")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["berita_acara_id", "nomor"]
        verbose_name = "berkas tertanda"
        verbose_name_plural = "berkas tertanda"
        indexes: ClassVar = [models.Index(fields=["sha256"], name="berkas_tertanda_sha256")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["berita_acara", "nomor"], name="berkas_tertanda_nomor_tunggal"),
            # The same office signs a paper once: two people who press the button together leave one signature.
            models.UniqueConstraint(
                fields=["berita_acara", "pihak"],
                condition=Q(cara=CaraTanda.ELEKTRONIK),
                name="berkas_tertanda_sekali_per_pihak",
            ),
            models.CheckConstraint(
                condition=Q(cara=CaraTanda.BASAH, asal=AsalTanda.PINDAIAN)
                | Q(cara=CaraTanda.ELEKTRONIK, asal__in=[str(AsalTanda.PORTAL), str(AsalTanda.LUAR)]),
                name="berkas_tertanda_asal_sesuai_cara",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cara_display()} versi {self.nomor}"


class PutusanPindaian(models.Model):
    """One office's word on a scan: it is this paper, told by the hash printed on it, or it is not, and why."""

    berkas = models.ForeignKey(BerkasTertanda, on_delete=models.PROTECT, related_name="putusan")
    pihak = models.CharField(max_length=8, choices=Pihak)
    sesuai = models.BooleanField()
    alasan = models.CharField(max_length=300, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["berkas_id", "id"]
        verbose_name = "putusan pindaian"
        verbose_name_plural = "putusan pindaian"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["berkas", "pihak"], name="putusan_pindaian_sekali_per_pihak"),
            models.UniqueConstraint(fields=["berkas", "oleh"], name="putusan_pindaian_dua_orang"),
            models.CheckConstraint(condition=Q(sesuai=True) | ~Q(alasan=""), name="putusan_pindaian_beralasan"),
        ]

    def __str__(self) -> str:
        return f"{self.get_pihak_display()}: {'sesuai' if self.sesuai else 'tidak sesuai'}"
