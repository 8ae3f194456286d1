"""What every way of reporting a village's month shares: one report at a time, nothing that nobody was shown."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from desa.access import today_in
from desa.enums import JenisPenyampaian, StatusPenyampaian
from desa.models import Desa, DrafPerubahan, KepesertaanUpload, Penyampaian, User
from desa.queries.penyampaian import latest
from desa.queries.unggahan import CHANGES, moved_since, told
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


def require_as_previewed(desa: Desa, shown: KepesertaanUpload | DrafPerubahan, now: dict[str, Any]) -> None:
    """Nothing moved since it was shown. Raises Kesalahan that tells what did, when and by whom (quality UP-20)."""
    since = moved_since(desa, shown.diperiksa_pada)
    if not since and all(now[kind] == shown.hasil.get(kind, []) for kind in CHANGES):
        return
    zone = ZoneInfo(desa.kabupaten.zona_waktu)
    raise Kesalahan(
        f"Daftar di portal berubah sejak pratinjau ini dibuat. {told(since, zone)}".strip(),
        'Tekan "Periksa lagi dengan daftar sekarang", lalu sampaikan.',
    )


def locked(desa: Desa) -> Desa:
    """The village, held until the end of the transaction: one report at a time."""
    return Desa.objects.select_for_update(of=("self",)).select_related("kecamatan__kabupaten").get(pk=desa.pk)


def check_month(desa: Desa, bulan: Bulan) -> None:
    current = Bulan.of(today_in(desa.kabupaten))
    if bulan > current:
        raise Kesalahan(f"{bulan.nama} belum dimulai.", f"Laporkan {current.nama} dahulu.")


def replace_waiting(desa: Desa, bulan: Bulan, by: User | None) -> None:
    """A report that still waits gives way to the village's newer file."""
    waiting = Penyampaian.objects.filter(desa=desa, bulan=bulan.first_day, status=StatusPenyampaian.DISAMPAIKAN).first()
    if waiting:
        decide(waiting, StatusPenyampaian.DIKEMBALIKAN, by, "Diganti oleh desa dengan laporan yang lebih baru.")


def add_report(
    desa: Desa,
    bulan: Bulan,
    jenis: JenisPenyampaian,
    by: User | None,
    *,
    upload: KepesertaanUpload | None = None,
    draf: DrafPerubahan | None = None,
) -> Penyampaian:
    """The month's next version."""
    last = latest(desa, bulan)
    return Penyampaian.objects.create(
        desa=desa, bulan=bulan.first_day, versi=last.versi + 1 if last else 1, jenis=jenis, upload=upload,
        draf=draf, disampaikan_oleh=by,
    )  # fmt: skip


def decide(report: Penyampaian, status: StatusPenyampaian, by: User | None, alasan: str = "") -> None:
    report.status, report.alasan = status, alasan
    report.diputus_oleh, report.diputus_pada = by, timezone.now()
    report.save(update_fields=["status", "alasan", "diputus_oleh", "diputus_pada"])
