"""What a village has written and not yet handed in: mended cells, answers for the missing, changes one by one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from desa.enums import AlasanBerakhir, JawabanTidakAda, JenisPerubahan, StatusDraf

from .peserta import AnggotaKeluarga, MasaJabatan
from .upload import KepesertaanUpload
from .wilayah import Desa


class BerBukti(models.Model):
    """Something that may carry a proof: the file, its name and its hash; and who wrote it last."""

    bukti = models.FileField(upload_to="perubahan/%Y/%m/", max_length=200, blank=True)
    bukti_nama = models.CharField(max_length=200, blank=True)
    bukti_sha256 = models.CharField(max_length=64, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class PerbaikanSel(models.Model):
    """One cell of a file as somebody mended it in the preview; the sender's bytes stay as they came."""

    upload = models.ForeignKey(KepesertaanUpload, on_delete=models.PROTECT, related_name="perbaikan")
    lembar = models.CharField(max_length=31)
    sel = models.CharField(max_length=12)
    nilai = models.CharField(max_length=500)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["upload_id", "lembar", "id"]
        verbose_name = "perbaikan sel"
        verbose_name_plural = "perbaikan sel"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "lembar", "sel"], name="perbaikan_sel_tunggal"),
        ]

    def __str__(self) -> str:
        return f"{self.lembar} {self.sel}"


class JawabanHilang(BerBukti):
    """What was answered for somebody who is in the roster and not in the file; it may still be incomplete."""

    upload = models.ForeignKey(KepesertaanUpload, on_delete=models.PROTECT, related_name="jawaban")
    masa = models.ForeignKey(MasaJabatan, on_delete=models.PROTECT, related_name="+")
    jawaban = models.CharField(max_length=10, choices=JawabanTidakAda)
    tanggal = models.CharField("hari terakhir menjabat", max_length=40, blank=True, help_text="Seperti ditulis")
    alasan = models.CharField(max_length=16, choices=AlasanBerakhir, blank=True)

    class Meta:
        ordering: ClassVar = ["upload_id", "id"]
        verbose_name = "jawaban untuk yang tidak ada di berkas"
        verbose_name_plural = "jawaban untuk yang tidak ada di berkas"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "masa"], name="jawaban_hilang_tunggal"),
        ]

    def __str__(self) -> str:
        return str(self.get_jawaban_display())


class DrafPerubahan(models.Model):
    """A village's changes of a month, one by one, until they are handed in together; kept on the server."""

    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="draf_perubahan")
    status = models.CharField(max_length=12, choices=StatusDraf, default=StatusDraf.TERBUKA)
    hasil = models.JSONField(default=dict, help_text="Perbedaan dengan daftar saat itu; NIK disamarkan")
    diperiksa_pada = models.DateTimeField(null=True, help_text="Saat hasilnya terakhir dihitung")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Sidik isi saat disampaikan")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "draf perubahan"
        verbose_name_plural = "draf perubahan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desa"], condition=Q(status=StatusDraf.TERBUKA), name="draf_satu_terbuka"),
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())


class Perubahan(BerBukti):
    """One change of one person: the answers so far, as they were typed. `versi` counts every saved answer."""

    draf = models.ForeignKey(DrafPerubahan, on_delete=models.PROTECT, related_name="perubahan")
    kunci = models.CharField(max_length=36, help_text="Dibuat halaman, supaya dua kali tekan menjadi satu")
    jenis = models.CharField(max_length=12, choices=JenisPerubahan, blank=True)
    masa = models.ForeignKey(MasaJabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    anggota = models.ForeignKey(AnggotaKeluarga, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    isian = models.JSONField(default=dict)
    versi = models.PositiveIntegerField(default=1)
    terkirim = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["draf_id", "id"]
        verbose_name = "perubahan"
        verbose_name_plural = "perubahan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draf", "kunci"], name="perubahan_kunci_tunggal"),
            models.CheckConstraint(
                condition=~Q(jenis=JenisPerubahan.MULAI) | Q(masa__isnull=True), name="perubahan_mulai_tanpa_masa"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_jenis_display())
