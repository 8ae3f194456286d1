"""How much is owed: base, limits, shares. Pure.

MM Pasal 8: base = max(floor, min(penghasilan tetap, cap)); KU Pasal 4: base = penghasilan tetap.
Each share is rounded half-up on its own; the contribution is their sum and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from desa.parameters import BagianIuran, KumpulanNilai, Nilai, Tempat
from desa.parameters.peraturan import PorsiAturan
from jaminan.bulan import Bulan
from jaminan.rupiah import Rupiah, share_of

PENANGGUNG = {"pemda": "pemerintah kabupaten", "desa": "pemerintah desa", "peserta": "kepala desa dan perangkat desa"}
KEY_OF_CAP = "batas_atas"


@dataclass(frozen=True, slots=True)
class Porsi:
    """One payer's share in rupiah."""

    penanggung: str
    basis_poin: int
    persen: str
    jumlah: Rupiah
    sumber_dana: str
    penyetor: str
    pasal: str


@dataclass(frozen=True, slots=True)
class HasilIuran:
    """A contribution: the sum of its shares by construction. Amounts in rupiah per month."""

    penghasilan: int
    dasar: int
    porsi: tuple[Porsi, ...]

    @property
    def iuran(self) -> int:
        return sum(share.jumlah for share in self.porsi)


@dataclass(frozen=True, slots=True)
class Ketentuan:
    """A regulation's rule for one regency and month, its values looked up once and used for everybody."""

    judul: str
    bagian: BagianIuran
    tempat: Tempat
    bulan: Bulan
    batas_bawah: Nilai | None
    batas_atas: Nilai | None

    def __hash__(self) -> int:
        """Of what tells rules apart nearly always; it is asked for every person of a regency."""
        return hash((self.judul, self.tempat, self.bulan))

    @property
    def nilai(self) -> list[Nilai]:
        """The dated values this month leans on."""
        return [value for value in (self.batas_bawah, self.batas_atas) if value is not None]


def resolve(judul: str, bagian: BagianIuran, values: KumpulanNilai, tempat: Tempat, bulan: Bulan) -> Ketentuan:
    """The rule of a month. Raises NilaiTidakAda when a limit the regulation names has no value."""
    keys = bagian.dasar.batas_bawah
    floor = values.first(keys, tempat, bulan) if keys else None
    cap = values.get(KEY_OF_CAP, tempat, bulan) if bagian.dasar.batas_atas else None
    return _one(Ketentuan(judul, bagian, tempat, bulan, floor, cap))


@lru_cache(maxsize=512)
def _one(ketentuan: Ketentuan) -> Ketentuan:
    """Equal rules are one object: then the thousands of lookups of a page see at once that they are the same."""
    return ketentuan


def base_of(penghasilan: int, ketentuan: Ketentuan) -> int:
    """The base in rupiah: income, lowered to the cap, raised to the floor (MM Pasal 8 ayat (2)-(4))."""
    if penghasilan < 0:
        raise ValueError("Penghasilan tetap tidak boleh negatif.")
    base = penghasilan
    if ketentuan.batas_atas is not None:
        base = min(base, ketentuan.batas_atas.rupiah)
    if ketentuan.batas_bawah is not None:
        base = max(base, ketentuan.batas_bawah.rupiah)
    return base


@lru_cache(maxsize=4096)  # most officials of a regency share a few wages; the answer can't be changed by its reader
def contribution(penghasilan: int, ketentuan: Ketentuan) -> HasilIuran:
    """What one person's month costs and who bears it, in rupiah (MM Pasal 8; KU Pasal 4)."""
    base = base_of(penghasilan, ketentuan)
    return HasilIuran(penghasilan, base, tuple(_share(rule, base) for rule in ketentuan.bagian.porsi))


def contributions(incomes: Iterable[int], ketentuan: Ketentuan) -> dict[int, HasilIuran]:
    """The contribution of each different income; most officials of a regency share a few."""
    return {income: contribution(income, ketentuan) for income in set(incomes)}


def limit_costs(penghasilan: int, dasar: int, basis_poin: int) -> int:
    """What a limit adds to one share in rupiah: the share of the base less the share of the wage itself.

    A floor costs its payer something, a cap saves (negative), a base that is the wage changes nothing.
    """
    return share_of(dasar, basis_poin) - share_of(penghasilan, basis_poin)


def _share(rule: PorsiAturan, base: int) -> Porsi:
    amount = share_of(base, rule.basis_poin)
    return Porsi(rule.penanggung, rule.basis_poin, rule.persen, amount, rule.sumber_dana, rule.penyetor, rule.pasal)


def agrees(ours: HasilIuran, national: HasilIuran) -> bool:
    """Whether the regency's figures are the national ones: same base, same employer share, same own share."""
    return ours.dasar == national.dasar and _own_share(ours) == _own_share(national) and ours.iuran == national.iuran


def _own_share(hasil: HasilIuran) -> int:
    return sum(share.jumlah for share in hasil.porsi if share.penanggung == "peserta")
