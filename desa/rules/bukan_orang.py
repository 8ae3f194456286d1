"""Which filled rows below the titles are no person: totals, numbered columns, titles again, words under the table."""

import re

from desa.rules.isi import as_text
from desa.rules.kolom import Kolom, by_title, title_key
from desa.rules.lembar import Baris, Sel

TOTALS = ("jumlah", "total", "jumlah total", "subtotal", "sub total", "grand total", "jumlah seluruhnya")
TOTAL_ROW = "baris jumlah"
TOTAL_OF = ("jumlah ", "total ")
NUMBERS = {"nik", "nik_peserta"}
PERSONAL = {"nomor_kk", "tanggal_lahir", "mulai", "penghasilan", "nomor_kartu"}
HINT = re.compile(r"\(?(l\s*/\s*p|y\s*/\s*t|\d\d angka.*|(dd|hh|tgl|hari)[ /.-].*|rp\.?|rupiah.*)\)?", re.IGNORECASE)
FEW = 2  # cells of a line that is written under a table


def has_number(cells: dict[str, Sel], letters: dict[str, Kolom]) -> bool:
    """Whether a NIK column holds a number, or what may be one; a mere word there is none."""
    return any(letters[letter].isian in NUMBERS and _has_digit(cell) for letter, cell in cells.items())


def _has_digit(cell: Sel) -> bool:
    return any(letter.isdigit() for letter in as_text(cell))


def not_a_person(row: Baris, cells: dict[str, Sel], letters: dict[str, Kolom], *, after: bool, before: bool) -> str:
    """Why a row is no person, in words; empty for a person. `after` the last NIK, `before` the first person."""
    if not cells:
        return "tidak berisi kolom yang dikenal"
    if not has_number(cells, letters) and _is_total(row):
        return TOTAL_ROW
    if _is_numbering(row):
        return "nomor kolom"
    if before and _is_heading(row, letters):
        return "baris judul"
    if after and _is_below(cells, letters):
        return "keterangan di bawah tabel"
    return ""


def _is_total(row: Baris) -> bool:
    words = [as_text(cell).casefold().rstrip(":. ") for cell in row.sel if not cell.rumus]
    return any(word in TOTALS or word.startswith(TOTAL_OF) for word in words)


def _is_numbering(row: Baris) -> bool:
    """The line 1, 2, 3 … under the titles."""
    first = {"1": 1, "2": 2}.get(_counted(row.sel[0]), 0)
    return bool(first) and len(row.sel) > 3 and all(_counted(cell) == str(n) for n, cell in enumerate(row.sel, first))


def _counted(cell: Sel) -> str:
    return as_text(cell).strip("() ").removesuffix(".0")


def _is_heading(row: Baris, letters: dict[str, Kolom]) -> bool:
    """Another line of titles, or hints such as (L/P) and dd/mm/yyyy under them."""
    titles = by_title(tuple(letters.values()))
    texts = [as_text(cell) for cell in row.sel]
    return all(title_key(text) in titles or HINT.fullmatch(text) for text in texts)


def _is_below(cells: dict[str, Sel], letters: dict[str, Kolom]) -> bool:
    """A line of words under the table, such as a signature: nothing of a person but one or two words."""
    filled = {letters[letter].isian for letter in cells if letters[letter].isian not in NUMBERS}
    few = len(filled) <= FEW and not has_number(cells, letters)
    return few and not filled & PERSONAL and not filled >= {"nama", "jabatan"}
