"""Where each family member stands, told word for word, and what to do for whoever is no longer covered."""

from datetime import date
from typing import Any

import pytest

from desa.enums import Hubungan, KeadaanAnggota
from desa.parameters.bagian import AturanKeluarga
from desa.rules.keluarga import Anggota, StatusAnggota, advice, age_on, birthday, covered_family
from tests.cases import family_rule

OKTOBER = date(2026, 10, 1)
RULE = family_rule("kayong-utara-39-2018")
DITANGGUNG, LAIN, SENDIRI = KeadaanAnggota.DITANGGUNG, KeadaanAnggota.LAIN, KeadaanAnggota.SENDIRI
DIHITUNG, BUKTI, TIDAK = KeadaanAnggota.DIHITUNG, KeadaanAnggota.BUKTI, KeadaanAnggota.TIDAK
TOGETHER = "Ditanggung bersama peserta (Pasal 3 ayat (1) huruf a)."
PAYING = "Boleh diikutsertakan dengan iuran sendiri (Pasal 3 ayat (2)-(3) dan Pasal 5 ayat (1)-(2))."
ONE_SPOUSE = "Hanya 1 suami atau istri yang ditanggung (Pasal 3 ayat (1) huruf a)."


def wife(number: int = 1, born: date = date(1986, 1, 1), **values: Any) -> Anggota:
    return Anggota(number, Hubungan.ISTRI, born, **values)


def child(number: int = 1, born: date = date(2012, 1, 1), **values: Any) -> Anggota:
    return Anggota(number, Hubungan.ANAK_KANDUNG, born, **values)


def mother(number: int = 1, **values: Any) -> Anggota:
    return Anggota(number, Hubungan.IBU, date(1955, 1, 1), **values)


def alone(member: Anggota, rule: AturanKeluarga = RULE, day: date = OKTOBER) -> tuple[KeadaanAnggota, str]:
    """The standing of somebody who is the whole family, with its reason."""
    [found] = covered_family([member], rule, day)
    assert found.id == member.id
    return found.keadaan, found.alasan


def changed(**parts: Any) -> AturanKeluarga:
    """Kayong Utara's article with some words of its parts changed."""
    return RULE.model_copy(
        update={name: getattr(RULE, name).model_copy(update=values) for name, values in parts.items()}
    )


STUDENT = date(2004, 5, 5)  # 22 years old in October 2026, 21 since 5 May 2025
SINCE = "Berusia 21 tahun sejak 5 Mei 2025"
TERMS = "(Pasal 3 ayat (1) huruf b)."


@pytest.mark.parametrize(
    ("member", "keadaan", "alasan"),
    [
        (wife(), DITANGGUNG, TOGETHER),
        (child(), DITANGGUNG, TOGETHER),
        (mother(), LAIN, PAYING),
        (wife(sendiri="pns"), SENDIRI, "Pegawai negeri sipil sudah dijamin sendiri (Pasal 2 ayat (2) huruf a)."),
        (wife(sendiri="jaminan_lain"), SENDIRI,
         "Pemegang jaminan lain sudah dijamin sendiri (Pasal 2 ayat (2) huruf b)."),
        (wife(sendiri="pekerja"), SENDIRI,
         "Pekerja yang terdaftar sendiri; suami dan istri sama-sama membayar (Pasal 13 Perpres 82/2018)."),
        (child(sendiri="pekerja"), SENDIRI, "Terdaftar sendiri sebagai peserta, jadi tidak dihitung sebagai keluarga."),
        (mother(sendiri="jaminan_lain"), SENDIRI,
         "Pemegang jaminan lain sudah dijamin sendiri (Pasal 2 ayat (2) huruf b)."),
        (wife(sendiri="peserta"), SENDIRI, "Terdaftar sendiri sebagai peserta, jadi tidak dihitung sebagai keluarga."),
        (wife(dihitung=True), DITANGGUNG, TOGETHER),  # two spouses are two rows, each with their own official
        (child(dihitung=True), DIHITUNG,
         "Sudah dihitung pada keluarga peserta lain; satu orang dihitung sekali (Pasal 13 Perpres 82/2018)."),
        (mother(dihitung=True), DIHITUNG,
         "Sudah dihitung pada keluarga peserta lain; satu orang dihitung sekali (Pasal 13 Perpres 82/2018)."),
        (child(sudah_menikah=True), TIDAK, f"Anak sudah menikah {TERMS}"),
        (child(berpenghasilan=True), TIDAK, f"Anak berpenghasilan sendiri {TERMS}"),
        (child(sudah_menikah=True, berpenghasilan=True), TIDAK, f"Anak sudah menikah {TERMS}"),
        (child(sudah_menikah=True, dihitung=True), TIDAK, f"Anak sudah menikah {TERMS}"),
        (child(born=STUDENT), TIDAK, f"{SINCE} {TERMS}"),
        (child(born=STUDENT, masih_sekolah=True), BUKTI, f"{SINCE}; bukti sekolah belum ada {TERMS}"),
        (child(born=STUDENT, bukti_sampai=date(2026, 9, 30)), BUKTI,
         f"{SINCE}; bukti sekolah habis 30 September 2026 {TERMS}"),
        (child(born=STUDENT, masih_sekolah=True, bukti_sampai=date(2026, 7, 31)), BUKTI,
         f"{SINCE}; bukti sekolah habis 31 Juli 2026 {TERMS}"),
        (child(born=STUDENT, bukti_sampai=OKTOBER), DITANGGUNG,
         f"Ditanggung bersama peserta; bukti sekolah sampai 1 Oktober 2026 {TERMS}"),
        (child(born=date(2001, 10, 1), bukti_sampai=date(2027, 1, 31)), TIDAK,
         f"Berusia 25 tahun sejak 1 Oktober 2026 {TERMS}"),
        (child(born=date(2001, 10, 2), bukti_sampai=date(2027, 1, 31)), DITANGGUNG,
         f"Ditanggung bersama peserta; bukti sekolah sampai 31 Januari 2027 {TERMS}"),
        (child(born=date(2005, 10, 1)), TIDAK, f"Berusia 21 tahun sejak 1 Oktober 2026 {TERMS}"),
        (child(born=date(2005, 10, 2)), DITANGGUNG, TOGETHER),
    ],
)  # fmt: skip
def test_each_standing_is_told_with_its_article(member: Anggota, keadaan: KeadaanAnggota, alasan: str) -> None:
    assert alone(member) == (keadaan, alasan)


