"""Base, limits and shares: the law cases, and properties against an oracle written in fractions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desa.parameters import CelahNilai, KumpulanNilai, Nilai, NilaiTidakAda
from iuran.rules import HasilIuran, Ketentuan, agrees, base_of, contribution, explain, resolve
from jaminan.bulan import Bulan
from jaminan.rupiah import share_of
from tests.cases import TEMPAT, bulan_of, law_cases, regulations, rule

MAMASA, KAYONG_UTARA = "mamasa-10-2021", "kayong-utara-39-2018"
OKTOBER = Bulan(2026, 10)
INCOMES = st.integers(0, 10**12)


@pytest.mark.parametrize("case", law_cases("iuran"))
def test_law_case(case: dict[str, Any]) -> None:
    hasil = contribution(case["penghasilan"], rule(case["peraturan"], case["tempat"], bulan_of(case)))
    shares = {payer: case[payer] for payer in ("pemda", "desa", "peserta") if payer in case}
    assert {share.penanggung: share.jumlah for share in hasil.porsi} == shares
    assert (hasil.dasar, hasil.iuran) == (case["dasar"], sum(shares.values()))


@pytest.mark.parametrize("case", law_cases("tanpa_nilai"))
def test_a_value_that_is_not_there_is_named_and_never_replaced(case: dict[str, Any]) -> None:
    with pytest.raises(NilaiTidakAda) as refusal:
        rule(case["peraturan"], case["tempat"], bulan_of(case))
    assert refusal.value.pesan == case["pesan"]


# -- properties ------------------------------------------------------------------------------------------------------


def half_up(amount: Fraction) -> int:
    """The oracle's rounding, without a line of the portal's."""
    return floor(amount + Fraction(1, 2))


@pytest.mark.lambat
@settings(max_examples=2000, deadline=None)
@given(INCOMES, st.integers(0, 10_000))
def test_a_share_is_the_fraction_rounded_half_up(base: int, points: int) -> None:
    assert share_of(base, points) == half_up(Fraction(base) * points / 10_000)


@pytest.mark.parametrize(("base", "points"), [(-1, 400), (1, -1), (1, 10_001)])
def test_a_share_of_nonsense_is_refused(base: int, points: int) -> None:
    with pytest.raises(ValueError, match=r"negatif|antara 0 dan 100"):
        share_of(base, points)


@pytest.mark.lambat
@settings(max_examples=2000, deadline=None)
@given(INCOMES)
def test_mamasa_keeps_the_base_between_floor_and_cap_and_rounds_each_share_apart(income: int) -> None:
    hasil = contribution(income, rule(MAMASA, "76.03", OKTOBER))
    base = min(max(income, 3_315_934), 12_000_000)
    assert hasil.dasar == base
    assert [share.jumlah for share in hasil.porsi] == [half_up(Fraction(base * part, 100)) for part in (4, 1)]
    assert abs(hasil.iuran - half_up(Fraction(base * 5, 100))) <= 1


@pytest.mark.lambat
@settings(max_examples=2000, deadline=None)
@given(INCOMES)
def test_kayong_utara_takes_the_income_as_it_is(income: int) -> None:
    hasil = contribution(income, rule(KAYONG_UTARA, "61.11", OKTOBER))
    assert hasil.dasar == income
    assert [share.jumlah for share in hasil.porsi] == [half_up(Fraction(income * part, 100)) for part in (3, 2)]
    assert abs(hasil.iuran - half_up(Fraction(income * 5, 100))) <= 1


@pytest.mark.lambat
@settings(max_examples=1000, deadline=None)
@given(INCOMES, st.integers(0, 10**9), st.sampled_from([(MAMASA, "76.03"), (KAYONG_UTARA, "61.11")]))
def test_a_raise_never_lowers_any_share(income: int, more: int, where: tuple[str, str]) -> None:
    ketentuan = rule(*where, OKTOBER)
    before, after = contribution(income, ketentuan), contribution(income + more, ketentuan)
    pairs = zip(before.porsi, after.porsi, strict=True)
    assert all(old.jumlah <= new.jumlah for old, new in pairs)


@settings(max_examples=300, deadline=None)
@given(st.lists(INCOMES, max_size=12), st.randoms())
@pytest.mark.lambat
def test_the_order_of_people_and_the_cut_into_villages_change_no_sum(incomes: list[int], chance: Any) -> None:
    ketentuan = rule(MAMASA, "76.03", OKTOBER)
    whole = sum(contribution(income, ketentuan).iuran for income in incomes)
    shuffled = chance.sample(incomes, len(incomes))
    cut = chance.randint(0, len(incomes))
    parts = [sum(contribution(income, ketentuan).iuran for income in part) for part in (shuffled[:cut], shuffled[cut:])]
    assert sum(parts) == whole


@pytest.mark.lambat
@settings(max_examples=500, deadline=None)
@given(
    st.decimals(0, 10**9, places=2),
    st.decimals(0, 10**9, places=2),
    st.integers(0, 10**10),
)
def test_any_floor_and_cap_with_sen(low: Decimal, high: Decimal, income: int) -> None:
    ketentuan = replace(rule(MAMASA, "76.03", OKTOBER), batas_bawah=value("ump", low), batas_atas=value("cap", high))
    expected = max(half_up(Fraction(low)), min(half_up(Fraction(high)), income))
    assert base_of(income, ketentuan) == expected


def value(kunci: str, nilai: Decimal | None, **others: Any) -> Nilai:
    return Nilai(kunci, date(2026, 1, 1), None, nilai, "uji", **others)


def test_a_negative_income_is_refused() -> None:
    with pytest.raises(ValueError, match="tidak boleh negatif"):
        base_of(-1, rule(MAMASA, "76.03", OKTOBER))


# -- which value -----------------------------------------------------------------------------------------------------


def with_values(*values: Nilai) -> Ketentuan:
    isi = regulations()[MAMASA]
    return resolve("Perbup", isi.iuran, KumpulanNilai(values), TEMPAT["76.03"], OKTOBER)


CAP = Nilai("batas_atas", date(2020, 1, 1), None, Decimal(12_000_000), "uji")
UMP = value("ump", Decimal("3315934"), provinsi="76")


def test_a_umk_of_the_regency_goes_before_the_ump() -> None:
    umk = value("umk", Decimal("3400000.50"), kabupaten="76.03")
    assert contribution(0, with_values(CAP, UMP, umk)).dasar == 3_400_001


def test_the_umk_of_another_regency_is_none() -> None:
    umk = value("umk", Decimal("3400000"), kabupaten="76.02")
    assert contribution(0, with_values(CAP, UMP, umk)).dasar == 3_315_934


def test_a_umk_that_is_known_to_exist_but_not_known_stops_the_sum() -> None:
    umk = value("umk", None, kabupaten="76.03", kepastian="celah")
    with pytest.raises(CelahNilai):
        with_values(CAP, UMP, umk)


def test_without_the_cap_nothing_is_counted() -> None:
    with pytest.raises(NilaiTidakAda) as refusal:
        with_values(UMP)
    assert refusal.value.pesan == ("Tidak ada nilai batas paling tinggi gaji untuk Kabupaten Mamasa pada Oktober 2026.")


def test_of_two_values_in_force_the_newer_decides() -> None:
    newer = Nilai("batas_atas", date(2026, 7, 1), None, Decimal(13_000_000), "uji")
    assert contribution(10**8, with_values(CAP, newer, UMP)).dasar == 13_000_000


# -- beside the national rule, and in words --------------------------------------------------------------------------


def both(income: int) -> tuple[HasilIuran, HasilIuran]:
    return (
        contribution(income, rule(KAYONG_UTARA, "61.11", OKTOBER)),
        contribution(income, rule("nasional-2020", "61.11", OKTOBER)),
    )


def test_kayong_utara_departs_from_the_nation_even_where_the_sum_is_the_same() -> None:
    ours, national = both(5_000_000)
    assert (ours.iuran, national.iuran) == (250_000, 250_000)
    assert not agrees(ours, national)


def test_mamasa_agrees_with_the_nation() -> None:
    ours = contribution(2_426_640, rule(MAMASA, "76.03", OKTOBER))
    assert agrees(ours, contribution(2_426_640, rule("nasional-2020", "76.03", OKTOBER)))


def test_the_explanation_of_a_lifted_base_step_by_step() -> None:
    ketentuan = rule(MAMASA, "76.03", OKTOBER)
    assert explain(contribution(2_426_640, ketentuan), ketentuan) == [
        "Dasar iuran adalah penghasilan tetap sebulan, Rp 2.426.640 (Pasal 8 ayat (2)-(4)).",
        "Kabupaten Mamasa tidak punya UMK untuk Oktober 2026, maka dipakai UMP (Pasal 8 ayat (2)-(4)).",
        "Dasar dinaikkan ke UMP Rp 3.315.934, karena lebih tinggi (Pasal 8 ayat (2)-(4)).",
        "UMP ini berlaku sejak 1 Januari 2026: SK Gubernur Sulawesi Barat 855/2025.",
        "Porsi pemerintah kabupaten 4 % dari Rp 3.315.934 adalah Rp 132.637 (Pasal 8 ayat (1) huruf a).",
        "Porsi kepala desa dan perangkat desa 1 % dari Rp 3.315.934 adalah Rp 33.159 (Pasal 8 ayat (1) huruf b).",
        "Iuran sebulan Rp 165.796 adalah jumlah Rp 132.637 + Rp 33.159; tiap porsi dibulatkan sendiri.",
    ]


def test_a_share_with_half_a_percent_is_written_with_a_comma() -> None:
    ketentuan = rule(KAYONG_UTARA, "61.11", OKTOBER)
    hasil = contribution(2_426_640, ketentuan)
    halves = replace(hasil, porsi=tuple(replace(one, persen="2.5") for one in hasil.porsi))
    assert "Porsi pemerintah desa 2,5 % dari Rp 2.426.640" in " ".join(explain(halves, ketentuan))


def test_the_explanation_of_a_lowered_base_and_of_an_unconfirmed_value() -> None:
    ketentuan = rule(MAMASA, "76.03", Bulan(2021, 6))
    sentences = explain(contribution(13_000_000, ketentuan), ketentuan)
    assert sentences[1:3] == [
        "Dasar diturunkan ke batas paling tinggi gaji Rp 12.000.000 (Pasal 8 ayat (2)-(4)).",
        "Batas paling tinggi gaji ini berlaku sejak 1 Januari 2020: Perpres 75/2019 Pasal 32; "
        "surat BPJS Kesehatan November 2019.",
    ]
    assert sentences[4] == "Penghasilan tidak di bawah UMP Rp 2.678.863 (Pasal 8 ayat (2)-(4))."
    assert sentences[5].endswith("(belum dikonfirmasi).")


def test_the_explanation_without_limits() -> None:
    ketentuan = rule(KAYONG_UTARA, "61.11", OKTOBER)
    assert explain(contribution(2_426_640, ketentuan), ketentuan)[1] == (
        "Peraturan ini tidak mengenal batas bawah maupun batas atas."
    )
