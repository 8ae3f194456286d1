"""What each payer bears by the regency's rule and by the national one, and which rule makes the difference. Pure.

Never mixed into what is assessed (design decision 5). A cause alone is what changes when that one rule is taken
from the nation; what the rules change only together is `gabungan`. So the causes add up to the difference.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from iuran.rules.iuran import PENANGGUNG, Ketentuan, contribution


@dataclass(frozen=True, slots=True)
class Sebab:
    """Rupiah by cause; more than by the national rule is positive."""

    pembagian: int = 0
    batas_bawah: int = 0
    batas_atas: int = 0
    gabungan: int = 0

    @property
    def jumlah(self) -> int:
        return self.pembagian + self.batas_bawah + self.batas_atas + self.gabungan

    def __add__(self, other: "Sebab") -> "Sebab":
        return Sebab(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Sebab)))


@dataclass(frozen=True, slots=True)
class BedaPenanggung:
    """One payer by both rules, in rupiah."""

    kabupaten: int = 0
    nasional: int = 0
    sebab: Sebab = Sebab()

    @property
    def selisih(self) -> int:
        """What the payer bears more than by the national rule; negative: less."""
        return self.kabupaten - self.nasional

    def __add__(self, other: "BedaPenanggung") -> "BedaPenanggung":
        return BedaPenanggung(
            self.kabupaten + other.kabupaten, self.nasional + other.nasional, self.sebab + other.sebab
        )


def differences(people: Mapping[int, int], ours: Ketentuan, national: Ketentuan) -> dict[str, BedaPenanggung]:
    """Per payer, over `people`: how many there are of each penghasilan tetap."""
    split = replace(ours, bagian=national.bagian)
    floor = replace(ours, batas_bawah=national.batas_bawah)
    cap = replace(ours, batas_atas=national.batas_atas)
    now, one, two, three, theirs = (_sums(people, rule) for rule in (ours, split, floor, cap, national))
    found = {}
    for payer in PENANGGUNG:
        if payer in now or payer in theirs:
            alone = (now[payer] - one[payer], now[payer] - two[payer], now[payer] - three[payer])
            rest = now[payer] - theirs[payer] - sum(alone)
            found[payer] = BedaPenanggung(now[payer], theirs[payer], Sebab(*alone, rest))
    return found


def _sums(people: Mapping[int, int], rule: Ketentuan) -> Counter[str]:
    sums: Counter[str] = Counter({share.penanggung: 0 for share in rule.bagian.porsi})
    for income, count in people.items():
        for share in contribution(income, rule).porsi:
            sums[share.penanggung] += share.jumlah * count
    return sums
