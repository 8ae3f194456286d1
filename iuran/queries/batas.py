"""What floor and cap do to a month: how many bases they moved, and what that costs or saves each payer."""

from dataclasses import dataclass

from django.db.models import Count, F

from iuran.models import Iuran, Penetapan
from iuran.queries.jumlah import JumlahPorsi, share_totals
from iuran.rules import limit_costs


@dataclass(frozen=True, slots=True)
class BiayaBatas:
    """One payer: what the floor added and what the cap saved against contributions from the wages alone, in rupiah."""

    porsi: JumlahPorsi
    ditambah: int
    dihemat: int

    @property
    def tanpa_batas(self) -> int:
        """What this payer would bear without floor and cap."""
        return self.porsi.jumlah - self.ditambah + self.dihemat


@dataclass(frozen=True, slots=True)
class PengaruhBatas:
    """A month's people with a moved base, and the cost by payer."""

    dinaikkan: int
    diturunkan: int
    biaya: list[BiayaBatas]


def limit_effect(penetapan: Penetapan) -> PengaruhBatas:
    """The effect of both limits on a month as it was assessed. Two queries, whatever the number of people."""
    rows = Iuran.objects.filter(penetapan=penetapan, alasan="").exclude(dasar=F("penghasilan")).order_by()
    moved = list(rows.values_list("penghasilan", "dasar").annotate(Count("pk")))
    return PengaruhBatas(
        dinaikkan=sum(people for wage, base, people in moved if base > wage),
        diturunkan=sum(people for wage, base, people in moved if base < wage),
        biaya=[_cost(share, moved) for share in share_totals(penetapan)],
    )


def _cost(share: JumlahPorsi, moved: list[tuple[int, int, int]]) -> BiayaBatas:
    costs = [(limit_costs(wage, base, share.basis_poin) * people) for wage, base, people in moved]
    return BiayaBatas(share, sum(cost for cost in costs if cost > 0), -sum(cost for cost in costs if cost < 0))
