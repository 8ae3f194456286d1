"""The families' sheet against the portal: who comes, stays, changes and ends, and what is refused or asked."""

from datetime import date
from typing import Any

from desa.rules.daftar import Keadaan, Kerabat, compare
from desa.rules.daftar_bentuk import Hasil, Jawaban
from desa.rules.kolom import PERANGKAT
from tests.desa.test_daftar import ANDI, BUDI, TITLES, A, B, check, faults, roster
from tests.desa.test_daftar_batas import CHILD, FAMILY, WIFE, C, W, member, read, sheet


def kin(number: int, nik: str, nama: str, hubungan: str, lahir: date, **more: Any) -> Kerabat:
    fields = {"nama": nama, "hubungan": hubungan, "jenis_kelamin": "P", "tanggal_lahir": lahir, "sudah_menikah": False,
              "berpenghasilan": False, "masih_sekolah": False, "nomor_kartu": "", **more}  # fmt: skip
    return Kerabat(number, ANDI, nik, fields)


def family(*rows: dict[str, Any], known: tuple[Kerabat, ...] = (), officials: tuple[dict[str, Any], ...] = (A, B),
           **more: Any) -> Hasil:  # fmt: skip
    state: Keadaan = roster(keluarga=list(known), **more)
    return compare(read(sheet(PERANGKAT, TITLES, *officials), sheet("Keluarga", FAMILY, *rows)), state)


def fate(hasil: Hasil) -> dict[str, int]:
    """Where the rows of the family sheet went."""
    told = next(one for one in hasil.hitungan if one["lembar"] == "Keluarga")
    return {name: told[name] for name in ("diterima", "tetap", "ditolak")}


KNOWN = (kin(1, WIFE, "Wati", "istri", date(1992, 5, 5)),)


def test_a_family_member_comes_stays_changes_and_goes() -> None:
    new = family(W)
    assert (new.salah, [one["nama"] for one in new.baru], new.rencana.keluarga_baru[0][0]) == ([], ["Wati"], ANDI)
    assert new.baru[0] == {"lembar": "Keluarga", "nik": "760301******9002", "nama": "Wati", "hubungan": "Istri",
                           "nik_peserta": "760301******9001"}  # fmt: skip
    same = family(W, known=KNOWN)
    assert (same.baru, same.berubah, same.berakhir, same.rencana.keluarga_ubah) == ([], [], [], {})
    assert fate(same) == {"diterima": 0, "tetap": 1, "ditolak": 0}
    other = family(W | {"Nama": "Watini", "Berpenghasilan (Y/T)": "Y"}, known=KNOWN)
    assert other.rencana.keluarga_ubah == {1: {"nama": "Watini", "berpenghasilan": True}}
    assert [(one["kolom"], one["lama"], one["baru"]) for one in other.berubah] == [
        ("Nama", "Wati", "Watini"), ("Berpenghasilan", "T", "Y")]  # fmt: skip
    assert fate(other) == {"diterima": 1, "tetap": 0, "ditolak": 0}
    gone = family(C, known=KNOWN)
    assert (gone.rencana.keluarga_akhir, [one["nama"] for one in gone.berakhir]) == ([1], ["Wati"])
    assert [(one.sel, one.pesan) for one in gone.ragu] == [
        ("", "Wati tidak ada lagi pada lembar Keluarga; jaminannya akan diakhiri.")]  # fmt: skip
    assert gone.berakhir[0] == {"lembar": "Keluarga", "nik": "760301******9002", "nama": "Wati", "hubungan": "Istri",
                                "alasan": "Tidak ada lagi pada lembar Keluarga"}  # fmt: skip


def test_every_field_of_the_family_may_change_and_a_missing_column_changes_nothing() -> None:
    all_of_it = {"Hubungan": "Ibu", "Jenis Kelamin": "L", "Tanggal Lahir": date(1992, 5, 6), "Sudah Menikah (Y/T)": "Y",
                 "Masih Sekolah (Y/T)": "Y"}  # fmt: skip
    assert family(W | all_of_it, known=KNOWN).rencana.keluarga_ubah == {
        1: {"hubungan": "ibu", "jenis_kelamin": "L", "tanggal_lahir": date(1992, 5, 6), "sudah_menikah": True,
            "masih_sekolah": True}}  # fmt: skip
    fewer = [title for title in FAMILY if "(Y/T)" not in title]
    state = roster(keluarga=[kin(1, WIFE, "Wati", "istri", date(1992, 5, 5), sudah_menikah=True)])
    assert compare(read(sheet(PERANGKAT, TITLES, A, B), sheet("Keluarga", fewer, W)), state).berubah == []


