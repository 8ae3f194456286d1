"""Reads a CSV: encoding and separator are found, not asked; its records are counted twice. In the child: no Django."""

import csv
import io
import re
from typing import Any

from desa.xlsx import batas
from desa.xlsx.batas import HARUS, UNDUH, Ditolak

SEPARATORS = ";\t,"
SIMPAN_UTF8 = "Simpan lagi sebagai CSV UTF-8, atau sebagai XLSX."
NAMA = "CSV"
HINT = re.compile(r"""^"?sep=(.)"?[ \t]*(?=\r|\n|$)""", re.IGNORECASE)
AS_TEXT = re.compile(r'="([^"]*)"')  # how some programs keep a number from being taken for one
LINE = re.compile(r"\r\n|\r|\n")
MOSTLY = 30  # percent of the bytes are NUL and stand in every second place: two bytes a letter


def read_csv(data: bytes) -> list[dict[str, Any]]:
    """The one table of a CSV, as a sheet named CSV; every cell is text. Raises Ditolak or csv.Error."""
    csv.field_size_limit(batas.FILE_UNPACKED)  # a long cell gets its own sentence
    text = decode(data)
    separator, text = split_hint(text)
    separator = separator or find_separator(text)
    rows: list[dict[str, Any]] = []
    cells = 0
    for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
        filled = [plain_cell(number, column, value) for column, value in enumerate(record, 1) if value.strip()]
        cells += len(filled)
        if filled:
            rows.append({"nomor": number, "tersembunyi": False, "sel": filled})
            batas.check_amount(NAMA, len(rows), cells)
    counted = count_records(text, separator)
    if counted != len(rows):
        raise Ditolak(f"Berkas CSV tidak terbaca utuh: {len(rows)} dari {counted} baris.", SIMPAN_UTF8)
    return [{"nama": NAMA, "tersembunyi": False, "baris": rows, "jumlah": counted}]


def decode(data: bytes) -> str:
    """UTF-16 and UTF-8 by their marks, then UTF-8, then what Excel in Indonesia writes. Raises Ditolak."""
    for encoding in encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Ditolak("Berkas ini bukan lembar kerja atau CSV yang dapat dibaca.", SIMPAN_UTF8)


def encodings(data: bytes) -> list[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    head = data[:2000]
    if head[1::2].count(0) * 100 > len(head) * MOSTLY:
        return ["utf-16-le"]
    if head[::2].count(0) * 100 > len(head) * MOSTLY:
        return ["utf-16-be"]
    return ["utf-8-sig", "cp1252"]


def split_hint(text: str) -> tuple[str, str]:
    """Excel's first line `sep=;`, kept as an empty line so that row numbers stay true.

    >>> split_hint("sep=;\\r\\nNIK;Nama")
    (';', '\\r\\nNIK;Nama')
    """
    match = HINT.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def find_separator(text: str) -> str:
    """The separator that makes most columns in the first lines. Raises Ditolak when none makes a table."""
    lines = [line for line in LINE.split(text[:100_000])[:50] if line.strip()][:12]
    width = {mark: max((len(row) for row in csv.reader(lines, delimiter=mark)), default=0) for mark in SEPARATORS}
    best = max(SEPARATORS, key=lambda mark: width[mark])
    if width[best] < 2:
        raise Ditolak(f"Berkas ini bukan tabel; {HARUS}", UNDUH)
    return best


def count_records(text: str, separator: str) -> int:
    """How many records hold something, without the csv module: quoted cells become a letter, then lines are counted.

    >>> count_records('NIK;Nama\\n1;"a\\nb"\\n;;\\n', ";")
    2
    """
    quoted = re.compile(rf'(^|[{re.escape(separator)}\r\n])"((?:[^"]|"")*)"')
    flat = quoted.sub(lambda match: match[1] + ("x" if match[2].strip() else ""), f"\n{text}")
    return sum(1 for line in LINE.split(flat) if line.replace(separator, " ").strip())


def plain_cell(row: int, column: int, value: str) -> tuple[str, str, bool]:
    value = batas.clean(value).strip()
    if match := AS_TEXT.fullmatch(value):
        value = match[1].strip()
    batas.check_place(NAMA, row, column)
    batas.check_text(NAMA, row, column, value)
    return batas.column_letter(column), value, False
