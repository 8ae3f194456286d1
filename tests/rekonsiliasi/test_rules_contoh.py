"""The comparison person by person: each kind of difference worked out in full, to the word and the rupiah."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jaminan.bulan import Bulan
from rekonsiliasi.enums import JenisSelisih
from rekonsiliasi.rules import (
    BarisBpjs,
    BukuBulan,
    Dikenal,
    KeluargaKita,
    PesertaKita,
    Temuan,
    compare_month,
    require_explained,
)
from rekonsiliasi.rules.data import normalise_name

OKTOBER, SEPTEMBER = Bulan(2026, 10), Bulan(2026, 9)
NIK, LAIN, ANAK = "7603011203759001", "7603014211849002", "7603011402109003"
MASKED = "760301******9001"
BORN = date(1975, 3, 12)
OURS = PesertaKita(
    1, NIK, "0009000000001", "H. Andi", BORN, "76.03.01.2004", "Mambi", 2_426_640, 3_315_934, 132_637, 33_159
)
ROW = BarisBpjs(7, 3, "0009000000001", NIK, "ANDI", BORN, 1, True, "76.03.01.2004", "Mambi", 3_315_934, 132_637, 33_159)
CHILD = KeluargaKita(1, ANAK, "", "Budi", date(2010, 2, 14), "76.03.01.2004", ditanggung=True, alasan="Anak")
CHILD_ROW = BarisBpjs(8, 4, "", ANAK, "BUDI", date(2010, 2, 14), 4, True, "76.03.01.2004", "Mambi", 0, 0, 0)


def told(kita: list[PesertaKita], rows: list[BarisBpjs], **others: Any) -> list[dict[str, Any]]:
    """The findings as plain values, details as (column, ours, theirs)."""
    parts: dict[str, Any] = {name: tuple(value) for name, value in others.items()}
    found = compare_month(BukuBulan(OKTOBER, tuple(kita), tuple(rows), **parts))
    return [plain(one) for one in found]


def plain(one: Temuan) -> dict[str, Any]:
    return {
        "jenis": str(one.jenis), "nama": one.nama, "nik": one.nik, "peserta": one.peserta, "baris": one.baris,
        "desa": one.desa, "kita": one.kita, "bpjs": one.bpjs,
        "rincian": [(beda.kolom, beda.kita, beda.bpjs) for beda in one.rincian],
    }  # fmt: skip


def one(jenis: str, rincian: list[tuple[str, str, str]], **others: Any) -> dict[str, Any]:
    return {
        "jenis": jenis, "nama": "H. Andi", "nik": NIK, "peserta": 1, "baris": 7, "desa": "76.03.01.2004", "kita": 0,
        "bpjs": 0, "rincian": rincian,
    } | others  # fmt: skip


SUM = 165_796


def test_equal_books() -> None:
    assert told([OURS], [ROW]) == []
    assert told([OURS], [replace(ROW, gaji=2_426_640)]) == []  # the wage itself instead of the base
    assert told([OURS], [replace(ROW, gaji=0)]) == []  # no wage stated
    assert told([], []) == []


def test_only_ours() -> None:
    assert told([OURS], []) == [one("hanya_kita", [], baris=None, kita=SUM)]
    listed = replace(ROW, hubungan=3, gaji=0, pemberi_kerja=0, peserta=0, aktif=True)
    assert told([OURS], [listed]) == [
        one("hanya_kita", [("Hubungan", "Peserta", "Istri")], baris=None, kita=SUM),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "word"), [(2, "Suami"), (3, "Istri"), (4, "Anak"), (5, "Tambahan")])
def test_an_official_whom_they_list_as_family(number: int, word: str) -> None:
    listed = replace(ROW, hubungan=number, gaji=0, pemberi_kerja=0, peserta=0)
    assert told([OURS], [listed])[0]["rincian"] == [("Hubungan", "Peserta", word)]
    nameless = replace(listed, nik="")
    found = {row["jenis"]: row["rincian"] for row in told([replace(OURS, nik="", kartu="")], [nameless])}
    assert found["hanya_kita"] == []


def test_only_theirs_a_stranger_a_former_one_and_one_not_billed() -> None:
    theirs = one("hanya_bpjs", [], nama="ANDI", peserta=None, bpjs=SUM)
    assert told([], [ROW]) == [theirs]
    left = Dikenal(5, NIK, "", "Tidak menjabat pada tanggal 1", menjabat=False)
    status = [("Status", "Tidak menjabat pada tanggal 1", "Aktif")]
    assert told([], [ROW], dikenal=[left]) == [theirs | {"peserta": 5, "rincian": status}]
    by_card = replace(left, nik="", kartu=ROW.kartu)
    assert told([], [ROW], dikenal=[by_card]) == [theirs | {"peserta": 5, "rincian": status}]
    serving = replace(left, alasan="PNS", menjabat=True)
    [found] = told([], [replace(ROW, aktif=False)], dikenal=[serving])
    assert (found["jenis"], found["rincian"]) == ("status_berbeda", [("Status", "PNS", "Nonaktif")])
    assert told([], [replace(ROW, aktif=False, pemberi_kerja=0, peserta=0)]) == []  # claims nothing


def test_a_stranger_twice_is_one_and_a_double() -> None:
    again = replace(ROW, id=9, nomor=6)
    first, second = told([], [ROW, again])
    assert {first["jenis"], second["jenis"]} == {"hanya_bpjs", "ganda"}
    double = first if first["jenis"] == "ganda" else second
    assert (double["bpjs"], double["baris"]) == (SUM, 9)
    assert double["rincian"] == [
        ("Baris berkas", "Satu orang, satu iuran", "Baris 6, Aktif"), ("Desa", "–", "76.03.01.2004 Mambi"),
        ("Iuran", "–", "Rp 165.796"),
    ]  # fmt: skip


def test_ours_twice_on_their_list_and_twice_in_ours() -> None:
    asleep = replace(ROW, id=9, nomor=6, aktif=False, pemberi_kerja=0, peserta=0)
    assert told([OURS], [ROW, asleep]) == []
    [double] = told([OURS], [ROW, replace(ROW, id=9, nomor=6, desa="76.03.01.2008", nama_desa="")])
    assert (double["jenis"], double["baris"], double["peserta"], double["bpjs"]) == ("ganda", 9, 1, SUM)
    assert double["rincian"][1] == ("Desa", "–", "76.03.01.2008")
    twin = replace(OURS, id=2, desa="76.03.01.2008", nama_desa="Sondonglayu")
    [repeated] = told([OURS, twin], [ROW])
    assert (repeated["jenis"], repeated["peserta"], repeated["kita"]) == ("ganda", 2, SUM)
    assert repeated["rincian"] == [("Desa", "76.03.01.2008 Sondonglayu", "–")]


def test_two_people_each_with_their_row() -> None:
    second = replace(OURS, id=2, nik=LAIN, kartu="0009000000002", nama="Sari", desa="76.03.01.2008")
    theirs = replace(ROW, id=9, nomor=4, nik=LAIN, kartu="0009000000002", nama="Sari", desa="76.03.01.2008")
    assert told([second, OURS], [theirs, ROW]) == []
    unnumbered = [replace(one, nik="", kartu="") for one in (OURS, second)]
    assert told(unnumbered, []) != told(unnumbered[:1], [])
    assert [row["jenis"] for row in told(unnumbered, [])] == ["hanya_kita"] * 2


def test_nobody_is_matched_by_an_empty_number() -> None:
    found = told([replace(OURS, nik="", kartu="")], [replace(ROW, nik="", kartu="")])
    assert sorted(row["jenis"] for row in found) == ["hanya_bpjs", "hanya_kita"]


def test_a_row_with_the_card_of_a_matched_one_is_that_person_again() -> None:
    again = replace(ROW, id=9, nomor=6, nik=LAIN)
    [double] = told([OURS], [ROW, again])
    assert (double["jenis"], double["peserta"], double["baris"]) == ("ganda", 1, 9)


def test_of_a_strangers_rows_the_active_one_is_the_person() -> None:
    asleep = replace(ROW, id=9, nomor=1, aktif=False)
    found = {row["jenis"]: row["baris"] for row in told([], [asleep, replace(ROW, nomor=2)])}
    assert found == {"hanya_bpjs": 7, "ganda": 9}


def test_the_best_row_is_the_active_one_of_the_village_with_our_amounts() -> None:
    worse = [
        replace(ROW, id=20, nomor=1, aktif=False), replace(ROW, id=21, nomor=2, desa="76.03.01.2008"),
        replace(ROW, id=22, nomor=3, peserta=1),
    ]  # fmt: skip
    for other in worse:
        for rows in ([other, ROW], [ROW, other]):
            found = told([OURS], rows)
            assert [(row["jenis"], row["baris"]) for row in found] == [("ganda", other.id)]


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [
        ("lahir", date(1970, 1, 1), date(1980, 1, 1)), ("nama", "A", "B"), ("kartu", "0009000000001", "0009000000002"),
        ("gaji", 2_426_640, 3_315_934), ("lahir", None, date(1980, 1, 1)),
    ],
)  # fmt: skip
def test_of_two_equal_rows_what_stands_in_them_decides(column: str, first: Any, second: Any) -> None:
    """Never the order of the file: a list sorted otherwise finds the same row."""
    rows = [replace(ROW, id=30, nomor=2, **{column: first}), replace(ROW, id=31, nomor=1, **{column: second})]
    for order in (rows, rows[::-1]):
        found = told([OURS], order)
        assert [row["baris"] for row in found if row["jenis"] == "ganda"] == [31]


def test_matched_by_card_where_the_nik_differs() -> None:
    typo = replace(ROW, nik="7603011203759011")
    assert told([OURS], [typo]) == [one("data_berbeda", [("NIK", MASKED, "760301******9011")])]
    assert told([OURS], [replace(ROW, nik="")]) == [one("data_berbeda", [("NIK", MASKED, "–")])]
    assert told([replace(OURS, kartu="")], [replace(ROW, kartu="")]) == []
    apart = told([replace(OURS, kartu="")], [typo])
    assert sorted(row["jenis"] for row in apart) == ["hanya_bpjs", "hanya_kita"]


def test_other_columns_that_differ_carry_no_rupiah() -> None:
    other = replace(
        ROW,
        nama="ANDI B",
        lahir=date(1975, 12, 3),
        desa="76.03.01.2008",
        nama_desa="Sondonglayu",
        kartu="0009000000002",
    )
    assert told([OURS], [other]) == [
        one("data_berbeda", [
            ("Nomor kartu", "000900***0001", "000900***0002"), ("Nama", "H. Andi", "ANDI B"),
            ("Tanggal lahir", "12 Maret 1975", "3 Desember 1975"),
            ("Desa", "76.03.01.2004 Mambi", "76.03.01.2008 Sondonglayu"),
        ]),
    ]  # fmt: skip
    silent = replace(ROW, lahir=None, desa="", kartu="")
    assert told([OURS], [silent]) == []
    assert told([replace(OURS, lahir=None, kartu="")], [ROW]) == []


@pytest.mark.parametrize(
    ("changes", "jenis", "bpjs", "rincian"),
    [
        ({"pemberi_kerja": 132_638}, "pembulatan", SUM + 1,
         [("Iuran pemberi kerja", "Rp 132.637", "Rp 132.638")]),
        ({"peserta": 33_158}, "pembulatan", SUM - 1, [("Iuran peserta", "Rp 33.159", "Rp 33.158")]),
        ({"pemberi_kerja": 132_636, "peserta": 33_160}, "pembulatan", SUM,
         [("Iuran pemberi kerja", "Rp 132.637", "Rp 132.636"), ("Iuran peserta", "Rp 33.159", "Rp 33.160")]),
        ({"pemberi_kerja": 132_639}, "gaji_berbeda", SUM + 2,
         [("Iuran pemberi kerja", "Rp 132.637", "Rp 132.639")]),
        ({"peserta": 33_157}, "gaji_berbeda", SUM - 2, [("Iuran peserta", "Rp 33.159", "Rp 33.157")]),
        ({"gaji": 3_000_000}, "gaji_berbeda", SUM,
         [("Gaji", "Rp 3.315.934 (penghasilan tetap Rp 2.426.640)", "Rp 3.000.000")]),
        ({"aktif": False}, "status_berbeda", SUM, [("Status", "Aktif", "Nonaktif")]),
        ({"aktif": False, "peserta": 0}, "status_berbeda", 132_637,
         [("Status", "Aktif", "Nonaktif"), ("Iuran peserta", "Rp 33.159", "Rp 0")]),
    ],
)  # fmt: skip
def test_amounts_and_status(
    changes: dict[str, Any], jenis: str, bpjs: int, rincian: list[tuple[str, str, str]]
) -> None:
    assert told([OURS], [replace(ROW, **changes)]) == [one(jenis, rincian, kita=SUM, bpjs=bpjs)]


def test_a_wage_that_is_the_base_is_written_once() -> None:
    ours = replace(OURS, penghasilan=3_315_934)
    [found] = told([ours], [replace(ROW, gaji=3_000_000)])
    assert found["rincian"] == [("Gaji", "Rp 3.315.934", "Rp 3.000.000")]


# -- family ----------------------------------------------------------------------------------------------------------


def family(rows: list[BarisBpjs], members: list[KeluargaKita], **others: Any) -> list[tuple[str, str, Any]]:
    found = told([OURS], [ROW, *rows], keluarga=members, **others)
    return [(row["jenis"], row["nama"], row["rincian"]) for row in found]


def test_family_on_both_lists_and_on_one() -> None:
    assert family([CHILD_ROW], [CHILD]) == []
    missing = [("keluarga_berbeda", "Budi", [("Keluarga", "Ditanggung", "–")])]
    other = replace(CHILD_ROW, id=9, nik=LAIN, nama="CITRA")
    found = family([other], [CHILD])
    assert missing[0] in found
    assert [row[0] for row in found] == ["keluarga_berbeda"] * 2
    asleep = replace(CHILD_ROW, aktif=False)
    assert family([asleep], [CHILD]) == [("keluarga_berbeda", "BUDI", [("Keluarga", "Ditanggung", "Nonaktif")])]
    grown = replace(CHILD, ditanggung=False, alasan="Sudah 21 tahun")
    assert family([CHILD_ROW], [grown]) == [("keluarga_berbeda", "BUDI", [("Keluarga", "Sudah 21 tahun", "Aktif")])]
    assert family([asleep], [grown]) == []
    assert family([CHILD_ROW], [replace(grown, alasan="")]) == [
        ("keluarga_berbeda", "BUDI", [("Keluarga", "Tidak ditanggung", "Aktif")]),
    ]  # fmt: skip


def test_family_data_that_differ() -> None:
    other = replace(CHILD_ROW, nama="BUDIMAN", lahir=date(2011, 2, 14))
    assert family([other], [CHILD]) == [
        ("keluarga_berbeda", "BUDIMAN",
         [("Nama", "Budi", "BUDIMAN"), ("Tanggal lahir", "14 Februari 2010", "14 Februari 2011")]),
    ]  # fmt: skip


def test_a_family_member_found_by_card_differs_in_its_nik() -> None:
    card = "0009000000009"
    member, row = replace(CHILD, kartu=card), replace(CHILD_ROW, kartu=card, nik="")
    assert family([row], [member]) == [("keluarga_berbeda", "BUDI", [("NIK", "760301******9003", "–")])]


def test_a_family_row_that_is_nobodys() -> None:
    stranger = replace(CHILD_ROW, nik=LAIN)
    [(kind, name, [(column, ours, theirs)])] = family([stranger], [])
    assert (kind, name, column, theirs) == ("keluarga_berbeda", "BUDI", "Keluarga", "Aktif, lahir 14 Februari 2010")
    assert ours == "Tidak ada di daftar desa"
    [(_, _, [(_, _, unborn)])] = family([replace(stranger, lahir=None)], [])
    assert unborn == "Aktif, lahir –"


def test_a_child_of_two_officials_is_covered_where_either_covers_it() -> None:
    """Their list names it once; whichever of our two rows comes first."""
    uncovered = replace(CHILD, peserta=0, ditanggung=False, alasan="Sudah ditanggung pasangannya")
    for members in ([CHILD, uncovered], [uncovered, CHILD]):
        assert family([CHILD_ROW], members) == []
    other = replace(CHILD, peserta=0, nama="Budi Lain")
    for members in ([CHILD, other], [other, CHILD]):
        [(_, _, details)] = family([replace(CHILD_ROW, nama="C")], members)
        assert details == [("Nama", "Budi Lain", "C")]


WIFE = replace(CHILD, nik=LAIN, nama="Sari", lahir=date(1984, 11, 2), alasan="Istri")
WIFE_ROW = replace(CHILD_ROW, id=11, nomor=8, nik=LAIN, nama="SARI", lahir=date(1984, 11, 2), hubungan=3)


def test_a_covered_member_whom_their_list_does_not_have() -> None:
    """Once, however many officials it belongs to; one with a row of its own as an official is not missing."""
    missing = [("keluarga_berbeda", "Budi", [("Keluarga", "Ditanggung", "–")])]
    second = replace(OURS, id=2, nik="7603014211849012", kartu="", nama="Wati")
    second_row = replace(ROW, id=12, nomor=9, nik=second.nik, kartu="", nama="WATI")
    other = replace(CHILD, peserta=2, nama="Budi Lain")
    for members in ([CHILD, other, WIFE], [WIFE, other, CHILD]):
        found = told([OURS, second], [ROW, second_row, WIFE_ROW], keluarga=members)
        assert [(row["jenis"], row["nama"], row["rincian"]) for row in found] == missing
    official = replace(ROW, id=13, nomor=10, nik=ANAK, kartu="", nama="BUDI", pemberi_kerja=0, peserta=0, aktif=False)
    assert family([WIFE_ROW, official], [CHILD, WIFE]) == []
    assert family([WIFE_ROW], [CHILD, WIFE]) == missing
    assert family([WIFE_ROW], [replace(CHILD, ditanggung=False), WIFE]) == []
    assert [row["nama"] for row in told([OURS], [replace(ROW, aktif=False), WIFE_ROW], keluarga=[CHILD, WIFE])] == [
        "H. Andi"
    ]


def test_two_members_without_numbers_are_two() -> None:
    nameless = [replace(CHILD, nik="", nama=name) for name in ("A", "B")]
    assert [name for _, name, _ in family([WIFE_ROW], [*nameless, WIFE])] == ["A", "B"]
    rows = [replace(CHILD_ROW, id=20 + place, nomor=20 + place, nik="", nama=name) for place, name in enumerate("AB")]
    assert [name for _, name, _ in family([WIFE_ROW, *rows], [WIFE])] == ["A", "B"]


def test_members_without_cards_are_told_apart_by_nik() -> None:
    assert family([CHILD_ROW, WIFE_ROW], [CHILD, WIFE]) == []
    strangers = [
        replace(CHILD_ROW, nik="7603011402109099"),
        replace(CHILD_ROW, nik="7603011402109099", id=30, nomor=30),
    ]
    assert [kind for kind, _, _ in family([*strangers, WIFE_ROW], [WIFE])] in (
        ["ganda", "keluarga_berbeda"], ["keluarga_berbeda", "ganda"],
    )  # fmt: skip


def test_of_two_records_of_a_child_the_older_birth_date_is_read() -> None:
    younger = replace(CHILD, lahir=date(2010, 2, 15))
    for members in ([CHILD, younger], [younger, CHILD]):
        assert family([CHILD_ROW], members) == []
    unknown = replace(CHILD, lahir=None)
    for members in ([unknown, younger], [younger, unknown]):
        assert family([CHILD_ROW], members) == []


def test_a_family_row_twice() -> None:
    again = replace(CHILD_ROW, id=9, nomor=6)
    assert family([CHILD_ROW, again], [CHILD]) == [
        ("ganda", "BUDI", [("Baris berkas", "Satu orang, satu baris", "Baris 6, Aktif")]),
    ]  # fmt: skip
    assert family([CHILD_ROW, replace(again, aktif=False)], [CHILD]) == []


def test_a_difference_is_of_people_or_of_money() -> None:
    with pytest.raises(ValueError, match="memuat rupiah yang bukan miliknya"):
        Temuan(OKTOBER, JenisSelisih.SETORAN_KURANG, "A", kita=1)
    with pytest.raises(ValueError, match="memuat rupiah yang bukan miliknya"):
        Temuan(OKTOBER, JenisSelisih.HANYA_KITA, "A", jumlah_setoran=1)


def test_what_is_not_explained_stops_the_work() -> None:
    require_explained(5, [2, 3], "uji")
    with pytest.raises(ArithmeticError, match="Selisih uji tidak habis dijelaskan: sisa 1 rupiah"):
        require_explained(6, [2, 3], "uji")


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Drs. H. Yusuf, M.Si", "YUSUF"), ("Ir. Dr. Prof. Dra Hj Sari", "SARI"), ("Alm. Andi", "ANDI"),
        ("Almh. Sari", "SARI"),
        ("José D'Arc", "JOSE DARC"), ("A-B  C", "A B C"), ("Almh", "ALMH"), ("", ""), ("Andi 2", "ANDI 2"),
    ],
)  # fmt: skip
def test_names_without_titles(written: str, compared: str) -> None:
    assert normalise_name(written) == compared
