"""Corrections of earlier months beside BPJS' list, and what a difference looks like to whoever reads it."""

from dataclasses import replace
from datetime import date

import pytest

from jaminan.bulan import Bulan
from rekonsiliasi.enums import JenisSelisih
from rekonsiliasi.rules import BarisBpjs, BukuBulan, PesertaKita, Temuan, compare_month, require_explained
from rekonsiliasi.rules.bentuk import Beda, KeluargaKita, KoreksiKita

OKTOBER, AGUSTUS = Bulan(2026, 10), Bulan(2026, 8)
NIK = "7603011203759001"
OURS = PesertaKita(1, NIK, "", "Andi", None, "76.03.01.2004", "Mambi", 2_426_640, 3_315_934, 132_637, 33_159)
ROW = BarisBpjs(7, 3, "", NIK, "ANDI", None, 1, True, "76.03.01.2004", "Mambi", 3_315_934, 132_637, 33_159)
LATE = KoreksiKita(1, NIK, "Andi", "76.03.01.2004", AGUSTUS, 1_000, 250, "Terlambat dilaporkan (Pasal 12 ayat (4)).")


def told(rows: list[BarisBpjs], *corrections: KoreksiKita) -> list[Temuan]:
    return compare_month(BukuBulan(OKTOBER, (OURS,), tuple(rows), koreksi=corrections))


def test_a_correction_that_their_list_does_not_hold_is_a_reason_of_its_own() -> None:
    """MM Pasal 12 ayat (4), 13 ayat (2)."""
    assert told([ROW], LATE) == [
        Temuan(OKTOBER, JenisSelisih.KOREKSI, "Andi", NIK, 1, None, "76.03.01.2004", kita=1_250, rincian=(
            Beda("Bulan yang dibetulkan", "Agustus 2026", "–"), Beda("Sebab", LATE.alasan, "–"),
            Beda("Iuran", "Rp 1.250", "Rp 0"),
        )),
    ]  # fmt: skip


def test_a_correction_billed_with_the_month_is_no_difference() -> None:
    billed = replace(ROW, pemberi_kerja=133_637, peserta=33_409)
    assert told([billed], LATE) == []
    back = replace(LATE, pemberi_kerja=-1_000, milik_peserta=-250)
    assert told([ROW], LATE, back) == []
    half = replace(ROW, pemberi_kerja=133_637)
    assert sorted(str(one.jenis) for one in told([half], LATE)) == ["gaji_berbeda", "koreksi"]
    assert sorted(str(one.jenis) for one in told([], LATE)) == ["hanya_kita", "koreksi"]


def test_two_corrections_of_a_person_are_billed_together_or_told_apart() -> None:
    other = replace(LATE, bulan=Bulan(2026, 9), pemberi_kerja=2_000, milik_peserta=500)
    assert told([replace(ROW, pemberi_kerja=135_637, peserta=33_909)], LATE, other) == []
    assert [one.kita for one in told([ROW], LATE, other)] == [1_250, 2_500]
    stranger = replace(LATE, peserta=9, nik="", nama="Budi")
    assert [(one.nama, one.kita) for one in told([ROW], stranger)] == [("Budi", 1_250)]


def test_findings_stand_by_village_name_kind_and_amount() -> None:
    people = [
        replace(OURS, id=number, nik=f"76030112037590{number:02d}", nama=name, desa=desa)
        for number, (name, desa) in enumerate([("B", "76.03.01.2004"), ("A", "76.03.01.2004"), ("C", "76.03.01.2001")])
    ]
    found = compare_month(BukuBulan(OKTOBER, tuple(people), ()))
    assert [one.nama for one in found] == ["C", "A", "B"]


def test_a_difference_that_says_nothing_more_is_empty() -> None:
    bare = Temuan(OKTOBER, JenisSelisih.HANYA_KITA, "Andi")
    assert (bare.nik, bare.desa, bare.penanggung, bare.jumlah, bare.rincian) == ("", "", "", 0, ())
    assert Beda("Desa", "A", "B").as_dict() == {"kolom": "Desa", "kita": "A", "bpjs": "B"}
    assert KeluargaKita(1, "", "", "Budi", date(2010, 2, 14), "", ditanggung=True).alasan == ""
    assert (LATE.jumlah, replace(OURS, peserta=1).jumlah) == (1_250, 132_638)


@pytest.mark.parametrize(
    ("jenis", "amounts"), [(JenisSelisih.SETORAN_KURANG, {"kita": 1}), (JenisSelisih.HANYA_KITA, {"jumlah_setoran": 1})]
)
def test_rupiah_in_the_wrong_place_are_refused_in_a_sentence(jenis: JenisSelisih, amounts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=f"^Selisih {jenis} memuat rupiah yang bukan miliknya\\.$"):
        Temuan(OKTOBER, jenis, "Andi", **amounts)  # type: ignore[arg-type]  # amounts only


def test_what_is_left_unexplained_is_named() -> None:
    with pytest.raises(ArithmeticError, match=r"^Selisih daftar tidak habis dijelaskan: sisa -2 rupiah\.$"):
        require_explained(3, [5], "daftar")
