"""The officials of a roster file against the portal: fields, wages, spells in office, and who must be answered for."""

from dataclasses import replace
from datetime import date

from desa.enums import Jabatan, SifatJabatan
from desa.rules.daftar import Keadaan, Masa
from desa.rules.daftar_bentuk import Jawaban
from desa.rules.isian import Post
from desa.rules.kolom import PERANGKAT
from tests.desa.test_daftar import ANDI, BUDI, START, TODAY, A, B, check, faults, roster, row


def test_one_card_is_one_persons() -> None:
    card = {"Nomor Kartu JKN": "0001234567890"}
    assert faults(check(A | card, B | card)) == [("M3", "Nomor kartu ini sama dengan sel M2.")]
    assert faults(check(A | card, B, keadaan=roster(kartu_lain={"0001234567890": BUDI}))) == [
        ("M2", "Nomor kartu ini sudah tercatat untuk orang lain; hubungi DPM-Pemdes.")]  # fmt: skip
    assert check(A | card, B, keadaan=roster(kartu_lain={"0001234567890": ANDI})).salah == []


def test_two_rows_of_a_person_say_the_same_of_the_person() -> None:
    second = row(ANDI, "Andi", "Kadus Rante", date(1990, 1, 1)) | {
        "Penghasilan Tetap": 2_100_000,
        "Faskes Tingkat I": "P",
    }
    assert faults(check(A, B, second)) == [
        ("N4", "Faskes Tingkat I berbeda dari sel N2 untuk orang yang sama."),
        ("L4", "Penghasilan Tetap berbeda dari sel L2 untuk orang yang sama."),
    ]  # fmt: skip
    twice = row(ANDI, "Andi", "Kepala Desa", date(1990, 1, 1))
    assert faults(check(A, B, twice)) == [("A4", "NIK sel A4 (Andi) sama dengan sel A2 (Andi).")]
    older = row(ANDI, "Andi", "Kadus Rante", date(1990, 1, 1)) | {
        "Tanggal Pelantikan": "01/01/2015",
        "Tanggal Berakhir": "04/01/2021",
        "Alasan Berakhir": "Masa jabatan",
    }
    assert [[one.pesan for one in check(*rows).ragu] for rows in ((A, B, older), (older, A, B))] == [[], []]


def test_a_wage_holds_from_the_first_of_the_reported_month_and_a_newcomers_from_taking_office() -> None:
    newcomer = row("7603010303909003", "Citra", "Kadus Rante", date(1990, 3, 3)) | {"Tanggal Pelantikan": "15/09/2026"}
    plan = check(A | {"Penghasilan Tetap": 2_100_000}, B, newcomer).rencana
    assert plan.gaji == {ANDI: (date(2026, 10, 1), 2_100_000), "7603010303909003": (date(2026, 9, 1), 2_000_000)}
    assert [(nik, post.nama, since) for nik, post, since, *_ in plan.masa_baru] == [
        ("7603010303909003", "Kepala Dusun Rante", date(2026, 9, 15))]  # fmt: skip


def test_a_newcomer_is_told_word_by_word() -> None:
    newcomer = row("7603010303909003", "Citra", "Plt. Kadus Rante", date(1990, 3, 3))
    assert check(A, B, newcomer).baru == [
        {"lembar": PERANGKAT, "nik": "760301******9003", "nama": "Citra", "jabatan": "Plt. Kepala Dusun Rante",
         "mulai": "2021-01-04", "penghasilan": 2_000_000}]  # fmt: skip


def test_one_nik_with_another_birth_date_is_not_one_person() -> None:
    other = row(ANDI, "Andi", "Kadus Rante", date(1990, 1, 2))
    assert faults(check(A, B, other)) == [("A4", "NIK sel A4 (Andi) sama dengan sel A2 (Andi).")]


