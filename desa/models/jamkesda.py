"""The register of JAMKESDA: residents, what was seen at their homes, who decided, employers, facilities, referrals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desa.enums import (
    HasilRujukan,
    JenisFaskes,
    JenisPutusan,
    StatusPutusan,
    StatusWarga,
    TemuanLapangan,
)

from .kelayakan import Dokumen, document_rules
from .peserta import SIXTEEN_DIGITS, Orang
from .wilayah import Desa, Kabupaten, Kecamatan

USER = settings.AUTH_USER_MODEL


class PemberiKerja(models.Model):
    """An employer whose workers came to the register; it owes their registration with BPJS Kesehatan itself."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="pemberi_kerja")
    nama = models.CharField(max_length=120)
    kunci = models.CharField(max_length=120, help_text="Nama dalam huruf kecil, satu baris untuk satu perusahaan")

    class Meta:
        ordering: ClassVar = ["nama"]
        verbose_name = "pemberi kerja"
        verbose_name_plural = "pemberi kerja"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "kunci"], name="pemberi_kerja_tunggal"),
        ]

    def __str__(self) -> str:
        return self.nama


class TindakPemberiKerja(models.Model):
    """What was done about an employer, on a day."""

    pemberi_kerja = models.ForeignKey(PemberiKerja, on_delete=models.PROTECT, related_name="tindak")
    tanggal = models.DateField()
    uraian = models.CharField(max_length=300)
    selesai = models.BooleanField("sudah mendaftarkan pekerjanya", default=False)
    oleh = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-tanggal", "-id"]
        verbose_name = "tindakan pemberi kerja"
        verbose_name_plural = "tindakan pemberi kerja"

    def __str__(self) -> str:
        return self.uraian


class Warga(Orang):
    """A resident whom a village handed in for JAMKESDA. Not complete, not active."""

    nomor_kartu = None  # type: ignore[assignment] # who has a JKN card has other cover
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="warga")
    nomor_kk = models.CharField("nomor KK", max_length=16, blank=True, validators=[SIXTEEN_DIGITS])
    alamat = models.CharField(max_length=200)
    tinggal_sejak = models.DateField("tinggal di desa sejak")
    asal = models.CharField("pindahan dari", max_length=120, blank=True)
    pemberi_kerja = models.ForeignKey(
        PemberiKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="warga"
    )
    status = models.CharField(max_length=12, choices=StatusWarga, default=StatusWarga.DIAJUKAN)
    oleh = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["desa_id", "nama", "id"]
        verbose_name = "warga JAMKESDA"
        verbose_name_plural = "warga JAMKESDA"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["nik"],
                condition=Q(status__in=[StatusWarga.DIAJUKAN, StatusWarga.AKTIF]),
                name="warga_nik_tunggal",
            ),
        ]


class DokumenWarga(Dokumen):
    """A document of a resident (Pasal 7 of the regency's JAMKESDA regulation)."""

    warga = models.ForeignKey(Warga, on_delete=models.PROTECT, related_name="dokumen")

    class Meta(Dokumen.Meta):
        verbose_name = "dokumen warga"
        verbose_name_plural = "dokumen warga"
        constraints: ClassVar = document_rules("dokumen_warga")


class SampelLapangan(models.Model):
    """A random sample for a field check: the same seed over the same register draws the same people."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="sampel_lapangan")
    benih = models.CharField(max_length=40)
    persen = models.PositiveSmallIntegerField("persen dari setiap kecamatan")
    paling_sedikit = models.PositiveSmallIntegerField("paling sedikit dari setiap kecamatan")
    populasi = models.PositiveIntegerField("warga dalam register saat diambil")
    oleh = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "sampel lapangan"
        verbose_name_plural = "sampel lapangan"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(persen__gte=1, persen__lte=100), name="sampel_lapangan_persen"),
        ]

    def __str__(self) -> str:
        return self.benih


class ButirSampel(models.Model):
    """One resident of a sample."""

    sampel = models.ForeignKey(SampelLapangan, on_delete=models.PROTECT, related_name="butir")
    warga = models.ForeignKey(Warga, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["sampel_id", "warga__desa_id", "warga__nama"]
        verbose_name = "butir sampel"
        verbose_name_plural = "butir sampel"
        constraints: ClassVar = [models.UniqueConstraint(fields=["sampel", "warga"], name="butir_sampel_sekali")]

    def __str__(self) -> str:
        return str(self.warga)


class VerifikasiLapangan(models.Model):
    """What somebody found at the resident's home; never the person who handed the resident in."""

    warga = models.ForeignKey(Warga, on_delete=models.PROTECT, related_name="verifikasi")
    sampel = models.ForeignKey(SampelLapangan, on_delete=models.PROTECT, null=True, related_name="verifikasi")
    tanggal = models.DateField()
    temuan = models.CharField(max_length=16, choices=TemuanLapangan)
    catatan = models.CharField(max_length=300)
    pengaju = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    oleh = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-tanggal", "-id"]
        verbose_name = "verifikasi lapangan"
        verbose_name_plural = "verifikasi lapangan"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(oleh__isnull=True) | Q(pengaju__isnull=True) | ~Q(oleh=F("pengaju")),
                name="verifikasi_lapangan_orang_lain",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_temuan_display())


