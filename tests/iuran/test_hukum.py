"""Law cases of what the articles settle and of payment, and sixty bases worked by hand (MN-6)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desa.parameters import Nilai
from iuran.rules import base_of, contribution, contributions, days_late, explain, limit_costs, payment_status
from jaminan.bulan import Bulan
from tests.cases import law_cases, regulations, rule


def at(data: Any, path: str) -> Any:
    """The value at "iuran.porsi.pemda.persen": a list is entered by number, or by who bears the share."""
    for part in path.split("."):
        if isinstance(data, list):
            data = data[int(part)] if part.isdecimal() else next(one for one in data if one["penanggung"] == part)
        else:
            data = data[part]
    return data


@pytest.mark.parametrize("case", law_cases("aturan"))
def test_what_an_article_settles(case: dict[str, Any]) -> None:
    stored = regulations()[case["peraturan"]].model_dump(mode="json")
    assert at(stored, case["letak"]) == case["isi"]


@pytest.mark.parametrize("case", law_cases("bayar"))
def test_owed_against_paid(case: dict[str, Any]) -> None:
    payments = [(day, amount) for day, amount in case["disetor"]]
    paid = sum(amount for _, amount in payments)
    state = payment_status(case["terutang"], paid, today=case["hari"], due=case["jatuh_tempo"])
    late = days_late(case["terutang"], payments, today=case["hari"], due=case["jatuh_tempo"])
    assert (state.value, late) == (case["keadaan"], case["terlambat"])


def value(kunci: str, amount: str) -> Nilai:
    return Nilai(kunci, date(2022, 1, 1), None, Decimal(amount), "uji")


# MN-6: wage, floor, cap, base, 4 %, 1 %. Worked by hand; a floor with sen is rounded half-up first.
BASES = [
    # UMP 2.678.863,10: the sen fall away
    (0, "2678863.10", "12000000", 2_678_863, 107_155, 26_789),
    (1, "2678863.10", "12000000", 2_678_863, 107_155, 26_789),
    (2_678_862, "2678863.10", "12000000", 2_678_863, 107_155, 26_789),
    (2_678_863, "2678863.10", "12000000", 2_678_863, 107_155, 26_789),
    (2_678_864, "2678863.10", "12000000", 2_678_864, 107_155, 26_789),
    (2_678_875, "2678863.10", "12000000", 2_678_875, 107_155, 26_789),
    (2_678_887, "2678863.10", "12000000", 2_678_887, 107_155, 26_789),
    (2_678_888, "2678863.10", "12000000", 2_678_888, 107_156, 26_789),
    (2_678_949, "2678863.10", "12000000", 2_678_949, 107_158, 26_789),
    (2_678_950, "2678863.10", "12000000", 2_678_950, 107_158, 26_790),
    # UMP 2.871.794,82: a rupiah more
    (0, "2871794.82", "12000000", 2_871_795, 114_872, 28_718),
    (2_426_640, "2871794.82", "12000000", 2_871_795, 114_872, 28_718),
    (2_871_794, "2871794.82", "12000000", 2_871_795, 114_872, 28_718),
    (2_871_795, "2871794.82", "12000000", 2_871_795, 114_872, 28_718),
    (2_871_796, "2871794.82", "12000000", 2_871_796, 114_872, 28_718),
    # UMP 2.914.958,08
    (0, "2914958.08", "12000000", 2_914_958, 116_598, 29_150),
    (2_914_957, "2914958.08", "12000000", 2_914_958, 116_598, 29_150),
    (2_914_959, "2914958.08", "12000000", 2_914_959, 116_598, 29_150),
    # half a rupiah of floor counts as one, 49 sen as none
    (0, "1000000.49", "12000000", 1_000_000, 40_000, 10_000),
    (0, "1000000.50", "12000000", 1_000_001, 40_000, 10_000),
    (0, "1000000.51", "12000000", 1_000_001, 40_000, 10_000),
    (1_000_000, "1000000.50", "12000000", 1_000_001, 40_000, 10_000),
    (1_000_001, "1000000.50", "12000000", 1_000_001, 40_000, 10_000),
    (1_000_002, "1000000.50", "12000000", 1_000_002, 40_000, 10_000),
    # UMP 2026, without sen
    (0, "3315934.00", "12000000", 3_315_934, 132_637, 33_159),
    (2_022_200, "3315934.00", "12000000", 3_315_934, 132_637, 33_159),
    (2_224_420, "3315934.00", "12000000", 3_315_934, 132_637, 33_159),
    (2_426_640, "3315934.00", "12000000", 3_315_934, 132_637, 33_159),
    (3_315_933, "3315934.00", "12000000", 3_315_934, 132_637, 33_159),
    (3_315_934, "3315934.00", "12000000", 3_315_934, 132_637, 33_159),
    (3_315_935, "3315934.00", "12000000", 3_315_935, 132_637, 33_159),
    (3_315_937, "3315934.00", "12000000", 3_315_937, 132_637, 33_159),
    (3_315_938, "3315934.00", "12000000", 3_315_938, 132_638, 33_159),
    (3_315_949, "3315934.00", "12000000", 3_315_949, 132_638, 33_159),
    (3_315_950, "3315934.00", "12000000", 3_315_950, 132_638, 33_160),
    (3_500_000, "3315934.00", "12000000", 3_500_000, 140_000, 35_000),
    (3_639_960, "3315934.00", "12000000", 3_639_960, 145_598, 36_400),
    (4_000_000, "3315934.00", "12000000", 4_000_000, 160_000, 40_000),
    (4_000_012, "3315934.00", "12000000", 4_000_012, 160_000, 40_000),
    (4_000_013, "3315934.00", "12000000", 4_000_013, 160_001, 40_000),
    (4_000_050, "3315934.00", "12000000", 4_000_050, 160_002, 40_001),
    (5_000_000, "3315934.00", "12000000", 5_000_000, 200_000, 50_000),
    # the cap of 12 million
    (11_999_987, "3315934.00", "12000000", 11_999_987, 479_999, 120_000),
    (11_999_988, "3315934.00", "12000000", 11_999_988, 480_000, 120_000),
    (11_999_949, "3315934.00", "12000000", 11_999_949, 479_998, 119_999),
    (11_999_950, "3315934.00", "12000000", 11_999_950, 479_998, 120_000),
    (11_999_999, "3315934.00", "12000000", 11_999_999, 480_000, 120_000),
    (12_000_000, "3315934.00", "12000000", 12_000_000, 480_000, 120_000),
    (12_000_001, "3315934.00", "12000000", 12_000_000, 480_000, 120_000),
    (12_500_000, "3315934.00", "12000000", 12_000_000, 480_000, 120_000),
    (1_000_000_000_000, "3315934.00", "12000000", 12_000_000, 480_000, 120_000),
    # the cap of 8 million until 2019
    (7_999_999, "2369670.00", "8000000", 7_999_999, 320_000, 80_000),
    (8_000_000, "2369670.00", "8000000", 8_000_000, 320_000, 80_000),
    (8_000_001, "2369670.00", "8000000", 8_000_000, 320_000, 80_000),
    # a cap with sen is rounded once, too
    (9_000_000, "2369670.00", "8000000.49", 8_000_000, 320_000, 80_000),
    (9_000_000, "2369670.00", "8000000.50", 8_000_001, 320_000, 80_000),
    # a floor above the cap, should it ever come to that: nobody stays under the floor
    (0, "12000001.00", "12000000", 12_000_001, 480_000, 120_000),
    (12_000_000, "12000001.00", "12000000", 12_000_001, 480_000, 120_000),
    (99_000_000, "12000001.00", "12000000", 12_000_001, 480_000, 120_000),
    # a floor of nothing
    (0, "0.00", "12000000", 0, 0, 0),
]


def test_the_table_holds_sixty() -> None:
    assert len(BASES) == 60


@pytest.mark.parametrize(("wage", "floor", "cap", "base", "four", "one"), BASES)
def test_base_and_shares_by_hand(wage: int, floor: str, cap: str, base: int, four: int, one: int) -> None:
    """MM Pasal 8 ayat (1)-(4)."""
    plain = rule("mamasa-10-2021", "76.03", Bulan(2026, 10))
    ketentuan = replace(plain, batas_bawah=value("ump", floor), batas_atas=value("batas_atas", cap))
    hasil = contribution(wage, ketentuan)
    assert (base_of(wage, ketentuan), hasil.dasar) == (base, base)
    assert [share.jumlah for share in hasil.porsi] == [four, one]
    assert hasil.iuran == four + one


@pytest.mark.parametrize(
    ("wage", "base", "points", "cost"),
    [
        (2_426_640, 3_315_934, 400, 132_637 - 97_066),
        (2_426_640, 3_315_934, 100, 33_159 - 24_266),
        (12_500_000, 12_000_000, 400, -20_000),
        (5_000_000, 5_000_000, 400, 0),
        (0, 3_315_934, 100, 33_159),
    ],
)
def test_what_a_limit_costs_one_share(wage: int, base: int, points: int, cost: int) -> None:
    """MM Pasal 8 ayat (2)-(4): against a contribution from the wage alone."""
    assert limit_costs(wage, base, points) == cost


def test_equal_wages_are_worked_once_and_each_wage_has_its_own() -> None:
    ketentuan = rule("mamasa-10-2021", "76.03", Bulan(2026, 10))
    found = contributions([5_000_000, 0, 5_000_000], ketentuan)
    assert found == {wage: contribution(wage, ketentuan) for wage in (0, 5_000_000)}


def test_a_month_names_the_values_it_leans_on() -> None:
    both = rule("mamasa-10-2021", "76.03", Bulan(2026, 10))
    assert [one.kunci for one in both.nilai] == ["ump", "batas_atas"]
    assert replace(both, batas_atas=None).nilai == [both.batas_bawah]
    assert rule("kayong-utara-39-2018", "61.11", Bulan(2026, 10)).nilai == []


def test_kayong_utara_in_words() -> None:
    """KU Pasal 4: each step, without limits."""
    ketentuan = rule("kayong-utara-39-2018", "61.11", Bulan(2026, 10))
    assert explain(contribution(2_426_640, ketentuan), ketentuan) == [
        "Dasar iuran adalah penghasilan tetap sebulan, Rp 2.426.640 (Pasal 4 ayat (1)).",
        "Peraturan ini tidak mengenal batas bawah maupun batas atas.",
        "Porsi pemerintah desa 3 % dari Rp 2.426.640 adalah Rp 72.799 (Pasal 4 ayat (2) huruf a).",
        "Porsi kepala desa dan perangkat desa 2 % dari Rp 2.426.640 adalah Rp 48.533 (Pasal 4 ayat (2) huruf b).",
        "Iuran sebulan Rp 121.332 adalah jumlah Rp 72.799 + Rp 48.533; tiap porsi dibulatkan sendiri.",
    ]


def steps(wage: int, floor: Nilai | None, cap: Nilai | None) -> list[str]:
    """The sentences about the base, with limits of our own."""
    plain = rule("mamasa-10-2021", "76.03", Bulan(2026, 10))
    ketentuan = replace(plain, batas_bawah=floor, batas_atas=cap)
    return explain(contribution(wage, ketentuan), ketentuan)[1:-3]


UMP = [
    "Kabupaten Mamasa tidak punya UMK untuk Oktober 2026, maka dipakai UMP (Pasal 8 ayat (2)-(4)).",
    "UMP ini berlaku sejak 1 Januari 2022: uji.",
]
NOT_BELOW = "Penghasilan tidak di bawah {} (Pasal 8 ayat (2)-(4))."
CAP = "Batas paling tinggi gaji ini berlaku sejak 1 Januari 2022: uji."


def test_each_step_of_the_base_in_words() -> None:
    """MM Pasal 8 ayat (2)-(4): at a limit nothing is moved; one rupiah beside it, it is."""
    floor, cap = value("ump", "3000000"), value("batas_atas", "12000000")
    umk = value("umk", "3000000")
    for wage in (3_000_000, 3_000_001, 12_000_000):
        assert steps(wage, floor, cap) == [UMP[0], NOT_BELOW.format("UMP Rp 3.000.000"), UMP[1]]
    assert steps(2_999_999, floor, cap) == [
        UMP[0], "Dasar dinaikkan ke UMP Rp 3.000.000, karena lebih tinggi (Pasal 8 ayat (2)-(4)).", UMP[1],
    ]  # fmt: skip
    assert steps(12_000_001, floor, cap) == [
        "Dasar diturunkan ke batas paling tinggi gaji Rp 12.000.000 (Pasal 8 ayat (2)-(4)).", CAP,
        UMP[0], NOT_BELOW.format("UMP Rp 3.000.000"), UMP[1],
    ]  # fmt: skip
    assert steps(3_000_000, umk, None) == [
        NOT_BELOW.format("UMK Rp 3.000.000"), "UMK ini berlaku sejak 1 Januari 2022: uji.",
    ]  # fmt: skip
    assert steps(3_000_000, None, cap) == []
    assert steps(1, None, None) == [
        "Peraturan ini tidak mengenal batas bawah maupun batas atas.",
    ]  # fmt: skip


def test_a_floor_may_be_looked_for_in_more_than_two_places() -> None:
    plain = rule("mamasa-10-2021", "76.03", Bulan(2026, 10))
    base = plain.bagian.dasar.model_copy(update={"batas_bawah": ("upah_desa", "umk", "ump")})
    ketentuan = replace(plain, bagian=plain.bagian.model_copy(update={"dasar": base}))
    assert explain(contribution(0, ketentuan), ketentuan)[1] == (
        "Kabupaten Mamasa tidak punya upah desa maupun UMK untuk Oktober 2026, maka dipakai UMP (Pasal 8 ayat (2)-(4))."
    )


def test_a_value_that_is_not_confirmed_says_so() -> None:
    unsure = replace(value("umk", "3000000"), kepastian="belum_dikonfirmasi")
    assert steps(0, unsure, None)[-1] == "UMK ini berlaku sejak 1 Januari 2022: uji (belum dikonfirmasi)."


def test_a_negative_wage_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"^Penghasilan tetap tidak boleh negatif\.$"):
        base_of(-1, rule("mamasa-10-2021", "76.03", Bulan(2026, 10)))
