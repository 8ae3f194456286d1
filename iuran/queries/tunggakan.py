"""From which earlier months a payer's opening balance is, oldest first."""

from collections import Counter
from datetime import date

from django.db.models import Sum

from desa.enums import Penanggung, Penyetor
from desa.models import Desa
from iuran.models import AlokasiSetoran, Penetapan, PorsiIuran
from iuran.queries.penetapan import ASSESSED
from iuran.rules import Kebutuhan, needs_in_order
from jaminan.bulan import Bulan


def arrears_of(penetapan: Penetapan, penanggung: Penanggung, desa: Desa | None) -> tuple[Kebutuhan, ...]:
    """The months before this bill that are not settled; they add up to the opening balance where it is positive."""
    due = PorsiIuran.objects.filter(
        iuran__penetapan__kabupaten=penetapan.kabupaten_id,
        iuran__penetapan__bulan__lt=penetapan.bulan,
        iuran__penetapan__status__in=ASSESSED,
        penanggung=penanggung,
        penyetor=Penyetor.BENDAHARA_DESA if desa else Penyetor.BENDAHARA_PENGELUARAN,
    ).order_by()
    paid = AlokasiSetoran.objects.filter(
        setoran__kabupaten=penetapan.kabupaten_id,
        setoran__desa=desa,
        setoran__penanggung=penanggung,
        bulan__lt=penetapan.bulan,
    ).order_by()
    if desa:
        due = due.filter(iuran__desa=desa)
    rest: Counter[date] = Counter(dict(due.values_list("iuran__penetapan__bulan").annotate(Sum("jumlah"))))
    rest.subtract(dict(paid.values_list("bulan").annotate(Sum("jumlah"))))
    return tuple(needs_in_order(Kebutuhan(Bulan.of(month), amount) for month, amount in rest.items()))