def test_only_who_is_covered_is_covered() -> None:
    assert [StatusAnggota(1, one, "").ditanggung for one in KeadaanAnggota] == [
        one == KeadaanAnggota.DITANGGUNG for one in KeadaanAnggota
    ]


def test_the_oldest_come_first_and_of_twins_the_lower_number() -> None:
    twins = [child(9, date(2015, 3, 3)), child(4, date(2015, 3, 3))]
    youngest, oldest = child(1, date(2018, 1, 1)), child(7, date(2009, 1, 1))
    found = covered_family([youngest, *twins, oldest, wife(8), mother(2)], RULE, OKTOBER)
    assert found == [
        StatusAnggota(2, LAIN, PAYING), StatusAnggota(8, DITANGGUNG, TOGETHER), StatusAnggota(7, DITANGGUNG, TOGETHER),
        StatusAnggota(4, DITANGGUNG, TOGETHER), StatusAnggota(9, DITANGGUNG, TOGETHER), StatusAnggota(1, LAIN, PAYING),
    ]  # fmt: skip
    fourth = covered_family([*twins, child(5, date(2015, 3, 3)), oldest], RULE, OKTOBER)
    assert [(one.id, one.keadaan) for one in fourth] == [(7, DITANGGUNG), (4, DITANGGUNG), (5, DITANGGUNG), (9, LAIN)]


def test_of_two_wives_the_older_is_covered() -> None:
    assert covered_family([wife(1, date(1990, 1, 1)), wife(2, date(1985, 1, 1))], RULE, OKTOBER) == [
        StatusAnggota(2, DITANGGUNG, TOGETHER), StatusAnggota(1, TIDAK, ONE_SPOUSE),
    ]  # fmt: skip


def four_children(*decided: int) -> list[Anggota]:
    """Children born in 2009, 2010 ...; an officer's letter says that these further ones are covered."""
    return [
        child(number, date(2008 + number, 1, 1), keputusan="Surat Bupati 12" if number in decided else "")
        for number in range(1, 6)
    ]


DECIDED = "Ditanggung dengan keputusan petugas: Surat Bupati 12 (Pasal 3 ayat (1) huruf a)."


