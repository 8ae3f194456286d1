"""Corrections as rules: the law cases, and shuffles of the same facts that give the same sums (MN-4)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desa.enums import Jabatan, SifatJabatan
from iuran.rules.koreksi import (
    BulanLalu,
    Fakta,
    Masa,
    Pembetulan,
    Semula,
    Status,
    corrections,
    explain_correction,
    first_month_reached,
    should_owe,
)
from jaminan.bulan import Bulan
from tests.cases import bulan_of, law_cases, regulations, rule

DESA, LAIN = 1, 2
MAMASA, KAYONG_UTARA = ("mamasa-10-2021", "76.03"), ("kayong-utara-39-2018", "61.11")


def month(kode: str, tempat: str, bulan: Bulan) -> BulanLalu:
    """An assessed month by the regulation's own file."""
    isi = regulations()[kode]
    excluded = isi.kepesertaan.kecuali if isi.kepesertaan else ()
    parts = (isi.rekonsiliasi.koreksi_data, isi.rekonsiliasi.selisih) if isi.rekonsiliasi else ()
    article = " dan Pasal ".join(part.pasal for part in parts if part)
    return BulanLalu(bulan, rule(kode, tempat, bulan), excluded, article)


def term(mulai: date, berakhir: date | None = None, desa: int = DESA, nomor: int = 1, alasan: str = "") -> Masa:
    return Masa(
        nomor, 7, desa, Jabatan.KEPALA_DUSUN, SifatJabatan.DEFINITIF, mulai, berakhir, "", f"Nomor {desa}", alasan,
    )  # fmt: skip