def test_a_post_that_follows_and_is_over_already_keeps_its_reason() -> None:
    ended = {"Tanggal Pelantikan": "01/08/2026", "Tanggal Berakhir": "01/09/2026", "Alasan Berakhir": "Wafat"}
    plan = check(A, B | {"Jabatan": "Kasi Pelayanan"} | ended).rencana
    assert [row[2:] for row in plan.masa_baru] == [(date(2026, 8, 1), date(2026, 9, 1), "meninggal")]
    fresh = row("7603010303909003", "Citra", "Kadus Rante", date(1990, 3, 3)) | ended
    assert [row[2:] for row in check(A, B, fresh).rencana.masa_baru] == [
        (date(2026, 8, 1), date(2026, 9, 1), "meninggal")]  # fmt: skip
    still = fresh | {"Tanggal Berakhir": "", "Alasan Berakhir": ""}
    assert [row[3:] for row in check(A, B, still).rencana.masa_baru] == [(None, "")]


def test_a_later_post_ends_the_one_before_and_a_corrected_day_does_not() -> None:
    moved = check(A, B | {"Jabatan": "Kasi Pelayanan", "Tanggal Pelantikan": "01/09/2026"})
    assert moved.rencana.masa_ubah == {
        len("Budiman"): {"berakhir": date(2026, 9, 1), "alasan_berakhir": "masa_jabatan"}}  # fmt: skip
    assert [(nik, *rest) for nik, _, *rest in moved.rencana.masa_baru] == [(BUDI, date(2026, 9, 1), None, "")]
    corrected = check(A, B | {"Tanggal Pelantikan": "05/01/2021"})
    assert corrected.rencana.masa_ubah == {len("Budiman"): {"mulai": date(2021, 1, 5)}}
    assert (corrected.rencana.masa_baru, START) == ([], date(2021, 1, 4))
    assert [(one["kolom"], one["lama"], one["baru"]) for one in corrected.berubah] == [
        ("Tanggal Pelantikan", "2021-01-04", "2021-01-05")]  # fmt: skip
    second = check(A, B, ACTING).berubah
    assert [(one["nama"], one["kolom"], one["lama"], one["baru"], one["melengkapi"]) for one in second] == [
        ("Andi", "Jabatan", "", "Plt. Kepala Seksi Pelayanan", True)]  # fmt: skip


def test_every_field_of_an_official_may_change_and_an_unchanged_one_is_not_written() -> None:
    told = {
        "Nama": "Andika", "Nomor KK": "7603010101219001", "Jenis Kelamin (L/P)": "P", "Tempat Lahir": "Mamasa",
        "Tanggal Lahir": date(1990, 1, 2), "Status Kawin": "Kawin", "Nomor Kartu JKN": "0001234567890",
        "Faskes Tingkat I": "Puskesmas", "Telepon": "08123456", "PNS (Y/T)": "Y", "Jaminan Lain": "Askes",
    }  # fmt: skip
    assert check(A | told, B).rencana.orang == {
        ANDI: {
            "nama": "Andika", "nomor_kk": "7603010101219001", "jenis_kelamin": "P", "tempat_lahir": "Mamasa",
            "tanggal_lahir": date(1990, 1, 2), "status_kawin": "kawin", "nomor_kartu": "0001234567890",
            "faskes": "Puskesmas", "telepon": "08123456", "pns": True, "jaminan_lain": "Askes",
        }
    }  # fmt: skip
    same = check(A, B).rencana
    assert (same.orang, same.gaji, same.masa_baru, same.masa_ubah) == ({}, {}, [], {})


def two_posts() -> Keadaan:
    """Andi is head and, since 2022, acting head of a section."""
    state = roster()
    post = Post(Jabatan.KEPALA_SEKSI, "Pelayanan", SifatJabatan.PLT)
    state.masa.append(Masa(50, ANDI, post, date(2022, 2, 1), None, ""))
    return state


ACTING = row(ANDI, "Andi", "Plt. Kasi Pelayanan", date(1990, 1, 1)) | {"Tanggal Pelantikan": "01/02/2022"}


def test_two_posts_of_one_person_are_matched_each_with_its_own_in_any_order() -> None:
    for rows in ((A, ACTING, B), (ACTING, A, B)):
        hasil = check(*rows, keadaan=two_posts())
        assert (hasil.tetap, hasil.salah, hasil.berubah, hasil.rencana.masa_ubah) == (3, [], [], {})
    moved = check(ACTING | {"Tanggal Pelantikan": "01/03/2022"}, A, B, keadaan=two_posts())
    assert (moved.salah, moved.rencana.masa_ubah) == ([], {50: {"mulai": date(2022, 3, 1)}})
    assert [(one["masa"], one["jabatan"]) for one in check(A, B, keadaan=two_posts()).hilang] == [
        (50, "Plt. Kepala Seksi Pelayanan")]  # fmt: skip


