"""10,000 random payroll histories: the portal's rules against the oracle, 0 rupiah apart (MN-1, MN-2, MN-5)."""

from datetime import date
from fractions import Fraction
from functools import cache
from random import Random

import pytest

from desa.rules.masa_jabatan import owes_month
from iuran.rules import HasilIuran, Ketentuan, contribution
from jaminan.bulan import Bulan
from tests.cases import rule
from tests.house import ROOT
from tests.oracle import KODE, Hukum, Orang, Riwayat, history, rounded

HISTORIES, PARTS = 10_000, 4


@cache
def ketentuan(law: Hukum, year: int, month: int) -> Ketentuan:
    """The portal's rule of this month, from the files that it bills by."""
    kode = KODE.get(law.nama) or ("nasional-2016" if year < 2020 else "nasional-2020")
    return rule(kode, law.tempat, Bulan(year, month))


@cache
def ours(law: Hukum, year: int, month: int, wage: int) -> HasilIuran:
    return contribution(wage, ketentuan(law, year, month))


@cache
def theirs(law: Hukum, year: int, wage: int) -> dict[str, int]:
    return law.owed(wage, year)


def wage_of(person: Orang, bulan: Bulan) -> int | None:
    """The wage by which the portal bills this month; None: not billed."""
    if not owes_month(person.mulai, person.berakhir, bulan):
        return None
    return max(row for row in person.penghasilan if row[0] <= bulan.first_day)[1]


def differences(one: Riwayat, chance: Random) -> list[str]:
    """Every rupiah on which the two ways differ: by person, by village, and for all, in any order of people."""
    found = []
    for year, month in one.bulan:
        bulan, villages, expected = Bulan(year, month), [0, 0, 0], [0, 0, 0]
        for person in chance.sample(one.orang, len(one.orang)):
            wage = wage_of(person, bulan)
            if wage != person.wage_on(date(year, month, 1)):
                found.append(f"{bulan}: {wage} instead of {person.wage_on(date(year, month, 1))}")
                continue
            if wage is None:
                continue
            hasil, told = ours(one.hukum, year, month, wage), theirs(one.hukum, year, wage)
            if {share.penanggung: share.jumlah for share in hasil.porsi} != told:
                found.append(f"{bulan} {one.hukum.nama} {wage}: {hasil.porsi} instead of {told}")
            villages[person.desa] += hasil.iuran
            expected[person.desa] += sum(told.values())
        if villages != expected:
            found.append(f"{bulan}: {villages} instead of {expected}")
    return found


@pytest.mark.lambat
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_histories_without_a_rupiah_between(part: int) -> None:
    seeds = range(part, HISTORIES, PARTS)
    wrong = {seed: told for seed in seeds if (told := differences(history(seed), Random(seed)))}
    assert wrong == {}


@pytest.mark.lambat
def test_the_histories_hold_what_they_promise() -> None:
    """Each rule, the change of regime, joins, leaves, raises, and wages at the limits: none is missing."""
    some = [history(seed) for seed in range(400)]
    people = [person for one in some for person in one.orang]
    assert {(one.hukum.nama, one.hukum.tempat) for one in some} == {
        ("mm", "76.03"), ("ku", "61.11"), ("nasional", "76.03"), ("nasional", "61.11"),
    }  # fmt: skip
    assert any(one.hukum.nama == "nasional" and {2019, 2020} <= {year for year, _ in one.bulan} for one in some)
    assert {len(one.orang) for one in some} == set(range(1, 13))
    assert all(len(one.bulan) == 12 for one in some)
    for kind in (
        any(person.berakhir for person in people), any(len(person.penghasilan) == 2 for person in people),
        any(person.penghasilan[0][1] in {0, 8_000_001, 12_000_001} for person in people),
    ):  # fmt: skip
        assert kind


@pytest.mark.lambat
def test_the_sum_is_at_most_a_rupiah_from_five_percent() -> None:
    for one in map(history, range(200)):
        for person in one.orang:
            for year, month in one.bulan:
                hasil = ours(one.hukum, year, month, person.penghasilan[-1][1])
                at_once = rounded(Fraction(one.hukum.base(hasil.penghasilan, year) * 5, 100))
                assert abs(hasil.iuran - at_once) <= 1


def test_the_oracle_knows_nothing_of_the_rules() -> None:
    text = (ROOT / "tests" / "oracle.py").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith(("import ", "from ")) and not line.startswith(
        ("from dataclasses", "from datetime", "from fractions", "from math", "from random")
    )] == []  # fmt: skip
