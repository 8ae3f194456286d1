"""A regency's rule beside the national one, and the class of care, word for word (design decision 5)."""

import pytest

from desa.parameters.bagian import BagianKelasRawat
from desa.rules.kelas import class_for, higher
from desa.rules.kepatuhan import Banding, compare, due_in_words, percent_in_words
from tests.cases import article, regulations

TENTH = "tanggal 10, bila libur, hari kerja berikutnya"
NATION = {
    "Pembagian iuran": "4 % pemerintah kabupaten dan 1 % peserta",
    "Batas paling rendah": "UMK, bila tidak ada UMP",
    "Batas paling tinggi": "menurut peraturan presiden",
    "Jatuh tempo": TENTH,
}
VILLAGE = "3 % pemerintah desa dan 2 % peserta"


@pytest.mark.parametrize(
    ("kode", "other"),
    [
        ("nasional-2020", {}),
        ("mamasa-10-2021", {}),
        ("nasional-2016", {"Pembagian iuran": VILLAGE}),
        ("kayong-utara-39-2018",
         {"Pembagian iuran": VILLAGE, "Batas paling rendah": "tidak ada", "Batas paling tinggi": "tidak ada"}),
    ],
)  # fmt: skip
def test_both_rules_side_by_side(kode: str, other: dict[str, str]) -> None:
    found = compare(regulations()[kode].iuran, regulations()["nasional-2020"].iuran)
    assert found == [Banding(hal, other.get(hal, nation), nation, diam=False) for hal, nation in NATION.items()]
    assert [one.hal for one in found if not one.sesuai] == list(other)


def test_a_silent_regency_follows_the_nation() -> None:
    told = [Banding("x", "a", "a"), Banding("x", "a", "b"), Banding("x", "", "b", diam=True)]
    assert [one.sesuai for one in told] == [True, False, True]


def test_a_due_date_that_holidays_leave_alone() -> None:
    iuran = regulations()["mamasa-10-2021"].iuran
    fixed = iuran.jatuh_tempo.model_copy(update={"hari_libur": "tetap", "tanggal": 7})
    assert due_in_words(iuran.model_copy(update={"jatuh_tempo": fixed})) == "tanggal 7, libur tidak menggeser"
    assert (percent_in_words("2.5"), percent_in_words("4")) == ("2,5 %", "4 %")


def test_the_class_by_the_base_and_by_a_fixed_rule() -> None:
    nation = BagianKelasRawat.model_validate(article("nasional-2020", "kelas_rawat"))
    assert [class_for(nation, base) for base in (0, 3_999_999, 4_000_000, 4_000_001, 12_000_000)] == [
        "II", "II", "II", "I", "I"]  # fmt: skip
    fixed = regulations()["kayong-utara-39-2018"].kelas_rawat
    assert fixed is not None
    assert [class_for(fixed, base) for base in (0, 12_000_000)] == ["II", "II"]


def test_a_couple_takes_the_better_class() -> None:
    assert [higher("I", "II"), higher("II", "I"), higher("III", "II"), higher("III", "I"), higher("III", "III")] == [
        "I", "I", "II", "I", "III"]  # fmt: skip
