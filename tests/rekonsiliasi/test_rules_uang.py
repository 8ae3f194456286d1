"""The money of the comparison by example: short, over, in the wrong month; told in order, to the word."""

from dataclasses import replace
from typing import Any

import pytest

from jaminan.bulan import Bulan
from rekonsiliasi.enums import JenisSelisih
from rekonsiliasi.rules import Alokasi, Kewajiban, Pembayar, compare_money
from rekonsiliasi.rules.uang import misplaced

OKTOBER, SEPTEMBER = Bulan(2026, 10), Bulan(2026, 9)
PEMDA = Pembayar("pemda")


def money(dues: list[Kewajiban], paid: list[Alokasi], **names: str) -> list[Any]:
    found = compare_money([OKTOBER], dues, paid, {PEMDA: names["pemda"]} if names else {})
    return [
        (row.jenis, row.nama, row.jumlah_setoran, [(b.kolom, b.kita, b.bpjs) for b in row.rincian]) for row in found
    ]


def test_money_short_over_and_even() -> None:
    due = Kewajiban(PEMDA, OKTOBER, 1_000)
    assert money([due], [Alokasi(PEMDA, OKTOBER, 1_000, "A")]) == []
    assert money([due], [Alokasi(PEMDA, OKTOBER, 999, "A")], pemda="Pemerintah kabupaten") == [
        (JenisSelisih.SETORAN_KURANG, "Pemerintah kabupaten", 1, [("Jumlah", "Iuran Rp 1.000", "Disetor Rp 999")]),
    ]  # fmt: skip
    assert money([due], [Alokasi(PEMDA, OKTOBER, 1_001, "A")]) == [
        (JenisSelisih.SETORAN_LEBIH, "pemda", -1, [("Jumlah", "Iuran Rp 1.000", "Disetor Rp 1.001")]),
    ]  # fmt: skip
    assert money([due], [Alokasi(PEMDA, SEPTEMBER, 5, "A")])[0][2] == 1_000  # another month's deposit is none


def test_a_deposit_booked_for_the_wrong_month_is_named() -> None:
    dues = [Kewajiban(PEMDA, month, 1_000) for month in (SEPTEMBER, OKTOBER)]
    paid = [Alokasi(PEMDA, SEPTEMBER, 1_000, "TRX 1"), Alokasi(PEMDA, SEPTEMBER, 1_000, "TRX 2")]
    assert money(dues, paid) == [
        (JenisSelisih.SALAH_BULAN, "pemda", 1_000, [
            ("Jumlah", "Iuran Rp 1.000", "Disetor Rp 0"),
            ("Setoran", "Untuk Oktober 2026", "Dicatat untuk September 2026"),
            ("Referensi", "TRX 2", "Rp 1.000"),
        ]),
    ]  # fmt: skip
    cancelled = [replace(part, batal=True) for part in paid]
    assert money(dues, cancelled)[0][0] == JenisSelisih.SETORAN_KURANG
    elsewhere = [replace(part, pembayar=Pembayar("peserta")) for part in paid]
    assert money(dues, elsewhere)[0][0] == JenisSelisih.SETORAN_KURANG


@pytest.mark.parametrize(
    ("over", "near", "far"),
    [
        (Bulan(2026, 9), Bulan(2026, 10), Bulan(2026, 1)),
        (Bulan(2025, 12), Bulan(2026, 1), Bulan(2025, 10)),
        (Bulan(2026, 1), Bulan(2025, 12), Bulan(2026, 3)),
    ],
)
def test_the_nearest_shortage_is_the_one_that_was_meant(over: Bulan, near: Bulan, far: Bulan) -> None:
    balance = {(PEMDA, over): -100, (PEMDA, far): 100, (PEMDA, near): 100}
    [found] = misplaced(balance, [Alokasi(PEMDA, over, 100, "A")])
    assert (found.kurang, found.lebih, found.jumlah) == (near, over, 100)


def test_a_single_rupiah_and_every_payer_in_order() -> None:
    payers = [Pembayar("peserta"), Pembayar("pemda")]
    balance = {(payer, month): amount for payer in payers for month, amount in ((OKTOBER, 1), (SEPTEMBER, -1))}
    found = misplaced(balance, [Alokasi(payer, SEPTEMBER, 1, "A") for payer in payers])
    assert [(one.pembayar.penanggung, one.jumlah) for one in found] == [("pemda", 1), ("peserta", 1)]


def test_money_is_told_by_payer_and_month() -> None:
    villages = [Pembayar("peserta"), Pembayar("pemda"), Pembayar("desa", "76.03.01.2004")]
    dues = [Kewajiban(payer, month, 5) for month in (OKTOBER, SEPTEMBER) for payer in villages]
    found = compare_money([OKTOBER, SEPTEMBER], dues, [], {})
    assert [(one.penanggung, one.desa, one.bulan) for one in found] == [
        ("desa", "76.03.01.2004", SEPTEMBER), ("desa", "76.03.01.2004", OKTOBER),
        ("pemda", "", SEPTEMBER), ("pemda", "", OKTOBER), ("peserta", "", SEPTEMBER), ("peserta", "", OKTOBER),
    ]  # fmt: skip