@pytest.mark.parametrize(
    ("spouses", "decided", "last_two"),
    [
        ([], (), [(LAIN, PAYING), (LAIN, PAYING)]),
        ([], (4,), [(DITANGGUNG, DECIDED), (LAIN, PAYING)]),
        ([], (5,), [(LAIN, PAYING), (DITANGGUNG, DECIDED)]),
        ([], (4, 5), [(DITANGGUNG, DECIDED), (LAIN, PAYING)]),
        ([wife(9)], (4, 5), [(LAIN, PAYING), (LAIN, PAYING)]),
        ([wife(9, sendiri="pns")], (4,), [(DITANGGUNG, DECIDED), (LAIN, PAYING)]),
    ],
)
def test_a_further_child_takes_the_place_of_a_spouse_that_there_is_not(
    spouses: list[Anggota], decided: tuple[int, ...], last_two: list[tuple[KeadaanAnggota, str]]
) -> None:
    found = covered_family([*spouses, *four_children(*decided)], RULE, OKTOBER)
    assert [one.keadaan for one in found if one.id <= 3] == [DITANGGUNG] * 3
    assert [(one.keadaan, one.alasan) for one in found if one.id in {4, 5}] == last_two


def test_a_child_that_cannot_be_counted_leaves_the_place_to_the_next() -> None:
    eldest = child(1, date(2000, 1, 1))
    found = covered_family([eldest, *(child(n, date(2006 + n, 1, 1)) for n in (2, 3, 4))], RULE, OKTOBER)
    assert [(one.id, one.keadaan) for one in found] == [(1, TIDAK), (2, DITANGGUNG), (3, DITANGGUNG), (4, DITANGGUNG)]


def test_a_regulation_may_ask_less_of_children() -> None:
    assert alone(child(sudah_menikah=True), changed(anak={"belum_menikah": False})) == (DITANGGUNG, TOGETHER)
    assert alone(child(berpenghasilan=True), changed(anak={"tanpa_penghasilan": False})) == (DITANGGUNG, TOGETHER)
    no_proof = changed(anak={"bukti_sekolah": False})
    assert alone(child(born=STUDENT, masih_sekolah=True), no_proof) == (DITANGGUNG, TOGETHER)
    assert alone(child(born=STUDENT), no_proof) == (TIDAK, f"{SINCE} {TERMS}")


def test_where_parents_and_further_children_are_nobody_s() -> None:
    assert alone(mother(), changed(yang_lain={"hubungan": ()})) == (
        TIDAK, "Hubungan ini tidak termasuk anggota keluarga (Pasal 3 ayat (2)-(3))."
    )  # fmt: skip
    strict = changed(yang_lain={"anak_berikutnya": False})
    assert alone(mother(), strict) == (LAIN, PAYING)
    assert [(one.keadaan, one.alasan) for one in covered_family(four_children(), strict, OKTOBER)[2:]] == [
        (DITANGGUNG, TOGETHER), *[(TIDAK, "Hanya 3 anak yang ditanggung (Pasal 3 ayat (1) huruf a).")] * 2,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [((2004, 2, 29), (2025, 2, 28), 20), ((2004, 2, 29), (2025, 3, 1), 21), ((2004, 2, 29), (2024, 2, 29), 20),
     ((2005, 10, 1), (2026, 9, 30), 20), ((2005, 10, 15), (2026, 11, 1), 21), ((2026, 10, 1), (2026, 10, 1), 0)],
)  # fmt: skip
def test_age_on_a_day(born: tuple[int, int, int], day: tuple[int, int, int], age: int) -> None:
    assert age_on(date(*born), date(*day)) == age


def test_only_the_last_of_february_has_its_birthday_moved() -> None:
    assert [birthday(date(2004, month, day), 21) for month, day in ((2, 28), (1, 29), (3, 29), (2, 29), (3, 1))] == [
        date(2025, 2, 28), date(2025, 1, 29), date(2025, 3, 29), date(2025, 3, 1), date(2025, 3, 1)]  # fmt: skip


@pytest.mark.parametrize(
    ("member", "told"),
    [
        (wife(sendiri="pns"), "Tidak perlu apa-apa: ia sudah dijamin sendiri."),
        (child(born=STUDENT, masih_sekolah=True),
         "Minta surat keterangan sekolah yang baru, dan catat sebelum 1 Oktober 2026."),
        (child(born=date(2005, 10, 1)),
         "Bila masih sekolah, minta surat keterangannya dan catat sebelum 1 Oktober 2026."),
        (child(born=date(2001, 10, 1)), "Beri tahu keluarganya. Ia dapat mendaftar sendiri sebagai peserta mandiri."),
        (child(sudah_menikah=True), "Beri tahu keluarganya. Ia dapat mendaftar sendiri sebagai peserta mandiri."),
        (mother(), "Beri tahu keluarganya. Ia dapat mendaftar sendiri sebagai peserta mandiri."),
    ],
)  # fmt: skip
def test_what_to_do_for_who_leaves(member: Anggota, told: str) -> None:
    [status] = covered_family([member], RULE, OKTOBER)
    assert advice(member, status, RULE, OKTOBER) == told
