"""The small rules to the rupiah, the day and the word: arrears, payment, family tariffs, plan, accounts, journal."""

from dataclasses import astuple
from datetime import date

import pytest

from desa.parameters import KumpulanNilai, NilaiTidakAda
from desa.parameters.bagian import SesudahCairAturan, TarifAturan
from desa.rules.kalender import JatuhTempo
from iuran.enums import StatusBayar, UmurTunggakan
from iuran.rules import age_of, arrears_due, days_late, payment_status
from iuran.rules.akun import account_digits, account_warning
from iuran.rules.anggaran import (
    Andaian,
    BarisRencana,
    Landasan,
    Posisi,
    plan,
    raised,
    runway,
    usual_wage,
    with_added,
)
from iuran.rules.iuran import HasilIuran, Porsi, agrees
from iuran.rules.jurnal import Ayat, Transaksi, account, journal, within
from iuran.rules.keluarga_lain import TarifBulan, monthly_tariffs, months_of, spells, total
from iuran.rules.kepatuhan import BedaPenanggung, Sebab, differences
from iuran.rules.sumber_lain import names_add, names_dana_desa
from jaminan.bulan import Bulan
from jaminan.rupiah import Rupiah
from tests.cases import TEMPAT, rule, values

TENTH = date(2026, 10, 12)  # Saturday the 10th, moved to Monday

# -- arrears and payment (KU Pasal 7 and 8; MM Pasal 10) ---------------------------------------------------------------

AFTER = SesudahCairAturan(hari_kerja=3, pasal="8 ayat (2)")


@pytest.mark.parametrize("cair", [None, date(2026, 10, 9), TENTH])
def test_what_came_in_time_keeps_the_month_s_own_due_date(cair: date | None) -> None:
    assert arrears_due(TENTH, cair, AFTER, {}) is None


def test_three_working_days_after_the_money_came() -> None:
    assert arrears_due(TENTH, date(2026, 10, 13), AFTER, {}) == JatuhTempo(
        date(2026, 10, 16),
        "APBDesa cair Selasa, 13 Oktober 2026; 3 hari kerja sesudahnya adalah Jumat, 16 Oktober 2026 "
        "(Pasal 8 ayat (2)).",
    )
    moved = arrears_due(TENTH, date(2026, 10, 14), AFTER, {date(2026, 10, 16): "Libur"})
    assert moved == JatuhTempo(
        date(2026, 10, 20),
        "APBDesa cair Rabu, 14 Oktober 2026; 3 hari kerja sesudahnya adalah Selasa, 20 Oktober 2026 "
        "(Pasal 8 ayat (2)).",
    )


def test_the_ages_of_arrears() -> None:
    order = UmurTunggakan
    assert [age_of(days) for days in (-1, 0, 1, 30, 31, 90, 91, 365, 366, 4000)] == [
        order.BELUM, order.BELUM, order.SEBULAN, order.SEBULAN, order.TIGA_BULAN, order.TIGA_BULAN, order.SETAHUN,
        order.SETAHUN, order.LEBIH, order.LEBIH,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("owed", "paid", "day", "status"),
    [
        (100, 101, 13, StatusBayar.LEBIH), (100, 100, 13, StatusBayar.LUNAS), (0, 0, 13, StatusBayar.LUNAS),
        (100, 99, 13, StatusBayar.TERLAMBAT), (100, 0, 13, StatusBayar.TERLAMBAT), (100, 99, 12, StatusBayar.KURANG),
        (100, 1, 12, StatusBayar.KURANG), (100, 0, 12, StatusBayar.BELUM), (100, -1, 12, StatusBayar.BELUM),
    ],
)  # fmt: skip
def test_how_a_month_stands(owed: int, paid: int, day: int, status: StatusBayar) -> None:
    assert payment_status(owed, paid, today=date(2026, 10, day), due=TENTH) == status


