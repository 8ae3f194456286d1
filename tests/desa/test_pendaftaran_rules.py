"""Where a person stands at BPJS Kesehatan, what is asked next, and how the e-Dabu sheets write it (MM 4-5, KU 9)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desa.enums import JenisMutasi, ProfilEdabu, StatusKawin, StatusKepesertaan
from desa.parameters.edabu import PROFIL
from desa.rules.edabu import Permintaan, cells, missing
from desa.rules.kalender import months_after
from desa.rules.pendaftaran import (
    DIBANDINGKAN,
    KOSONG,
    SELALU,
    Kedudukan,
    Peristiwa,
    at_rest,
    counts,
    mark_of,
    next_request,
    standing,
    takes_effect,
)
from tests.cases import law_cases

ISI: dict[str, Any] = {
    "nik": "7603010101759001", "nomor_kk": "7603010101219001", "nama": "Yohanis", "hubungan": "peserta",
    "tempat_lahir": "Mambi", "tanggal_lahir": "1975-03-02", "jenis_kelamin": "L", "status_kawin": "cerai_mati",
    "alamat": "Desa Rantebulahan", "kode_kecamatan": "76.03.01", "kecamatan": "Mambi", "kode_desa": "76.03.01.2004",
    "nama_desa": "Rantebulahan", "faskes": "Puskesmas Mambi", "telepon": "081200000000", "jabatan": "Kepala Desa",
    "pegawai": "peserta", "kelas": "2", "tmt": "2026-10-12", "gaji": 2_426_640, "nomor_kartu": "0001234567890",
}  # fmt: skip


def told(text: list[str]) -> list[Peristiwa]:
    """ "diajukan daftar 2026-11-05", in the order in which it became known; "-" answers no request."""
    rows = [line.split() for line in text]
    return [
        Peristiwa(
            number, StatusKepesertaan(state), date.fromisoformat(day), None if jenis == "-" else JenisMutasi(jenis),
            "Alasan" if state in {"ditolak", "ditangguhkan"} else "", ISI if state == "diajukan" else {},
        )
        for number, (state, jenis, day) in enumerate(rows, start=1)
    ]  # fmt: skip


@pytest.mark.parametrize("case", law_cases("kedudukan"))
def test_standing(case: dict[str, Any]) -> None:
    found = standing(told(case["peristiwa"]), case["pada"])
    assert found.keadaan == case["keadaan"]
    assert (str(found.menunggu or ""), bool(found.penolakan)) == (case.get("menunggu", ""), case.get("ditolak", False))


@pytest.mark.parametrize("case", law_cases("batas_daftar"))
def test_one_calendar_month_to_register(case: dict[str, Any]) -> None:
    assert months_after(case["mulai"], 1) == case["tenggat"]


@pytest.mark.parametrize("case", law_cases("mulai_berlaku"))
def test_the_twentieth_is_the_last_day_for_next_month(case: dict[str, Any]) -> None:
    assert takes_effect(case["mulai"]) == case["berlaku"]


def asked(isi: dict[str, Any] | None, *lines: str) -> tuple[str, bool] | None:
    found = next_request(isi, standing(told(list(lines)), SELALU))
    return (str(found.jenis), bool(found.tertahan)) if found else None


def test_what_is_asked_follows_from_roster_and_events() -> None:
    active = ("diajukan daftar 2026-01-05", "aktif daftar 2026-02-01")
    moved = ISI | {"kode_desa": "76.03.01.2008"}
    assert asked(ISI) == ("daftar", False)
    assert asked(None) is None
    assert asked(ISI, *active) is None
    assert asked(moved, *active) == ("ubah", False)
    assert asked(moved, *active, "diajukan ubah 2026-03-05") is None
    assert asked(None, *active) == ("akhiri", False)
    assert asked(None, *active, "diajukan akhiri 2026-03-05") is None
    assert asked(None, *active, "berakhir - 2027-01-01") is None  # an end that is known already needs no request
    assert asked(ISI, *active, "berakhir - 2026-03-01") == ("daftar", False)
    assert asked(ISI | {"telepon": ""}, *active) is None  # a phone number is no change of the insured person


def test_a_refusal_waits_for_the_village_and_stops_nothing_else() -> None:
    refused = ("diajukan daftar 2026-01-05", "ditolak daftar 2026-01-12")
    assert asked(ISI, *refused) == ("daftar", True)
    assert asked(ISI | {"nik": "7603010101759002"}, *refused) == ("daftar", False)
    active = ("diajukan daftar 2026-01-05", "aktif daftar 2026-02-01")
    assert asked(None, *active, "diajukan ubah 2026-03-05", "ditolak ubah 2026-03-09") == ("akhiri", False)


@pytest.mark.parametrize(("events", "keadaan", "sejak", "menunggu"), [
    (["aktif - 2026-02-01"], "aktif", date(2026, 2, 1), None),
    (["diajukan daftar 2026-01-05", "aktif - 2026-02-01"], "aktif", date(2026, 2, 1), None),
    (["aktif - 2026-02-01", "diajukan akhiri 2026-03-05", "berakhir - 2026-04-01"], "berakhir", date(2026, 4, 1), None),
    (["aktif - 2026-02-01", "diajukan akhiri 2026-03-05", "aktif - 2026-04-01"], "aktif", date(2026, 4, 1), "akhiri"),
    (["aktif - 2026-02-01", "diajukan ubah 2026-03-05", "aktif - 2026-04-01"], "aktif", date(2026, 4, 1), "ubah"),
    (["aktif - 2026-02-01", "diajukan ubah 2026-03-05", "berakhir - 2026-04-01"], "berakhir", date(2026, 4, 1), "ubah"),
    (["diajukan daftar 2026-03-05", "berakhir - 2026-04-01"], "berakhir", date(2026, 4, 1), "daftar"),
    (["diajukan daftar 2026-03-05", "aktif ubah 2026-04-01"], "aktif", date(2026, 4, 1), "daftar"),
    (["ditangguhkan - 2026-05-01"], "ditangguhkan", date(2026, 5, 1), None),
])  # fmt: skip
def test_which_event_answers_which_request(events: list[str], keadaan: str, sejak: date, menunggu: str | None) -> None:
    """An event that names its request answers that alone; one that names none answers an end or a beginning."""
    found = standing(told(events), SELALU)
    assert (found.keadaan, found.sejak, found.menunggu) == (keadaan, sejak, menunggu)
    assert found.alasan == ("Alasan" if keadaan == "ditangguhkan" else "")


def test_everybody_is_counted_once_and_every_state_named() -> None:
    found = counts([StatusKepesertaan.AKTIF, StatusKepesertaan.AKTIF, StatusKepesertaan.DITOLAK])
    assert (found[StatusKepesertaan.AKTIF], found[StatusKepesertaan.DITOLAK], sum(found.values())) == (2, 1, 3)
    assert set(found) == set(StatusKepesertaan)


@pytest.mark.parametrize(("profil", "kolom"), [("mutasi_37", 37), ("baru_34", 34)])
def test_each_sheet_has_its_columns_and_its_date_order(profil: str, kolom: int) -> None:
    sheet = PROFIL[ProfilEdabu(profil)]
    assert len(sheet.kolom) == len({one.judul for one in sheet.kolom}) == kolom
    order = {"mutasi_37": "mm/dd/yyyy", "baru_34": "dd/mm/yyyy"}[profil]
    assert sheet.tanggal == order
    assert all(order in one.judul for one in sheet.kolom if one.bentuk == "tanggal")


def row(profil: str, jenis: str = "daftar", **other: Any) -> dict[str, Any]:
    sheet = PROFIL[ProfilEdabu(profil)]
    asked = Permintaan(JenisMutasi(jenis), date(2026, 12, 1), ISI | other)
    return {one.isian or one.judul: cell for one, cell in zip(sheet.kolom, cells(7, asked, sheet), strict=True)}


@pytest.mark.parametrize(
    ("kawin", "lama", "baru"),
    [("", "0", "5"), ("belum", "1", "1"), ("kawin", "2", "2"), ("cerai_hidup", "3", "3"), ("cerai_mati", "3", "4")],
)
def test_codes_as_each_sheet_wants_them(kawin: str, lama: str, baru: str) -> None:
    assert kawin in {"", *StatusKawin.values}
    first, second = row("mutasi_37", status_kawin=kawin), row("baru_34", status_kawin=kawin)
    assert (first["status_kawin"], second["status_kawin"]) == (lama, baru)
    assert (first["hubungan"], first["jenis_kelamin"], first["pegawai"], first["No"]) == ("1", "1", "1", 7)
    assert first["tanggal_lahir"] == second["tanggal_lahir"] == date(1975, 3, 2)
    assert (first["nik"], first["gaji"], first["mutasi"]) == ("7603010101759001", 2_426_640, "PESERTA BARU")
    assert row("mutasi_37", "akhiri")["mutasi"] == "NONAKTIF"
    assert row("mutasi_37", hubungan="tambahan")["hubungan"] == "5"
    member = PROFIL[ProfilEdabu.MUTASI_37]
    code = next(one.kode for one in member.kolom if one.isian == "mutasi")
    assert row("mutasi_37", hubungan="istri")["mutasi"] == code["daftar anggota"] != code["daftar peserta"]
    assert {row(profil)["Kewarganegaraan (1=WNI, 2=WNA)"] for profil in ("mutasi_37", "baru_34")
            if any(one.tetap for one in PROFIL[ProfilEdabu(profil)].kolom)} == {"1"}  # fmt: skip


def test_what_is_missing_is_named_in_words() -> None:
    sheet, form = PROFIL[ProfilEdabu.BARU_34], PROFIL[ProfilEdabu.MUTASI_37]

    def lacking(jenis: str, profil: Any, **other: Any) -> tuple[str, ...]:
        return missing(Permintaan(JenisMutasi(jenis), date(2026, 12, 1), ISI | other), profil)

    assert lacking("daftar", sheet) == ()
    assert lacking("daftar", sheet, nomor_kk="", gaji="") == ("nomor KK", "penghasilan tetap")
    assert lacking("daftar", sheet, hubungan="istri", gaji="", tempat_lahir="") == ()
    assert lacking("daftar", form, nomor_kartu="") == ()
    assert lacking("akhiri", form, nomor_kartu="") == ("nomor kartu JKN",)


def test_nobody_stands_anywhere_without_an_event() -> None:
    assert standing([], date(2026, 11, 25)) == Kedudukan()


@pytest.mark.parametrize("column", DIBANDINGKAN)
def test_a_mark_tells_every_compared_column_and_no_other(column: str) -> None:
    assert mark_of(ISI | {column: "lain"}) != mark_of(ISI)
    assert mark_of(ISI | {"nomor_kartu": "0009999999999", "telepon": ""}) == mark_of(ISI)
    assert mark_of(ISI | {"gaji": str(ISI["gaji"])}) != mark_of(ISI), "a number is not its digits"


KNOWN = (KOSONG, ISI, ISI | {"faskes": "Klinik Pratama Lama"}, ISI | {"gaji": 2_500_000})
HAPPENED = st.lists(
    st.tuples(
        st.sampled_from(StatusKepesertaan), st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        st.none() | st.sampled_from(JenisMutasi), st.sampled_from(KNOWN),
    ),
    max_size=6,
)  # fmt: skip


@given(HAPPENED, st.sampled_from(KNOWN[1:]))
def test_marks_alone_leave_nobody_out(happened: list[tuple[Any, ...]], isi: dict[str, Any]) -> None:
    """Whoever is passed over by marks would be asked nothing when everything is read."""
    whole = [
        Peristiwa(urut, keadaan, berlaku, jenis, "Alasan", told, mark_of(told))
        for urut, (keadaan, berlaku, jenis, told) in enumerate(happened, start=1)
    ]
    read, marked = standing(whole, SELALU), standing([one._replace(isi=KOSONG) for one in whole], SELALU)
    assert marked.sidik == mark_of(read.terkirim)
    request = next_request(isi, read)
    if at_rest(mark_of(isi), marked):
        assert request is None
    elif request is None:
        assert read.menunggu or not read.terkirim, "a look at a person with another mark finds something"
    assert bool(next_request(None, marked)) == bool(next_request(None, read))
