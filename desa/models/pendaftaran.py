"""Registration with BPJS Kesehatan: batches sent, answers received, every person's dated events, and letters."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from desa.enums import JenisMutasi, ProfilEdabu, StatusJawaban, StatusKepesertaan
from desa.rules.pendaftaran import mark_of

from .peserta import AnggotaKeluarga, MasaJabatan, Peserta
from .wilayah import Desa, Kabupaten

BERALASAN = [StatusKepesertaan.DITOLAK, StatusKepesertaan.DITANGGUHKAN]


class Pengajuan(models.Model):
    """A batch as it was made for BPJS Kesehatan: number, profile, bytes and their hash. Kept as it is.

    `sidik` names what stood in the queue: a second press finds the batch that the first one made.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="pengajuan")
    nomor = models.PositiveIntegerField(help_text="Nomor urut pengajuan kabupaten ini")
    profil = models.CharField(max_length=12, choices=ProfilEdabu)
    berlaku = models.DateField("berlaku mulai", help_text="Tanggal aktif berlaku mutasi yang diminta")
    banyak = models.PositiveIntegerField(help_text="Orang di dalamnya")
    berkas = models.FileField(upload_to="pengajuan/%Y/%m/", max_length=200)
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sidik = models.CharField(max_length=64)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "pengajuan"
        verbose_name_plural = "pengajuan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "nomor"], name="pengajuan_nomor_tunggal"),
            models.UniqueConstraint(fields=["kabupaten", "sidik"], name="pengajuan_sekali"),
        ]

    def __str__(self) -> str:
        return f"Pengajuan {self.nomor}"


class JawabanBpjs(models.Model):
    """The answer of BPJS Kesehatan as a file, to the byte; applied once, as a whole.

    `pemetaan` is column -> heading as a person chose it; `hasil` what applying it did, NIK masked.
    """

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="jawaban_bpjs")
    berkas = models.FileField(upload_to="jawaban-bpjs/%Y/%m/", max_length=200)
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=12, choices=StatusJawaban, default=StatusJawaban.MENUNGGU)
    pemetaan = models.JSONField(default=dict)
    hasil = models.JSONField(default=dict)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)
    diterapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diterapkan_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "jawaban BPJS"
        verbose_name_plural = "jawaban BPJS"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "sha256"], name="jawaban_bpjs_sekali"),
            models.CheckConstraint(
                condition=Q(status=StatusJawaban.MENUNGGU, diterapkan_pada__isnull=True)
                | Q(status=StatusJawaban.DITERAPKAN, diterapkan_pada__isnull=False),
                name="jawaban_bpjs_waktu_terapkan",
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas


class KolomJawaban(models.Model):
    """How a branch names the columns of its answer, once chosen and then remembered."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="kolom_jawaban")
    sidik = models.CharField(max_length=64, help_text="SHA-256 dari judul kolom berkas, berurutan")
    kolom = models.JSONField(help_text="Kolom portal -> judul kolom berkas")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "kolom jawaban"
        verbose_name_plural = "kolom jawaban"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "sidik"], name="kolom_jawaban_satu_per_judul"),
        ]

    def __str__(self) -> str:
        return self.sidik[:12]


class SidikIsiField(models.CharField[str, str]):
    """The mark of the row's `isi`, drawn by the field itself: no way of writing a row can leave it out."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        mark = mark_of(model_instance.isi)
        setattr(model_instance, self.attname, mark)
        return mark


class RiwayatKepesertaan(models.Model):
    """One dated thing that happened to a person at BPJS Kesehatan. Rows are only ever added.

    `anggota` is empty for the official. `jenis` is the request that the row makes or answers; `isi` what BPJS
    Kesehatan was told of the person, so that a later change can be seen, and `sidik` its mark, by which thousands
    are compared without being read.
    """

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="riwayat_kepesertaan")
    anggota = models.ForeignKey(
        AnggotaKeluarga, on_delete=models.PROTECT, null=True, blank=True, related_name="riwayat_kepesertaan"
    )
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="riwayat_kepesertaan")
    keadaan = models.CharField(max_length=12, choices=StatusKepesertaan)
    jenis = models.CharField(max_length=8, choices=JenisMutasi, blank=True)
    berlaku = models.DateField("berlaku mulai")
    alasan = models.CharField(max_length=300, blank=True)
    isi = models.JSONField(default=dict, blank=True)
    sidik = SidikIsiField(max_length=32, blank=True, editable=False)
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, null=True, blank=True, related_name="baris")
    jawaban = models.ForeignKey(JawabanBpjs, on_delete=models.PROTECT, null=True, blank=True, related_name="baris")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["peserta_id", "anggota_id", "id"]
        verbose_name = "riwayat kepesertaan"
        verbose_name_plural = "riwayat kepesertaan"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(keadaan__in=[str(one) for one in BERALASAN]) | ~Q(alasan=""),
                name="riwayat_kepesertaan_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(keadaan=StatusKepesertaan.DIAJUKAN, pengajuan__isnull=False)
                | ~Q(keadaan=StatusKepesertaan.DIAJUKAN) & Q(pengajuan__isnull=True),
                name="riwayat_kepesertaan_diajukan_dalam_pengajuan",
            ),
            models.CheckConstraint(
                condition=~Q(keadaan__in=[str(StatusKepesertaan.DIAJUKAN), str(StatusKepesertaan.DITOLAK)])
                | ~Q(jenis=""),
                name="riwayat_kepesertaan_jenis",
            ),
            models.UniqueConstraint(
                fields=["pengajuan", "peserta"],
                condition=Q(anggota__isnull=True, pengajuan__isnull=False),
                name="riwayat_kepesertaan_peserta_sekali",
            ),
            models.UniqueConstraint(
                fields=["pengajuan", "anggota"],
                condition=Q(anggota__isnull=False, pengajuan__isnull=False),
                name="riwayat_kepesertaan_anggota_sekali",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["desa", "keadaan"], name="riwayat_kepesertaan_desa")]

    def __str__(self) -> str:
        return f"{self.get_keadaan_display()}, {self.berlaku:%Y-%m-%d}"


class SuratBpjs(models.Model):
    """The letter of a sekretaris desa to BPJS Kesehatan about who was dismissed and who follows (KU Pasal 9).

    Numbered and dated by the village; `isi` is what it says, as frozen when it was written.
    """

    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="surat_bpjs")
    nomor = models.CharField("nomor surat", max_length=80)
    tanggal = models.DateField("tanggal surat")
    berhenti = models.ForeignKey(MasaJabatan, on_delete=models.PROTECT, related_name="surat_berhenti")
    pengganti = models.ForeignKey(
        MasaJabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="surat_pengganti"
    )
    bekas_pbi = models.BooleanField("sebelumnya penerima bantuan iuran", default=False)
    dialihkan_kepada = models.CharField(max_length=160, blank=True)
    isi = models.JSONField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-tanggal", "-id"]
        verbose_name = "surat kepada BPJS"
        verbose_name_plural = "surat kepada BPJS"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desa", "nomor"], name="surat_bpjs_nomor_tunggal"),
            models.CheckConstraint(
                condition=Q(dialihkan_kepada="") | Q(bekas_pbi=True), name="surat_bpjs_alih_hanya_pbi"
            ),
        ]

    def __str__(self) -> str:
        return self.nomor