@pytest.mark.parametrize(
    ("owed", "payments", "late"),
    [
        (0, [], 0),
        (-5, [(20, 5)], 0),
        (1, [], 8),
        (100, [(12, 100)], 0),
        (100, [(13, 100)], 1),
        (100, [(9, 100), (18, 50)], 0),
        (100, [(15, 40), (9, 60)], 3),
        (100, [(15, 101), (18, 1)], 3),
        (100, [(9, 99)], 8),
        (100, [(9, 99), (15, 1)], 3),
        (100, [(14, 100), (16, -100), (17, 100)], 2),
    ],
)
def test_days_until_it_was_complete(owed: int, payments: list[tuple[int, int]], late: int) -> None:
    told = [(date(2026, 10, day), amount) for day, amount in payments]
    assert days_late(owed, told, today=date(2026, 10, 20), due=TENTH) == late


# -- family members that are paid for apart (KU Pasal 5) ---------------------------------------------------------------

TARIFF = TarifAturan(kunci="tarif_mandiri", kelas="II", setahun="jumlah_dua_belas_bulan")
PLACE = TEMPAT["61.11"]


def test_the_tariffs_of_2020_changed_three_times() -> None:
    found = monthly_tariffs(TARIFF, values(), PLACE, months_of(2020))
    assert [one.jumlah for one in found] == [110_000] * 3 + [51_000] * 3 + [100_000] * 6
    assert found[3] == TarifBulan(
        Bulan(2020, 4), found[3].jumlah, values().get("tarif_mandiri_2", PLACE, found[3].bulan)
    )
    assert total(found) == 1_083_000
    assert spells(found) == [
        (Bulan(2020, 1), Bulan(2020, 3), 110_000), (Bulan(2020, 4), Bulan(2020, 6), 51_000),
        (Bulan(2020, 7), Bulan(2020, 12), 100_000),
    ]  # fmt: skip
    assert spells([found[6], found[8], found[9]]) == [
        (Bulan(2020, 7), Bulan(2020, 7), 100_000), (Bulan(2020, 9), Bulan(2020, 10), 100_000)]  # fmt: skip
    assert (spells([]), total([])) == ([], 0)
    with pytest.raises(NilaiTidakAda):
        monthly_tariffs(TARIFF, KumpulanNilai([]), PLACE, months_of(2020))


def test_the_months_of_a_year() -> None:
    assert months_of(2026) == [Bulan(2026, number) for number in range(1, 13)]
    assert months_of(2026, 11) == [Bulan(2026, 11), Bulan(2026, 12)]


# -- the plan ----------------------------------------------------------------------------------------------------------

JANUARI, FEBRUARI = Bulan(2026, 1), Bulan(2026, 2)
RULE = rule("mamasa-10-2021", "76.03", JANUARI)  # floor Rp 3.315.934, cap Rp 12.000.000, 4 % and 1 %


def test_a_month_by_village_post_and_payer() -> None:
    posts = [Posisi("a", "kepala_dusun", 2_022_200), Posisi("a", "kepala_dusun", 2_022_200),
             Posisi("a", "kepala_dusun", 5_000_000), Posisi("b", "kepala_desa", 13_000_000)]  # fmt: skip
    rows = plan(posts, {JANUARI: RULE}, Andaian())
    assert rows == [
        BarisRencana(JANUARI, "a", "kepala_dusun", "pemda", 3, 2, 2 * 132_637 + 200_000, 2 * 80_888 + 200_000),
        BarisRencana(JANUARI, "a", "kepala_dusun", "peserta", 3, 2, 2 * 33_159 + 50_000, 2 * 20_222 + 50_000),
        BarisRencana(JANUARI, "b", "kepala_desa", "pemda", 1, 0, 480_000, 480_000),
        BarisRencana(JANUARI, "b", "kepala_desa", "peserta", 1, 0, 120_000, 120_000),
    ]
    assert [row.biaya_batas_bawah for row in rows] == [103_498, 25_874, 0, 0]
    exact = plan([Posisi("a", "x", 3_315_934)], {JANUARI: RULE}, Andaian())
    assert [row.dinaikkan for row in exact] == [0, 0]


