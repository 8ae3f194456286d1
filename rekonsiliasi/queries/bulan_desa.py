"""One month of a village as its officers see it on their start page."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from desa.enums import Penyetor
from desa.models import Desa
from iuran.models import AlokasiSetoran, PorsiIuran
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class BulanDesa:
    """One month of a village as its officers see it; amounts in rupiah."""

    bulan: Bulan
    laporan: str
    iuran: int
    disetor: int
    desa_menyetor: bool


def village_month(desa: Desa, bulan: Bulan) -> BulanDesa:
    """What the village reported, owes and paid for the month."""
    first = bulan.first_day
    last = desa.penyampaian.filter(bulan=first).order_by("-versi").first()
    shares = PorsiIuran.objects.filter(iuran__desa=desa, iuran__penetapan__bulan=first)
    return BulanDesa(
        bulan=bulan,
        laporan=last.get_status_display() if last else "Belum disampaikan",
        iuran=_sum(shares),
        disetor=_sum(AlokasiSetoran.objects.filter(setoran__desa=desa, bulan=first)),
        desa_menyetor=shares.filter(penyetor=Penyetor.BENDAHARA_DESA).exists(),
    )


def _sum(rows: QuerySet[PorsiIuran] | QuerySet[AlokasiSetoran]) -> int:
    return rows.aggregate(total=Sum("jumlah"))["total"] or 0