def net(found: Iterable[Pembetulan]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for one in found:
        for share in one.porsi:
            sums[share.penanggung] += share.jumlah
    return sums


@pytest.mark.parametrize("case", law_cases("pembetulan"))
def test_law_case(case: dict[str, Any]) -> None:
    lalu = month(case["peraturan"], case["tempat"], bulan_of(case))
    status = Status(date.min, case.get("pns", False), case.get("jaminan_lain", ""))
    fakta = Fakta(
        7, (term(case["mulai"], case.get("berakhir")),), ((date(2020, 1, 1), case["penghasilan"]),), (status,)
    )
    before = [Semula(DESA, "Nomor 1", 0, case["semula"])] if case["semula"] else []
    found = corrections(fakta, lalu, before)
    wanted = {payer: case[payer] for payer in ("pemda", "desa", "peserta") if case.get(payer)}
    assert {payer: amount for payer, amount in net(found).items() if amount} == wanted
    assert len(found) == bool(wanted)


def test_a_difference_of_nothing_is_neither_billed_nor_returned() -> None:
    """Only the shares moved between the payers: the sum stays, and the sentence says so."""
    september, fakta = month(*MAMASA, Bulan(2026, 9)), Fakta(7, (term(date(2020, 1, 1)),), ((date(2020, 1, 1), 1),))
    said = {
        pemda: corrections(fakta, september, [Semula(DESA, "Nomor 1", 1, {"pemda": pemda, "peserta": 33_159})])[
            0
        ].alasan
        for pemda in (132_637 - 5, 132_637 + 5)
    }
    [moved] = corrections(fakta, september, [Semula(DESA, "Nomor 1", 1, {"pemda": 132_632, "peserta": 33_164})])
    assert "; selisihnya ditagih susulan (" in said[132_632]
    assert "; selisihnya dikembalikan (" in said[132_642]
    assert (moved.jumlah, "; jumlahnya tetap, pembagian antarpenanggungnya berubah (" in moved.alasan) == (0, True)


def test_the_reason_says_what_came_late_and_by_which_article() -> None:
    september = month(*MAMASA, Bulan(2026, 9))
    late = Fakta(7, (term(date(2026, 8, 3)),), ((date(2026, 8, 1), 2_022_200),))
    billed = [Semula(DESA, "Nomor 1", 2_022_200, {"pemda": 132_637, "peserta": 33_159})]
    dead = Fakta(7, (term(date(2020, 1, 1), date(2026, 8, 20), alasan="Meninggal dunia"),), ((date(2020, 1, 1), 1),))
    moved = Fakta(
        7, (term(date(2020, 1, 1), date(2026, 8, 20)), term(date(2026, 8, 20), desa=LAIN, nomor=2)), late.gaji
    )
    official = Fakta(7, late.masa, late.gaji, (Status(date.min), Status(date(2026, 9, 1), pns=True)))
    back = Fakta(7, late.masa, late.gaji, (Status(date.min, pns=True), Status(date(2026, 9, 1))))
    raised = Fakta(7, late.masa, ((date(2026, 8, 1), 5_000_000),))
    never = Fakta(7, (term(date(2026, 10, 5)),), late.gaji)
    article = "(Pasal 12 ayat (4) dan Pasal 13 ayat (2))."
    assert [one.alasan for fakta, before in (
        (late, []), (dead, billed), (moved, billed), (official, billed), (back, []), (raised, billed), (never, billed),
    ) for one in corrections(fakta, september, before)] == [
        f"Pelantikan 3 Agustus 2026 baru dilaporkan; iuran September 2026 ditagih susulan {article}",
        f"Berhenti 20 Agustus 2026 (meninggal dunia) baru dilaporkan; iuran September 2026 dikembalikan {article}",
        f"Pindah ke Desa Nomor 2 20 Agustus 2026 baru dilaporkan; iuran September 2026 dikembalikan {article}",
        f"Pindah dari Desa Nomor 1 20 Agustus 2026 baru dilaporkan; iuran September 2026 ditagih susulan {article}",
        f"Tidak diiurkan di sini: pegawai negeri sipil (Pasal 3 ayat (1)), baru dilaporkan; iuran September 2026 "
        f"dikembalikan {article}",
        f"Sudah bukan pegawai negeri sipil atau pemegang jaminan lain, baru dilaporkan; iuran September 2026 ditagih "
        f"susulan {article}",
        f"Penghasilan tetap September 2026 seharusnya Rp 5.000.000, bukan Rp 2.022.200; selisihnya ditagih susulan "
        f"{article}",
        f"Tanggal pelantikan dibetulkan menjadi 5 Oktober 2026; iuran September 2026 dikembalikan {article}",
    ]  # fmt: skip


def test_a_silent_regulation_says_so() -> None:
    late = Fakta(7, (term(date(2026, 8, 3)),), ((date(2026, 8, 1), 2_022_200),))
    (found,) = corrections(late, month(*KAYONG_UTARA, Bulan(2026, 9)), [])
    assert found.alasan.endswith("(tidak ada pasal yang mengatur pembetulan; diselesaikan dalam tagihan berikutnya).")
    assert explain_correction(found)[1:] == [
        "Yang sudah ditetapkan untuk September 2026 di desa ini Rp 0.",
        "Seharusnya Rp 101.110, dari penghasilan tetap Rp 2.022.200 dan dasar Rp 2.022.200 menurut aturan "
        "September 2026: 3 % = Rp 60.666, 2 % = Rp 40.444.",
        "Selisih porsi pemerintah desa: Rp 60.666.",
        "Selisih porsi kepala desa dan perangkat desa: Rp 40.444.",
    ]


def test_without_any_wage_nothing_is_guessed() -> None:
    unpaid, september = Fakta(7, (term(date(2026, 8, 3)),), ()), month(*MAMASA, Bulan(2026, 9))
    assert (corrections(unpaid, september, []), should_owe(unpaid, september).tanpa_gaji) == ([], True)


def test_corrections_reach_two_years_back() -> None:
    assert first_month_reached(Bulan(2026, 10)) == Bulan(2024, 10)


# -- any order of the same facts gives the same sums -------------------------------------------------------------------

MONTHS = Bulan(2026, 1).until(Bulan(2026, 6))
days = st.dates(date(2025, 11, 1), date(2026, 7, 31))


@dataclass(frozen=True)
class Kabar:
    """One thing that is reported: a spell, its end, a wage or a status. The same key says it again, corrected."""

    kunci: tuple[Any, ...]
    isi: Any


@st.composite
def news(draw: st.DrawFn) -> list[Kabar]:
    """Facts about one person; none says two different things of the same."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        start = draw(days)
        end = draw(st.none() | st.dates(start, date(2026, 8, 31)))
        village = draw(st.sampled_from([DESA, LAIN]))
        found.append(Kabar(("masa", number), (start, village)))
        found += [Kabar(("akhir", number), end)] if end else []
    for since in draw(st.lists(st.sampled_from(MONTHS), max_size=3, unique=True)):
        found.append(Kabar(("gaji", since), draw(st.sampled_from([1_000_000, 2_022_200, 3_400_000, 13_000_000]))))
    for since in draw(st.lists(st.sampled_from(MONTHS), max_size=2, unique=True)):
        found.append(Kabar(("status", since), draw(st.booleans())))
    return found


def known(told: Iterable[Kabar]) -> Fakta:
    """What the portal knows after these reports, whatever their order."""
    by_key = {one.kunci: one.isi for one in told}
    spells = [(kunci[1], *isi) for kunci, isi in by_key.items() if kunci[0] == "masa"]
    terms = [term(start, by_key.get(("akhir", number)), desa, number) for number, start, desa in sorted(spells)]
    wages = [(kunci[1].first_day, isi) for kunci, isi in by_key.items() if kunci[0] == "gaji"]
    standings = [Status(kunci[1].first_day, isi) for kunci, isi in by_key.items() if kunci[0] == "status"]
    return Fakta(7, tuple(terms), ((date(2025, 1, 1), 2_022_200), *wages), (Status(date.min), *standings))


Buku = Counter[tuple[Bulan, int, str]]


def assess(fakta: Fakta, kabupaten: tuple[str, str], bulan: Bulan, buku: Buku) -> None:
    """The month's own rows and the corrections of all earlier months, added to the book."""
    now = should_owe(fakta, month(*kabupaten, bulan))
    if now.masa and now.hasil:
        for share in now.hasil.porsi:
            buku[bulan, now.masa.desa, share.penanggung] += share.jumlah
    correct(fakta, kabupaten, bulan, buku)


def correct(fakta: Fakta, kabupaten: tuple[str, str], bulan: Bulan, buku: Buku) -> None:
    for earlier in (one for one in MONTHS if one < bulan):
        shares = {desa: Semula(desa, "", 0, {p: n for (b, d, p), n in buku.items() if (b, d) == (earlier, desa)})
                  for desa in (DESA, LAIN)}  # fmt: skip
        for one in corrections(fakta, month(*kabupaten, earlier), shares.values()):
            for share in one.porsi:
                buku[earlier, one.desa, share.penanggung] += share.jumlah


def play(order: list[Kabar], beats: list[int], kabupaten: tuple[str, str]) -> Buku:
    """Reports come in this order, `beats[n]` of them before month n is assessed, the rest before July's bill."""
    buku: Buku = Counter()
    told = 0
    for bulan, beat in zip(MONTHS, beats, strict=True):
        told += beat
        assess(known(order[:told]), kabupaten, bulan, buku)
    correct(known(order), kabupaten, Bulan(2026, 7), buku)
    return Counter({key: amount for key, amount in buku.items() if amount})


@pytest.mark.lambat
@settings(max_examples=150, deadline=None)
@given(st.data(), news(), st.sampled_from([MAMASA, KAYONG_UTARA]))
def test_the_order_of_the_reports_changes_no_rupiah(
    data: st.DataObject, told: list[Kabar], kab: tuple[str, str]
) -> None:
    beats = st.lists(st.integers(0, 2), min_size=len(MONTHS), max_size=len(MONTHS))
    at_once = play(told, [len(told), 0, 0, 0, 0, 0], kab)
    shuffled = data.draw(st.permutations(told))
    assert play(shuffled, data.draw(beats), kab) == at_once
    assert play(list(reversed(shuffled)), data.draw(beats), kab) == at_once


@settings(max_examples=60, deadline=None)
@given(news())
@pytest.mark.lambat
def test_settled_once_there_is_nothing_left_to_settle(told: list[Kabar]) -> None:
    fakta, buku = known(told), Counter[tuple[Bulan, int, str]]()
    correct(fakta, MAMASA, Bulan(2026, 7), buku)
    settled = Counter(buku)
    correct(fakta, MAMASA, Bulan(2026, 7), buku)
    assert buku == settled
