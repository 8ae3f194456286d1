"""The budget of a year: what the posts will cost, month by month, and how far a ceiling reaches. Pure.

A plan counts posts, not people: whoever leaves is followed by somebody with the same wage (MM Pasal 6 ayat (2)
huruf c; KU Pasal 10), unless the planner says that a post stays empty.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from iuran.rules.iuran import Ketentuan, contributions
from jaminan.bulan import Bulan
from jaminan.rupiah import format_rupiah, share_of


@dataclass(frozen=True, slots=True)
class Posisi:
    """One post to be paid for; `sampai` is the last month that its holder owes, None: no end is known."""

    desa: str
    jabatan: str
    penghasilan: int
    sampai: Bulan | None = None


@dataclass(frozen=True, slots=True)
class Andaian:
    """What the planner assumes: wages rise by basis points, posts are added, ended posts are filled again or not."""

    kenaikan_gaji: int = 0
    tambahan: tuple[tuple[str, int], ...] = ()
    diisi_lagi: bool = True


class BarisRencana(NamedTuple):
    """One payer's month for one village and post; `tanpa_batas_bawah` is what it would be without a floor.

    A tuple: a regency's year has twenty thousand of them.
    """

    bulan: Bulan
    desa: str
    jabatan: str
    penanggung: str
    orang: int
    dinaikkan: int
    jumlah: int
    tanpa_batas_bawah: int

    @property
    def biaya_batas_bawah(self) -> int:
        return self.jumlah - self.tanpa_batas_bawah


def plan(posisi: Iterable[Posisi], rules: Mapping[Bulan, Ketentuan], andaian: Andaian) -> list[BarisRencana]:
    """What each month costs whom, in rupiah, by village and post; the rules say which months."""
    listed = list(posisi)
    if andaian.kenaikan_gaji:
        listed = [replace(one, penghasilan=raised(one.penghasilan, andaian.kenaikan_gaji)) for one in listed]
    found: list[BarisRencana] = []
    reckoned: dict[tuple[object, ...], list[BarisRencana]] = {}
    for bulan, rule in rules.items():
        people = _in_month(listed, bulan, andaian)
        same = (rule.batas_bawah, rule.batas_atas, frozenset(people.items()))
        rows = reckoned.get(same)
        if rows is None:
            rows = reckoned[same] = _month(people, bulan, rule)
        found += [BarisRencana(bulan, *row[1:]) for row in rows]
    return found


def raised(amount: int, basis_points: int) -> int:
    """An amount after a rise, half-up to the rupiah."""
    return amount + share_of(amount, basis_points)


def _in_month(posisi: Iterable[Posisi], bulan: Bulan, andaian: Andaian) -> Counter[tuple[str, str, int]]:
    """How many posts of each village, kind and wage are paid for in the month."""
    return Counter(
        (one.desa, one.jabatan, one.penghasilan)
        for one in posisi
        if andaian.diisi_lagi or one.sampai is None or bulan <= one.sampai
    )


def _month(people: Counter[tuple[str, str, int]], bulan: Bulan, rule: Ketentuan) -> list[BarisRencana]:
    wages = {wage for _, _, wage in people}
    with_floor, without = contributions(wages, rule), contributions(wages, replace(rule, batas_bawah=None))
    sums: dict[tuple[str, str, str], list[int]] = {}
    for (desa, jabatan, wage), count in people.items():
        lifted = count if with_floor[wage].dasar > without[wage].dasar else 0
        for share, plain in zip(with_floor[wage].porsi, without[wage].porsi, strict=True):
            row = sums.setdefault((desa, jabatan, share.penanggung), [0, 0, 0, 0])
            row[0] += count
            row[1] += lifted
            row[2] += share.jumlah * count
            row[3] += plain.jumlah * count
    return [BarisRencana(bulan, *key, *row) for key, row in sums.items()]


def with_added(posisi: Sequence[Posisi], tambahan: Iterable[tuple[str, int]], desa: str) -> list[Posisi]:
    """The posts and the added ones, each with the usual wage of its kind. Raises LookupError that names a kind
    which nobody holds, so that no wage is known for it.
    """
    found = list(posisi)
    for jabatan, count in tambahan:
        if count:
            found += [Posisi(desa, jabatan, usual_wage(posisi, jabatan))] * count
    return found


def usual_wage(posisi: Iterable[Posisi], jabatan: str) -> int:
    """The wage that most holders of a post have; of two equally frequent ones the higher."""
    wages = Counter(one.penghasilan for one in posisi if one.jabatan == jabatan)
    if not wages:
        raise LookupError(jabatan)
    return max(wages, key=lambda wage: (wages[wage], wage))


def by_account(disetor: int, ditetapkan: Mapping[str, int]) -> dict[str, int]:
    """A deposit over the accounts that it pays: in the order of the accounts, each up to what was assessed on it.

    A deposit names no account, and no article says which one is short (KU Pasal 10); the order of the accounts is
    the treasurer's own. What is too much, or taken back, stands on the last account, so that the parts add up.
    """
    found, left = {}, disetor
    for kode, due in ditetapkan.items():
        found[kode] = min(max(due, 0), max(left, 0))
        left -= found[kode]
    found[kode] += left
    return found


@dataclass(frozen=True, slots=True)
class Landasan:
    """How far a ceiling reaches: the first month whose need it does not cover (None: it reaches the year's end)."""

    pagu: int
    kebutuhan: int
    habis: Bulan | None
    terakhir: Bulan

    @property
    def sisa(self) -> int:
        """What is left at the end; negative: what is short."""
        return self.pagu - self.kebutuhan

    @property
    def kalimat(self) -> str:
        if self.habis is None:
            return f"Cukup sampai {self.terakhir.nama}; sisa {format_rupiah(self.sisa)}."
        short = f"kurang {format_rupiah(-self.sisa)}" if self.sisa < 0 else f"sisa {format_rupiah(self.sisa)} kemudian"
        return f"Pagu habis pada bulan {self.habis.nama}; {short}."


def runway(pagu: int, saldo_awal: int, months: Sequence[tuple[Bulan, int]]) -> Landasan:
    """The ceiling against what was carried over and what each month needs, in rupiah, in the order of the months."""
    spent, gone = saldo_awal, None
    for bulan, amount in months:
        spent += amount
        if spent > pagu and gone is None:
            gone = bulan
    return Landasan(pagu, spent, gone, months[-1][0])