def test_who_is_missing_and_was_answered_for_ends_or_stays() -> None:
    term = len("Budiman")
    ended = roster(jawaban={term: Jawaban(date(2026, 9, 30), "meninggal", "Wafat")})
    hasil = check(A, keadaan=ended)
    assert (hasil.salah, hasil.hilang, hasil.rencana.masa_ubah) == (
        [], [], {term: {"berakhir": date(2026, 9, 30), "alasan_berakhir": "meninggal"}})  # fmt: skip
    assert [(one["nama"], one["alasan"]) for one in hasil.berakhir] == [("Budiman", "Wafat")]
    plain = check(A, keadaan=roster(jawaban={term: Jawaban(date(2026, 9, 30), "meninggal")}))
    assert [one["alasan"] for one in plain.berakhir] == ["Meninggal dunia"]
    newcomer = row("7603010303909003", "Citra", "Kadus Rante", date(1990, 3, 3))
    one_said = check(newcomer, keadaan=roster(jawaban={len("Andi"): Jawaban()}))
    ask = "Budiman (Sekretaris Desa) ada di daftar portal tetapi tidak ada di berkas."
    assert [(one["nama"], one["pesan"]) for one in one_said.hilang] == [("Budiman", ask)]
    stays = check(A, keadaan=roster(jawaban={term: Jawaban()}))
    assert (stays.tetap, stays.salah, stays.berakhir, stays.rencana.masa_ubah) == (2, [], [], {})


def test_an_acting_head_beside_the_holder_is_asked_about_and_two_heads_are_refused() -> None:
    newcomer = row("7603010303909003", "Citra", "Plt. Kepala Desa", date(1990, 3, 3))
    asked = check(A, B, newcomer)
    assert (asked.salah, [one.sel for one in asked.ragu]) == ([], ["H4"])
    assert asked.ragu[0].pesan.startswith(
        "Andi masih tercatat sebagai Kepala Desa, dan Citra sebagai Plt. Kepala Desa."
    )
    after = newcomer | {"Jabatan": "Kepala Desa", "Tanggal Pelantikan": "02/09/2026"}
    ended = A | {"Tanggal Berakhir": "01/09/2026", "Alasan Berakhir": "Wafat"}
    assert check(ended, B, after).salah == []
    touching = after | {"Tanggal Pelantikan": "01/09/2026"}
    assert [check(*rows).salah for rows in ((ended, B, touching), (touching, B, ended))] == [[], []]
    assert faults(check(ended, B, after | {"Tanggal Pelantikan": "31/08/2026"})) == [
        ("H4", "Kepala Desa diisi dua kali pada waktu yang sama: Andi (baris 2) dan Citra (baris 4).")]  # fmt: skip


def test_a_person_holds_one_post_once_at_a_time() -> None:
    hamlet = row(ANDI, "Andi", "Kadus Rante", date(1990, 1, 1))
    again = hamlet | {"Jabatan": "Kadus rante", "Tanggal Pelantikan": "01/01/2024"}
    other = again | {"Jabatan": "Kadus Bukit"}
    assert [sel for sel, _ in faults(check(A, B, hamlet, again))] == ["H5"]
    assert check(A, B, hamlet, other).salah == []


def test_who_stands_in_a_broken_row_is_not_called_missing() -> None:
    assert [sel for sel, _ in faults(check(A, B | {"NIK": "tak terbaca", "Nama": "BUDIMAN"}))] == ["A3"]
    assert [sel for sel, _ in faults(check(A, B | {"NIK": "tak terbaca", "Nama": "Lain"}))] == ["A3", ""]


def test_who_left_long_ago_is_not_missed() -> None:
    state = roster()
    state.masa[1] = replace(state.masa[1], berakhir=date(2026, 10, 19), alasan_berakhir="meninggal")
    assert check(A, keadaan=state).salah == []
    state.masa[1] = replace(state.masa[1], berakhir=TODAY)
    assert [pesan for _, pesan in faults(check(A, keadaan=state))] == [
        "Budiman (Sekretaris Desa) ada di daftar portal tetapi tidak ada di berkas."]  # fmt: skip


