"""Reads an ODS row by row: one pass reads, another only counts, and both must agree. Runs in the child: no Django here.

Rows and cells may be stored once with "repeated so many times"; empty ones are only counted, filled ones bounded.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.ElementTree import iterparse
from defusedxml.sax import make_parser

from desa.xlsx import batas
from desa.xlsx.arsip import LUAR, MAKRO, SANDI
from desa.xlsx.batas import Ditolak, plain_number

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SPACE = TABLE.strip("{}")
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
FAR = 1 << 21  # more than any spreadsheet has rows
OUTSIDE = {f"{OFFICE}dde-source", f"{TABLE}dde-links", f"{TABLE}table-source", f"{TABLE}cell-range-source",
           f"{DRAW}object-ole"}  # fmt: skip
ASIDE = {f"{OFFICE}annotation", f"{DRAW}frame", f"{DRAW}g", f"{DRAW}custom-shape", f"{TABLE}shapes"}


def read_ods(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    """The sheets of a workbook. Raises Ditolak, or what a broken file makes the libraries raise."""
    names = {name.lower() for name in archive.namelist()}
    if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names):
        raise Ditolak(*MAKRO)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Ditolak(*SANDI)
    content = archive.read("content.xml")
    counter = Penghitung()
    parser = make_parser()
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(counter)
    parser.parse(io.BytesIO(content))
    sheets = list(Pembaca(content).sheets())
    for sheet, counted in zip(sheets, counter.rows, strict=True):
        seen = sheet.pop("terlihat")
        if seen != counted and not sheet["tersembunyi"]:
            fault = f"Lembar {sheet['nama']} tidak terbaca utuh: {seen} dari {counted} baris."
            raise Ditolak(fault, batas.SIMPAN_ULANG)
    return sheets


class Penghitung(ContentHandler):
    """Counts, table by table, the rows in which something stands; knows nothing of values."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[int] = []
        self.repeat = 0
        self.filled = False

    def startElementNS(self, name: Any, _qname: Any, attrs: Any) -> None:  # noqa: N802 the library's name
        if name == (SPACE, "table"):
            self.rows.append(0)
            batas.check_sheets(len(self.rows))
        elif name == (SPACE, "table-row"):
            self.repeat, self.filled = int(attrs.get((SPACE, "number-rows-repeated"), "1")), False
        elif name == (SPACE, "table-cell"):
            told = {local for _space, local in attrs.getNames()}
            self.filled = self.filled or bool(told & {"value-type", "formula"})

    def endElementNS(self, name: Any, _qname: Any) -> None:  # noqa: N802 the library's name
        if name == (SPACE, "table-row") and self.filled:
            self.rows[-1] += self.repeat


class Pembaca:
    """One pass over content.xml: styles tell which sheets are hidden, then the tables row by row."""

    def __init__(self, content: bytes) -> None:
        self.events = iterparse(io.BytesIO(content), events=("start", "end"))
        self.hidden_styles: set[str] = set()
        self.cells = 0

    def sheets(self) -> Iterator[dict[str, Any]]:
        style = ""
        for event, element in self.events:
            if element.tag in OUTSIDE:
                raise Ditolak(*LUAR)
            if event == "start" and element.tag == f"{STYLE}style":
                style = element.get(f"{STYLE}name", "")
            elif event == "start" and element.tag == f"{STYLE}table-properties":
                if element.get(f"{TABLE}display") == "false":
                    self.hidden_styles.add(style)
            elif event == "start" and element.tag == f"{TABLE}table":
                yield self.sheet(element)

    def sheet(self, table: Any) -> dict[str, Any]:
        name = batas.sheet_name(table.get(f"{TABLE}name", "Lembar"))
        hidden = table.get(f"{TABLE}style-name", "") in self.hidden_styles
        made: dict[str, Any] = {
            "nama": name, "tersembunyi": hidden, "baris": [], "jumlah": 0, "terlihat": 0, "kolom_tersembunyi": [],
        }  # fmt: skip
        wide = 0
        row, repeat, column, concealed = 0, 1, 0, False
        cells: list[Any] = []
        for event, element in self.events:
            tag = element.tag
            if tag in OUTSIDE:
                raise Ditolak(*LUAR)
            if event == "start" and tag == f"{TABLE}table-column":
                wide = add_columns(made, wide, element)
            elif event == "start" and tag == f"{TABLE}table-row":
                repeat, cells, column = _times(element, f"{TABLE}number-rows-repeated"), [], 0
                concealed = _concealed(element)
            elif event == "end" and tag in CELLS:
                column = take_cell(cells, column, element, hidden=hidden)
            elif event == "end" and tag == f"{TABLE}table-row":
                self.add_rows(made, row, repeat, cells, concealed)
                row += repeat
                element.clear()
            elif event == "end" and tag == f"{TABLE}table":
                table.clear()
                return made
        return made

    def add_rows(self, made: dict[str, Any], row: int, repeat: int, cells: list[Any], concealed: bool) -> None:
        """A stored row as the rows it stands for; both repetitions are bounded before they are made."""
        if not cells:
            return
        lembar = made["nama"]
        batas.check_place(lembar, row + repeat, max(column + times - 1 for column, times, _cell in cells))
        self.cells += repeat * sum(times for _column, times, _cell in cells)
        made["terlihat"] += repeat
        batas.check_amount(lembar, made["terlihat"], self.cells)
        values = [
            (batas.column_letter(column + step), value, formula)
            for column, times, cell in cells
            for value, formula in [plain_cell(lembar, row + 1, column, cell)]
            for step in range(times)
            if value not in (None, "")
        ]
        if values:
            made["jumlah"] += repeat
            made["baris"] += [
                {"nomor": row + step, "tersembunyi": concealed, "sel": values} for step in range(1, repeat + 1)
            ]


