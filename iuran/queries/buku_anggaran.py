"""What a budget's year has seen so far: assessed, deposited, and carried into it, by payer, village and month."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from desa.models import Desa, Kabupaten
from iuran.models import AlokasiSetoran, Penetapan, PorsiIuran
from iuran.queries.penetapan import ASSESSED
from jaminan.bulan import Bulan

# Per payer and village (None: the regency's own treasurer), rupiah by month.
Menurut = dict[tuple[str, int | None], Counter[Bulan]]


@dataclass(frozen=True, slots=True)
class BulanAnggaran:
    """A month of one payer or one account in rupiah; `ditetapkan` is None while the month is not assessed."""

    bulan: Bulan
    rencana: int
    ditetapkan: int | None
    disetor: int

    @property
    def kebutuhan(self) -> int:
        """What the month needs: as assessed, else as planned."""
        return self.rencana if self.ditetapkan is None else self.ditetapkan

    @property
    def selisih(self) -> int | None:
        """Realised less planned."""
        return None if self.ditetapkan is None else self.ditetapkan - self.rencana


class BukuAnggaran:
    """What was assessed and deposited for the months of a year, and what was carried into it, in rupiah."""

    def __init__(self, kabupaten: Kabupaten, desa: Desa | None, tahun: int) -> None:
        first, last = date(tahun, 1, 1), date(tahun, 12, 31)
        shares = PorsiIuran.objects.filter(
            iuran__penetapan__kabupaten=kabupaten, iuran__penetapan__status__in=ASSESSED
        ).order_by()
        money = AlokasiSetoran.objects.filter(setoran__kabupaten=kabupaten).order_by()
        if desa is not None:
            shares, money = shares.filter(iuran__desa=desa), money.filter(setoran__desa=desa)
        self.tahun, self._shares = tahun, shares
        self._due = self._by_month(shares, "iuran__penetapan__bulan", first, last, "penanggung", "iuran__desa_id")
        self._paid = self._by_month(money, "bulan", first, last, "setoran__penanggung", "setoran__desa_id")
        self._before = self._sums(shares.filter(iuran__penetapan__bulan__lt=first), "penanggung", "iuran__desa_id")
        self._paid_before = self._sums(money.filter(bulan__lt=first), "setoran__penanggung", "setoran__desa_id")
        days = Penetapan.objects.filter(kabupaten=kabupaten, status__in=ASSESSED, bulan__gte=first, bulan__lte=last)
        self.assessed = {Bulan.of(day) for day in days.values_list("bulan", flat=True)}

    def due(self, payer: str, village: int | None) -> Counter[Bulan]:
        """What was assessed for a payer by month; of one village, or of all."""
        return _merged(self._due, payer, village)

    def paid(self, payer: str, village: int | None) -> Counter[Bulan]:
        return _merged(self._paid, payer, village)

    def by_post(self, payer: str) -> list[tuple[int, str, Bulan, int]]:
        """What was assessed for a payer in the year: village, the post as it was written down, month, rupiah."""
        rows = self._shares.filter(penanggung=payer, iuran__penetapan__bulan__year=self.tahun)
        columns = ("iuran__desa_id", "iuran__jabatan", "iuran__penetapan__bulan")
        found = rows.values_list(*columns).annotate(Sum("jumlah"))
        return [(desa, post, Bulan.of(day), amount) for desa, post, day, amount in found]

    def paid_by_village(self, payer: str) -> dict[int | None, Counter[Bulan]]:
        """What was deposited for a payer by village and month."""
        return {village: months for (owner, village), months in self._paid.items() if owner == payer}

    def carried(self, payer: str, village: int | None) -> int:
        """What was left to pay from the years before; negative: paid too much."""
        due = _total(self._before, payer, village)
        return due - _total(self._paid_before, payer, village)

    @staticmethod
    def _by_month(
        rows: QuerySet[PorsiIuran] | QuerySet[AlokasiSetoran], month: str, first: date, last: date, *key: str
    ) -> Menurut:
        found: defaultdict[tuple[str, int | None], Counter[Bulan]] = defaultdict(Counter)
        within = rows.filter(**{f"{month}__gte": first, f"{month}__lte": last})
        for payer, village, day, amount in within.values_list(*key, month).annotate(Sum("jumlah")):
            found[payer, village][Bulan.of(day)] += amount
        return dict(found)

    @staticmethod
    def _sums(rows: QuerySet[PorsiIuran] | QuerySet[AlokasiSetoran], *key: str) -> dict[tuple[str, int | None], int]:
        return {(payer, village): amount for payer, village, amount in rows.values_list(*key).annotate(Sum("jumlah"))}


def _merged(found: Menurut, payer: str, village: int | None) -> Counter[Bulan]:
    if village is not None:
        return found.get((payer, village), Counter())
    sums: Counter[Bulan] = Counter()
    for (owner, _), months in found.items():
        if owner == payer:
            for month, amount in months.items():
                sums[month] += amount
    return sums


def _total(found: dict[tuple[str, int | None], int], payer: str, village: int | None) -> int:
    if village is not None:
        return found.get((payer, village), 0)
    return sum(amount for (owner, _), amount in found.items() if owner == payer)
