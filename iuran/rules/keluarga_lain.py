"""What *anggota keluarga yang lain* cost: the mandiri tariff of a year, month by month (KU Pasal 5). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from desa.parameters import KumpulanNilai, Nilai, Tempat
from desa.parameters.bagian import TarifAturan
from jaminan.bulan import Bulan
from jaminan.rupiah import Rupiah


@dataclass(frozen=True, slots=True)
class TarifBulan:
    """One month's tariff for one person, with the value it comes from."""

    bulan: Bulan
    jumlah: Rupiah
    nilai: Nilai


def monthly_tariffs(
    aturan: TarifAturan, nilai: KumpulanNilai, tempat: Tempat, bulan: Sequence[Bulan]
) -> list[TarifBulan]:
    """The tariff of each of these months (KU Pasal 5 ayat (2): by year, so the months are summed).

    Raises NilaiTidakAda, which names the month without a tariff.
    """
    found = [(month, nilai.get(aturan.kunci_nilai, tempat, month)) for month in bulan]
    return [TarifBulan(month, value.rupiah, value) for month, value in found]


def total(tarif: Sequence[TarifBulan]) -> Rupiah:
    """What the months cost one person together."""
    return Rupiah(sum(one.jumlah for one in tarif))


def months_of(tahun: int, mulai: int = 1) -> list[Bulan]:
    """The months of a year from the given one on."""
    return Bulan(tahun, mulai).until(Bulan(tahun, 12))


def spells(tarif: Sequence[TarifBulan]) -> list[tuple[Bulan, Bulan, Rupiah]]:
    """The months with the same tariff one after the other: (first, last, tariff of a month)."""
    found: list[tuple[Bulan, Bulan, Rupiah]] = []
    for one in tarif:
        if found and found[-1][2] == one.jumlah and found[-1][1].next() == one.bulan:
            found[-1] = (found[-1][0], one.bulan, one.jumlah)
        else:
            found.append((one.bulan, one.bulan, one.jumlah))
    return found


def to_charge(wanted: Sequence[Bulan], charged: Sequence[Bulan]) -> list[Bulan]:
    """The months that are owed and not charged yet."""
    return [month for month in wanted if month not in charged]


def to_return(wanted: Sequence[Bulan], charged: Sequence[Bulan]) -> list[Bulan]:
    """The months that were charged and are owed no longer."""
    return [month for month in charged if month not in wanted]
