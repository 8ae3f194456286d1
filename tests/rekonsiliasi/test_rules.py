"""The comparison as a property: whatever both books say, the differences explain the last rupiah, in any order."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaminan.bulan import Bulan
from rekonsiliasi.rules import (
    Alokasi,
    BarisBpjs,
    BukuBulan,
    Dikenal,
    Ingatan,
    KeluargaKita,
    Kewajiban,
    KoreksiKita,
    Pembayar,
    PesertaKita,
    Temuan,
    compare_money,
    compare_month,
)
from rekonsiliasi.rules.data import normalise_name
from rekonsiliasi.rules.uang import misplaced

OKTOBER = Bulan(2026, 10)
NIK = [f"76030101018{number:01d}9001" for number in range(6)]
KARTU = ["", *(f"000900000000{number}" for number in range(4))]
DESA = ("76.03.01.2004", "76.03.01.2008")
born = st.sampled_from([None, date(1980, 1, 1), date(1990, 2, 2)])
sex, kelas = st.sampled_from(["", "L", "P"]), st.sampled_from(["", "1", "2"])
known_by = st.sampled_from([("nik", nik) for nik in NIK] + [("kartu", kartu) for kartu in KARTU[1:]])
amount = st.sampled_from([0, 1, 33_159, 33_160, 132_637, 132_638])


@st.composite
def our_people(draw: st.DrawFn) -> list[PesertaKita]:
    numbers = draw(st.lists(st.sampled_from(NIK), max_size=5))  # a repeated NIK is a twin of ours
    return [
        PesertaKita(
            place, nik, draw(st.sampled_from(KARTU)), draw(st.sampled_from(["A", "B"])), draw(born),
            draw(st.sampled_from(DESA)), "Desa", 2_000_000, 3_315_934, draw(amount), draw(amount), draw(sex),
            draw(kelas),
        )
        for place, nik in enumerate(numbers)
    ]  # fmt: skip


@st.composite
def their_rows(draw: st.DrawFn) -> list[BarisBpjs]:
    return [
        BarisBpjs(
            place, place, draw(st.sampled_from(KARTU)), draw(st.sampled_from(["", *NIK])),
            draw(st.sampled_from(["A", "B"])), draw(born), draw(st.sampled_from([1, 1, 1, 3, 4])), draw(st.booleans()),
            draw(st.sampled_from(DESA)), "Desa", draw(st.sampled_from([0, 2_000_000, 3_315_934, 9])), draw(amount),
            draw(amount), draw(sex), draw(kelas),
        )
        for place in range(draw(st.integers(0, 8)))
    ]  # fmt: skip


@st.composite
def books(draw: st.DrawFn) -> BukuBulan:
    family = [
        KeluargaKita(draw(st.integers(0, 4)), nik, "", "A", draw(born), DESA[0], ditanggung=draw(st.booleans()))
        for nik in draw(st.lists(st.sampled_from(NIK), max_size=4))
    ]
    known = [Dikenal(90, draw(st.sampled_from(NIK)), "", "Berhenti", draw(st.booleans()))]
    corrections = [
        KoreksiKita(draw(st.integers(0, 4)), NIK[0], "A", DESA[0], Bulan(2026, 9), part, -part, "Terlambat")
        for part in draw(st.lists(amount, max_size=2))
    ]
    return BukuBulan(
        OKTOBER, tuple(draw(our_people())), tuple(draw(their_rows())), tuple(known), tuple(family), tuple(corrections),
        draw(memories()),
    )  # fmt: skip


@st.composite
def memories(draw: st.DrawFn) -> Ingatan:
    """Words about pairs, one to one as the database keeps them."""
    said = draw(st.dictionaries(known_by, st.sampled_from([0, 1, 2, 3, 90]), max_size=3))
    one_to_one = {person: number for number, person in said.items()}
    refused = draw(st.frozensets(st.tuples(st.integers(0, 4), known_by), max_size=3))
    return Ingatan(
        {number: person for person, number in one_to_one.items()},
        frozenset((person, *number) for person, number in refused),
    )


@given(books())
@pytest.mark.lambat
@settings(max_examples=500, deadline=None)
def test_the_differences_explain_every_rupiah(buku: BukuBulan) -> None:
    found = compare_month(buku)
    ours = sum(one.jumlah for one in buku.kita) + sum(one.jumlah for one in buku.koreksi)
    assert sum(one.jumlah for one in found) == ours - sum(row.jumlah for row in buku.bpjs)


@given(books())
@pytest.mark.lambat
@settings(max_examples=300, deadline=None)
def test_every_row_carries_its_rupiah_once(buku: BukuBulan) -> None:
    with_money = [one for one in compare_month(buku) if one.kita or one.bpjs]
    rows = [one.baris for one in with_money if one.baris is not None]
    assert len(rows) == len(set(rows))


@given(books(), st.randoms())
@pytest.mark.lambat
@settings(max_examples=300, deadline=None)
def test_the_order_of_both_books_does_not_matter(buku: BukuBulan, chance: object) -> None:
    def mixed(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(rows, len(rows)))  # type: ignore[attr-defined] # a Random of Hypothesis

    parts: Any = [mixed(part) for part in (buku.kita, buku.bpjs, buku.dikenal, buku.keluarga, buku.koreksi)]
    other = BukuBulan(OKTOBER, *[*parts, buku.ingatan])
    assert compare_month(other) == compare_month(buku)


@pytest.mark.parametrize("active", [True, False])
def test_an_official_listed_twice_as_family_is_told_by_the_active_row(active: bool) -> None:
    ours = PesertaKita(0, NIK[0], "", "A", None, DESA[0], "Desa", 2_000_000, 3_315_934, 0, 0)
    wife, child = (
        BarisBpjs(place, place, "", NIK[0], "A", None, hubungan, aktif, DESA[0], "Desa", 0, 0, 0)
        for place, (hubungan, aktif) in enumerate([(3, active), (4, True)])
    )
    for rows in ((wife, child), (child, wife)):
        (missing,) = (one for one in compare_month(BukuBulan(OKTOBER, (ours,), rows)) if one.baris is None)
        assert [one.bpjs for one in missing.rincian] == ["Istri" if active else "Anak"]


@given(our_people())
@pytest.mark.lambat
def test_a_list_made_from_our_book_differs_in_nothing(people: list[PesertaKita]) -> None:
    ours = {one.nik: one for one in people}.values()
    rows = [
        BarisBpjs(one.id, one.id, one.kartu, one.nik, one.nama, one.lahir, 1, True, one.desa, "Desa", one.dasar,
                  one.pemberi_kerja, one.peserta)
        for one in ours
    ]  # fmt: skip
    assert compare_month(BukuBulan(OKTOBER, tuple(ours), tuple(rows))) == []


payers = st.sampled_from([Pembayar("pemda"), Pembayar("peserta"), Pembayar("desa", DESA[0]), Pembayar("desa", DESA[1])])
months = st.sampled_from([Bulan(2026, month) for month in (8, 9, 10, 11)])
rupiah = st.sampled_from([100, 200, 300])


@given(
    st.lists(st.builds(Kewajiban, payers, months, rupiah), max_size=12),
    st.lists(st.builds(Alokasi, payers, months, rupiah, st.just("R"), st.booleans(), st.none() | payers), max_size=12),
    st.sets(months, min_size=1),
)
@settings(max_examples=400, deadline=None)
@pytest.mark.lambat
def test_the_money_differences_explain_every_rupiah(
    dues: list[Kewajiban], paid: list[Alokasi], chosen: set[Bulan]
) -> None:
    found = compare_money(chosen, dues, paid, {})
    due = sum(one.jumlah for one in dues if one.bulan in chosen)
    assert sum(one.jumlah_setoran for one in found) == due - sum(one.jumlah for one in paid if one.bulan in chosen)
    assert [one.jumlah for one in found] == [0] * len(found)


def kinds(found: list[Temuan]) -> list[tuple[str, int]]:
    return [(str(one.jenis), one.jumlah_setoran) for one in found]


def test_both_months_of_a_misplaced_deposit_are_explained() -> None:
    payer, october, september = Pembayar("pemda"), OKTOBER, Bulan(2026, 9)
    dues = [Kewajiban(payer, month, 100) for month in (september, october)]
    paid = [Alokasi(payer, september, 100, "A"), Alokasi(payer, september, 100, "B")]
    assert kinds(compare_money([september, october], dues, paid, {})) == [("salah_bulan", -100), ("salah_bulan", 100)]
    assert kinds(compare_money([october], dues, paid, {})) == [("salah_bulan", 100)]


def test_money_paid_ahead_is_not_misplaced() -> None:
    """MM Pasal 10 ayat (3): several months at once; the coming month is not assessed yet."""
    payer = Pembayar("pemda")
    paid = [Alokasi(payer, Bulan(2026, 11), 100, "A")]
    assert kinds(compare_money([OKTOBER], [Kewajiban(payer, OKTOBER, 100)], paid, {})) == [("setoran_kurang", 100)]


def test_a_deposit_on_anothers_account_is_short_there_and_over_here() -> None:
    """MM Pasal 9: each share has its own virtual account. Nothing is missing in sum."""
    regency, official = Pembayar("pemda"), Pembayar("peserta")
    dues = [Kewajiban(regency, OKTOBER, 400), Kewajiban(official, OKTOBER, 100)]
    paid = [
        Alokasi(regency, OKTOBER, 400, "A", akun=regency), Alokasi(official, OKTOBER, 100, "B", akun=regency),
        Alokasi(official, Bulan(2026, 9), 7, "C", akun=regency),
    ]  # fmt: skip
    found = compare_money([OKTOBER], dues, paid, {})
    assert [(one.penanggung, one.jenis, one.rinci, one.jumlah_setoran) for one in found] == [
        ("peserta", "setoran_kurang", "akun_lain", 100), ("pemda", "setoran_lebih", "akun_lain", -100),
    ]  # fmt: skip
    undone = [*paid, Alokasi(official, OKTOBER, -100, "B-", batal=True, akun=regency)]
    assert [one.rinci for one in compare_money([OKTOBER], dues, undone, {})] == ["belum_disetor"]


def test_a_sum_of_small_deposits_is_not_called_misplaced() -> None:
    payer, september = Pembayar("pemda"), Bulan(2026, 9)
    dues = [Kewajiban(payer, month, 100) for month in (september, OKTOBER)]
    paid = [Alokasi(payer, september, part, "A") for part in (100, 60, 40)]
    assert kinds(compare_money([OKTOBER], dues, paid, {})) == [("salah_bulan", 100)]
    paid = [Alokasi(payer, september, part, "A") for part in (90, 70, 40)]
    assert kinds(compare_money([OKTOBER], dues, paid, {})) == [("setoran_kurang", 100)]


def test_one_surplus_explains_one_shortage_the_nearest() -> None:
    payer = Pembayar("pemda")
    balance = {(payer, Bulan(2026, 8)): 100, (payer, Bulan(2026, 9)): -100, (payer, Bulan(2026, 10)): 100}
    paid = [Alokasi(payer, Bulan(2026, 9), 100, "A")]
    for order in permutations(balance.items()):
        assert [(one.kurang, one.lebih) for one in misplaced(dict(order), paid)] == [(Bulan(2026, 8), Bulan(2026, 9))]


def test_names_are_compared_without_titles() -> None:
    assert normalise_name("Hj. Sitti Nur'aini, S.Pd") == "SITTI NURAINI"
    assert normalise_name("dr. I  Made-Ayu") == "I MADE AYU"
    assert normalise_name("H.") == "H"
