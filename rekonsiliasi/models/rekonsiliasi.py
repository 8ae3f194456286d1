"""The comparison of a month, or of an agreed range, and every difference in it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desa.enums import Penanggung
from desa.models import Desa, Kabupaten, Peserta, UsulDaftar
from desa.models.fields import first_of_month
from rekonsiliasi.enums import (
    SELISIH_UANG,
    JenisSelisih,
    JenisTanggapan,
    Perbandingan,
    PihakTindak,
    RinciSelisih,
    Sebab,
    StatusRekonsiliasi,
)

from .tagihan import Tagihan, TagihanBaris


class Rekonsiliasi(models.Model):
    """Two books side by side (MM Pasal 12). Totals in rupiah; people are officials, without family."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="rekonsiliasi")
    bulan_mulai = models.DateField()
    bulan_sampai = models.DateField()
    tagihan = models.ManyToManyField(Tagihan, related_name="rekonsiliasi")
    status = models.CharField(max_length=10, choices=StatusRekonsiliasi, default=StatusRekonsiliasi.TERBUKA)
    total_kita = models.BigIntegerField()
    total_bpjs = models.BigIntegerField()
    total_setoran = models.BigIntegerField()
    orang_kita = models.PositiveIntegerField()
    orang_bpjs = models.PositiveIntegerField()
    perubahan = models.JSONField(
        default=dict, help_text="Selisih baru, tetap, berubah dan hilang, sejak perbandingan lalu"
    )
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["kabupaten_id", "-bulan_mulai"]
        verbose_name = "rekonsiliasi"
        verbose_name_plural = "rekonsiliasi"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "bulan_mulai"], name="rekonsiliasi_sekali_sebulan"),
            models.CheckConstraint(condition=Q(bulan_sampai__gte=F("bulan_mulai")), name="rekonsiliasi_urut"),
            first_of_month("bulan_mulai", "rekonsiliasi_awal_mulai"),
            first_of_month("bulan_sampai", "rekonsiliasi_awal_sampai"),
        ]

    def __str__(self) -> str:
        return f"{self.bulan_mulai:%Y-%m}..{self.bulan_sampai:%Y-%m}"


class SelisihManager(models.Manager["Selisih"]):
    """The differences that both books show now; what the newest comparison no longer found is left out."""

    def get_queryset(self) -> models.QuerySet["Selisih"]:
        return super().get_queryset().exclude(perbandingan=Perbandingan.HILANG)


def undecided(prefix: str = "") -> Q:
    """Lines that still need an answer: none was given, or it was sent back. `prefix` leads to the line."""
    return Q(**{f"{prefix}sebab": ""}) | ~Q(**{f"{prefix}dikembalikan": ""})


