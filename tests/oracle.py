"""What the law says, once more and by another way: plain fractions, written from the law's text alone.

Nothing of the portal's rules is imported here. Wages, floors and caps are rupiah a month.
MM: Peraturan Bupati Mamasa 10/2021; KU: Peraturan Bupati Kayong Utara 39/2018; nation: Perpres 82/2018, 75/2019 and
64/2020, Permendagri 119/2019.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from random import Random

# UMP of Sulawesi Barat; Mamasa has no UMK of its own (MM Pasal 8 ayat (4)).
SULBAR = {
    2018: "2193530", 2019: "2369670", 2020: "2571328", 2021: "2678863.10", 2022: "2678863.10", 2023: "2871794.82",
    2024: "2914958.08", 2025: "3104430", 2026: "3315934",
}  # fmt: skip
# UMK of Kayong Utara, in the years for which it is known.
KAYONG_UTARA = {2022: "2748507.34", 2025: "3220756", 2026: "3370586"}

Bagian = dict[str, int]


@dataclass(frozen=True, eq=False)
class Hukum:
    """A rule over some years: who bears how many percent of which base. `lantai` None: no floor and no cap."""

    nama: str
    tempat: str
    mulai: tuple[int, int]
    sampai: tuple[int, int]
    lantai: dict[int, str] | None

    def shares(self, year: int) -> dict[str, int]:
        if self.nama == "ku":
            return {"desa": 3, "peserta": 2}  # KU Pasal 4 ayat (2)
        if self.nama == "nasional" and year < 2020:
            return {"desa": 3, "peserta": 2}  # Perpres 82/2018 before Permendagri 119/2019
        return {"pemda": 4, "peserta": 1}  # MM Pasal 8 ayat (1); Permendagri 119/2019 Pasal 7 ayat (2)

    def base(self, wage: int, year: int) -> int:
        """MM Pasal 8 ayat (2)-(4): not above the Perpres' ceiling, not below the minimum wage; KU: the wage."""
        if self.lantai is None:
            return wage
        ceiling = 8_000_000 if year < 2020 else 12_000_000  # Perpres 82/2018, then 75/2019
        lowest = rounded(Fraction(self.lantai[year]))
        return max(lowest, min(wage, ceiling))

    def owed(self, wage: int, year: int) -> Bagian:
        """Each payer's rupiah of one month, rounded apart because it is deposited apart."""
        base = self.base(wage, year)
        return {payer: rounded(Fraction(base) * percent / 100) for payer, percent in self.shares(year).items()}


def rounded(amount: Fraction) -> int:
    """Half a rupiah counts as one."""
    return floor(amount + Fraction(1, 2))


MM = Hukum("mm", "76.03", (2021, 6), (2026, 12), SULBAR)
KU = Hukum("ku", "61.11", (2018, 9), (2026, 12), None)
NASIONAL = Hukum("nasional", "76.03", (2018, 1), (2026, 12), SULBAR)
NASIONAL_KU = Hukum("nasional", "61.11", (2025, 1), (2026, 12), KAYONG_UTARA)
KODE = {"mm": "mamasa-10-2021", "ku": "kayong-utara-39-2018"}


@dataclass(frozen=True)
class Orang:
    """A person's spell in office and wages: (first day of the month from which, rupiah)."""

    desa: int
    mulai: date
    berakhir: date | None
    penghasilan: tuple[tuple[date, int], ...]

    def wage_on(self, day: date) -> int | None:
        """The wage of somebody in office on the first of the month; None for who is not and owes nothing."""
        if day < self.mulai or (self.berakhir is not None and day > self.berakhir):
            return None
        return [amount for since, amount in self.penghasilan if since <= day][-1]


@dataclass(frozen=True)
class Riwayat:
    """Twelve months of a few villages under one rule."""

    hukum: Hukum
    bulan: list[tuple[int, int]]
    orang: list[Orang]


def months_from(year: int, month: int, count: int = 12) -> list[tuple[int, int]]:
    return [((year * 12 + month - 1 + step) // 12, (month - 1 + step) % 12 + 1) for step in range(count)]


def history(seed: int) -> Riwayat:
    """The random history of this number: always the same one."""
    chance = Random(seed)
    law = chance.choice((MM, MM, KU, KU, NASIONAL, NASIONAL, NASIONAL_KU))
    first = law.mulai[0] * 12 + law.mulai[1] - 1
    last = law.sampai[0] * 12 + law.sampai[1] - 12
    if law is NASIONAL and chance.random() < 0.5:
        start = 2019 * 12 + chance.randrange(1, 12)  # over the change of regime
    else:
        start = chance.randint(first, last)
    months = months_from(start // 12, start % 12 + 1)
    return Riwayat(law, months, [_person(chance, law, months) for _ in range(chance.randint(1, 12))])


def _person(chance: Random, law: Hukum, months: list[tuple[int, int]]) -> Orang:
    begin = date(months[0][0] - 1, 1, 1) if chance.random() < 0.6 else _day(chance, months)
    end = None if chance.random() < 0.7 else max(begin, _day(chance, months))
    wages = [(date(2017, 1, 1), _wage(chance, law, months[0][0]))]
    if chance.random() < 0.4:
        year, month = chance.choice(months)
        wages.append((date(year, month, 1), wages[0][1] + chance.choice((1, 49, 50, 101_110, 2_000_000))))
    return Orang(chance.randrange(3), begin, end, tuple(wages))


def _day(chance: Random, months: list[tuple[int, int]]) -> date:
    year, month = chance.choice(months)
    return date(year, month, chance.choice((1, 2, 15, 28)))


def _wage(chance: Random, law: Hukum, year: int) -> int:
    """Mostly what village officials earn; the rest at zero, at the limits and one rupiah beside them."""
    usual = (2_022_200, 2_224_420, 2_426_640, 3_639_960)
    floors = [rounded(Fraction(one)) for one in (law.lantai or SULBAR).values()]
    edges = [0, 1, *(limit + off for limit in (*floors, 8_000_000, 12_000_000) for off in (-1, 0, 1))]
    return chance.choice((chance.choice(usual), chance.choice(edges), chance.randint(0, 15_000_000)))
