"""Clocks: the day, how many days are left or late, and the words of a reminder without anybody's name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desa.enums import JenisTenggat
from jaminan.bulan import Bulan, format_tanggal

CUTOFF = 20  # BPJS Kesehatan takes changes for the next month until this day (practice of its branches; no pasal)


@dataclass(frozen=True, slots=True)
class Tenggat:
    """One running clock. `nama` is the person, empty where it is the village's own; `hari` is the day of looking."""

    jenis: JenisTenggat
    desa: str
    tanggal: date
    hari: date
    hal: str
    pasal: str = ""
    nama: str = ""
    peserta: int | None = None
    nama_desa: str = ""

    @property
    def sisa(self) -> int:
        return (self.tanggal - self.hari).days

    @property
    def terlambat(self) -> int:
        return max(0, -self.sisa)

    @property
    def kata(self) -> str:
        """ "terlambat 3 hari", "hari ini", "tersisa 4 hari"."""
        if self.terlambat:
            return f"terlambat {self.terlambat} hari"
        return f"tersisa {self.sisa} hari" if self.sisa else "hari ini"

    @property
    def nada(self) -> str:
        return "negatif" if self.terlambat else ("peringatan" if self.sisa <= SOON else "info")


SOON = 7


def cutoff(bulan: Bulan) -> date:
    """The last day on which BPJS Kesehatan takes a change for the next month's bill."""
    return date(bulan.year, bulan.month, CUTOFF)


def by_urgency(clocks: Iterable[Tenggat]) -> list[Tenggat]:
    """The latest first, then what comes next."""
    return sorted(clocks, key=lambda one: (one.tanggal, one.desa, one.nama, one.hal))


def reminder(desa: str, kantor: str, clocks: Sequence[Tenggat]) -> str:
    """A text for the village's secretary: what and until when, never who."""
    lines = [_line(one) for one in clocks if one.jenis in {JenisTenggat.BULANAN, JenisTenggat.PERUBAHAN}]
    foreseen = [one for one in clocks if one.jenis in {JenisTenggat.MASA, JenisTenggat.KELUARGA}]
    if foreseen:
        first = min(one.tanggal for one in foreseen)
        lines.append(f"{len(foreseen)} orang akan keluar dari tanggungan, yang pertama {format_tanggal(first)}.")
    said = " ".join(dict.fromkeys(lines)) or "Mohon periksa daftar perangkat desa."
    return (
        f"Yth. Sekretaris Desa {desa}. {said} Bila tidak ada perubahan, cukup satu ketukan di portal. "
        f"Terima kasih. {kantor}"
    )


def _line(one: Tenggat) -> str:
    if one.jenis == JenisTenggat.BULANAN:
        return f"{one.hal} belum kami terima, {one.kata} ({format_tanggal(one.tanggal)})."
    return f"Ada perubahan yang belum disampaikan, paling lambat {format_tanggal(one.tanggal)}, {one.kata}."


def reminder_for_all(villages: Sequence[str], bulan: Bulan, kantor: str) -> str:
    """One text for the group of the secretaries whose reports are missing."""
    return (
        f"Yth. Sekretaris Desa {', '.join(villages)}: laporan perangkat desa {bulan.nama} belum kami terima. "
        f"Mohon sampaikan paling lambat {format_tanggal(cutoff(bulan))}. "
        f"Bila tidak ada perubahan, cukup satu ketukan di portal. Terima kasih. {kantor}"
    )
