"""The signed paper. Once issued neither its figures nor its bytes change."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from rekonsiliasi.enums import BEKU, Pihak, StatusBeritaAcara

from .rekonsiliasi import Rekonsiliasi


def new_code() -> str:
    """An unguessable code for the public page that confirms a paper (128 bits)."""
    return secrets.token_urlsafe(16)


class BeritaAcara(models.Model):
    """Berita Acara Rekonsiliasi (MM Pasal 14). `isi` holds every figure that is printed; `sidik` is its SHA-256."""

    rekonsiliasi = models.ForeignKey(Rekonsiliasi, on_delete=models.PROTECT, related_name="berita_acara")
    menggantikan = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="pengganti", help_text="Kertas lama"
    )
    status = models.CharField(max_length=16, choices=StatusBeritaAcara, default=StatusBeritaAcara.KONSEP)
    nomor_dinas = models.CharField("nomor dinas", max_length=60, blank=True)
    nomor_bpjs = models.CharField("nomor BPJS Kesehatan", max_length=60, blank=True)
    tanggal = models.DateField()
    tempat = models.CharField(max_length=80)
    kode = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    isi = models.JSONField()
    sidik = models.CharField(max_length=64)
    pdf = models.FileField(upload_to="berita_acara/%Y/", max_length=200, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    alasan = models.CharField(max_length=300, blank=True, help_text="Alasan dikembalikan")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)
    terbit_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "Berita Acara"
        verbose_name_plural = "Berita Acara"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rekonsiliasi"],
                condition=~Q(status=StatusBeritaAcara.DIGANTI),
                name="berita_acara_satu_per_rekonsiliasi",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[str(one) for one in BEKU])
                | (~Q(pdf="") & ~Q(pdf_sha256="") & ~Q(nomor_dinas="") & ~Q(nomor_bpjs="")),
                name="berita_acara_terbit_lengkap",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor_dinas or f"Konsep {self.pk}"


class PersetujuanBeritaAcara(models.Model):
    """One side's agreement to one set of figures (`sidik`), given in the portal; no signature is claimed."""

    berita_acara = models.ForeignKey(BeritaAcara, on_delete=models.PROTECT, related_name="persetujuan")
    pihak = models.CharField(max_length=8, choices=Pihak)
    sidik = models.CharField(max_length=64)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    nama = models.CharField(max_length=120)
    nip = models.CharField("NIP/NPP", max_length=30, blank=True)
    jabatan = models.CharField(max_length=120)
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["berita_acara_id", "id"]
        verbose_name = "persetujuan Berita Acara"
        verbose_name_plural = "persetujuan Berita Acara"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["berita_acara", "pihak", "sidik"], name="persetujuan_sekali_per_pihak"),
        ]

    def __str__(self) -> str:
        return f"{self.pihak} {self.nama}"
