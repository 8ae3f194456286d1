"""Compares what was due with what was deposited, per payer and, where the village deposits, per village.

MM Pasal 12 ayat (2) huruf b and Pasal 13 ayat (1): need against what was really paid.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from jaminan.bulan import Bulan
from jaminan.rupiah import format_rupiah
from rekonsiliasi.enums import JenisSelisih, RinciSelisih

from .bentuk import Beda, Temuan


@dataclass(frozen=True, slots=True, order=True)
class Pembayar:
    """Whose money: a share, and the village that deposits it (empty: the regency does)."""

    penanggung: str
    desa: str = ""


@dataclass(frozen=True, slots=True)
class Kewajiban:
    """What one payer owes for one assessed month."""

    pembayar: Pembayar
    bulan: Bulan
    jumlah: int


@dataclass(frozen=True, slots=True)
class Alokasi:
    """The part of one deposit that was booked for one month; a cancelled deposit and its reversal add up to 0.

    `akun` is whose virtual account it was transferred to, where the portal knows that number.
    """

    pembayar: Pembayar
    bulan: Bulan
    jumlah: int
    referensi: str
    batal: bool = False
    akun: Pembayar | None = None


@dataclass(frozen=True, slots=True)
class SalahBulan:
    """A deposit of exactly one month's shortage that was booked for a month with exactly that surplus."""

    pembayar: Pembayar
    kurang: Bulan
    lebih: Bulan
    jumlah: int
    referensi: str


def compare_money(
    bulan: Iterable[Bulan],
    kewajiban: Iterable[Kewajiban],
    alokasi: Iterable[Alokasi],
    nama: dict[Pembayar, str],
) -> list[Temuan]:
    """The findings of these months. Dues of other assessed months may be given too: a deposit may have gone there."""
    months = sorted(set(bulan))
    dues, paid = list(kewajiban), list(alokasi)
    balance = _balances(dues, paid)
    assessed = {due.bulan for due in dues}
    wrong = misplaced({key: left for key, left in balance.items() if key[1] in assessed}, paid)
    by_place = {(one.pembayar, place): one for one in wrong for place in (one.kurang, one.lebih)}
    due = _balances(dues, [])
    return [*_wrong_accounts(months, paid, nama)] + [
        _finding(payer, month, left, due[payer, month], by_place.get((payer, month)), nama.get(payer, payer.penanggung))
        for (payer, month), left in sorted(balance.items())
        if month in months and left
    ]


def _wrong_accounts(months: list[Bulan], paid: list[Alokasi], nama: dict[Pembayar, str]) -> Iterator[Temuan]:
    """A deposit of one payer on another's virtual account: short there, over here, nothing in sum."""
    moved: dict[tuple[Bulan, Pembayar, Pembayar], int] = defaultdict(int)
    for part in paid:
        if part.bulan in months and part.akun is not None and part.akun != part.pembayar:
            moved[part.bulan, part.pembayar, part.akun] += part.jumlah
    for (month, payer, other), amount in sorted(moved.items()):
        if amount:
            ours, theirs = nama.get(payer, payer.penanggung), nama.get(other, other.penanggung)
            detail = Beda("Virtual account", f"Dicatat untuk {ours}", f"Masuk ke akun {theirs}")
            sides = ((payer, ours, amount), (other, theirs, -amount))
            for one, said, rest in sides:
                jenis = JenisSelisih.SETORAN_KURANG if rest > 0 else JenisSelisih.SETORAN_LEBIH
                yield Temuan(
                    month, jenis, said, desa=one.desa, penanggung=one.penanggung, jumlah_setoran=rest,
                    rincian=(detail,), rinci=RinciSelisih.AKUN_LAIN,
                )  # fmt: skip


def _balances(dues: list[Kewajiban], paid: list[Alokasi]) -> dict[tuple[Pembayar, Bulan], int]:
    """Due less deposited, per payer and month."""
    balance: dict[tuple[Pembayar, Bulan], int] = defaultdict(int)
    for due in dues:
        balance[due.pembayar, due.bulan] += due.jumlah
    for part in paid:
        balance[part.pembayar, part.bulan] -= part.jumlah
    return balance


def misplaced(balance: dict[tuple[Pembayar, Bulan], int], paid: Iterable[Alokasi]) -> list[SalahBulan]:
    """Pairs a shortage with the nearest equal surplus of the same payer, each at most once.

    Only a pair of assessed months counts, and only where one single deposit was booked with exactly that
    amount: money paid ahead for a month that is not assessed yet is no mistake (MM Pasal 10 ayat (3)).
    """
    booked = {(part.pembayar, part.bulan, part.jumlah): part.referensi for part in _in_order(paid) if not part.batal}
    payers: dict[Pembayar, dict[Bulan, int]] = defaultdict(dict)
    for (payer, month), left in balance.items():
        payers[payer][month] = left
    return [found for payer in sorted(payers) for found in _pairs_of(payer, payers[payer], booked)]


def _in_order(paid: Iterable[Alokasi]) -> list[Alokasi]:
    return sorted(paid, key=lambda part: (part.pembayar, part.bulan, part.jumlah, part.referensi))


def _pairs_of(
    payer: Pembayar, left: dict[Bulan, int], booked: dict[tuple[Pembayar, Bulan, int], str]
) -> Iterator[SalahBulan]:
    short = [month for month, amount in left.items() if amount > 0]
    over = [month for month, amount in left.items() if amount < 0 and (payer, month, -amount) in booked]
    used: set[Bulan] = set()
    for first, second in sorted(product(short, over), key=lambda pair: (_distance(*pair), pair)):
        if left[first] == -left[second] and not used & {first, second}:
            used |= {first, second}
            yield SalahBulan(payer, first, second, left[first], booked[payer, second, left[first]])


def _distance(first: Bulan, second: Bulan) -> int:
    return abs((first.year - second.year) * 12 + first.month - second.month)


def _finding(payer: Pembayar, month: Bulan, left: int, due: int, wrong: SalahBulan | None, nama: str) -> Temuan:
    details: tuple[Beda, ...] = (Beda("Jumlah", f"Iuran {format_rupiah(due)}", f"Disetor {format_rupiah(due - left)}"),)
    code = RinciSelisih.BELUM_DISETOR if left == due else RinciSelisih.DISETOR_SEBAGIAN
    if wrong is not None:
        jenis, code = JenisSelisih.SALAH_BULAN, RinciSelisih.BULAN_LAIN
        details += (
            Beda("Setoran", f"Untuk {wrong.kurang.nama}", f"Dicatat untuk {wrong.lebih.nama}"),
            Beda("Referensi", wrong.referensi, format_rupiah(wrong.jumlah)),
        )
    else:
        jenis = JenisSelisih.SETORAN_KURANG if left > 0 else JenisSelisih.SETORAN_LEBIH
        code = code if left > 0 else RinciSelisih.DISETOR_LEBIH
    return Temuan(
        month, jenis, nama, desa=payer.desa, penanggung=payer.penanggung, jumlah_setoran=left, rincian=details,
        rinci=code,
    )  # fmt: skip
