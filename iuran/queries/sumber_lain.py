"""How much of a village's share comes from another source of APBDesa, against what is due (MM Pasal 11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from desa.models import Desa, Kabupaten
from desa.models.catatan import standing
from iuran.models import PorsiIuran, SumberLain
from iuran.queries.kebutuhan import open_months
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class BulanSumber:
    """A village's month: its share due, and what of it is named from other sources, in rupiah."""

    bulan: Bulan
    jumlah: int
    dari_lain: int

    @property
    def dari_add(self) -> int:
        """What is left for ADD to pay."""
        return self.jumlah - self.dari_lain


def sources(place: Desa | Kabupaten) -> QuerySet[SumberLain]:
    """The named sources that stand, of a village or of a whole regency."""
    here = {"desa": place} if isinstance(place, Desa) else {"desa__kecamatan__kabupaten": place}
    return standing(SumberLain.objects.filter(**here)).select_related("desa")


def in_month(rows: Iterable[SumberLain], bulan: Bulan) -> list[SumberLain]:
    """Those that cover the month."""
    return [row for row in rows if row.bulan_mulai <= bulan.first_day <= row.bulan_sampai]


def named_sources(place: Desa | Kabupaten, bulan: Bulan) -> dict[str, Any]:
    """What pages show beside the month's share: the named sources and their sum in rupiah."""
    rows = in_month(sources(place), bulan)
    return {"sumber_lain": rows, "sumber_lain_jumlah": sum(row.jumlah for row in rows)}


def share_due(desa: Desa, bulan: Bulan, penanggung: str) -> int:
    """The village's share in the month's bill, corrections included, in rupiah."""
    rows = PorsiIuran.objects.filter(
        iuran__desa=desa, iuran__penetapan__bulan=bulan.first_day, penanggung=penanggung,
        iuran__penetapan__kabupaten=desa.kabupaten,
    )  # fmt: skip
    return rows.aggregate(total=Sum("jumlah"))["total"] or 0


def month_of_village(desa: Desa, bulan: Bulan, penanggung: str) -> BulanSumber:
    """One month with what is due and what is named."""
    named = sum(row.jumlah for row in in_month(sources(desa), bulan) if row.penanggung == penanggung)
    return BulanSumber(bulan, share_due(desa, bulan, penanggung), named)


def open_months_of_village(desa: Desa, penanggung: str) -> list[BulanSumber]:
    """Every month for which a source may be named now, oldest first."""
    return [month_of_village(desa, month, penanggung) for month in open_months(desa.kabupaten)]
