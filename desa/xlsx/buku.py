"""Reads an XLSX twice: the raw XML counts, openpyxl reads, and both must agree. Runs in the child: no Django here."""

import io
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desa.xlsx import batas
from desa.xlsx.arsip import MAKRO
from desa.xlsx.batas import Ditolak

CONTENT_TYPES = "[content_types].xml"
TRUE = {"1", "true"}


@dataclass(slots=True)
class Hitungan:
    """What the raw XML of one sheet says: rows with content, where it ends, which rows and columns are hidden."""

    rows: int = 0
    cells: int = 0
    last_row: int = 0
    hidden: set[int] = field(default_factory=set)
    columns: list[str] = field(default_factory=list)


def read_xlsx(data: bytes, archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    """The sheets of a workbook. Raises Ditolak, or what a broken file makes the libraries raise."""
    if any(b"macroEnabled" in archive.read(name) for name in archive.namelist() if name.lower() == CONTENT_TYPES):
        raise Ditolak(*MAKRO)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_sheets(data, archive)


def read_sheets(data: bytes, archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    batas.check_sheets(len(workbook.sheetnames))
    since_1904 = workbook.epoch == CALENDAR_MAC_1904
    sheets: list[dict[str, Any]] = []
    cells = 0
    for sheet in workbook.worksheets:
        hidden = sheet.sheet_state != "visible"
        counted = Hitungan() if hidden else count_sheet(archive, sheet)
        cells += counted.cells
        batas.check_amount(batas.sheet_name(sheet.title), counted.rows, cells)
        rows, blank = read_rows(sheet, counted)
        sheets.append(
            {
                "nama": batas.sheet_name(sheet.title), "tersembunyi": hidden, "baris": rows,
                "jumlah": counted.rows - blank, "sejak_1904": since_1904, "kolom_tersembunyi": counted.columns,
            }
        )  # fmt: skip
    return sheets


def count_sheet(archive: zipfile.ZipFile, sheet: Any) -> Hitungan:
    """Counts `<row>` elements with content, whatever `<dimension>` claims. Raises Ditolak for a cell far away."""
    counted = Hitungan()
    row = 0
    with archive.open(sheet._worksheet_path) as source:
        for _, element in iterparse(source):
            name = element.tag.rpartition("}")[2]
            if name == "row":
                row = int(element.get("r", row + 1))
                add_row(counted, sheet.title, row, element)
                element.clear()
            elif name == "col" and element.get("hidden") in TRUE:
                counted.columns += batas.letters(int(element.get("min", 0)), int(element.get("max", 0)))
            elif name == "sheetData":
                break
    return counted


def add_row(counted: Hitungan, lembar: str, row: int, element: Any) -> None:
    column = filled = 0
    for cell in element:
        column = column_of(cell.get("r", "")) or column + 1
        if has_content(cell):
            filled += 1
            batas.check_place(lembar, row, column)
    if element.get("hidden") in TRUE:
        counted.hidden.add(row)
    if filled:
        counted.rows += 1
        counted.cells += filled
        counted.last_row = max(counted.last_row, row)
        batas.check_amount(lembar, counted.rows, counted.cells)


def column_of(reference: str) -> int:
    """The column number of "AB12"; 0 when the cell does not say."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - 64
    return number


def has_content(cell: Any) -> bool:
    """Whether a `<c>` holds a value, a formula or text, as openpyxl sees it; a mere format does not count."""
    for part in cell:
        name = part.tag.rpartition("}")[2]
        if name in {"f", "is"} or (name == "v" and part.text):
            return True
    return False


def read_rows(sheet: Any, counted: Hitungan) -> tuple[list[dict[str, Any]], int]:
    """The filled rows by openpyxl, and how many hold only spaces.

    Raises Ditolak when it found fewer or more than the raw XML holds.
    """
    if not counted.rows:
        return [], 0
    sheet.reset_dimensions()
    rows: list[dict[str, Any]] = []
    seen = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=counted.last_row, max_col=batas.COLUMNS), start=1):
        filled = [cell for cell in cells if cell.value is not None]
        seen += bool(filled)
        values = [plain_cell(sheet.title, number, cell) for cell in filled]
        values = [value for value in values if value[1] not in (None, "")]
        if values:
            rows.append({"nomor": number, "tersembunyi": number in counted.hidden, "sel": values})
    if seen != counted.rows:
        raise Ditolak(
            f"Lembar {sheet.title} tidak terbaca utuh: {seen} dari {counted.rows} baris.",
            batas.SIMPAN_ULANG,
        )
    return rows, seen - len(rows)


def plain_cell(lembar: str, row: int, cell: Any) -> tuple[str, Any, bool]:
    """A cell as JSON knows it: letter, value, whether it is a formula."""
    value = cell.value
    formula = cell.data_type == "f"
    if formula and not isinstance(value, str):
        value = f"={getattr(value, 'text', None) or getattr(value, 'ref', '') or ''}"
    if isinstance(value, str):
        batas.check_text(lembar, row, cell.column, value)
        value = batas.clean(value if formula else value.strip())
    return batas.column_letter(cell.column), plain_value(value), formula


def plain_value(value: Any) -> Any:
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return {"tanggal": value.date().isoformat()} if midnight else {"waktu": value.isoformat(timespec="seconds")}
    if isinstance(value, date):
        return {"tanggal": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return value
