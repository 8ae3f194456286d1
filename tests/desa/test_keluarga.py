"""Who of a family is covered, and who of the officials is billed or owes a month: the law cases."""

import re
from datetime import date
from typing import Any

import pytest

from desa.enums import Hubungan, KeadaanAnggota
from desa.rules.keluarga import Anggota, age_on, birthday, covered_family
from desa.rules.masa_jabatan import exclusion, owes_month
from tests.cases import bulan_of, family_rule, law_cases, regulations


def member(number: int, text: str) -> Anggota:
    """`anak_kandung 2005-10-01 s b2027-06-30` as a member; the marks are explained in the file of cases."""
    hubungan, born, *marks = text.split()
    values = {mark[0]: mark[1:].lstrip("=") for mark in marks}
    return Anggota(
        number, Hubungan(hubungan), date.fromisoformat(born), "m" in values, "p" in values, "s" in values,
        bukti_sampai=date.fromisoformat(values["b"]) if "b" in values else None, sendiri=values.get("x", ""),
        keputusan="surat bupati" if "d" in values else "", dihitung="g" in values,
    )  # fmt: skip


@pytest.mark.parametrize("case", law_cases("keluarga"))
def test_covered_family(case: dict[str, Any]) -> None:
    members = [member(number, text) for number, text in enumerate(case["anggota"])]
    standing = covered_family(members, family_rule(case["peraturan"]), case["pada"])
    found = {kind: sorted(one.id for one in standing if one.keadaan == kind) for kind in KeadaanAnggota}
    assert sorted(one.id for one in standing) == list(range(len(members)))
    for kind in KeadaanAnggota:
        if kind != KeadaanAnggota.TIDAK:
            assert found[kind] == case.get(kind.value, []), (kind, [one.alasan for one in standing])
    assert all(one.ditanggung == (one.id in case["ditanggung"]) for one in standing)
    assert all(re.search(r"Pasal \d|Terdaftar sendiri", one.alasan) for one in standing)


def test_there_are_eighty_cases_from_the_text() -> None:
    assert len(law_cases("keluarga")) >= 80


@pytest.mark.parametrize(
    ("born", "years", "day"),
    [((2004, 2, 29), 21, (2025, 3, 1)), ((2004, 2, 29), 20, (2024, 2, 29)), ((2005, 10, 1), 21, (2026, 10, 1))],
)
def test_birthdays(born: tuple[int, int, int], years: int, day: tuple[int, int, int]) -> None:
    assert birthday(date(*born), years) == date(*day)
    assert age_on(date(*born), date(*day)) == years


def test_where_no_proof_is_asked_the_village_s_word_is_enough() -> None:
    rule = family_rule("kayong-utara-39-2018")
    lenient = rule.model_copy(update={"anak": rule.anak.model_copy(update={"bukti_sekolah": False})})
    [told] = covered_family([member(0, "anak_kandung 2004-01-01 s")], lenient, date(2026, 10, 1))
    assert told.ditanggung


def test_where_further_children_are_nobody_s_they_are_not_asked_to_pay() -> None:
    rule = family_rule("kayong-utara-39-2018")
    strict = rule.model_copy(
        update={"yang_lain": rule.yang_lain.model_copy(update={"anak_berikutnya": False, "hubungan": ()})}
    )
    told = covered_family(
        [member(n, text) for n, text in enumerate(["anak_kandung 2010-01-01"] * 4 + ["ibu 1950-01-01"])],
        strict,
        date(2026, 10, 1),
    )
    assert {one.id: one.keadaan.value for one in told if not one.ditanggung} == {3: "tidak", 4: "tidak"}
    assert [one.alasan for one in told if one.id in {3, 4}] == [
        "Hubungan ini tidak termasuk anggota keluarga (Pasal 3 ayat (2)-(3)).",
        "Hanya 3 anak yang ditanggung (Pasal 3 ayat (1) huruf a).",
    ]


def test_age_counts_from_the_birthday_on() -> None:
    born = date(2005, 10, 1)
    assert (age_on(born, date(2026, 9, 30)), age_on(born, date(2026, 10, 1))) == (20, 21)


@pytest.mark.parametrize("case", law_cases("dikecualikan"))
def test_who_is_on_the_roster_without_being_billed(case: dict[str, Any]) -> None:
    kepesertaan = regulations()[case["peraturan"]].kepesertaan
    assert kepesertaan is not None
    reason = exclusion(
        pns=case.get("pns", False), jaminan_lain=case.get("jaminan_lain", ""), aturan=kepesertaan.kecuali
    )
    assert (reason == "") == case["ditagih"]
    assert case["ditagih"] or f"(Pasal {case['pasal']})" in reason


@pytest.mark.parametrize("case", law_cases("bulan_terutang"))
def test_who_owes_the_month(case: dict[str, Any]) -> None:
    assert owes_month(case["mulai"], case.get("berakhir"), bulan_of(case)) == case["terutang"]