def test_who_is_followed_by_nobody_costs_nothing_afterwards() -> None:
    posts = [Posisi("a", "x", 4_000_000, sampai=JANUARI), Posisi("a", "x", 4_000_000)]
    months = {JANUARI: RULE, FEBRUARI: RULE}
    for filled, people in ((True, [2, 2, 2, 2]), (False, [2, 2, 1, 1])):
        rows = plan(posts, months, Andaian(diisi_lagi=filled))
        assert [(row.bulan, row.orang) for row in rows] == list(
            zip([JANUARI] * 2 + [FEBRUARI] * 2, people, strict=True)
        )
    assert plan(posts, months, Andaian()) == plan(posts, months, Andaian(0, (), True))


def test_raised_wages_and_added_posts() -> None:
    assert [raised(2_022_200, 650), raised(10, 500), raised(9, 500), raised(10, 0)] == [2_153_643, 11, 9, 10]
    rows = plan([Posisi("a", "x", 4_000_000)], {JANUARI: RULE}, Andaian(kenaikan_gaji=1_000))
    assert [row.jumlah for row in rows] == [176_000, 44_000]
    posts = [Posisi("a", "x", 300), Posisi("a", "x", 500), Posisi("a", "x", 400), Posisi("a", "y", 900)]
    assert (usual_wage(posts, "x"), usual_wage([*posts, posts[0]], "x"), usual_wage(posts, "y")) == (500, 300, 900)
    assert with_added(posts, [("x", 2), ("z", 0), ("y", 1)], "b") == [
        *posts, Posisi("b", "x", 500), Posisi("b", "x", 500), Posisi("b", "y", 900)]  # fmt: skip
    with pytest.raises(LookupError) as wrong:
        usual_wage(posts, "z")
    assert wrong.value.args == ("z",)


def test_how_far_a_ceiling_reaches() -> None:
    needs = [(JANUARI, 100), (FEBRUARI, 100)]
    enough, short = runway(200, 0, needs), runway(250, 100, needs)
    assert (enough, enough.sisa) == (Landasan(200, 200, None, FEBRUARI), 0)
    assert (short, short.sisa) == (Landasan(250, 300, FEBRUARI, FEBRUARI), -50)
    assert runway(300, 0, [*needs, (Bulan(2026, 3), 100)]) == Landasan(300, 300, None, Bulan(2026, 3))
    assert runway(50, 0, needs) == Landasan(50, 200, JANUARI, FEBRUARI)
    assert [one.kalimat for one in (enough, short, runway(100, 0, [(JANUARI, 101), (FEBRUARI, -1)]))] == [
        "Cukup sampai Februari 2026; sisa Rp 0.",
        "Pagu habis pada bulan Februari 2026; kurang Rp 50.",
        "Pagu habis pada bulan Januari 2026; sisa Rp 0 kemudian.",
    ]


# -- both rules --------------------------------------------------------------------------------------------------------


def test_what_each_payer_bears_by_both_rules_and_why() -> None:
    ours, nation = rule("kayong-utara-39-2018", "61.11", JANUARI), rule("nasional-2020", "61.11", JANUARI)
    assert nation.batas_bawah is not None
    floor = int(nation.batas_bawah.rupiah)
    found = differences({13_000_000: 2}, ours, nation)
    assert found == {  # 3 % and 2 % of 13.000.000 against 4 % and 1 % of 12.000.000
        "pemda": BedaPenanggung(0, 960_000, Sebab(-1_040_000, 0, 0, 80_000)),
        "desa": BedaPenanggung(780_000, 0, Sebab(780_000, 0, 60_000, -60_000)),
        "peserta": BedaPenanggung(520_000, 240_000, Sebab(260_000, 0, 40_000, -20_000)),
    }
    assert [one.selisih for one in found.values()] == [-960_000, 780_000, 280_000]
    low = differences({1_000_000: 1}, ours, nation)["desa"].sebab
    assert (low.batas_bawah, low.batas_atas) == (30_000 - round(floor * 0.03), 0)


