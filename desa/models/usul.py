"""Proposals to add or end a law value: one person proposes, another decides."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desa.enums import JenisUsul, StatusUsul

from .peraturan import ParameterValue


class UsulNilai(models.Model):
    """One proposal with its source and letter. Until it is approved, no ParameterValue is touched.

    `atas` is the value that is replaced, ended, filled or confirmed; `hasil` the value that came of it. `sampai` is
    the last day of the proposed value, and of an ended one the last day that is left to it.
    """

    jenis = models.CharField(max_length=8, choices=JenisUsul)
    kunci = models.SlugField(max_length=40)
    kabupaten = models.CharField(max_length=5, blank=True, help_text="Kode kabupaten, kosong bila bukan")
    provinsi = models.CharField(max_length=2, blank=True, help_text="Kode provinsi, kosong bila bukan")
    mulai = models.DateField()
    sampai = models.DateField(null=True, blank=True, help_text="Hari terakhir berlaku")
    sen = models.BigIntegerField(null=True, blank=True, help_text="Nilai dalam sen; kosong bila angkanya tetap")
    sumber = models.CharField(max_length=300)
    nomor_surat = models.CharField(max_length=100)
    surat = models.FileField(upload_to="nilai/%Y/%m/", max_length=200, blank=True)
    surat_nama = models.CharField(max_length=200, blank=True)
    surat_sha256 = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=12, choices=StatusUsul, default=StatusUsul.MENUNGGU)
    atas = models.ForeignKey(ParameterValue, on_delete=models.PROTECT, null=True, blank=True, related_name="usulan")
    hasil = models.ForeignKey(ParameterValue, on_delete=models.PROTECT, null=True, blank=True, related_name="asal")
    diusulkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "usul nilai"
        verbose_name_plural = "usul nilai"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kunci", "kabupaten", "provinsi", "mulai"],
                condition=Q(status=StatusUsul.MENUNGGU),
                name="usul_nilai_satu_menunggu",
            ),
            models.CheckConstraint(condition=Q(kabupaten="") | Q(provinsi=""), name="usul_nilai_satu_tempat"),
            models.CheckConstraint(
                condition=Q(jenis=JenisUsul.AKHIRI, sen__isnull=True, sampai__isnull=False)
                | Q(jenis=JenisUsul.PASTIKAN, sen__isnull=True)
                | (~Q(jenis__in=(JenisUsul.AKHIRI, JenisUsul.PASTIKAN)) & Q(sen__gte=0)),
                name="usul_nilai_isi_sesuai_jenis",
            ),
            models.CheckConstraint(
                condition=Q(jenis=JenisUsul.TAMBAH, atas__isnull=True)
                | (~Q(jenis=JenisUsul.TAMBAH) & Q(atas__isnull=False)),
                name="usul_nilai_atas_sesuai_jenis",
            ),
            models.CheckConstraint(
                condition=Q(status=StatusUsul.MENUNGGU, diputus_oleh__isnull=True)
                | Q(status=StatusUsul.DITARIK, diputus_oleh=F("diusulkan_oleh"))
                | (
                    Q(status__in=(StatusUsul.DISETUJUI, StatusUsul.DIKEMBALIKAN), diputus_oleh__isnull=False)
                    & ~Q(diputus_oleh=F("diusulkan_oleh"))
                ),
                name="usul_nilai_dua_orang",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusUsul.DIKEMBALIKAN) | ~Q(alasan=""), name="usul_nilai_kembali_beralasan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kunci} {self.kabupaten or self.provinsi or 'nasional'} {self.mulai}"
