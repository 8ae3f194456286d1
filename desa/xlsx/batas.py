"""How much of a file is read, and the sentence for what is too much. Runs in the child: no Django here."""

import re
from dataclasses import dataclass
from typing import Any

FILE_UNPACKED = 20 * 1024 * 1024
MEMBERS = 200
RATIO = 100
RATIO_FROM = 1024 * 1024
SHEETS = 20
ROWS = 2_000
COLUMNS = 60
CELLS_A_ROW = 50
CHARACTERS = 500
NAME_LETTERS = 60

SISAKAN = "Hapus isi di luar tabel, lalu unggah lagi."
HARUS = "berkas harus XLSX, XLS, ODS atau CSV."
UNDUH = 'Gunakan berkas dari tombol "Unduh daftar".'
SIMPAN_XLSX = "Buka berkas, pilih Simpan Sebagai, lalu pilih Excel Workbook (.xlsx)."
SIMPAN_ULANG = "Buka di Excel atau LibreOffice, simpan ulang sebagai XLSX, lalu unggah lagi."
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Ditolak(Exception):
    """The file is refused: what is wrong, and what to do."""

    def __init__(self, pesan: str, saran: str = "") -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.saran = saran


def column_letter(number: int) -> str:
    """1 as "A", 27 as "AA".

    >>> column_letter(1), column_letter(60), column_letter(16384)
    ('A', 'BH', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def letters(first: int, last: int) -> list[str]:
    """The letters of these columns, as far as a sheet is read.

    >>> letters(2, 4), letters(60, 16384), letters(1, 16384) == letters(1, 60)
    (['B', 'C', 'D'], ['BH'], True)
    """
    return [column_letter(number) for number in range(max(first, 1), min(last, COLUMNS) + 1)]


@dataclass(slots=True)
class Batas:
    """How long a list may be: a roster by default, a branch's list when the caller says so."""

    rows: int = ROWS

    @property
    def last_row(self) -> int:
        return max(10_000, 2 * self.rows)

    @property
    def cells(self) -> int:
        return max(100_000, self.rows * CELLS_A_ROW // 2)


BATAS = Batas()


def check_place(lembar: str, row: int, column: int) -> None:
    """Refuses a filled cell far outside any table."""
    if row > BATAS.last_row or column > COLUMNS:
        raise Ditolak(f"Lembar {lembar}: sel {column_letter(column)}{row} berisi sesuatu jauh di luar tabel.", SISAKAN)


def check_amount(lembar: str, rows: int, cells: int) -> None:
    """Refuses a sheet with more rows or cells than any roster or branch list has."""
    if rows > BATAS.rows:
        raise Ditolak(f"Lembar {lembar} berisi lebih dari {BATAS.rows:,} baris.".replace(",", "."), SISAKAN)
    if cells > BATAS.cells:
        raise Ditolak(f"Berkas berisi lebih dari {BATAS.cells:,} sel.".replace(",", "."), SISAKAN)


def check_text(lembar: str, row: int, column: int, text: str) -> None:
    """Refuses a cell that holds an essay."""
    if len(text) > CHARACTERS:
        raise Ditolak(
            f"Lembar {lembar}: sel {column_letter(column)}{row} berisi lebih dari {CHARACTERS} huruf.",
            "Pendekkan isinya, lalu unggah lagi.",
        )


def check_sheets(count: int) -> None:
    """Refuses a workbook with more sheets than any roster has."""
    if count > SHEETS:
        raise Ditolak(f"Berkas berisi lebih dari {SHEETS} lembar.", SISAKAN)


def clean(text: str) -> str:
    """Without the two kinds of character that no database takes: NUL and half of a pair.

    >>> clean("Andi\\x00 Wijaya")
    'Andi Wijaya'
    """
    return UNSTORABLE.sub("", text)


def sheet_name(text: str) -> str:
    return clean(text)[:NAME_LETTERS]


def plain_number(value: float) -> Any:
    """A whole number without its decimals, as openpyxl reads it.

    >>> plain_number(2500000.0), plain_number(0.5)
    (2500000, 0.5)
    """
    return int(value) if isinstance(value, float) and value.is_integer() else value
