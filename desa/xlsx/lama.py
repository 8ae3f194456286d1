"""Reads an old XLS: its raw records are walked and counted first, then xlrd reads. Runs in the child: no Django here.

xlrd tells values, but neither formulas nor what is hidden; the walk tells both, and guards xlrd against far cells.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from typing import Any

import xlrd
from xlrd.compdoc import CompDoc
from xlrd.xldate import xldate_as_datetime

from desa.xlsx import batas
from desa.xlsx.arsip import LUAR, MAKRO, SANDI
from desa.xlsx.batas import HARUS, SIMPAN_XLSX, UNDUH, Ditolak, plain_number

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOUNDSHEET, FILEPASS, EOF_RECORD, ROW, COLINFO, MULRK, FORMULA = 0x85, 0x2F, 0x0A, 0x208, 0x7D, 0xBD, 0x06
# A number, a shared text, a text, a short number, a truth value, a formula, a rich text.
ONE_CELL = {0x203, 0xFD, 0x204, 0x27E, 0x205, FORMULA, 0xD6}
EMBEDDED = "MBD"  # how Excel names the storage of an object from another program
SHEET, MACRO_SHEET, VB_MODULE = 0, 1, 6
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
MOST_STREAM = batas.FILE_UNPACKED


@dataclass(slots=True)
class Telusur:
    """What the records of one sheet say."""

    rows: set[int] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    columns: list[str] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    cells: int = 0


def read_xls(data: bytes) -> list[dict[str, Any]]:
    """The sheets of a workbook. Raises Ditolak, or what a broken file makes the libraries raise."""
    refuse_unsafe(data)
    stream, places = walk_workbook(data)
    with open(os.devnull, "w", encoding="utf-8") as silence:
        book = xlrd.open_workbook(file_contents=data, logfile=silence, ragged_rows=True)
        if book.nsheets != len(places):
            raise ValueError("sheets do not agree")
        cells = 0
        sheets = []
        for sheet, place in zip(book.sheets(), places, strict=True):
            hidden = sheet.visibility != 0
            found = Telusur() if hidden else walk_sheet(stream, place, batas.sheet_name(sheet.name))
            cells += found.cells
            batas.check_amount(batas.sheet_name(sheet.name), len(found.rows), cells)
            sheets.append(read_sheet(book, sheet, found, hidden=hidden))
    return sheets


def refuse_unsafe(data: bytes) -> None:
    """An OLE container is a locked XLSX, an old XLS, or something else. Raises Ditolak for all but a plain XLS."""
    if _named(data, "EncryptedPackage", "EncryptionInfo"):
        raise Ditolak(*SANDI)
    if _named(data, "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"):
        raise Ditolak(*MAKRO)
    if not _named(data, "Workbook", "Book"):
        raise Ditolak(f"Berkas ini dokumen Office lama; {HARUS}", UNDUH)


def _named(data: bytes, *names: str) -> bool:
    """Whether the container has an entry of one of these names."""
    return any(f"{name}\0".encode("utf-16-le") in data for name in names)


def walk_workbook(data: bytes) -> tuple[bytes, list[int]]:
    """The workbook's stream and where each of its sheets begins. Raises Ditolak for macros, passwords and links."""
    with open(os.devnull, "w", encoding="utf-8") as silence:
        container = CompDoc(data, logfile=silence)
        check_folder(container)
        stream = container.get_named_stream("Workbook") or container.get_named_stream("Book")
    if not stream or len(stream) > MOST_STREAM:
        raise ValueError("no workbook stream")
    places = []
    for kind, body in records(stream, 0):
        if kind == FILEPASS:
            raise Ditolak(*SANDI)
        if kind == BOUNDSHEET:
            place, _visible, what = struct.unpack_from("<IBB", body)
            if what in {MACRO_SHEET, VB_MODULE}:
                raise Ditolak(*MAKRO)
            if what == SHEET:
                places.append(place)
                batas.check_sheets(len(places))
        if kind == 0x1AE and len(body) > 4:  # another workbook, or a DDE link; 4 bytes mean this workbook itself
            raise Ditolak(*LUAR)
    return stream, places


