"""Which months a payer's money may be for, and how much each still needs, oldest due first."""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from desa.models import Desa, Kabupaten
from desa.models.catatan import standing
from iuran.enums import StatusPenetapan
from iuran.models import AlokasiSetoran, Koordinasi, Penetapan, Setoran
from iuran.queries.buku import BarisBuku, Kunci, book, book_of_village
from iuran.queries.penetapan import latest_month
from iuran.rules import Kebutuhan, needs_in_order
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class SisaBulan:
    """A payer's row in an open month, and what that month alone leaves, in rupiah; negative: paid too much."""

    bulan: Bulan
    baris: BarisBuku
    jumlah: int


def open_months(kabupaten: Kabupaten) -> list[Bulan]:
    """The assessed months after the last signed one, oldest first: only their rupiah may still change."""
    rows = Penetapan.objects.filter(kabupaten=kabupaten)
    signed = rows.filter(status=StatusPenetapan.DITUTUP).order_by("-bulan").first()
    found = rows.filter(status=StatusPenetapan.SELESAI).order_by("bulan")
    if signed is not None:
        found = found.filter(bulan__gt=signed.bulan)
    return [Bulan.of(row.bulan) for row in found]


def rests(kabupaten: Kabupaten, desa: Desa | None = None) -> dict[Kunci, list[SisaBulan]]:
    """What each open month leaves, per payer, oldest first; `desa` narrows to what that village deposits itself.

    What signed months left is in the first one (MM Pasal 13 ayat (2)).
    """
    found: dict[Kunci, list[SisaBulan]] = {}
    for month in open_months(kabupaten):
        for row in book_of_village(desa, month) if desa else book(kabupaten, month):
            listed = found.setdefault((row.penanggung.value, row.desa.pk if row.desa else None), [])
            before = listed[-1].baris.sisa if listed else 0
            listed.append(SisaBulan(month, row, row.sisa - before))
    return found


def needs_by_payer(kabupaten: Kabupaten, desa: Desa | None) -> dict[str, list[Kebutuhan]]:
    """What each share of this depositor still needs, oldest first, months paid ahead included.

    `desa` is the village whose treasurer deposits, None: the regency's treasurer.
    """
    place = desa.pk if desa else None
    ahead = months_ahead(kabupaten, desa)
    return {
        payer: needs_in_order(
            [Kebutuhan(one.bulan, one.jumlah) for one in listed] + _expected(kabupaten, desa, payer, listed[-1], ahead)
        )
        for (payer, village), listed in rests(kabupaten, desa).items()
        if village == place
    }


def _expected(
    kabupaten: Kabupaten, desa: Desa | None, payer: str, newest: SisaBulan, months: list[Bulan]
) -> list[Kebutuhan]:
    """The months that may be paid ahead, each expected to cost what the newest assessed one did."""
    rows = AlokasiSetoran.objects.filter(
        setoran__kabupaten=kabupaten, setoran__desa=desa, setoran__penanggung=payer,
        bulan__in=[month.first_day for month in months],
    ).order_by()  # fmt: skip
    paid = dict(rows.values_list("bulan").annotate(Sum("jumlah")))
    return [
        Kebutuhan(month, max(0, newest.baris.iuran - paid.get(month.first_day, 0)), perkiraan=True) for month in months
    ]


def coordinations(kabupaten: Kabupaten, desa: Desa | None) -> QuerySet[Koordinasi]:
    """The coordinations with BPJS Kesehatan that stand for this depositor, newest first."""
    return standing(Koordinasi.objects.filter(kabupaten=kabupaten, desa=desa))


def months_ahead(kabupaten: Kabupaten, desa: Desa | None) -> list[Bulan]:
    """The months after the newest assessed one that a coordination covers, oldest first."""
    newest = latest_month(kabupaten)
    covered = {month for row in coordinations(kabupaten, desa) for month in _months(row)}
    return sorted(month for month in covered if newest is not None and month > newest)


def _months(row: Koordinasi) -> list[Bulan]:
    return Bulan.of(row.bulan_mulai).until(Bulan.of(row.bulan_sampai))


def may_take_money(kabupaten: Kabupaten, desa: Desa | None) -> list[Bulan]:
    """Every month to which this depositor's money may be allocated now, oldest first."""
    return open_months(kabupaten) + months_ahead(kabupaten, desa)


def without_month(kabupaten: Kabupaten, desa: Desa | None = None) -> QuerySet[Setoran]:
    """Standing deposits of which some rupiah are for no month yet, oldest first.

    `desa` narrows to a village's own; without it all of the regency's are found.
    """
    rows = Setoran.objects.filter(kabupaten=kabupaten, membatalkan__isnull=True, dibatalkan_oleh__isnull=True)
    if desa is not None:
        rows = rows.filter(desa=desa)
    given = Coalesce(Sum("alokasi__jumlah"), 0)
    short = rows.annotate(diberi=given).filter(jumlah__gt=F("diberi"))
    return short.select_related("desa", "oleh").prefetch_related("alokasi").order_by("tanggal", "pk")


def coordinated(row: AlokasiSetoran) -> bool:
    """Whether a coordination allows this part to be for a month that is not assessed yet."""
    rows = coordinations(row.setoran.kabupaten, row.setoran.desa)
    return rows.filter(bulan_mulai__lte=row.bulan, bulan_sampai__gte=row.bulan).exists()
