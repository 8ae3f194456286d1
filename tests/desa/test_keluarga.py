"""Who of a family is covered, and who of the officials is billed or owes a month: the law cases."""

from datetime import date
from typing import Any

import pytest

from desa.enums import Hubungan
from desa.rules.keluarga import Anggota, age_on, covered_family
from desa.rules.masa_jabatan import exclusion, owes_month
from tests.cases import bulan_of, family_rule, law_cases, regulations


def member(number: int, text: str) -> Anggota:
    """`anak_kandung 2005-10-01 s` as a member; marks: m menikah, p berpenghasilan, s sekolah."""
    hubungan, born, *marks = text.split()
    marked = "".join(marks)
    return Anggota(number, Hubungan(hubungan), date.fromisoformat(born), "m" in marked, "p" in marked, "s" in marked)


@pytest.mark.parametrize("case", law_cases("keluarga"))
def test_covered_family(case: dict[str, Any]) -> None:
    members = [member(number, text) for number, text in enumerate(case["anggota"])]
    standing = covered_family(members, family_rule(case["peraturan"]), case["pada"])
    assert sorted(one.id for one in standing if one.ditanggung) == case["ditanggung"]
    assert sorted(one.id for one in standing) == list(range(len(members)))
    assert all("Pasal 3" in one.alasan for one in standing)


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
