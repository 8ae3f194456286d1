"""A workbook as plain values: what the guarded reader hands to every importer."""

from dataclasses import dataclass, field
from datetime import date, datetime

Nilai = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell with content. `rumus` marks a formula, whose text is then the value; it is never computed."""

    kolom: str
    nilai: Nilai
    rumus: bool = False


@dataclass(frozen=True, slots=True)
class Baris:
    """One row with content: its number as the spreadsheet shows it, and only its filled cells."""

    nomor: int
    sel: list[Sel]
    tersembunyi: bool = False


@dataclass(frozen=True, slots=True)
class Lembar:
    """One sheet. A hidden sheet is named, never read."""

    nama: str
    tersembunyi: bool
    baris: list[Baris] = field(default_factory=list)
