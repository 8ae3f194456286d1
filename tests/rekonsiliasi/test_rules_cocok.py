"""Who is matched with which row: NIK before card, the best row of several, and what is left over, in any order."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from rekonsiliasi.rules import BarisBpjs, Ingatan, PesertaKita
from rekonsiliasi.rules.cocok import HasilCocok, match
from rekonsiliasi.rules.mirip import suggest

NIK, LAIN, KARTU, DESA = "7603011203759001", "7603014211849002", "0009000000001", "76.03.01.2004"
BORN = date(1975, 3, 12)
ANDI = PesertaKita(1, NIK, KARTU, "Andi", BORN, DESA, "Mambi", 2_426_640, 3_315_934, 132_637, 33_159)
BUDI = replace(ANDI, id=2, nik=LAIN, kartu="0009000000002", nama="Budi")
ROW = BarisBpjs(10, 3, KARTU, NIK, "ANDI", BORN, 1, True, DESA, "Mambi", 3_315_934, 132_637, 33_159)


def told(found: HasilCocok) -> tuple[list[tuple[int, int | None, list[int]]], list[int], list[list[int]]]:
    """Numbers only: (official, row, further rows), officials who repeat a NIK, groups of strangers."""
    pairs = [
        (one.kita.id, one.baris.id if one.baris else None, [row.id for row in one.lebih]) for one in found.pasangan
    ]
    return pairs, [one.id for one in found.kembar], [[row.id for row in group] for group in found.sisa]


def in_any_order(kita: list[PesertaKita], rows: list[BarisBpjs]) -> Any:
    """The answer, which must not depend on how either side is sorted."""
    answers = [told(match(ours, theirs)) for ours in permutations(kita) for theirs in permutations(rows)]
    assert all(one == answers[0] for one in answers)
    return answers[0]


def test_the_nik_comes_before_the_card() -> None:
    swapped = replace(ROW, id=11, kartu=KARTU, nik=LAIN, nama="BUDI")
    by_nik = replace(ROW, id=12, kartu="0009000000099")
    assert in_any_order([ANDI, BUDI], [swapped, by_nik]) == ([(1, 12, []), (2, 11, [])], [], [])


def test_a_number_that_name_and_birth_speak_against_joins_nobody() -> None:
    """A slip in a NIK that hits another official's: whose name and card the row carries is not taken from them."""
    slip = replace(ROW, id=14, nik=LAIN)  # Andi's row with Budi's NIK
    assert in_any_order([ANDI, BUDI], [slip]) == ([(1, 14, []), (2, None, [])], [], [])
    elder = replace(BUDI, lahir=date(1950, 1, 1))
    unlike = replace(slip, kartu="0009000000098")
    assert in_any_order([elder], [unlike]) == ([(2, None, [])], [], [[14]])
    assert in_any_order([elder], [replace(unlike, nama="Budi")]) == ([(2, 14, [])], [], [])  # only the day is wrong
    both = replace(unlike, kartu=elder.kartu)
    assert in_any_order([elder], [both]) == ([(2, 14, [])], [], [])  # two numbers that agree


def test_what_a_person_said_comes_first_and_a_refusal_is_kept() -> None:
    strange = replace(ROW, id=15, nik="7603011203759077", kartu="0009000000077")
    by_word = Ingatan(setuju={("nik", "7603011203759077"): 2})
    assert told(match([ANDI, BUDI], [ROW, strange], by_word)) == ([(1, 10, []), (2, 15, [])], [], [])
    by_card = replace(strange, nik="", nama="Budy")
    said = Ingatan(setuju={("kartu", "0009000000077"): 2})
    assert told(match([BUDI], [by_card], said)) == ([(2, 15, [])], [], [])


def test_a_suggestion_needs_more_than_a_name_and_never_comes_twice() -> None:
    strange = replace(ROW, id=16, nik="3201011203759001", kartu="", nama="ANDY")
    found = suggest([ANDI, replace(ANDI, id=9, nama="Andri", lahir=None)], [strange], Ingatan())
    assert {row: (one.peserta, one.mirip) for row, one in found.items()} == {16: (1, 85)}
    assert suggest([ANDI], [strange], Ingatan(tolak=frozenset({(1, "nik", strange.nik)}))) == {}
    elsewhere = replace(strange, desa="76.03.02.2004", lahir=date(1961, 1, 1), nama="ANDI")
    assert suggest([ANDI], [elsewhere], Ingatan()) == {}
    two = [replace(strange, id=number, nik=f"320101120375900{number - 15}") for number in (16, 17)]
    assert [one.peserta for one in suggest([ANDI], two, Ingatan()).values()] == [1]
    assert suggest([ANDI], [strange], Ingatan(setuju={("nik", "1"): 1})) == {}  # theirs is known already


