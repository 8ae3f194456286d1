"""Who did what, when, to what; rows are only ever added."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from .wilayah import Desa, Kabupaten


class AuditEvent(models.Model):
    """One act. `oleh` is empty for a command on the server; `rincian` holds before and after, NIK masked."""

    pada = models.DateTimeField(auto_now_add=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    aksi = models.CharField(max_length=60)
    objek = models.CharField(max_length=40, help_text="Jenis objek")
    objek_id = models.BigIntegerField(null=True)
    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, null=True, related_name="+")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, null=True, related_name="+")
    ringkas = models.CharField(max_length=300, help_text="Satu kalimat untuk orang")
    rincian = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "catatan audit"
        verbose_name_plural = "catatan audit"
        indexes: ClassVar = [models.Index(fields=["kabupaten", "-pada", "-id"], name="audit_kabupaten")]

    def __str__(self) -> str:
        return self.ringkas
