"""The book of a month: per payer (and per village where the village deposits) what was due, paid, and is left.

What is left, or was paid too much, is carried into the next month (MM Pasal 13 ayat (2)).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet, Sum

from desa.access import today_in
from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten
from desa.rules.kalender import JatuhTempo
from iuran.enums import StatusBayar, StatusPenetapan
from iuran.models import AlokasiSetoran, Penetapan, PorsiIuran, SaldoPindahan, Setoran
from iuran.queries.pencairan import deadlines
from iuran.queries.penetapan import ASSESSED, penetapan_of
from iuran.rules import days_late, payment_status
from jaminan.bulan import Bulan

# Who bears it, and the village that deposits it (None: the regency's treasurer does).
Kunci = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class BarisBuku:
    """One payer's month in rupiah. saldo_awal + iuran + koreksi - disetor = sisa; a negative sisa was paid too much.

    `koreksi` are the corrections of earlier months that this month's bill settles; `asal_saldo` says where the
    opening comes from, and `asal_bulan` from which signed month, when one left it.
    """

    penanggung: Penanggung
    penyetor: Penyetor
    desa: Desa | None
    saldo_awal: int
    iuran: int
    koreksi: int
    disetor: int
    status: StatusBayar
    jatuh_tempo: date
    alasan_jatuh_tempo: str
    setor_terakhir: date | None
    hari_terlambat: int
    asal_saldo: str = ""
    asal_bulan: date | None = None

    @property
    def terutang(self) -> int:
        """What is to be paid by the due date, what was carried over included."""
        return self.saldo_awal + self.iuran + self.koreksi

    @property
    def sisa(self) -> int:
        return self.terutang - self.disetor

    @property
    def perlu_disetor(self) -> int:
        """What is still to be deposited; zero when nothing is."""
        return max(0, self.sisa)

    @property
    def lebih(self) -> int:
        """What was paid too much; zero when nothing was."""
        return max(0, -self.sisa)


def book(kabupaten: Kabupaten, bulan: Bulan) -> list[BarisBuku]:
    """Every payer's month, by village and payer; empty while the month is not wholly assessed.

    Constant number of queries.
    """
    return _book(kabupaten, bulan, None)


def book_of_village(desa: Desa, bulan: Bulan) -> list[BarisBuku]:
    """The rows of one village: those that its own treasurer deposits."""
    return [row for row in _book(desa.kabupaten, bulan, desa) if row.desa is not None]


def _book(kabupaten: Kabupaten, bulan: Bulan, desa: Desa | None) -> list[BarisBuku]:
    penetapan = penetapan_of(kabupaten, bulan)
    if penetapan is None or penetapan.status == StatusPenetapan.BERJALAN:
        return []
    shares = _shares(kabupaten, desa)
    paid = _allocations(kabupaten, desa)
    bill = shares.filter(iuran__penetapan__bulan=bulan.first_day)
    due, depositors = _due(bill.filter(iuran__alasan=""))
    corrected, correctors = _due(bill.exclude(iuran__alasan=""))
    before, old_depositors = _opening(kabupaten, desa, bulan)
    origins = {(row.penanggung, row.desa_id): row for row in carried_into(kabupaten, bulan)}
    now = _payments(paid.filter(bulan=bulan.first_day))
    keys = set(due) | set(corrected) | set(now) | {key for key, amount in before.items() if amount}
    villages = Desa.objects.in_bulk({village for _, village in keys if village is not None})
    today, later = today_in(kabupaten), deadlines(penetapan, desa)
    rows = [
        _row(
            key,
            villages,
            (old_depositors | correctors | depositors).get(key),
            (before[key], due[key], corrected[key]),
            now[key],
            _due_date(key, penetapan, later),
            today,
            origins.get(key),
        )
        for key in keys
    ]
    order = list(Penanggung)
    return sorted(rows, key=lambda row: (row.desa.kode if row.desa else "", order.index(row.penanggung)))


def last_closed(kabupaten: Kabupaten, before: Bulan) -> Bulan | None:
    """The newest signed month before this one."""
    rows = Penetapan.objects.filter(kabupaten=kabupaten, status=StatusPenetapan.DITUTUP, bulan__lt=before.first_day)
    newest = rows.aggregate(bulan=Max("bulan"))["bulan"]
    return Bulan.of(newest) if newest else None


def _opening(kabupaten: Kabupaten, desa: Desa | None, bulan: Bulan) -> tuple[defaultdict[Kunci, int], dict[Kunci, str]]:
    """What earlier months left: the entries of the last signed one, and the open months since then."""
    closed = last_closed(kabupaten, bulan)
    since = closed.first_day if closed else date.min
    shares = _shares(kabupaten, desa).filter(iuran__penetapan__bulan__gt=since)
    sums, depositors = _due(shares.filter(iuran__penetapan__bulan__lt=bulan.first_day))
    paid = _allocations(kabupaten, desa).filter(bulan__gt=since, bulan__lt=bulan.first_day)
    for key, amount in _paid(paid).items():
        sums[key] -= amount
    carried = SaldoPindahan.objects.filter(kabupaten=kabupaten, dari_bulan=since).order_by()
    for row in carried.filter(desa=desa) if desa else carried:
        sums[row.penanggung, row.desa_id] += row.jumlah
    return sums, depositors


def opening(kabupaten: Kabupaten, bulan: Bulan) -> dict[Kunci, int]:
    """What all earlier months left, per payer (and village), in rupiah; negative: paid too much."""
    return _opening(kabupaten, None, bulan)[0]


def carried_into(kabupaten: Kabupaten, bulan: Bulan) -> QuerySet[SaldoPindahan]:
    """The entries that a signed month left to this one."""
    return SaldoPindahan.objects.filter(kabupaten=kabupaten, ke_bulan=bulan.first_day).select_related("desa")


def _shares(kabupaten: Kabupaten, desa: Desa | None) -> QuerySet[PorsiIuran]:
    found = PorsiIuran.objects.filter(
        iuran__penetapan__kabupaten=kabupaten, iuran__penetapan__status__in=ASSESSED
    ).order_by()
    return found.filter(iuran__desa=desa) if desa else found


def _allocations(kabupaten: Kabupaten, desa: Desa | None) -> QuerySet[AlokasiSetoran]:
    found = AlokasiSetoran.objects.filter(setoran__kabupaten=kabupaten).order_by()
    return found.filter(setoran__desa=desa) if desa else found


def _due(shares: QuerySet[PorsiIuran]) -> tuple[defaultdict[Kunci, int], dict[Kunci, str]]:
    """Rupiah due and who deposits them, per key."""
    sums: defaultdict[Kunci, int] = defaultdict(int)
    depositors: dict[Kunci, str] = {}
    for penanggung, penyetor, village, amount in shares.values_list(
        "penanggung", "penyetor", "iuran__desa_id"
    ).annotate(Sum("jumlah")):
        key = (penanggung, village if penyetor == Penyetor.BENDAHARA_DESA else None)
        sums[key] += amount
        depositors[key] = penyetor
    return sums, depositors


def _paid(rows: QuerySet[AlokasiSetoran]) -> dict[Kunci, int]:
    grouped = rows.values_list("setoran__penanggung", "setoran__desa_id").annotate(Sum("jumlah"))
    return {(penanggung, village): amount for penanggung, village, amount in grouped}


def _payments(rows: QuerySet[AlokasiSetoran]) -> defaultdict[Kunci, list[tuple[date, int]]]:
    """The deposits that stand, as (day, rupiah); a reversed one and its reversal are left out."""
    found: defaultdict[Kunci, list[tuple[date, int]]] = defaultdict(list)
    standing = rows.filter(setoran__membatalkan__isnull=True, setoran__dibatalkan_oleh__isnull=True)
    for penanggung, village, day, amount in standing.values_list(
        "setoran__penanggung", "setoran__desa_id", "setoran__tanggal", "jumlah"
    ):
        found[penanggung, village].append((day, amount))
    return found


def _due_date(key: Kunci, penetapan: Penetapan, later: dict[int, JatuhTempo]) -> JatuhTempo:
    """The month's due date; for a village whose APBDesa came late, the one that follows (KU Pasal 8 ayat (2))."""
    month = JatuhTempo(penetapan.jatuh_tempo, penetapan.alasan_jatuh_tempo)
    return month if key[1] is None else later.get(key[1], month)


