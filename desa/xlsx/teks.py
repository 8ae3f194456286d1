"""Reads a CSV: encoding and separator are found, not asked. Runs in the child: no Django here."""

import csv
import io
from typing import Any

from desa.xlsx import batas
from desa.xlsx.batas import Ditolak

SEPARATORS = ";\t,"
SIMPAN_UTF8 = "Simpan lagi sebagai CSV UTF-8, atau sebagai XLSX."
UNDUH = 'Gunakan berkas dari tombol "Unduh daftar".'
NAMA = "CSV"


def read_csv(data: bytes) -> list[dict[str, Any]]:
    """The one table of a CSV, as a sheet named CSV; every cell is text. Raises Ditolak or csv.Error."""
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
    return [{"nama": NAMA, "tersembunyi": False, "baris": rows}]


def decode(data: bytes) -> str:
    """UTF-16 and UTF-8 by their marks, then UTF-8, then what Excel in Indonesia writes. Raises Ditolak."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Ditolak("Berkas ini bukan XLSX atau CSV yang dapat dibaca.", SIMPAN_UTF8)


def split_hint(text: str) -> tuple[str, str]:
    """Excel's first line `sep=;`, kept as an empty line so that row numbers stay true."""
    first, newline, rest = text.partition("\n")
    hint = first.strip()
    if hint.lower().startswith("sep=") and len(hint) == 5:
        return hint[4], newline + rest
    return "", text


def find_separator(text: str) -> str:
    """The separator that makes most columns in the first lines. Raises Ditolak when none makes a table."""
    lines = [line for line in text.splitlines()[:50] if line.strip()][:12]
    width = {mark: max((len(row) for row in csv.reader(lines, delimiter=mark)), default=0) for mark in SEPARATORS}
    best = max(SEPARATORS, key=lambda mark: width[mark])
    if width[best] < 2:
        raise Ditolak(
            "Berkas ini bukan tabel; berkas harus XLSX atau CSV.", 'Gunakan berkas dari tombol "Unduh daftar".'
        )
    return best


def plain_cell(row: int, column: int, value: str) -> tuple[str, str, bool]:
    value = value.strip()
    batas.check_place(NAMA, row, column)
    batas.check_text(NAMA, row, column, value)
    return batas.column_letter(column), value, False
