"""The child process that reads one uploaded file: bytes on stdin, JSON on stdout, no Django, no secrets.

`python -m desa.xlsx.anak xlsx|lain ROWS` — whether the file calls itself .xlsx, and how many rows it may have.
The content decides what it is; the name can only make it stranger.
"""

import csv
import json
import resource
import struct
import sys
import zipfile
import zlib
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException

from desa.xlsx import batas
from desa.xlsx.batas import Ditolak
from desa.xlsx.buku import read_xlsx
from desa.xlsx.teks import read_csv

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 8
CPU_SECONDS_LONG = 25
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM")
SIMPAN_XLSX = "Buka berkas, pilih Simpan Sebagai, lalu pilih Excel Workbook (.xlsx)."
UNDUH = 'Gunakan berkas dari tombol "Unduh daftar".'

# Everything that a broken or hostile file is known to make the libraries raise.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, ParseError, csv.Error, NotImplementedError, MemoryError,
    RecursionError, EOFError, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError,
    AssertionError,
)  # fmt: skip


def limit_resources(cpu_seconds: int) -> None:
    """Little memory, little time, no new files: what a hostile file may cost."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read_any(data: bytes, *, named_xlsx: bool) -> list[dict[str, Any]]:
    """The sheets of a file. Raises Ditolak with its sentence."""
    refuse_foreign(data)
    if data.startswith(ZIP):
        return read_xlsx(data)
    if named_xlsx:
        raise Ditolak("Berkas bernama .xlsx tetapi isinya bukan buku kerja Excel.", SIMPAN_XLSX)
    return read_csv(data)


def refuse_foreign(data: bytes) -> None:
    """Names the kinds of file that people send by mistake. Raises Ditolak."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data.strip(b"\x00 \t\r\n"):
        raise Ditolak("Berkas kosong.", UNDUH)
    if data.startswith(OLE):
        refuse_old_office(data)
    if head.startswith(b"%pdf"):
        raise Ditolak("Berkas ini PDF; berkas harus XLSX atau CSV.", UNDUH)
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")):
        raise Ditolak("Berkas ini halaman web (HTML/XML); berkas harus XLSX atau CSV.", SIMPAN_XLSX)
    if data.startswith(PICTURES):
        raise Ditolak("Berkas ini gambar; berkas harus XLSX atau CSV.", UNDUH)
    if head.startswith(b"{\\rtf"):
        raise Ditolak("Berkas ini dokumen teks; berkas harus XLSX atau CSV.", UNDUH)


def refuse_old_office(data: bytes) -> None:
    """An OLE container is a locked XLSX, an old XLS, or something else. Raises Ditolak, always."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise Ditolak("Berkas dikunci kata sandi.", "Hapus kata sandinya di Excel, simpan, lalu unggah lagi.")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise Ditolak("Berkas ini Excel lama (.xls); berkas harus XLSX atau CSV.", SIMPAN_XLSX)
    raise Ditolak("Berkas ini dokumen Office lama; berkas harus XLSX atau CSV.", UNDUH)


def answer_for(data: bytes, *, named_xlsx: bool) -> dict[str, Any]:
    """The document that the parent reads: sheets, or the sentence that refuses the file."""
    try:
        return {"lembar": read_any(data, named_xlsx=named_xlsx)}
    except Ditolak as refused:
        return {"galat": [refused.pesan, refused.saran]}
    except BROKEN as error:
        if isinstance(error.__cause__ or error, DefusedXmlException):
            return {"galat": ["Berkas tidak aman: isinya merujuk ke luar berkas.", UNDUH]}
        return {"galat": ["Berkas rusak dan tidak dapat dibaca.", SIMPAN_XLSX]}


def main() -> None:
    if not openpyxl.DEFUSEDXML:
        raise SystemExit("defusedxml tidak terpasang")
    data = sys.stdin.buffer.read()
    kind, rows = sys.argv[1:]
    batas.BATAS.rows = int(rows)
    limit_resources(CPU_SECONDS if batas.BATAS.rows <= batas.ROWS else CPU_SECONDS_LONG)
    json.dump(answer_for(data, named_xlsx=kind == "xlsx"), sys.stdout)


if __name__ == "__main__":
    main()
