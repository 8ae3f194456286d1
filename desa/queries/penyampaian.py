"""Reads which village reported which month, when, by whom, and where it stands."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from desa.enums import StatusPenyampaian
from desa.models import Desa, KepesertaanUpload, Penyampaian
from jaminan.bulan import Bulan, format_tanggal

BELUM = "belum"
KEADAAN = {
    BELUM: "Belum melapor",
    StatusPenyampaian.DISAMPAIKAN.value: "Menunggu diperiksa",
    StatusPenyampaian.DIKEMBALIKAN.value: "Dikembalikan",
    StatusPenyampaian.DITERIMA.value: "Diterima",
}
NADA = {
    BELUM: "negatif",
    StatusPenyampaian.DISAMPAIKAN.value: "peringatan",
    StatusPenyampaian.DIKEMBALIKAN.value: "info",
    StatusPenyampaian.DITERIMA.value: "positif",
}


def latest(desa: Desa, bulan: Bulan) -> Penyampaian | None:
    """The village's newest report of the month."""
    reports = Penyampaian.objects.filter(desa=desa, bulan=bulan.first_day)
    return (
        reports.select_related("disampaikan_oleh", "diputus_oleh", "desa__kecamatan__kabupaten")
        .order_by("-versi")
        .first()
    )


def next_waiting(report: Penyampaian, user_id: int | None) -> Penyampaian | None:
    """The next report of the same month that somebody else handed in and that waits, by village; round and round."""
    waiting = Penyampaian.objects.filter(
        desa__kecamatan__kabupaten=report.desa.kabupaten, bulan=report.bulan, status=StatusPenyampaian.DISAMPAIKAN
    ).exclude(Q(pk=report.pk) | Q(disampaikan_oleh_id=user_id, disampaikan_oleh__isnull=False))
    rows = waiting.select_related("desa").order_by("desa__kode")
    return rows.filter(desa__kode__gt=report.desa.kode).first() or rows.first()


def handed_in(desa: Desa, bulan: Bulan, sha256: str) -> Penyampaian | None:
    """The report of the month that carried these very bytes and was not returned."""
    reports = Penyampaian.objects.filter(desa=desa, bulan=bulan.first_day, upload__sha256=sha256)
    still = reports.exclude(status=StatusPenyampaian.DIKEMBALIKAN)
    return still.select_related("disampaikan_oleh", "desa__kecamatan__kabupaten").first()


@dataclass(frozen=True, slots=True)
class BulanLaporan:
    """One month of a village's history: every report of it, newest version first."""

    bulan: Bulan
    laporan: list[Penyampaian]

    @property
    def keadaan(self) -> str:
        return self.laporan[0].status if self.laporan else BELUM

    @property
    def teks(self) -> str:
        return KEADAAN[self.keadaan]

    @property
    def nada(self) -> str:
        return NADA[self.keadaan]


def months_of(desa: Desa, sampai: Bulan) -> list[BulanLaporan]:
    """The twelve months up to this one with the village's reports, newest first."""
    months = [sampai.plus(-back) for back in range(12)]
    found = Penyampaian.objects.filter(desa=desa, bulan__gte=months[-1].first_day, bulan__lte=sampai.first_day)
    rows = list(found.select_related("disampaikan_oleh", "diputus_oleh").order_by("-versi"))
    return [BulanLaporan(month, [one for one in rows if one.bulan == month.first_day]) for month in months]


def report_named(pk: int, villages: QuerySet[Desa]) -> Penyampaian | None:
    """A report of one of these villages."""
    reports = Penyampaian.objects.select_related(
        "desa__kecamatan__kabupaten", "upload", "draf", "disampaikan_oleh", "diputus_oleh"
    )
    return reports.filter(pk=pk, desa__in=villages).first()


def upload_named(desa: Desa, pk: int) -> KepesertaanUpload | None:
    """A file of this village."""
    return KepesertaanUpload.objects.filter(Q(desa=desa), pk=pk).select_related("penyampaian").first()


def receipt_number(report: Penyampaian) -> str:
    """The number on the receipt: "2026-10/76.03.01.2004/1"."""
    return f"{report.bulan:%Y-%m}/{report.desa.kode}/{report.versi}"


def receipt_sign(pk: int) -> str:
    """What proves that a receipt's address came from this portal; nobody can count his way to another village's."""
    return salted_hmac("bukti-laporan", str(pk), algorithm="sha256").hexdigest()[:32]


def receipt_address(report: Penyampaian) -> str:
    """Where anybody who holds the receipt may see whether it is genuine."""
    return f"{settings.ALAMAT_PORTAL}{reverse('laporan_periksa', args=[report.pk, receipt_sign(report.pk)])}"


def report_signed(pk: int, tanda: str) -> Penyampaian | None:
    """The report of a receipt's address, if the portal gave that address out."""
    if not constant_time_compare(tanda, receipt_sign(pk)):
        return None
    return Penyampaian.objects.filter(pk=pk).select_related("desa__kecamatan__kabupaten").first()


def replaced_by(report: Penyampaian) -> Penyampaian | None:
    """The village's newer report of the same month, if there is one."""
    newest = latest(report.desa, Bulan.of(report.bulan))
    return newest if newest and newest.versi > report.versi else None


def share_text(report: Penyampaian) -> str:
    """What may be passed on in a message: village, month, number, time; nobody's data."""
    zone = ZoneInfo(report.desa.kabupaten.zona_waktu)
    local = report.disampaikan_pada.astimezone(zone)
    return (
        f"Desa {report.desa.nama} sudah menyampaikan laporan perangkat {Bulan.of(report.bulan).nama}, nomor "
        f"{receipt_number(report)}, {format_tanggal(local)} pukul {local:%H.%M} {local.tzname()}."
    )


def when_and_by(report: Penyampaian) -> str:
    """ "12 Oktober 2026 pukul 09.30 WITA oleh Sari", in the regency's own time."""
    zone = ZoneInfo(report.desa.kabupaten.zona_waktu)
    local = report.disampaikan_pada.astimezone(zone)
    who = report.disampaikan_oleh or "petugas server"
    return f"{format_tanggal(local)} pukul {local:%H.%M} {local.tzname()} oleh {who}"
