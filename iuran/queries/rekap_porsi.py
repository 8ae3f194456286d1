"""The people behind a bill by kecamatan and village: for the recap, and for the list in groups."""

from collections import defaultdict
from dataclasses import dataclass

from iuran.queries.tagihan_porsi import Orang, TagihanPorsi


@dataclass(frozen=True, slots=True)
class RekapDesa:
    """A village's lines of the bill. Amounts in rupiah, in the order of the bill's shares."""

    kode: str
    nama: str
    orang: tuple[Orang, ...]

    @property
    def banyak(self) -> int:
        return sum(not one.koreksi for one in self.orang)

    @property
    def dasar(self) -> int:
        return sum(one.dasar for one in self.orang if not one.koreksi)

    @property
    def porsi(self) -> list[int]:
        return [sum(amounts) for amounts in zip(*(one.porsi.values() for one in self.orang), strict=True)]

    @property
    def jumlah(self) -> int:
        return sum(one.jumlah for one in self.orang)


@dataclass(frozen=True, slots=True)
class RekapKecamatan:
    """A kecamatan and its villages that have lines."""

    kode: str
    nama: str
    desa: tuple[RekapDesa, ...]

    @property
    def banyak(self) -> int:
        return sum(one.banyak for one in self.desa)

    @property
    def dasar(self) -> int:
        return sum(one.dasar for one in self.desa)

    @property
    def porsi(self) -> list[int]:
        return [sum(amounts) for amounts in zip(*(one.porsi for one in self.desa), strict=True)]

    @property
    def jumlah(self) -> int:
        return sum(one.jumlah for one in self.desa)


def recap(bill: TagihanPorsi) -> list[RekapKecamatan]:
    """The bill by kecamatan and village, in the order of their codes."""
    villages: defaultdict[tuple[str, str], list[Orang]] = defaultdict(list)
    for one in bill.orang:
        villages[one.kode_desa[:8], one.kode_desa].append(one)
    groups: defaultdict[str, list[RekapDesa]] = defaultdict(list)
    names: dict[str, str] = {}
    for (kecamatan, kode), people in villages.items():
        groups[kecamatan].append(RekapDesa(kode, people[0].desa, tuple(people)))
        names[kecamatan] = people[0].kecamatan
    return [RekapKecamatan(kode, names[kode], tuple(desa)) for kode, desa in groups.items()]


def group_of(bill: TagihanPorsi, kecamatan: str) -> RekapKecamatan | None:
    """One kecamatan of the bill by its code; None when it has no line in it."""
    return next((one for one in recap(bill) if one.kode == kecamatan), None)