HAMLET = Post(Jabatan.KEPALA_DUSUN, "Rante", SifatJabatan.DEFINITIF)
RANTE = row(ANDI, "Andi", "Kadus Rante", date(1990, 1, 1))


def with_spells(*spells: tuple[int, date, date | None]) -> Keadaan:
    """Andi is head and held the same hamlet in these spells."""
    state = roster()
    state.masa.extend(
        Masa(one, ANDI, HAMLET, since, until, "diberhentikan" if until else "") for one, since, until in spells
    )
    return state


def test_spells_in_one_post_are_told_apart_by_their_first_day() -> None:
    state = with_spells((60, date(2015, 1, 1), date(2017, 1, 1)), (61, date(2019, 1, 1), date(2020, 1, 1)))
    ended = {"Alasan Berakhir": "Diberhentikan"}
    first = RANTE | ended | {"Tanggal Pelantikan": "01/01/2015", "Tanggal Berakhir": "01/01/2017"}
    second = RANTE | ended | {"Tanggal Pelantikan": "01/01/2019", "Tanggal Berakhir": "01/01/2020"}
    for rows in ((A, first, second, B), (second, first, A, B)):
        hasil = check(*rows, keadaan=state)
        assert (hasil.tetap, hasil.salah, hasil.rencana.masa_ubah, hasil.rencana.masa_baru) == (4, [], {}, [])


def test_a_first_day_after_a_spell_ended_is_a_new_spell_and_one_before_corrects_it() -> None:
    state = with_spells((60, date(2015, 1, 1), date(2017, 1, 1)))
    later = check(A, RANTE | {"Tanggal Pelantikan": "01/01/2017"}, B, keadaan=state)
    assert ([since for _, _, since, *_ in later.rencana.masa_baru], later.rencana.masa_ubah) == ([date(2017, 1, 1)], {})
    said = {"Tanggal Pelantikan": "02/01/2015", "Tanggal Berakhir": "01/02/2017", "Alasan Berakhir": "Diberhentikan"}
    moved = check(A, RANTE | said, B, keadaan=state)
    assert moved.rencana.masa_ubah == {60: {"mulai": date(2015, 1, 2), "berakhir": date(2017, 2, 1)}}
    assert [(one["kolom"], one["lama"], one["baru"]) for one in moved.berubah] == [
        ("Tanggal Pelantikan", "2015-01-01", "2015-01-02"), ("Tanggal Berakhir", "2017-01-01", "2017-02-01"),
    ]  # fmt: skip
    assert (moved.tetap, moved.berakhir) == (1, [])


def test_an_end_that_is_new_stands_in_its_own_list_only() -> None:
    hasil = check(A | {"Tanggal Berakhir": "01/09/2026", "Alasan Berakhir": "Wafat"}, B)
    assert (hasil.berubah, hasil.tetap) == ([], 1)
    assert hasil.berakhir == [
        {"lembar": PERANGKAT, "nik": "760301******9001", "nama": "Andi", "jabatan": "Kepala Desa",
         "tanggal": "2026-09-01", "alasan": "Meninggal dunia"}]  # fmt: skip


def test_posts_clash_with_what_is_only_in_the_portal_and_with_what_was_held_before() -> None:
    secretary = row("7603010303909003", "Citra", "Sekretaris Desa", date(1990, 3, 3))
    missing = faults(check(A, secretary))
    assert (
        "H3",
        "Sekretaris Desa diisi dua kali pada waktu yang sama: Budiman (di portal) dan Citra (baris 3).",
    ) in missing
    promoted = B | {"Jabatan": "Kepala Desa", "Tanggal Pelantikan": "01/09/2026"}
    assert [sel for sel, _ in faults(check(A, promoted))] == ["H3"]
    left = A | {"Tanggal Berakhir": "01/09/2026", "Alasan Berakhir": "Wafat"}
    early, late = ({"Tanggal Pelantikan": day} for day in ("31/08/2026", "01/09/2026"))
    assert [sel for sel, _ in faults(check(left, promoted, secretary | early))] == ["H4"]
    assert check(left, promoted, secretary | late).salah == []
