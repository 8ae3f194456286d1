"""A workbook as plain values: what the guarded reader hands to every importer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

# What may be uploaded, in words and as a browser's file dialog wants it.
JENIS_BERKAS = "XLSX, XLS, ODS atau CSV"
AKHIRAN_BERKAS = ".xlsx,.xls,.ods,.csv"

Nilai = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell with content. `rumus` marks a formula, whose text is then the value; it is never computed.

    `semula` is what the file holds in a cell that was mended in the portal; None in a cell as it came.
    """

    kolom: str
    nilai: Nilai
    rumus: bool = False
    semula: Nilai = None


@dataclass(frozen=True, slots=True)
class Baris:
    """One row with content: its number as the spreadsheet shows it, and only its filled cells."""

    nomor: int
    sel: list[Sel]
    tersembunyi: bool = False


@dataclass(frozen=True, slots=True)
class Lembar:
    """One sheet. A hidden sheet is named, never read; `jumlah` counts its filled rows by another way of reading.

    `sejak_1904` says that its bare numbers count days from 1904; `kolom_tersembunyi` are letters of hidden columns.
    """

    nama: str
    tersembunyi: bool
    baris: list[Baris] = field(default_factory=list)
    jumlah: int | None = None
    sejak_1904: bool = False
    kolom_tersembunyi: frozenset[str] = frozenset()

    def hidden_columns(self, judul: Mapping[str, str]) -> dict[str, str]:
        """Those of the columns that are read (letter -> title) which the spreadsheet hides."""
        return {letter: title for letter, title in judul.items() if letter in self.kolom_tersembunyi}

    def hidden_in_words(self, judul: Mapping[str, str]) -> list[str]:
        """The same as sentences."""
        return [
            f"Lembar {self.nama}: kolom {letter} ({title}) tersembunyi pada berkas, tetapi tetap dibaca."
            for letter, title in self.hidden_columns(judul).items()
        ]
