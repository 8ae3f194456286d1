"""2,000 random months: the sum of all Selisih is the difference of the totals, to the rupiah. Run by hand.

`python -m tests.bench.acak [months]`. The suite runs the same properties shorter (tests/rekonsiliasi/test_rules.py).
"""

import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekonsiliasi.rules import Alokasi, BukuBulan, Kewajiban, compare_money, compare_month
from tests.rekonsiliasi.test_rules import OKTOBER, books, months, payers, rupiah

MONTHS = 2_000


def check(buku: BukuBulan, dues: list[Kewajiban], paid: list[Alokasi]) -> None:
    """Both identities of one month: people against the bill, dues against the deposits."""
    ours = sum(one.jumlah for one in buku.kita) + sum(one.jumlah for one in buku.koreksi)
    theirs = sum(row.jumlah for row in buku.bpjs)
    found = compare_month(buku)
    if sum(one.jumlah for one in found) != ours - theirs:
        raise AssertionError(f"{ours} - {theirs}: {found}")
    money = compare_money([OKTOBER], dues, paid, {})
    due = sum(one.jumlah for one in dues if one.bulan == OKTOBER)
    deposited = sum(one.jumlah for one in paid if one.bulan == OKTOBER)
    if sum(one.jumlah_setoran for one in money) != due - deposited:
        raise AssertionError(f"{due} - {deposited}: {money}")


def main() -> int:
    wanted, seen = int(sys.argv[1]) if len(sys.argv) > 1 else MONTHS, [0]
    deposits = st.builds(Alokasi, payers, months, rupiah, st.just("R"), st.booleans(), st.none() | payers)

    @settings(max_examples=wanted, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        books(), st.lists(st.builds(Kewajiban, payers, months, rupiah), max_size=12), st.lists(deposits, max_size=12)
    )
    def random_month(buku: BukuBulan, dues: list[Kewajiban], paid: list[Alokasi]) -> None:
        check(buku, dues, paid)
        seen[0] += 1

    random_month()
    print(f"{seen[0]} bulan acak: jumlah selisih sama dengan beda total, sampai ke rupiah")
    return 0


if __name__ == "__main__":
    sys.exit(main())
