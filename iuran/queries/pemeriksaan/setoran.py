"""Deposits and their allocations: never more than was paid, only to months that take money, as they were recorded."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Sum

from desa.models import AuditEvent, Desa, Kabupaten
from iuran.models import AlokasiSetoran, Penetapan, Setoran
from iuran.queries.kebutuhan import coordinated
from iuran.queries.penetapan import ASSESSED
from jaminan.bulan import Bulan
from jaminan.rupiah import format_rupiah

from .bentuk import Temuan, finding


def deposit_findings() -> Iterator[Temuan]:
    """What does not hold in the deposits."""
    yield from _allocations_over()
    yield from _allocations_homeless()
    yield from _reversals_uneven()
    yield from _unlike_the_trail()


def _place(row: Setoran) -> Desa | Kabupaten:
    return row.desa or row.kabupaten


def _allocations_over() -> Iterator[Temuan]:
    """No more of a deposit is allocated than was deposited; a reversal likewise, with its sign."""
    rows = Setoran.objects.select_related("kabupaten", "desa__kecamatan__kabupaten").annotate(
        dialokasikan=Sum("alokasi__jumlah")
    )
    for row in rows.order_by().iterator(2000):
        given = row.dialokasikan or 0
        sign = 1 if row.jumlah > 0 else -1
        over = max(given * sign - row.jumlah * sign, -given * sign)
        if over > 0:
            yield finding(
                Bulan.of(row.tanggal), _place(row), over, f"alokasi setoran nomor {row.pk} melebihi setorannya"
            )


def _allocations_homeless() -> Iterator[Temuan]:
    """Money is allocated only to months that are assessed, or that a coordination with BPJS allows ahead."""
    assessed = set(Penetapan.objects.filter(status__in=ASSESSED).values_list("kabupaten_id", "bulan"))
    rows = AlokasiSetoran.objects.select_related("setoran__kabupaten", "setoran__desa__kecamatan__kabupaten")
    for row in rows.iterator(2000):
        if (row.setoran.kabupaten_id, row.bulan) not in assessed and not coordinated(row):
            yield finding(
                Bulan.of(row.bulan), _place(row.setoran), row.jumlah,
                f"setoran nomor {row.setoran_id} dialokasikan ke bulan yang belum ditetapkan",
            )  # fmt: skip


def _reversals_uneven() -> Iterator[Temuan]:
    """A deposit and its reversal add up to zero, as a whole and in each month."""
    pairs = Setoran.objects.filter(membatalkan__isnull=False).select_related(
        "kabupaten", "desa__kecamatan__kabupaten", "membatalkan"
    )
    for row in pairs.prefetch_related("alokasi", "membatalkan__alokasi"):
        original = row.membatalkan
        months: dict[date | None, int] = {None: row.jumlah + (original.jumlah if original else 0)}
        for allocation in [*row.alokasi.all(), *(original.alokasi.all() if isinstance(original, Setoran) else [])]:
            months[allocation.bulan] = months.get(allocation.bulan, 0) + allocation.jumlah
        for month, rest in months.items():
            if rest:
                yield finding(
                    Bulan.of(month or row.tanggal), _place(row), rest,
                    f"setoran nomor {row.membatalkan_id} dan pembatalannya tidak berjumlah nol",
                )  # fmt: skip


def _unlike_the_trail() -> Iterator[Temuan]:
    """Amount and months of each deposit are those that the audit trail wrote down when they were recorded."""
    told: dict[int, list[AuditEvent]] = defaultdict(list)
    for event in AuditEvent.objects.filter(objek="setoran", aksi__in=("setoran.catat", "setoran.alokasi")):
        told[event.objek_id or 0].append(event)
    rows = Setoran.objects.filter(pk__in=told).select_related("kabupaten", "desa__kecamatan__kabupaten")
    for row in rows.prefetch_related("alokasi").order_by("pk"):
        first = next((event for event in told[row.pk] if event.aksi == "setoran.catat"), None)
        if first is not None and f"{format_rupiah(row.jumlah)}," not in first.ringkas:
            yield finding(
                Bulan.of(row.tanggal), _place(row), row.jumlah,
                f"jumlah setoran nomor {row.pk} bukan yang tertulis pada jejak perbuatan",
            )  # fmt: skip
        yield from _months_unlike(row, told[row.pk])


def _months_unlike(row: Setoran, told: list[AuditEvent]) -> Iterator[Temuan]:
    months: dict[str, int] = defaultdict(int)
    for event in told:
        parts = event.rincian.get("alokasi")
        if parts is None:  # one deposit, one month: as deposits were recorded at first
            parts = {event.rincian["bulan"]: row.jumlah} if "bulan" in event.rincian else {}
        for month, amount in parts.items():
            months[month] += amount
    for part in row.alokasi.all():
        months[str(Bulan.of(part.bulan))] -= part.jumlah
    for month, rest in months.items():
        if rest:
            yield finding(
                Bulan.parse(month), _place(row), -rest,
                f"alokasi setoran nomor {row.pk} bukan yang tertulis pada jejak perbuatan",
            )  # fmt: skip