def test_when_the_figures_are_the_national_ones() -> None:
    """The base, the official's own share and the whole must be alike; who of the two governments pays need not."""

    def hasil(dasar: int, **porsi: int) -> HasilIuran:
        shares = (Porsi(payer, 100, "1", Rupiah(amount), "uji", "uji", "8") for payer, amount in porsi.items())
        return HasilIuran(dasar, dasar, tuple(shares))

    nation = hasil(100, pemda=4, peserta=1)
    told = [nation, hasil(100, desa=4, peserta=1), hasil(101, pemda=4, peserta=1), hasil(100, pemda=3, peserta=2),
            hasil(100, pemda=5, peserta=1), hasil(100, pemda=5)]  # fmt: skip
    assert [agrees(one, nation) for one in told] == [True, True, False, False, False, False]


def test_differences_are_added_part_by_part() -> None:
    one, two = BedaPenanggung(1, 20, Sebab(1, 20, 300, 4_000)), BedaPenanggung(300, 4_000, Sebab(5, 60, 700, 8_000))
    assert one + two == BedaPenanggung(301, 4_020, Sebab(6, 80, 1_000, 12_000))
    assert (one.sebab.jumlah, astuple(BedaPenanggung())) == (4_321, (0, 0, (0, 0, 0, 0)))


# -- words and numbers that people write -------------------------------------------------------------------------------


def test_a_source_named_in_words() -> None:
    told = [
        "Dana Desa",
        "sisa DD tahap II",
        "dana-desa",
        "DDS",
        "ADD",
        "Alokasi Dana Desa",
        "Alokasi_dana-desa, DD",
        "Badd",
    ]
    assert [names_dana_desa(text) for text in told] == [True, True, True, True, False, False, True, False]
    assert [names_add(text) for text in told] == [False, False, False, False, True, True, True, False]


def test_account_numbers() -> None:
    assert [account_digits(text) for text in (" 8888 0000\t01 ", "88-8", "", "1" * 30, "1" * 31, "٣")] == [
        "8888000001", "", "", "1" * 30, "", ""]  # fmt: skip
    assert (account_warning("1" * 16), account_warning("1" * 15)) == (
        "", "Nomor ini 15 angka. Virtual account BPJS Kesehatan biasanya 16 angka. Periksa lagi.")  # fmt: skip


def test_a_journal_as_a_whole() -> None:
    assert account("Utang", "Iuran: (JKN)", "Desa;A|B") == "Utang:Iuran JKN:Desa A B"
    rows = [
        Transaksi(
            date(2026, 1, 2), "Iuran", (Ayat("Beban:Iuran", 7), Ayat("Utang:Iuran", -7, -7)), "B 1", ("Pasal 8",)
        ),
        Transaksi(date(2026, 1, 9), "Setoran", (Ayat("Utang:Iuran", 7, 0), Ayat("Aset:Kas", -7))),
    ]
    assert journal(["Buku  2026", "Mamasa"], rows).splitlines() == [
        "; Buku 2026", "; Mamasa", "", "commodity IDR 1000.", "",
        "account Aset  ; type: A", "account Beban  ; type: X", "account Ekuitas  ; type: E", "account Utang  ; type: L",
        "account Aset:Kas", "account Beban:Iuran", "account Utang:Iuran", "",
        "2026-01-02 * (B 1) Iuran", "    ; Pasal 8", "    Beban:Iuran  IDR 7", "    Utang:Iuran  IDR -7 = IDR -7", "",
        "2026-01-09 * Setoran", "    Utang:Iuran  IDR 7 = IDR 0", "    Aset:Kas  IDR -7",
    ]  # fmt: skip
    assert journal([], []).endswith("account Utang  ; type: L\n")
    with pytest.raises(ArithmeticError) as wrong:
        Transaksi(date(2026, 1, 1), "Salah", (Ayat("A", 2), Ayat("B", -1)))
    assert str(wrong.value) == "Transaksi Salah tidak seimbang: 1 rupiah."
    first, last = date(2026, 1, 1), date(2026, 1, 31)
    assert [within(day, first, last) for day in (date(2025, 12, 31), first, date(2026, 1, 9), date(2026, 2, 1))] == [
        first, first, date(2026, 1, 9), last]  # fmt: skip