def test_a_card_finds_who_has_no_number_or_another_one() -> None:
    blank, other = replace(ROW, nik=""), replace(ROW, nik="7603011203759999")
    assert in_any_order([ANDI], [blank]) == ([(1, 10, [])], [], [])
    assert in_any_order([ANDI], [other]) == ([(1, 10, [])], [], [])
    nothing = replace(ROW, nik="", kartu="")
    without = replace(ANDI, nik="", kartu="")
    assert in_any_order([without], [nothing]) == ([(1, None, [])], [], [[10]])
    matched = replace(ROW, id=13, nik="7603011203759998")
    assert in_any_order([ANDI, BUDI], [ROW, replace(matched, kartu=BUDI.kartu)]) == ([(1, 10, []), (2, 13, [])], [], [])


def test_a_row_is_given_once_where_two_share_a_card() -> None:
    assert in_any_order([ANDI, replace(BUDI, kartu=KARTU)], [replace(ROW, nik="")]) == (
        [(1, 10, []), (2, None, [])], [], [],
    )  # fmt: skip


@pytest.mark.parametrize(("better", "worse"), [
    ({}, {"aktif": False}), ({"aktif": True, "desa": "x", "pemberi_kerja": 1}, {"aktif": False}),
    ({}, {"desa": "76.03.01.2008"}), ({"pemberi_kerja": 1}, {"desa": "76.03.01.2008"}),
    ({}, {"pemberi_kerja": 1}), ({}, {"peserta": 1}), ({"gaji": 9}, {"peserta": 1, "gaji": 1}),
    ({"nama": "A"}, {"nama": "B"}), ({"lahir": None}, {"lahir": BORN}), ({"lahir": None}, {"lahir": date(1, 1, 1)}),
    ({"gaji": 1}, {"gaji": 2}), ({"nomor": 1}, {"nomor": 2}), ({"kartu": ""}, {"kartu": KARTU}),
])  # fmt: skip
def test_the_best_of_several_rows_is_theirs(better: dict[str, Any], worse: dict[str, Any]) -> None:
    """Active, then of the same village, then with our amounts, then by what stands in the row."""
    rows = [replace(ROW, id=21, **worse), replace(ROW, id=22, **better)]
    assert in_any_order([ANDI], rows) == ([(1, 22, [21])], [], [])


def test_equal_rows_are_told_apart_by_their_number() -> None:
    rows = [replace(ROW, id=number) for number in (31, 32, 33)]
    assert in_any_order([ANDI], rows) == ([(1, 31, [32, 33])], [], [])


def test_a_free_row_with_the_card_of_a_matched_one_is_that_person_again() -> None:
    again = replace(ROW, id=41, nik=LAIN)
    third = replace(ROW, id=42, nik="", nomor=1)
    assert in_any_order([ANDI], [ROW, again, third]) == ([(1, 10, [42, 41])], [], [])
    stranger = replace(ROW, id=43, nik=LAIN, kartu="0009000000043")
    assert in_any_order([ANDI], [ROW, stranger]) == ([(1, 10, [])], [], [[43]])
    bare = replace(ROW, kartu="")
    assert in_any_order([replace(ANDI, kartu="")], [bare, replace(bare, id=44, nik="")]) == ([(1, 10, [])], [], [[44]])


def test_officials_who_repeat_a_nik_are_named_and_those_without_one_are_not() -> None:
    twin = replace(ANDI, id=3, nama="Anwar")
    assert in_any_order([ANDI, twin], [ROW]) == ([(1, 10, [])], [3], [])
    elsewhere = replace(ANDI, id=4, desa="76.03.01.2001")
    assert in_any_order([ANDI, elsewhere], [ROW]) == ([(4, 10, [])], [1], [])
    blanks = [replace(ANDI, id=number, nik="", kartu=f"000900000005{number}") for number in (5, 6)]
    assert in_any_order(blanks, []) == ([(5, None, []), (6, None, [])], [], [])


@pytest.mark.parametrize("change", [{"nik": LAIN}, {"nik": "", "kartu": "0009000000077"}])
def test_strangers_stand_together_the_active_row_first(change: dict[str, Any]) -> None:
    rows = [replace(ROW, id=51, aktif=False, nama="A", **change), replace(ROW, id=52, nama="B", **change)]
    assert in_any_order([], rows) == ([], [], [[52, 51]])


def test_strangers_without_any_number_stand_alone() -> None:
    rows = [replace(ROW, id=number, nik="", kartu="") for number in (61, 62)]
    assert in_any_order([], rows) == ([], [], [[61], [62]])
    apart = [replace(ROW, id=63, kartu=""), replace(ROW, id=64, kartu="", nik=LAIN)]
    assert in_any_order([], apart) == ([], [], [[63], [64]])
