"""What a roster file says, row by row, and how reading it is told: facts, faults, doubts and notes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desa.rules.isi import Isi, as_text
from desa.rules.kolom import JUDUL, Kolom, KolomDaftar
from desa.rules.lembar import Nilai, Sel
from desa.rules.salah import Salah, masked


@dataclass(slots=True)
class Fakta:
    """One row as values by field; a field whose column is missing in the file is missing here.

    `utuh` is False when a cell of the row was refused. `tulisan` is what the cells hold, `semula` what mended ones
    held, `mungkin` the NIK of the person whom a refused number may mean, `nasib` what the comparison made of the row.
    """

    lembar: str
    nomor: int
    nilai: dict[str, Any]
    huruf: dict[str, str]
    utuh: bool = True
    tersembunyi: bool = False
    tulisan: dict[str, Nilai] = field(default_factory=dict)
    semula: dict[str, Nilai] = field(default_factory=dict)
    mungkin: str = ""
    nasib: str = ""
    kolom: Mapping[str, Kolom] = field(default_factory=dict)  # by letter, the same for all rows of a sheet

    def judul(self, isian: str) -> str:
        """The title of a field's column, as its own list calls it."""
        one = self.kolom.get(self.huruf.get(isian, ""))
        return one.judul.partition(" (")[0] if one else JUDUL.get(isian, "")

    def sel(self, isian: str) -> str:
        """The address of a field's cell, "C7"; empty when its column is not in the file."""
        return f"{self.huruf[isian]}{self.nomor}" if isian in self.huruf else ""


@dataclass(frozen=True, slots=True)
class Hitungan:
    """One sheet, counted: `baris` is what the file holds by an independent count, the rest is where each went."""

    lembar: str
    baris: int
    judul: int
    dilewati: int
    orang: int

    @property
    def utuh(self) -> bool:
        return self.baris == self.judul + self.dilewati + self.orang


@dataclass(slots=True)
class Daftar:
    """A whole file as facts. `keluarga` is None when the file has no such sheet; `tersembunyi` are hidden columns."""

    perangkat: list[Fakta] = field(default_factory=list)
    keluarga: list[Fakta] | None = None
    salah: list[Salah] = field(default_factory=list)
    ragu: list[Salah] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    tersembunyi: list[dict[str, Any]] = field(default_factory=list)
    hitungan: list[Hitungan] = field(default_factory=list)

    def numbers(self) -> set[str]:
        """Every NIK of the file that could be read."""
        rows = [*self.perangkat, *(self.keluarga or [])]
        return {row.nilai["nik"] for row in rows if row.nilai.get("nik")}

    def cards(self) -> set[str]:
        return {row.nilai["nomor_kartu"] for row in self.perangkat if row.nilai.get("nomor_kartu")}


@dataclass(frozen=True, slots=True)
class Aturan:
    """What reading depends on: the columns, the day, the article that lists the posts, the country's place codes."""

    hari: date
    pasal: str
    kabupaten_dikenal: Collection[str]
    kecamatan_dikenal: Collection[str] = frozenset()
    kolom: KolomDaftar = field(kw_only=True)


def salah_of(fact: Fakta, isian: str, found: Isi) -> Salah:
    """The fault or doubt of a cell with everything that is known about the cell."""
    typed = fact.tulisan.get(isian)
    return Salah(
        fact.lembar,
        fact.sel(isian),
        found.galat or found.ragu,
        found.saran,
        kolom=fact.judul(isian),
        baris=fact.nomor,
        nilai=masked(as_text(Sel("", typed))) if typed is not None else "",
        tawaran=found.tawaran,
    )


def note(daftar: Daftar, fact: Fakta, isian: str, found: Isi) -> None:
    """Keeps what reading a cell found: a fault refuses the row, a doubt only asks."""
    if found.galat:
        fact.utuh = False
        daftar.salah.append(salah_of(fact, isian, found))
    if found.ragu:
        daftar.ragu.append(salah_of(fact, isian, found))
