"""The last months of a village as its officers see them on their start page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

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


def village_months(desa: Desa, months: list[Bulan]) -> list[BulanDesa]:
    """What the village reported, owes and paid for each of these months. Three queries for all of them."""
    days = [month.first_day for month in months]
    reports = {
        one.bulan: str(one.get_status_display()) for one in desa.penyampaian.filter(bulan__in=days).order_by("versi")
    }
    shares: dict[tuple[date, str], int] = {
        (day, payer): amount
        for day, payer, amount in PorsiIuran.objects.filter(iuran__desa=desa, iuran__penetapan__bulan__in=days)
        .order_by()
        .values_list("iuran__penetapan__bulan", "penyetor")
        .annotate(Sum("jumlah"))
    }
    transfers = AlokasiSetoran.objects.filter(setoran__desa=desa, bulan__in=days)
    paid = dict(transfers.order_by().values_list("bulan").annotate(Sum("jumlah")))
    return [
        BulanDesa(
            bulan=month,
            laporan=reports.get(month.first_day, "Belum disampaikan"),
            iuran=sum(amount for (day, _), amount in shares.items() if day == month.first_day),
            disetor=paid.get(month.first_day, 0),
            desa_menyetor=(month.first_day, Penyetor.BENDAHARA_DESA) in shares,
        )
        for month in months
    ]
