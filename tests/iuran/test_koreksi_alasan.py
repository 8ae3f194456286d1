"""Each correction as a whole: the rupiah per payer, the post that it names, and the reason word for word."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from iuran.rules import contribution
from iuran.rules.koreksi import (
    BulanLalu,
    Fakta,
    Masa,
    Pembetulan,
    Seharusnya,
    Semula,
    Status,
    corrections,
    explain_correction,
    first_month_reached,
    should_owe,
    wage_on,
)
from jaminan.bulan import Bulan
from tests.iuran.test_koreksi_rules import DESA, KAYONG_UTARA, LAIN, MAMASA, month, term

SEPTEMBER = Bulan(2026, 9)
LALU, SILENT = month(*MAMASA, SEPTEMBER), month(*KAYONG_UTARA, SEPTEMBER)
ARTICLE = "(Pasal 12 ayat (4) dan Pasal 13 ayat (2))."
NO_ARTICLE = "(tidak ada pasal yang mengatur pembetulan; diselesaikan dalam tagihan berikutnya)."
OFFICE, LEFT = term(date(2020, 1, 1)), term(date(2020, 1, 1), date(2026, 8, 20))
WAGE = ((date(2020, 1, 1), 2_022_200),)
FULL = {"pemda": 132_637, "peserta": 33_159}  # 4 % and 1 % of the floor, Rp 3.315.934
RETURNED = {"pemda": -132_637, "peserta": -33_159}


def known(
    *masa: Masa, gaji: tuple[tuple[date, int], ...] = WAGE, status: tuple[Status, ...] = (Status(date.min),)
) -> Fakta:
    return Fakta(7, masa, gaji, status)


def billed(porsi: Mapping[str, int], wage: int = 2_022_200, desa: int = DESA) -> Semula:
    return Semula(desa, f"Nomor {desa}", wage, porsi)


def only(fakta: Fakta, *before: Semula, lalu: BulanLalu = LALU) -> Pembetulan:
    [found] = corrections(fakta, lalu, before)
    return found


def shares(one: Pembetulan) -> dict[str, int]:
    return {share.penanggung: share.jumlah for share in one.porsi}


# -- the rupiah ------------------------------------------------------------------------------------------------------


def test_a_late_start_is_one_whole_month() -> None:
    should = contribution(2_022_200, LALU.ketentuan)
    assert only(known(OFFICE)) == Pembetulan(
        7, SEPTEMBER, DESA, OFFICE, should, 0, should.porsi,
        f"Pelantikan 1 Januari 2020 baru dilaporkan; iuran September 2026 ditagih susulan {ARTICLE}",
    )  # fmt: skip
    assert (only(known(OFFICE)).jumlah, shares(only(known(OFFICE)))) == (165_796, FULL)


def test_a_late_end_gives_the_whole_month_back() -> None:
    found = only(known(LEFT), billed(FULL))
    assert (found.jumlah, shares(found), found.semula, found.hasil, found.masa) == (
        -165_796, RETURNED, 165_796, None, LEFT)  # fmt: skip
    assert explain_correction(found) == [
        f"Berhenti 20 Agustus 2026 baru dilaporkan; iuran September 2026 dikembalikan {ARTICLE}",
        "Yang sudah ditetapkan untuk September 2026 di desa ini Rp 165.796.",
        "Seharusnya tidak ada.",
        "Selisih porsi pemerintah kabupaten: -Rp 132.637.",
        "Selisih porsi kepala desa dan perangkat desa: -Rp 33.159.",
    ]


def test_half_a_percent_is_written_with_a_comma() -> None:
    desa, peserta = SILENT.ketentuan.bagian.porsi
    porsi = (desa.model_copy(update={"persen": "2.5"}), peserta)
    rule = replace(SILENT.ketentuan, bagian=SILENT.ketentuan.bagian.model_copy(update={"porsi": porsi}))
    assert explain_correction(only(known(OFFICE), lalu=BulanLalu(SEPTEMBER, rule, pasal="9")))[2] == (
        "Seharusnya Rp 90.999, dari penghasilan tetap Rp 2.022.200 dan dasar Rp 2.022.200 menurut aturan September "
        "2026: 2,5 % = Rp 50.555, 2 % = Rp 40.444."
    )


def test_a_single_rupiah_is_settled() -> None:
    assert shares(only(known(LEFT), billed({"pemda": 1, "peserta": 1}))) == {"pemda": -1, "peserta": -1}
    cent = known(OFFICE, gaji=((date(2020, 1, 1), 33),))  # 3 % and 2 % of Rp 33, half-up
    assert shares(only(cent, lalu=SILENT)) == {"desa": 1, "peserta": 1}


def test_a_payer_whose_share_was_right_gets_no_row() -> None:
    found = only(known(OFFICE), billed(FULL | {"peserta": 33_158}))
    assert (shares(found), found.jumlah, found.semula) == ({"peserta": 1}, 1, 165_795)


@pytest.mark.parametrize(
    ("fakta", "before"),
    [
        (known(OFFICE), [billed(FULL)]),
        (known(OFFICE), [billed(FULL, wage=1)]),  # another wage below the floor: the same rupiah
        (known(OFFICE), [billed(FULL), billed({"pemda": 0}, desa=LAIN)]),
        (known(LEFT), []),
        (known(LEFT), [billed({"pemda": 0, "peserta": 0})]),
        (known(OFFICE, gaji=()), [billed(FULL)]),
    ],
)
def test_nothing_to_settle(fakta: Fakta, before: list[Semula]) -> None:
    assert corrections(fakta, LALU, before) == []


def test_a_move_is_settled_in_both_villages_in_their_order() -> None:
    there = term(date(2026, 8, 20), desa=8, nomor=2)
    back, owed = corrections(known(LEFT, there), LALU, [billed(FULL)])
    assert (back.desa, back.masa, back.hasil, shares(back)) == (DESA, LEFT, None, RETURNED)
    assert (owed.desa, owed.masa, owed.semula, shares(owed)) == (8, there, 0, FULL)
    assert owed.hasil == contribution(2_022_200, LALU.ketentuan)


# -- the facts of the month --------------------------------------------------------------------------------------------


def test_the_wage_of_a_day() -> None:
    rows = [(date(2026, 3, 1), 300), (date(2026, 1, 1), 100), (date(2026, 4, 1), 400), (date(2026, 2, 1), 200)]
    days = [date(2025, 6, 1), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 1)]
    assert [wage_on(rows, day) for day in days] == [100, 100, 200, 300, 400]
    assert wage_on([], days[0]) is None


def test_what_should_be_owed_of_a_month() -> None:
    assert should_owe(known(LEFT), LALU) == Seharusnya()
    assert should_owe(known(OFFICE), LALU) == Seharusnya(OFFICE, "", contribution(2_022_200, LALU.ketentuan))
    assert should_owe(known(OFFICE, gaji=()), LALU) == Seharusnya(OFFICE)
    official = known(OFFICE, status=(Status(date.min, pns=True),))
    assert should_owe(official, LALU) == Seharusnya(
        OFFICE, "Tidak diiurkan di sini: pegawai negeri sipil (Pasal 3 ayat (1))."
    )
    assert should_owe(official, BulanLalu(SEPTEMBER, LALU.ketentuan)).pengecualian == ""
    told = [Seharusnya(), Seharusnya(OFFICE), Seharusnya(OFFICE, "pns"),
            should_owe(known(OFFICE), LALU)]  # fmt: skip
    assert [one.tanpa_gaji for one in told] == [False, True, False, False]


@pytest.mark.parametrize(
    ("status", "owes"),
    [
        ((Status(date(2026, 9, 2), pns=True),), False),  # the first status counts from ever
        ((Status(date(2026, 9, 1), pns=True), Status(date.min)), False),
        ((Status(date(2026, 9, 2), pns=True), Status(date.min)), True),
        ((Status(date(2026, 10, 1)), Status(date(2026, 9, 15), pns=True)), False),
        ((Status(date(2026, 3, 1)), Status(date(2026, 2, 1), pns=True), Status(date.min)), True),
        ((Status(date(2026, 3, 1), pns=True), Status(date(2026, 2, 1)), Status(date.min)), False),
    ],
)
def test_the_newest_status_that_has_begun_decides(status: tuple[Status, ...], owes: bool) -> None:
    assert (should_owe(known(OFFICE, status=status), LALU).hasil is not None) == owes


def test_a_correction_reaches_back_exactly_two_years() -> None:
    assert first_month_reached(Bulan(2026, 1)) == Bulan(2024, 1)


def test_what_is_not_told_is_empty() -> None:
    told = ("id", "peserta", "desa", "jabatan", "sifat", "mulai", "berakhir", "bidang", "nama_desa")
    assert Masa(*(getattr(OFFICE, name) for name in told)) == OFFICE
    assert Status(date.min) == Status(date.min, pns=False, jaminan_lain="")
    assert only(known(OFFICE), lalu=BulanLalu(SEPTEMBER, LALU.ketentuan)).alasan.endswith(f" susulan {NO_ARTICLE}")


# -- whose post it names -----------------------------------------------------------------------------------------------


def test_a_return_names_the_nearest_spell_in_the_village() -> None:
    far, near = term(date(2026, 10, 9), nomor=3), term(date(2026, 9, 5), nomor=4)
    before, elsewhere = term(date(2026, 8, 28), date(2026, 8, 30), nomor=5), term(date(2026, 9, 2), desa=LAIN, nomor=1)
    same = term(date(2026, 9, 5), nomor=2)
    assert only(known(far, near, elsewhere), billed(FULL)).masa == near
    assert only(known(far, near, before, same), billed(FULL)).masa == same
    assert only(known(far, before), billed(FULL)).masa == before
    assert only(known(elsewhere), billed(FULL)).masa is None


# -- the reasons -------------------------------------------------------------------------------------------------------

AGAIN = term(date(2026, 1, 1), date(2026, 3, 31), nomor=9)


@pytest.mark.parametrize(
    ("fakta", "before", "alasan"),
    [
        (known(), [billed(FULL)], "Tidak menjabat menurut data yang sekarang; iuran September 2026 dikembalikan"),
        (known(term(date(2026, 11, 2), nomor=2), term(date(2026, 9, 2))), [billed(FULL)],
         "Tanggal pelantikan dibetulkan menjadi 2 September 2026; iuran September 2026 dikembalikan"),
        (known(LEFT, AGAIN, term(date(2026, 10, 1))), [billed(FULL)],
         "Berhenti 20 Agustus 2026 baru dilaporkan; iuran September 2026 dikembalikan"),
        (known(term(date(2020, 1, 1), date(2026, 8, 31), alasan="Meninggal dunia"), LEFT), [billed(FULL)],
         "Berhenti 31 Agustus 2026 (meninggal dunia) baru dilaporkan; iuran September 2026 dikembalikan"),
        (known(term(date(2020, 1, 1), date(2026, 8, 20), nomor=3, alasan="Mengundurkan diri"), LEFT), [billed(FULL)],
         "Berhenti 20 Agustus 2026 (mengundurkan diri) baru dilaporkan; iuran September 2026 dikembalikan"),
        (known(OFFICE, status=(Status(date.min), Status(date(2026, 9, 1), pns=True))), [billed(FULL)],
         "Tidak diiurkan di sini: pegawai negeri sipil (Pasal 3 ayat (1)), baru dilaporkan; iuran September 2026 "
         "dikembalikan"),
        (known(OFFICE), [billed({"pemda": 0, "peserta": 0})],
         "Pelantikan 1 Januari 2020 baru dilaporkan; iuran September 2026 ditagih susulan"),
        (known(OFFICE), [billed({"pemda": 0}, desa=LAIN)],
         "Pelantikan 1 Januari 2020 baru dilaporkan; iuran September 2026 ditagih susulan"),
        (known(OFFICE, gaji=((date(2020, 1, 1), 4_000_000),)), [billed(FULL)],
         "Penghasilan tetap September 2026 seharusnya Rp 4.000.000, bukan Rp 2.022.200; selisihnya ditagih susulan"),
        (known(OFFICE), [billed({"pemda": 160_000, "peserta": 40_000}, 4_000_000)],
         "Penghasilan tetap September 2026 seharusnya Rp 2.022.200, bukan Rp 4.000.000; selisihnya dikembalikan"),
        (known(OFFICE), [billed(FULL | {"peserta": 33_158})],
         "Iuran September 2026 dihitung ulang dari data yang sekarang; selisihnya ditagih susulan"),
        (known(OFFICE), [billed(FULL | {"peserta": 0})],
         "Iuran September 2026 dihitung ulang dari data yang sekarang; selisihnya ditagih susulan"),
        (known(OFFICE), [billed(FULL | {"peserta": 33_160})],
         "Iuran September 2026 dihitung ulang dari data yang sekarang; selisihnya dikembalikan"),
    ],
)  # fmt: skip
def test_the_reason_in_words(fakta: Fakta, before: list[Semula], alasan: str) -> None:
    assert only(fakta, *before).alasan == f"{alasan} {ARTICLE}"


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ((Status(date(2026, 9, 1)), Status(date.min, pns=True)),
         "Sudah bukan pegawai negeri sipil atau pemegang jaminan lain, baru dilaporkan"),
        ((Status(date(2026, 9, 1)), Status(date(2026, 8, 1), pns=True), Status(date.min)),
         "Sudah bukan pegawai negeri sipil atau pemegang jaminan lain, baru dilaporkan"),
        ((Status(date(2026, 9, 1)), Status(date(2026, 8, 1)), Status(date.min, pns=True)),
         "Pelantikan 1 Januari 2020 baru dilaporkan"),
        ((Status(date(2026, 9, 2), pns=True), Status(date.min)), "Pelantikan 1 Januari 2020 baru dilaporkan"),
        ((Status(date(2026, 9, 3)), Status(date(2026, 9, 2), pns=True), Status(date.min)),
         "Pelantikan 1 Januari 2020 baru dilaporkan"),
    ],
)  # fmt: skip
def test_who_was_a_civil_servant_until_the_month(status: tuple[Status, ...], why: str) -> None:
    assert only(known(OFFICE, status=status)).alasan == f"{why}; iuran September 2026 ditagih susulan {ARTICLE}"


def test_a_move_names_the_first_village_that_was_billed() -> None:
    before = [billed({"pemda": 0}, desa=5), billed(FULL, desa=LAIN), billed(FULL, desa=6)]
    [here, *rest] = corrections(known(OFFICE), LALU, before)
    assert here.alasan == (
        f"Pindah dari Desa Nomor 2 1 Januari 2020 baru dilaporkan; iuran September 2026 ditagih susulan {ARTICLE}"
    )
    assert [one.alasan for one in rest] == [
        f"Pindah ke Desa Nomor 1 1 Januari 2020 baru dilaporkan; iuran September 2026 dikembalikan {ARTICLE}"
    ] * 2


def test_a_reason_fits_its_column() -> None:
    long = term(date(2020, 1, 1), date(2026, 8, 20), alasan="x" * 400)
    reason = only(known(long), billed(FULL)).alasan
    assert (len(reason), reason.startswith("Berhenti 20 Agustus 2026 (xx"), reason.endswith(f"x… {ARTICLE}")) == (
        300, True, True)  # fmt: skip


def test_without_an_article_the_reason_says_so() -> None:
    assert only(known(OFFICE), lalu=SILENT).alasan == (
        f"Pelantikan 1 Januari 2020 baru dilaporkan; iuran September 2026 ditagih susulan {NO_ARTICLE}"
    )
    soldier = known(OFFICE, status=(Status(date.min), Status(date(2026, 9, 1), jaminan_lain="TNI")))
    assert only(soldier, billed({"desa": 60_666, "peserta": 40_444}), lalu=SILENT).alasan == (
        "Tidak diiurkan di sini: sudah dijamin TNI (Pasal 2 ayat (2) huruf b), baru dilaporkan; iuran September 2026 "
        f"dikembalikan {NO_ARTICLE}"
    )