def test_a_file_without_the_family_sheet_changes_no_family() -> None:
    note = "Lembar Keluarga tidak ada dalam berkas; data keluarga tidak berubah."
    assert note in check(A, B, keadaan=roster(keluarga=list(KNOWN))).catatan
    assert note not in check(A, B).catatan
    empty = family(known=KNOWN)
    assert [(one.lembar, one.sel, one.pesan) for one in empty.salah] == [
        ("Keluarga", "", "Lembar Keluarga kosong, padahal portal mencatat 1 anggota keluarga.")]  # fmt: skip
    assert (family().salah, empty.rencana.keluarga_akhir) == ([], [])


def test_a_card_that_was_emptied_is_kept_and_a_new_one_taken() -> None:
    has = (kin(1, WIFE, "Wati", "istri", date(1992, 5, 5), nomor_kartu="0001234567890"),)
    assert family(W, known=has).berubah == []
    assert family(W | {"Nomor Kartu JKN": "0001234567891"}, known=has).rencana.keluarga_ubah == {
        1: {"nomor_kartu": "0001234567891"}}  # fmt: skip


def test_faults_of_the_families() -> None:
    stranger = W | {"NIK Peserta": "7603010505909005"}
    assert faults(family(stranger)) == [("A2", "NIK Peserta untuk Wati tidak ada pada lembar Perangkat.")]
    broken = A | {"NIK": "760301010190900"}
    assert "A2" not in [sel for sel, pesan in faults(family(stranger, officials=(broken, B))) if "NIK Peserta" in pesan]
    assert faults(family(W | {"NIK": ANDI})) == [("B2", "NIK keluarga sama dengan NIK pesertanya.")]
    assert faults(family(W, W | {"Nama": "Wati dua"})) == [("B3", "NIK sel B3 (Wati dua) sama dengan sel B2 (Wati).")]
    taken = family(W, keluarga_lain=frozenset({WIFE}))
    assert faults(taken) == [("B2", "NIK ini sudah terdaftar; hubungi DPM-Pemdes.")]
    assert taken.rencana.keluarga_baru == []


def test_a_spouse_who_holds_office_too_is_asked_about() -> None:
    couple = family(member(BUDI, "Budiman", "Istri", date(1990, 2, 2), **{"Jenis Kelamin": "L"}))
    ask = ("B2", "Budiman juga ada pada lembar Perangkat; keduanya membayar iuran.")
    assert ask in [(one.sel, one.pesan) for one in couple.ragu]
    child = family(member(BUDI, "Budiman", "Anak Kandung", date(1990, 2, 2), **{"Jenis Kelamin": "L"}))
    assert [one.pesan for one in child.ragu if "juga ada" in one.pesan] == []


def test_a_broken_row_ends_nobody_whom_it_may_mean() -> None:
    """By the name in the row, or by the number that it may mean; everybody else who is missing ends."""
    both = (*KNOWN, kin(2, CHILD, "Caca", "anak_kandung", date(2014, 3, 2)))
    assert family(W | {"Tanggal Lahir": "kapan"}, known=both).rencana.keluarga_akhir == [2]
    assert family(W | {"NIK": "760301450592900", "Nama": "WATI"}, known=both).rencana.keluarga_akhir == [2]
    assert family(W | {"NIK": "tak terbaca", "Nama": "WATI"}, known=both).rencana.keluarga_akhir == [2]
    namesake = member("7603014505929088", "Wati", "Istri", date(1992, 5, 5))
    assert family(namesake, known=KNOWN).rencana.keluarga_akhir == [1]
    unlike = W | {"NIK": int(WIFE), "Nama": "Bukan Dia"}
    assert family(unlike, known=both, kunci={WIFE: "keluarga:1"}).rencana.keluarga_akhir == [2]
    named = kin(3, "7603014505929099", "", "mertua", date(1950, 1, 1))
    assert family(C, known=(named,)).rencana.keluarga_akhir == [3]


def test_family_of_who_left_or_was_refused_stays_as_it_is() -> None:
    left = A | {"Tanggal Berakhir": "01/10/2026", "Alasan Berakhir": "Wafat"}
    assert family(C | {"NIK Peserta": BUDI}, known=KNOWN, officials=(left, B)).rencana.keluarga_akhir == []
    refused = A | {"Penghasilan Tetap": ""}
    assert family(C | {"NIK Peserta": BUDI}, known=KNOWN, officials=(refused, B)).rencana.keluarga_akhir == []


def test_the_family_of_who_was_answered_for_stays() -> None:
    """Somebody who was forgotten in the file still has a family on its sheet, and keeps who is not."""
    own = W | {"NIK Peserta": BUDI}
    stays: dict[str, Any] = {"jawaban": {len("Budiman"): Jawaban()}}
    assert family(own, officials=(A,), **stays).salah == []
    kept = (kin(1, WIFE, "Wati", "istri", date(1992, 5, 5)),)
    theirs = (Kerabat(2, BUDI, CHILD, kept[0].isian | {"nama": "Caca"}),)
    assert family(W, known=(*kept, *theirs), officials=(A,), **stays).rencana.keluarga_akhir == []
