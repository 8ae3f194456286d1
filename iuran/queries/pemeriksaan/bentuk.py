"""What the check of the book answers."""

from dataclasses import dataclass
from typing import Any

from desa.models import Desa, Kabupaten
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class Temuan:
    """One thing that does not hold: the month (or the year), the place, by how many rupiah, and what it is.

    `kabupaten` is the code of the regency whose book it is.
    """

    bulan: Bulan | None
    tempat: str
    rupiah: int
    pesan: str
    kabupaten: str = ""
    tahun: int | None = None

    @property
    def periode(self) -> str:
        """ "Oktober 2026" or "Tahun 2026"."""
        year = f"Tahun {self.tahun}" if self.tahun else ""
        return self.bulan.nama if self.bulan else year

    def as_dict(self) -> dict[str, Any]:
        return {
            "bulan": str(self.bulan) if self.bulan else "",
            "tahun": self.tahun,
            "tempat": self.tempat,
            "rupiah": self.rupiah,
            "pesan": self.pesan,
            "kabupaten": self.kabupaten,
        }


def _named(desa: Desa) -> str:
    return f"Desa {desa.nama} ({desa.kode})"


def finding(bulan: Bulan, place: Desa | Kabupaten, rupiah: int, pesan: str) -> Temuan:
    """A finding with the words for its place."""
    if isinstance(place, Desa):
        return Temuan(bulan, _named(place), rupiah, pesan, place.kabupaten.kode)
    return Temuan(bulan, f"Kabupaten {place.nama}", rupiah, pesan, place.kode)


def yearly_finding(tahun: int, desa: Desa, rupiah: int, pesan: str) -> Temuan:
    """A finding in what is owed by year."""
    return Temuan(None, _named(desa), rupiah, pesan, desa.kabupaten.kode, tahun)