def check_folder(container: Any) -> None:
    """Raises Ditolak for an object of another program inside, and ValueError for a short stream whose sectors lead
    back to themselves: xlrd would follow it without end."""
    seen: set[int] = set()
    for entry in container.dirlist:
        if entry.name.startswith(EMBEDDED):
            raise Ditolak(*LUAR)
        if entry.name.lower() not in {"workbook", "book"} or entry.tot_size >= container.min_size_std_stream:
            continue
        place = entry.first_SID
        while 0 <= place < len(container.SSAT):
            if place in seen:
                raise ValueError("a ring of sectors")
            seen.add(place)
            place = container.SSAT[place]


def records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place to the end of that part; parts inside it (a chart) are stepped over."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == 0x809:
            depth += 1
        if depth <= 1:
            yield kind, stream[place + 4 : place + 4 + length]
        if kind == EOF_RECORD:
            depth -= 1
            if depth <= 0:
                return
        place += 4 + length
    raise ValueError("records without end")


def walk_sheet(stream: bytes, place: int, lembar: str) -> Telusur:
    """Rows with content, what is hidden, and formulas, whatever the dimensions claim. Raises Ditolak for a far cell."""
    found = Telusur()
    for kind, body in records(stream, place):
        if kind == ROW:
            number, options = struct.unpack_from("<H10xH", body)
            if options & HIDDEN_ROW:
                found.hidden.add(number)
        elif kind == COLINFO:
            first, final, options = struct.unpack_from("<HH4xH", body)
            found.columns += batas.letters(first + 1, final + 1) if options & HIDDEN_COLUMN else []
        elif kind in ONE_CELL or kind == MULRK:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == MULRK else column
            batas.check_place(lembar, row + 1, max(column, last) + 1)
            found.rows.add(row)
            found.cells += max(1, last - column + 1)
            if kind == FORMULA:
                found.formulas.add((row, column))
            batas.check_amount(lembar, len(found.rows), found.cells)
    return found


def read_sheet(book: Any, sheet: Any, found: Telusur, *, hidden: bool) -> dict[str, Any]:
    """The filled rows by xlrd. Raises Ditolak when it found fewer or more than the records hold."""
    name = batas.sheet_name(sheet.name)
    rows: list[dict[str, Any]] = []
    seen = 0
    for row in range(0 if hidden else sheet.nrows):
        kinds = sheet.row_types(row)
        seen += any(kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) for kind in kinds)
        cells = [
            plain_cell(book, name, (row, column), sheet.cell(row, column), (row, column) in found.formulas)
            for column, kind in enumerate(kinds)
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
        ]
        cells = [cell for cell in cells if cell[1] not in (None, "")]
        if cells:
            rows.append({"nomor": row + 1, "tersembunyi": row in found.hidden, "sel": cells})
    if seen != len(found.rows):
        raise Ditolak(f"Lembar {name} tidak terbaca utuh: {seen} dari {len(found.rows)} baris.", SIMPAN_XLSX)
    return {
        "nama": name, "tersembunyi": hidden, "baris": rows, "jumlah": len(rows), "sejak_1904": book.datemode == 1,
        "kolom_tersembunyi": found.columns,
    }  # fmt: skip


def plain_cell(book: Any, lembar: str, place: tuple[int, int], cell: Any, formula: bool) -> tuple[str, Any, bool]:
    """A cell as JSON knows it: letter, value, whether it is a formula (xlrd does not tell which)."""
    row, column = place
    letter = batas.column_letter(column + 1)
    if formula:
        return letter, "=…", True
    if cell.ctype == xlrd.XL_CELL_TEXT:
        text = batas.clean(cell.value).strip()
        batas.check_text(lembar, row + 1, column + 1, text)
        return letter, text, False
    if cell.ctype == xlrd.XL_CELL_DATE:
        return letter, _day(cell.value, book.datemode), False
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return letter, bool(cell.value), False
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return letter, xlrd.error_text_from_code.get(cell.value, "#GALAT"), False
    return letter, plain_number(cell.value), False


def _day(value: float, datemode: int) -> Any:
    moment = xldate_as_datetime(value, datemode)
    if value < 1:
        return str(moment.time().replace(microsecond=0))
    moment = moment.replace(microsecond=0)
    return {"tanggal": moment.date().isoformat()} if moment.time() == time(0) else {"waktu": moment.isoformat()}