def add_columns(made: dict[str, Any], wide: int, column: Any) -> int:
    """How many columns are described with this one; hidden ones are noted."""
    last = wide + _times(column, f"{TABLE}number-columns-repeated")
    if _concealed(column):
        made["kolom_tersembunyi"] += batas.letters(wide + 1, last)
    return last


def take_cell(cells: list[Any], column: int, cell: Any, *, hidden: bool) -> int:
    """How many columns are read with this cell; a filled one of a visible sheet is kept, any other let go."""
    times = _times(cell, f"{TABLE}number-columns-repeated")
    if cell.tag != f"{TABLE}covered-table-cell" and _filled(cell) and not hidden:
        cells.append((column + 1, times, cell))
    else:
        cell.clear()
    return column + times


def _times(element: Any, name: str) -> int:
    times = int(element.get(name, "1"))
    if not 1 <= times <= FAR:
        raise ValueError("repeated out of bounds")
    return times


def _concealed(element: Any) -> bool:
    """Whether a row or column is hidden, or left out by a filter."""
    return bool(element.get(f"{TABLE}visibility", "visible") != "visible")


def _filled(cell: Any) -> bool:
    return cell.get(f"{OFFICE}value-type") is not None or cell.get(f"{TABLE}formula") is not None


def plain_cell(lembar: str, row: int, column: int, cell: Any) -> tuple[Any, bool]:
    """The value as JSON knows it, and whether it is a formula, whose text is then the value."""
    formula = cell.get(f"{TABLE}formula")
    if formula is not None:
        batas.check_text(lembar, row, column, formula)
        return batas.clean(f"={formula.partition('=')[2]}"), True
    kind = cell.get(f"{OFFICE}value-type")
    if kind in {"float", "currency", "percentage"}:
        return _number(cell.get(f"{OFFICE}value", "")), False
    if kind == "date":
        return plain_day(cell.get(f"{OFFICE}date-value", "")), False
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true", False
    text = cell.get(f"{OFFICE}string-value")
    text = batas.clean(text if text is not None else "\n".join(_paragraphs(cell))).strip()
    batas.check_text(lembar, row, column, text)
    return text, False


def _number(text: str) -> Any:
    value = json.loads(text)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("no number")
    return plain_number(value)


def plain_day(text: str) -> dict[str, str]:
    """An ISO day or moment; a fraction of a second says nothing about a person."""
    if "T" not in text:
        return {"tanggal": date.fromisoformat(text).isoformat()}
    moment = datetime.fromisoformat(text).replace(microsecond=0, tzinfo=None)
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return {"tanggal": moment.date().isoformat()} if midnight else {"waktu": moment.isoformat()}


def _paragraphs(cell: Any) -> Iterator[str]:
    for part in cell:
        if part.tag == f"{TEXT}p":
            yield "".join(_letters(part))


def _letters(part: Any) -> Iterator[str]:
    """The text of a paragraph with its spaces and line ends; notes and drawings are not part of it."""
    yield part.text or ""
    for inner in part:
        if inner.tag == f"{TEXT}s":
            yield " " * min(int(inner.get(f"{TEXT}c", "1")), batas.CHARACTERS + 1)
        elif inner.tag in {f"{TEXT}line-break", f"{TEXT}tab"}:
            yield " "
        elif inner.tag not in ASIDE:
            yield from _letters(inner)
        yield inner.tail or ""
