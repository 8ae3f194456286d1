"""What the check of the book answers."""

from dataclasses import dataclass
from typing import Any

from desa.models import Desa, Kabupaten
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class Temuan:
    """One thing that does not hold: the month, the place, by how many rupiah, and what it is.

    `kabupaten` is the code of the regency whose book it is.
    """

    bulan: Bulan | None
    tempat: str
    rupiah: int
    pesan: str
    kabupaten: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "bulan": str(self.bulan) if self.bulan else "",
            "tempat": self.tempat,
            "rupiah": self.rupiah,
            "pesan": self.pesan,
            "kabupaten": self.kabupaten,
        }


def finding(bulan: Bulan, place: Desa | Kabupaten, rupiah: int, pesan: str) -> Temuan:
    """A finding with the words for its place."""
    if isinstance(place, Desa):
        return Temuan(bulan, f"Desa {place.nama} ({place.kode})", rupiah, pesan, place.kabupaten.kode)
    return Temuan(bulan, f"Kabupaten {place.nama}", rupiah, pesan, place.kode)
