"""Plan, ceiling and compliance as rules: cases worked by hand, and what must hold whatever the figures are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desa.parameters import Nilai
from iuran.rules import Ketentuan
from iuran.rules.anggaran import Andaian, Posisi, plan, runway, usual_wage, with_added
from iuran.rules.kepatuhan import differences
from jaminan.bulan import Bulan
from tests.cases import bulan_of, law_cases, rule

YEAR = Bulan(2026, 1).until(Bulan(2026, 12))
NATIONAL = "nasional-2020"
LENIENT = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])  # a busy machine


def rules_of(kode: str, tempat: str, months: list[Bulan] = YEAR) -> dict[Bulan, Ketentuan]:
    return {month: rule(kode, tempat, month) for month in months}


def total(rows: Any, **only: str) -> int:
    return sum(row.jumlah for row in rows if all(getattr(row, name) == value for name, value in only.items()))


@pytest.mark.parametrize("case", law_cases("rencana"))
def test_a_year_as_the_law_case_says(case: dict[str, Any]) -> None:
    months = Bulan(case["tahun"], 1).until(Bulan(case["tahun"], 12))
    posts = [Posisi("d", "kepala_dusun", wage) for wage in case["penghasilan"]]
    rows = plan(posts, rules_of(case["peraturan"], case["tempat"], months), Andaian())
    for payer in ("pemda", "desa", "peserta"):
        assert total(rows, penanggung=payer) == case.get(payer, 0), payer


@pytest.mark.parametrize("case", law_cases("kepatuhan"))
def test_both_rules_as_the_law_case_says(case: dict[str, Any]) -> None:
    ours = rule(case["peraturan"], case["tempat"], bulan_of(case))
    national = rule(NATIONAL, case["tempat"], bulan_of(case))
    found = differences({case["penghasilan"]: 1}, ours, national)
    shown = {payer: [beda.kabupaten, beda.nasional] for payer, beda in found.items()}
    assert shown == {payer: case[payer] for payer in ("pemda", "desa", "peserta") if payer in case}
    causes = {payer: beda.sebab for payer, beda in found.items()}
    for payer, wanted in case["sebab"].items():
        sebab = causes[payer]
        assert [sebab.pembagian, sebab.batas_bawah, sebab.batas_atas, sebab.gabungan] == wanted, payer


wages = st.integers(0, 20_000_000)
posts = st.lists(
    st.builds(
        Posisi,
        desa=st.sampled_from(["a", "b", "c"]),
        jabatan=st.sampled_from(["kepala_desa", "kepala_dusun"]),
        penghasilan=wages,
        sampai=st.none() | st.sampled_from(YEAR),
    ),
    max_size=12,
)
places = st.sampled_from([("mamasa-10-2021", "76.03"), ("kayong-utara-39-2018", "61.11")])


@LENIENT
@given(posts, places)
@pytest.mark.lambat
def test_nothing_changes_twelve_times_the_month(found: list[Posisi], place: tuple[str, str]) -> None:
    rows = plan(found, rules_of(*place), Andaian())
    month = [row for row in rows if row.bulan == YEAR[0]]
    assert total(rows) == 12 * total(month)


@LENIENT
@given(posts, st.integers(0, 5_000_000), st.integers(0, 5_000_000))
@pytest.mark.lambat
def test_a_higher_floor_never_lowers_the_plan(found: list[Posisi], floor: int, more: int) -> None:
    base = rule("mamasa-10-2021", "76.03", YEAR[0])

    def with_floor(amount: int) -> dict[Bulan, Ketentuan]:
        value = Nilai("ump", date(2026, 1, 1), None, Decimal(amount), "uji", provinsi="76")
        return {YEAR[0]: replace(base, batas_bawah=value)}

    low, high = (plan(found, with_floor(amount), Andaian()) for amount in (floor, floor + more))
    assert total(low) <= total(high)
    assert all(row.biaya_batas_bawah >= 0 for row in (*low, *high))


@LENIENT
@given(posts, places)
@pytest.mark.lambat
def test_the_parts_add_up_by_village_post_and_payer(found: list[Posisi], place: tuple[str, str]) -> None:
    rules = rules_of(*place, YEAR[:2])
    rows = plan(found, rules, Andaian())
    assert sum(total(plan([one], rules, Andaian())) for one in found) == total(rows)
    assert sum(total(rows, desa=desa) for desa in "abc") == total(rows)
    assert sum(row.orang for row in rows) == 2 * 2 * len(found)  # two months, two payers


@LENIENT
@given(posts, places)
@pytest.mark.lambat
def test_an_empty_post_costs_nothing_after_its_last_month(found: list[Posisi], place: tuple[str, str]) -> None:
    rows = plan(found, rules_of(*place), Andaian(diisi_lagi=False))
    for month in YEAR:
        here = [one for one in found if one.sampai is None or month <= one.sampai]
        assert sum(row.orang for row in rows if row.bulan == month) == 2 * len(here)


def test_a_rise_of_wages_is_rounded_once_and_added_posts_have_the_usual_wage() -> None:
    found = [Posisi("a", "kepala_dusun", 2_022_200), Posisi("a", "kepala_dusun", 2_022_200),
             Posisi("a", "kepala_dusun", 2_500_000)]  # fmt: skip
    assert usual_wage(found, "kepala_dusun") == 2_022_200
    assert usual_wage(found[1:], "kepala_dusun") == 2_500_000
    more = with_added(found, [("kepala_dusun", 2), ("kepala_seksi", 0)], "b")
    assert [(one.desa, one.penghasilan) for one in more[3:]] == [("b", 2_022_200)] * 2
    with pytest.raises(LookupError):
        with_added(found, [("kepala_seksi", 1)], "b")
    rows = plan(found[:1], rules_of("kayong-utara-39-2018", "61.11", YEAR[:1]), Andaian(kenaikan_gaji=650))
    assert total(rows, penanggung="desa") == 64_609  # 3 % of 2.153.643, which is 2.022.200 + 6,5 %


@pytest.mark.parametrize(
    ("pagu", "saldo", "words"),
    [
        (1200, 0, "Cukup sampai Desember 2026; sisa Rp 0."),
        (1199, 0, "Pagu habis pada bulan Desember 2026; kurang Rp 1."),
        (1000, 0, "Pagu habis pada bulan November 2026; kurang Rp 200."),
        (1000, -200, "Cukup sampai Desember 2026; sisa Rp 0."),
        (1200, 50, "Pagu habis pada bulan Desember 2026; kurang Rp 50."),
        (0, 0, "Pagu habis pada bulan Januari 2026; kurang Rp 1.200."),
    ],
)
def test_how_far_a_ceiling_reaches(pagu: int, saldo: int, words: str) -> None:
    assert runway(pagu, saldo, [(month, 100) for month in YEAR]).kalimat == words


def test_a_month_of_corrections_may_bring_the_ceiling_back() -> None:
    found = runway(100, 0, [(YEAR[0], 150), (YEAR[1], -80)])
    assert (found.habis, found.sisa) == (YEAR[0], 30)
    assert found.kalimat == "Pagu habis pada bulan Januari 2026; sisa Rp 30 kemudian."


@LENIENT
@given(st.dictionaries(wages, st.integers(1, 5), max_size=8), places)
@pytest.mark.lambat
def test_the_causes_add_up_to_the_difference(people: dict[int, int], place: tuple[str, str]) -> None:
    ours, national = rule(*place, YEAR[9]), rule(NATIONAL, place[1], YEAR[9])
    found = differences(people, ours, national)
    assert all(beda.sebab.jumlah == beda.selisih for beda in found.values())
    assert sum(beda.kabupaten for beda in found.values()) == sum(
        total(plan([Posisi("a", "x", wage)] * count, {YEAR[9]: ours}, Andaian())) for wage, count in people.items()
    )


def test_the_same_rule_differs_in_nothing() -> None:
    same = rule("mamasa-10-2021", "76.03", YEAR[9])
    found = differences({2_000_000: 3, 15_000_000: 1}, same, rule(NATIONAL, "76.03", YEAR[9]))
    assert {beda.selisih for beda in found.values()} == {0}
