"""Several posts are one contribution: which decides and why; who is not billed, in words; and quoting an article."""

from datetime import date
from itertools import permutations

import pytest

from desa.enums import Jabatan, SifatJabatan
from desa.parameters.peraturan import PengecualianAturan
from desa.rules.kutipan import cited_in, quotes_for
from desa.rules.masa_jabatan import Jabatannya, deciding_posts, exclusion, holds_office_on, post_named, why_deciding

HEAD, SECRETARY, HAMLET = Jabatan.KEPALA_DESA, Jabatan.SEKRETARIS_DESA, Jabatan.KEPALA_DUSUN
FOR_GOOD, ACTING, STAND_IN = SifatJabatan.DEFINITIF, SifatJabatan.PLT, SifatJabatan.PJ
EARLY, LATE = date(2020, 1, 1), date(2024, 1, 1)


def post(
    number: int, jabatan: Jabatan, sifat: SifatJabatan = FOR_GOOD, since: date = EARLY, who: int = 1
) -> Jabatannya:
    return Jabatannya(number, who, 10 + number, jabatan, sifat, since, None)


@pytest.mark.parametrize(
    ("decides", "other", "why"),
    [
        (post(1, SECRETARY), post(2, HEAD, ACTING), "jabatan definitif didahulukan dari jabatan sementara"),
        (post(1, HAMLET), post(2, HEAD, STAND_IN), "jabatan definitif didahulukan dari jabatan sementara"),
        (post(1, HEAD), post(2, SECRETARY), "jabatannya lebih tinggi"),
        (post(2, HEAD, ACTING), post(1, SECRETARY, STAND_IN), "jabatannya lebih tinggi"),
        (post(2, SECRETARY, since=LATE), post(1, HAMLET), "jabatannya lebih tinggi"),
        (post(2, HAMLET), post(1, HAMLET, since=LATE), "lebih dahulu dijabat"),
        (post(1, HAMLET), post(2, HAMLET), "lebih dahulu dijabat"),
    ],
)
def test_which_of_two_posts_decides_and_why(decides: Jabatannya, other: Jabatannya, why: str) -> None:
    for order in permutations((decides, other)):
        assert deciding_posts(order) == {1: decides}
    assert why_deciding(decides, other) == why


def test_each_person_has_a_deciding_post_of_their_own() -> None:
    mine, theirs = post(1, HAMLET), post(2, HEAD, who=2)
    assert deciding_posts([theirs, mine]) == {1: mine, 2: theirs}
    assert deciding_posts([]) == {}


@pytest.mark.parametrize(
    ("day", "until", "holds"),
    [
        (date(2023, 12, 31), None, False), (date(2024, 1, 1), None, True), (date(2024, 1, 1), date(2024, 1, 1), True),
        (date(2024, 1, 2), date(2024, 1, 1), False), (date(2030, 1, 1), None, True),
    ],
)  # fmt: skip
def test_first_and_last_day_in_office_count(day: date, until: date | None, holds: bool) -> None:
    assert holds_office_on(LATE, until, day) == holds


def test_a_post_by_the_name_that_was_written_down() -> None:
    names = ["Kepala Desa", "Plt. Kepala Urusan Keuangan", "Pj. Kepala Desa", "Kepala Dusun Melati", "Sekretaris Desa",
             "Kepala Seksi Pelayanan"]  # fmt: skip
    assert [post_named(name) for name in names] == [
        HEAD, Jabatan.KEPALA_URUSAN, HEAD, HAMLET, SECRETARY, Jabatan.KEPALA_SEKSI]  # fmt: skip
    for wrong in ("Kepala Desawan", "kepala desa", "Staf", "", "Wakil Kepala Desa"):
        with pytest.raises(ValueError, match="bukan jabatan yang dikenal") as told:
            post_named(wrong)
        assert str(told.value) == f"{wrong!r} bukan jabatan yang dikenal."


RULES = (PengecualianAturan(alasan="pns", pasal="2 ayat (2) huruf a"),
         PengecualianAturan(alasan="jaminan_lain", pasal="2 ayat (2) huruf b"))  # fmt: skip
NOT_HERE = "Tidak diiurkan di sini: "


@pytest.mark.parametrize(
    ("pns", "cover", "rules", "sentence"),
    [
        (True, "", RULES, f"{NOT_HERE}pegawai negeri sipil (Pasal 2 ayat (2) huruf a)."),
        (False, "PBI", RULES, f"{NOT_HERE}sudah dijamin PBI (Pasal 2 ayat (2) huruf b)."),
        (True, "PBI", RULES, f"{NOT_HERE}pegawai negeri sipil (Pasal 2 ayat (2) huruf a)."),
        (True, "PBI", RULES[1:], f"{NOT_HERE}sudah dijamin PBI (Pasal 2 ayat (2) huruf b)."),
        (False, "", RULES, ""),
        (True, "", RULES[1:], ""),
        (False, "PBI", RULES[:1], ""),
        (True, "PBI", (), ""),
    ],
)
def test_who_is_not_billed_in_words(
    pns: bool, cover: str, rules: tuple[PengecualianAturan, ...], sentence: str
) -> None:
    """KU Pasal 2 ayat (2)."""
    assert exclusion(pns=pns, jaminan_lain=cover, aturan=rules) == sentence


TEXT = {
    "8 ayat (1)": "satu", "8 ayat (1) huruf a": "satu a", "8 ayat (1) huruf b angka 1": "satu b 1", "8 ayat (2)": "dua",
    "8 ayat (3)": "tiga", "8 ayat (10)": "sepuluh", "18 ayat (2)": "lain", "9": "sembilan", "1 angka 17": "tetap",
}  # fmt: skip


@pytest.mark.parametrize(
    ("pasal", "quoted"),
    [
        ("8 ayat (1)", ["satu", "satu a", "satu b 1"]),
        ("8 ayat (1) huruf a", ["satu a"]),
        ("8 ayat (1) huruf b", ["satu b 1"]),
        ("8 ayat (2)-(3)", ["dua", "tiga"]),
        ("8 ayat (2)-(2)", ["dua"]),
        ("8 ayat (1)-(2)", ["satu", "satu a", "satu b 1", "dua"]),
        ("9", ["sembilan"]),
        ("1", ["tetap"]),
        ("12 ayat (1)", []),
    ],
)
def test_the_words_of_an_article(pasal: str, quoted: list[str]) -> None:
    found = quotes_for(pasal, TEXT)
    assert [text for _, text in found] == quoted
    assert all(TEXT[key] == text for key, text in found)


def test_which_articles_sentences_name() -> None:
    told = ["Naik (Pasal 8 ayat (2)-(4)).", "Tanpa pasal (lihat).", "Lagi (Pasal 8 ayat (2)-(4)); juga (Pasal 9)."]
    assert cited_in(told) == ["8 ayat (2)-(4)", "9"]
    assert cited_in(["Pasal 7 tanpa kurung", ""]) == []
