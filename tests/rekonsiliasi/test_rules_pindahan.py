"""MN-3: over twelve random months of bills, corrections, deposits, signing and reopening nothing is lost or doubled.

The pure rules alone: what the comparison lists as differences of money is what passes from bill to bill.
"""

from collections import defaultdict

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from jaminan.bulan import Bulan
from rekonsiliasi.rules import Alokasi, Kewajiban, Pembayar, compare_money
from rekonsiliasi.rules.pindahan import chain, handed_on

YEAR = Bulan(2026, 1).until(Bulan(2026, 12))
PAYERS = (Pembayar("pemda"), Pembayar("peserta"), Pembayar("desa", "61.11.01.2001"))
AMOUNTS = st.integers(1, 5_000_000)


class SatuTahun(RuleBasedStateMachine):
    """A regency's year. `entri` are the signed carry-overs, each a payer's one line in the next bill."""

    def __init__(self) -> None:
        super().__init__()
        self.dues: list[Kewajiban] = []
        self.paid: list[Alokasi] = []
        self.months = 0
        self.signed: list[Bulan] = []
        self.entri: dict[tuple[Pembayar, Bulan], int] = {}

    def open_month(self) -> Bulan:
        return self.signed[-1].next() if self.signed else YEAR[0]

    def lines(self, month: Bulan) -> dict[Pembayar, int]:
        sums: dict[Pembayar, int] = defaultdict(int)
        for one in compare_money([month], self.dues, self.paid, {}):
            sums[Pembayar(one.penanggung, one.desa)] += one.jumlah_setoran
        return sums

    @precondition(lambda self: self.months < len(YEAR))
    @rule(amounts=st.tuples(AMOUNTS, AMOUNTS, AMOUNTS))
    def bill(self, amounts: tuple[int, int, int]) -> None:
        """The next month is assessed."""
        month = YEAR[self.months]
        self.dues += [Kewajiban(payer, month, amount) for payer, amount in zip(PAYERS, amounts, strict=True)]
        self.months += 1

    @precondition(lambda self: self.months > len(self.signed))
    @rule(payer=st.sampled_from(PAYERS), amount=st.integers(-2_000_000, 2_000_000))
    def correct(self, payer: Pembayar, amount: int) -> None:
        """A late fact of any earlier month is settled in the newest bill."""
        self.dues.append(Kewajiban(payer, YEAR[self.months - 1], amount))

    @precondition(lambda self: self.months > len(self.signed))
    @rule(payer=st.sampled_from(PAYERS), amount=AMOUNTS, newest=st.booleans(), cancelled=st.booleans())
    def deposit(self, payer: Pembayar, amount: int, newest: bool, cancelled: bool) -> None:
        """Any amount for any open month; some are reversed again."""
        month = YEAR[self.months - 1] if newest else self.open_month()
        self.paid.append(Alokasi(payer, month, amount, f"R{len(self.paid)}", batal=cancelled))
        if cancelled:
            self.paid.append(Alokasi(payer, month, -amount, f"R{len(self.paid)}", batal=True))

    @precondition(lambda self: self.months > len(self.signed))
    @rule()
    def sign(self) -> None:
        """The oldest open month is closed: each payer's rest becomes one entry."""
        month = self.open_month()
        before = month.previous()
        for payer in PAYERS:
            opening = self.entri.get((payer, before), 0)
            self.entri[payer, month] = handed_on(opening, [self.lines(month).get(payer, 0)])
        self.signed.append(month)

    @precondition(lambda self: self.signed)
    @rule()
    def reopen(self) -> None:
        """Both sides reopen the newest signed month: its entries no longer count."""
        month = self.signed.pop()
        self.entri = {key: amount for key, amount in self.entri.items() if key[1] != month}

    @invariant()
    def every_rupiah_is_carried_once(self) -> None:
        for payer in PAYERS:
            due = sum(one.jumlah for one in self.dues if one.pembayar == payer)
            paid = sum(one.jumlah for one in self.paid if one.pembayar == payer)
            start = self.entri.get((payer, self.signed[-1]), 0) if self.signed else 0
            rest = YEAR[len(self.signed) : self.months]
            left = chain(start, rest, {month: self.lines(month).get(payer, 0) for month in rest})
            assert (left[rest[-1]] if rest else start) == due - paid
        assert len(self.entri) == len(PAYERS) * len(self.signed)


SatuTahun.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestSatuTahun = pytest.mark.lambat(SatuTahun.TestCase)
