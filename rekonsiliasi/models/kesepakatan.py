"""What takes both sides: a range of several months, and opening a finished reconciliation again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desa.models import Kabupaten
from desa.models.fields import first_of_month
from rekonsiliasi.enums import Pihak, StatusUsulan

from .berita_acara import BeritaAcara


class DuaPihak(models.Model):
    """Asked by a person of one side with a reason, answered by another person of the other side."""

    pihak = models.CharField(max_length=8, choices=Pihak, help_text="Pihak yang mengusulkan")
    alasan = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=StatusUsulan, default=StatusUsulan.DIUSULKAN)
    diusulkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    dijawab_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dijawab_pada = models.DateTimeField(null=True)
    jawaban = models.CharField(max_length=300, blank=True, help_text="Mengapa ditolak")

    class Meta:
        abstract = True

    @property
    def menunggu(self) -> bool:
        return self.status == StatusUsulan.DIUSULKAN


def answered_by_another(name: str) -> models.CheckConstraint:
    """Answered by somebody else than who asked, and not before."""
    return models.CheckConstraint(
        condition=Q(status=StatusUsulan.DIUSULKAN, dijawab_oleh__isnull=True)
        | (~Q(status=StatusUsulan.DIUSULKAN) & Q(dijawab_oleh__isnull=False) & ~Q(dijawab_oleh=F("diusulkan_oleh"))),
        name=name,
    )


class KesepakatanRentang(DuaPihak):
    """Several months reconciled together, such as a stage of ADD (MM Pasal 12 ayat (1): "sesuai kesepakatan")."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="kesepakatan_rentang")
    bulan_mulai = models.DateField()
    bulan_sampai = models.DateField()

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "kesepakatan rentang"
        verbose_name_plural = "kesepakatan rentang"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "bulan_mulai", "bulan_sampai"],
                condition=~Q(status=StatusUsulan.DITOLAK),
                name="kesepakatan_rentang_sekali",
            ),
            models.CheckConstraint(condition=Q(bulan_sampai__gt=F("bulan_mulai")), name="kesepakatan_rentang_urut"),
            first_of_month("bulan_mulai", "kesepakatan_rentang_awal_mulai"),
            first_of_month("bulan_sampai", "kesepakatan_rentang_awal_sampai"),
            answered_by_another("kesepakatan_rentang_dua_orang"),
        ]

    def __str__(self) -> str:
        return f"{self.bulan_mulai:%Y-%m}..{self.bulan_sampai:%Y-%m}"


class PembukaanKembali(DuaPihak):
    """A finished reconciliation that one side asks to open again; agreed, its paper is replaced and stays readable."""

    berita_acara = models.ForeignKey(BeritaAcara, on_delete=models.PROTECT, related_name="pembukaan_kembali")

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "pembukaan kembali"
        verbose_name_plural = "pembukaan kembali"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["berita_acara"],
                condition=~Q(status=StatusUsulan.DITOLAK),
                name="pembukaan_kembali_sekali",
            ),
            answered_by_another("pembukaan_kembali_dua_orang"),
        ]

    def __str__(self) -> str:
        return f"{self.berita_acara}: {self.get_status_display()}"