class Selisih(models.Model):
    """One difference, in rupiah.

    A row lives on from comparison to comparison, with its decision and whatever else hangs on it. One that is found
    no more becomes `hilang`: out of `objects` and of every sum, still in `semua`.

    `jumlah` (ours less theirs) adds up to total_kita - total_bpjs over a reconciliation;
    `jumlah_setoran` (due less deposited, money kinds only) adds up to total_kita - total_setoran.
    `kunci` is the same for the same matter in every month; `sejak` the first month in which it stood without a gap.
    `versi` counts every change of the answer, so that a second person is told instead of overwriting it.
    """

    rekonsiliasi = models.ForeignKey(Rekonsiliasi, on_delete=models.CASCADE, related_name="selisih")
    bulan = models.DateField()
    jenis = models.CharField(max_length=20, choices=JenisSelisih)
    rinci = models.CharField(max_length=20, choices=RinciSelisih, blank=True)
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, null=True, related_name="selisih")
    baris = models.ForeignKey(TagihanBaris, on_delete=models.PROTECT, null=True, related_name="selisih")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, null=True, related_name="selisih")
    penanggung = models.CharField(max_length=10, choices=Penanggung, blank=True, help_text="Hanya selisih setoran")
    nik = models.CharField(max_length=16, blank=True)
    nama = models.CharField(max_length=120)
    kita = models.BigIntegerField(default=0)
    bpjs = models.BigIntegerField(default=0)
    jumlah = models.BigIntegerField(default=0)
    jumlah_setoran = models.BigIntegerField(default=0)
    rincian = models.JSONField(default=list, help_text="Kolom yang berbeda: kita dan BPJS, NIK disamarkan")
    mungkin = models.ForeignKey(
        Peserta, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Pejabat yang mirip"
    )
    mirip = models.PositiveSmallIntegerField(default=0, help_text="Kemiripan, 0 sampai 100")
    perbandingan = models.CharField(max_length=8, choices=Perbandingan, default=Perbandingan.BARU)
    jawaban_lama = models.JSONField(default=dict, help_text="Jawaban ketika angkanya masih lain")
    sebab = models.CharField(max_length=24, choices=Sebab, blank=True)
    pihak = models.CharField(max_length=8, choices=PihakTindak, blank=True)
    tindak_lanjut = models.CharField(max_length=300, blank=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)
    kunci = models.CharField(max_length=64, blank=True, help_text="Sidik hal ini, tanpa bulan dan rupiahnya")
    sejak = models.DateField(null=True, help_text="Bulan pertama selisih ini ada tanpa putus")
    tenggat = models.DateField(null=True)
    dikembalikan = models.CharField(max_length=300, blank=True, help_text="Mengapa jawabannya harus diputus lagi")
    selesai_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    selesai_pada = models.DateTimeField(null=True)
    versi = models.PositiveIntegerField(default=1)
    usul = models.OneToOneField(
        UsulDaftar, on_delete=models.PROTECT, null=True, related_name="selisih", help_text="Usul kepada desa"
    )

    objects = SelisihManager()
    semua: ClassVar = models.Manager()

    class Meta:
        ordering: ClassVar = ["rekonsiliasi_id", "bulan", "desa_id", "id"]
        verbose_name = "selisih"
        verbose_name_plural = "selisih"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(jumlah=F("kita") - F("bpjs")), name="selisih_kita_kurang_bpjs"),
            models.CheckConstraint(
                condition=Q(jenis__in=[str(kind) for kind in SELISIH_UANG], kita=0, bpjs=0)
                | (~Q(jenis__in=[str(kind) for kind in SELISIH_UANG]) & Q(jumlah_setoran=0)),
                name="selisih_orang_atau_uang",
            ),
            first_of_month("bulan", "selisih_awal_bulan"),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.nama}"

    @property
    def sebab_lama(self) -> str:
        """The cause that was given when the figures were others, in words."""
        known = self.jawaban_lama.get("sebab", "")
        return str(Sebab(known).label) if known else ""

    @property
    def belum(self) -> bool:
        """Whether it still needs an answer; the same as `undecided`."""
        return not self.sebab or bool(self.dikembalikan)

    @property
    def rupiah(self) -> int:
        """Its amount, whichever kind it is."""
        return self.jumlah_setoran if self.penanggung else self.jumlah


class TanggapanSelisih(models.Model):
    """What somebody said about a difference. Rows are only ever added, and stay when both books are compared again."""

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="tanggapan_selisih")
    kunci = models.CharField(max_length=64)
    bulan = models.DateField()
    jenis = models.CharField(max_length=12, choices=JenisTanggapan)
    pihak = models.CharField(max_length=8, choices=PihakTindak, blank=True, help_text="Pihak yang berbicara")
    isi = models.CharField(max_length=1000, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "tanggapan selisih"
        verbose_name_plural = "tanggapan selisih"
        constraints: ClassVar = [first_of_month("bulan", "tanggapan_selisih_awal_bulan")]
        indexes: ClassVar = [models.Index(fields=["kabupaten", "kunci"], name="tanggapan_selisih_hal")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.pada:%Y-%m-%d}"
