"""The child process that reads one uploaded file: bytes on stdin, JSON on stdout, no Django, no secrets.

`python -m desa.xlsx.anak ROWS` — how many rows a sheet may have. XLSX, XLS, ODS or CSV: the content decides what
the file is, never its name.
"""

import csv
import io
import json
import resource
import struct
import sys
import zipfile
import zlib
from typing import Any
from xml.sax import SAXException

import openpyxl
from defusedxml.common import DefusedXmlException
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from desa.xlsx import batas
from desa.xlsx.arsip import LUAR, kind_of
from desa.xlsx.batas import SIMPAN_XLSX, Ditolak
from desa.xlsx.buku import read_xlsx
from desa.xlsx.jenis import ZIP, refuse_foreign
from desa.xlsx.lama import OLE, read_xls
from desa.xlsx.ods import read_ods
from desa.xlsx.teks import read_csv

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 8
CPU_SECONDS_LONG = 25

# Everything that a broken or hostile file is known to make the libraries raise; XML that does not parse is a
# SyntaxError in every parser.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, SyntaxError, SAXException, csv.Error, XLRDError, CompDocError,
    RuntimeError, MemoryError, EOFError, OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    AssertionError,
)  # fmt: skip


def limit_resources(cpu_seconds: int) -> None:
    """Little memory, little time, no new files: what a hostile file may cost."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read_any(data: bytes) -> list[dict[str, Any]]:
    """The sheets of a file, whatever it is called. Raises Ditolak with its sentence."""
    refuse_foreign(data)
    if data.startswith(OLE):
        return read_xls(data)
    if not data.startswith(ZIP):
        return read_csv(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return read_xlsx(data, archive) if kind_of(archive) == "xlsx" else read_ods(archive)


def answer_for(data: bytes, rows: int = batas.ROWS) -> dict[str, Any]:
    """The document that the parent reads: sheets of at most so many rows, or the sentence that refuses the file."""
    batas.BATAS.rows = rows
    try:
        return {"lembar": read_any(data)}
    except Ditolak as refused:
        return {"galat": [refused.pesan, refused.saran]}
    except BROKEN as error:
        if isinstance(error.__cause__ or error, DefusedXmlException):
            return {"galat": list(LUAR)}
        return {"galat": ["Berkas rusak dan tidak dapat dibaca.", SIMPAN_XLSX]}


def main() -> None:
    if not openpyxl.DEFUSEDXML or openpyxl.LXML:
        raise SystemExit("openpyxl harus membaca dengan defusedxml, tanpa lxml")
    data, rows = sys.stdin.buffer.read(), int(sys.argv[1])
    limit_resources(CPU_SECONDS if rows <= batas.ROWS else CPU_SECONDS_LONG)
    json.dump(answer_for(data, rows), sys.stdout)


if __name__ == "__main__":
    main()