def _row(
    key: Kunci,
    villages: dict[int, Desa],
    penyetor: str | None,
    owed: tuple[int, int, int],
    payments: list[tuple[date, int]],
    due: JatuhTempo,
    today: date,
    origin: SaldoPindahan | None,
) -> BarisBuku:
    penanggung, village = key
    paid = sum(amount for _, amount in payments)
    default = Penyetor.BENDAHARA_PENGELUARAN if village is None else Penyetor.BENDAHARA_DESA
    return BarisBuku(
        penanggung=Penanggung(penanggung),
        penyetor=Penyetor(penyetor) if penyetor else default,
        desa=None if village is None else villages[village],
        saldo_awal=owed[0],
        iuran=owed[1],
        koreksi=owed[2],
        disetor=paid,
        status=payment_status(sum(owed), paid, today=today, due=due.tanggal),
        jatuh_tempo=due.tanggal,
        alasan_jatuh_tempo=due.alasan,
        setor_terakhir=max((day for day, _ in payments), default=None),
        hari_terlambat=days_late(sum(owed), payments, today=today, due=due.tanggal),
        asal_saldo=origin.asal if origin else "",
        asal_bulan=origin.dari_bulan if origin else None,
    )


@dataclass(frozen=True, slots=True)
class Jumlah:
    """Totals over rows of a book, in rupiah."""

    saldo_awal: int
    iuran: int
    koreksi: int
    disetor: int
    sisa: int


def total_of(rows: Iterable[BarisBuku]) -> Jumlah:
    """The sums of these rows."""
    listed = list(rows)
    return Jumlah(
        saldo_awal=sum(row.saldo_awal for row in listed),
        iuran=sum(row.iuran for row in listed),
        koreksi=sum(row.koreksi for row in listed),
        disetor=sum(row.disetor for row in listed),
        sisa=sum(row.sisa for row in listed),
    )


def deposits(kabupaten: Kabupaten, bulan: Bulan, desa: Desa | None = None) -> QuerySet[Setoran]:
    """The deposits for a month, newest first: a village's, or those of the regency's treasurer."""
    return (
        Setoran.objects.filter(kabupaten=kabupaten, desa=desa, alokasi__bulan=bulan.first_day)
        .select_related("oleh", "membatalkan", "dibatalkan_oleh")
        .prefetch_related("alokasi")
        .order_by("-tanggal", "-pk")
        .distinct()
    )


def accounts_used(kabupaten: Kabupaten, desa: Desa | None = None) -> dict[str, str]:
    """The virtual account last used per payer, to offer it again."""
    used = Setoran.objects.filter(kabupaten=kabupaten, desa=desa).exclude(virtual_account="").order_by("pk")
    return dict(used.values_list("penanggung", "virtual_account"))
