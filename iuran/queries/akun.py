"""The virtual accounts of a regency and its villages: what holds today, what was last used, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from desa.access import today_in
from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten
from desa.queries.peraturan import TidakAdaPeraturan, bagian_iuran, peraturan_in_force
from iuran.models import VirtualAccount
from iuran.queries.buku import accounts_used
from iuran.rules import account_warning
from jaminan.bulan import Bulan

# Where a number is from, in words, when it is not a kept row.
LAST_USED = "terakhir dipakai pada setoran"


@dataclass(frozen=True, slots=True)
class Akun:
    """A payer's number for a paper: "" when none is known. `asal` says where it is from."""

    nomor: str = ""
    asal: str = ""

    @property
    def peringatan(self) -> str:
        return account_warning(self.nomor) if self.nomor else ""


def accounts_on(rows: QuerySet[VirtualAccount], day: date) -> QuerySet[VirtualAccount]:
    """Those of the rows that hold on a day."""
    return rows.filter(Q(berakhir__isnull=True) | Q(berakhir__gt=day), mulai__lte=day)


def accounts_for(kabupaten: Kabupaten, desa: Desa | None = None) -> dict[str, Akun]:
    """The number of each payer today: the kept one, else the one last used in a deposit."""
    found = {payer: Akun(number, LAST_USED) for payer, number in accounts_used(kabupaten, desa).items()}
    rows = VirtualAccount.objects.filter(kabupaten=kabupaten, desa=desa)
    for row in accounts_on(rows, today_in(kabupaten)):
        found[row.penanggung] = Akun(row.nomor, row.sumber)
    return found


def numbers_for(kabupaten: Kabupaten, desa: Desa | None = None) -> dict[str, str]:
    """The number of each payer today, to offer it in a form."""
    return {payer: one.nomor for payer, one in accounts_for(kabupaten, desa).items()}


def payers_of(kabupaten: Kabupaten) -> dict[Penanggung, bool]:
    """Every payer of the regulation in force today, and whether its share is deposited by villages."""
    try:
        peraturan = peraturan_in_force(kabupaten, Bulan.of(today_in(kabupaten)))
    except TidakAdaPeraturan:
        return {}
    return {
        Penanggung(share.penanggung): Penyetor(share.penyetor) == Penyetor.BENDAHARA_DESA
        for share in bagian_iuran(peraturan).porsi
    }


@dataclass(frozen=True, slots=True)
class BarisAkun:
    """A payer at a place, and the row that holds today (None: no number kept)."""

    penanggung: Penanggung
    desa: Desa | None
    akun: VirtualAccount | None

    @property
    def peringatan(self) -> str:
        return account_warning(self.akun.nomor) if self.akun else ""


def account_list(kabupaten: Kabupaten) -> list[BarisAkun]:
    """Every payer at every place that needs a number, with what is kept. Constant number of queries."""
    today = today_in(kabupaten)
    kept = accounts_on(VirtualAccount.objects.filter(kabupaten=kabupaten), today)
    held = {(row.desa_id, row.penanggung): row for row in kept}
    payers = payers_of(kabupaten)
    villages = list(Desa.objects.filter(kecamatan__kabupaten=kabupaten)) if any(payers.values()) else []
    places: Iterable[Desa | None] = [None, *villages]
    return [
        BarisAkun(payer, desa, held.get((desa.pk if desa else None, payer)))
        for desa in places
        for payer, in_villages in payers.items()
        if in_villages == (desa is not None)
    ]


def ended_accounts(kabupaten: Kabupaten) -> QuerySet[VirtualAccount]:
    """The numbers that no longer hold, or not yet, newest first."""
    today = today_in(kabupaten)
    other = Q(berakhir__lte=today) | Q(mulai__gt=today)
    return VirtualAccount.objects.filter(other, kabupaten=kabupaten).select_related("desa").order_by("-mulai", "-pk")