class PutusanWarga(models.Model):
    """A decision about a resident: one person proposes it with the reason, another agrees or returns it."""

    warga = models.ForeignKey(Warga, on_delete=models.PROTECT, related_name="putusan")
    jenis = models.CharField(max_length=8, choices=JenisPutusan)
    alasan = models.CharField(max_length=300)
    hubungan = models.CharField("hubungan pengusul dengan warga", max_length=120, blank=True)
    status = models.CharField(max_length=12, choices=StatusPutusan, default=StatusPutusan.MENUNGGU)
    diusulkan_oleh = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True, blank=True)
    catatan = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "putusan warga"
        verbose_name_plural = "putusan warga"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["warga"], condition=Q(status=StatusPutusan.MENUNGGU), name="putusan_warga_satu_menunggu"
            ),
            models.CheckConstraint(
                condition=Q(status=StatusPutusan.MENUNGGU, diputus_pada__isnull=True)
                | (Q(diputus_pada__isnull=False) & (Q(diputus_oleh__isnull=True) | Q(diusulkan_oleh__isnull=True)))
                | (Q(diputus_pada__isnull=False) & ~Q(diputus_oleh=F("diusulkan_oleh"))),
                name="putusan_warga_dua_orang",
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="putusan_warga_beralasan"),
        ]

    def __str__(self) -> str:
        return str(self.get_jenis_display())


class Faskes(models.Model):
    """A facility where care under JAMKESDA is free; hospitals lie outside a regency that has none."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="faskes")
    nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=12, choices=JenisFaskes)
    alamat = models.CharField(max_length=200)
    telepon = models.CharField(max_length=20, blank=True)
    jalan = models.CharField("keadaan jalan", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["jenis", "nama"]
        verbose_name = "fasilitas kesehatan"
        verbose_name_plural = "fasilitas kesehatan"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kabupaten", "nama"], name="faskes_tunggal")]

    def __str__(self) -> str:
        return self.nama


class JarakFaskes(models.Model):
    """How far a facility is from a kecamatan, by road or water."""

    faskes = models.ForeignKey(Faskes, on_delete=models.PROTECT, related_name="jarak")
    kecamatan = models.ForeignKey(Kecamatan, on_delete=models.PROTECT, related_name="+")
    km = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["kecamatan_id", "km"]
        verbose_name = "jarak fasilitas kesehatan"
        verbose_name_plural = "jarak fasilitas kesehatan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["faskes", "kecamatan"], name="jarak_faskes_tunggal"),
        ]

    def __str__(self) -> str:
        return f"{self.km} km"


class Rujukan(models.Model):
    """A referral to a facility. It names no illness; it stays open until somebody says how it ended."""

    warga = models.ForeignKey(Warga, on_delete=models.PROTECT, related_name="rujukan")
    faskes = models.ForeignKey(Faskes, on_delete=models.PROTECT, related_name="rujukan")
    tanggal = models.DateField()
    nomor_surat = models.CharField(max_length=80)
    oleh = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)
    hasil = models.CharField(max_length=16, choices=HasilRujukan, blank=True)
    catatan = models.CharField(max_length=300, blank=True)
    ditutup_oleh = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    ditutup_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["ditutup_pada", "tanggal", "id"]
        verbose_name = "rujukan"
        verbose_name_plural = "rujukan"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["warga", "faskes"], condition=Q(ditutup_pada__isnull=True), name="rujukan_satu_terbuka"
            ),
            models.CheckConstraint(
                condition=Q(ditutup_pada__isnull=True, hasil="") | (Q(ditutup_pada__isnull=False) & ~Q(hasil="")),
                name="rujukan_ditutup_berhasil",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor_surat
