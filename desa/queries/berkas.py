"""Reads a file that somebody sent, in a child process that may fail without harm.

Lists come in through their Resource (`desa.queries.sumber`), which says how many rows it may have.

The child is the program `desa.xlsx.anak`: it gets the bytes, has little memory and time, knows no database and
no secret, and answers JSON. Whatever becomes of it, the caller gets sheets or one sentence.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from django.conf import settings

from desa.queries.anak import ask_child
from desa.rules.baris import UNDUH
from desa.rules.lembar import Baris, Lembar, Nilai, Sel
from jaminan.kesalahan import Kesalahan

READER = "desa.xlsx.anak"
Reader = Callable[[bytes, int], dict[str, Any]]  # the bytes, how many rows; its answer as the child's
_here: ContextVar[Reader] = ContextVar("reader in this process")
SECONDS = 20  # of the clock, on a busy machine; of the processor the child allows itself 8
SECONDS_LONG = 60
ROSTER_ROWS = 2_000
SIBUK = ("Berkas belum selesai dibaca karena portal sedang sibuk.", "Unggah lagi beberapa menit lagi.")
RUSAK = (
    "Berkas rusak dan tidak dapat dibaca.",
    "Buka di Excel atau LibreOffice, simpan ulang sebagai XLSX, lalu unggah lagi.",
)


def read_workbook(isi: bytes, batas_baris: int = ROSTER_ROWS, asal: str = UNDUH) -> list[Lembar]:
    """Every sheet of an XLSX, XLS or ODS, or the one table of a CSV; only filled cells, at most `batas_baris` rows.

    The content decides what the file is, never its name. Every filled row is there: the child counts them a second
    way and refuses a file in which both counts differ. Raises Kesalahan with one sentence: too large, empty, not a
    table, locked, with macros, broken. `asal` says where a right file comes from; the child knows rosters only.
    """
    if len(isi) > settings.UKURAN_BERKAS_MAKS:
        raise Kesalahan("Berkas harus lebih kecil dari 5 MB.", "Hapus gambar dan lembar yang tidak perlu.")
    answer = _here.get(_ask_child)(isi, batas_baris)
    if "galat" in answer:
        pesan, saran = answer["galat"]
        raise Kesalahan(pesan, asal if saran == UNDUH else saran)
    return [_sheet(sheet) for sheet in answer["lembar"]]


@contextmanager
def read_by(reader: Reader) -> Iterator[None]:
    """Within, no child is started: for files that the portal wrote itself, where one costs more than it guards."""
    token = _here.set(reader)
    try:
        yield
    finally:
        _here.reset(token)


def _ask_child(isi: bytes, rows: int) -> dict[str, Any]:
    seconds = SECONDS if rows <= ROSTER_ROWS else SECONDS_LONG
    return ask_child(["-m", READER, str(rows)], isi, seconds=seconds, sibuk=SIBUK, rusak=RUSAK, OPENPYXL_LXML="False")


def _sheet(sheet: dict[str, Any]) -> Lembar:
    rows = [
        Baris(
            row["nomor"], [Sel(kolom, _value(value), rumus) for kolom, value, rumus in row["sel"]], row["tersembunyi"]
        )
        for row in sheet["baris"]
    ]
    hidden = frozenset(sheet.get("kolom_tersembunyi", ()))
    return Lembar(sheet["nama"], sheet["tersembunyi"], rows, sheet["jumlah"], sheet.get("sejak_1904", False), hidden)


def _value(value: Any) -> Nilai:
    """The child writes a date as {"tanggal": …} and a moment as {"waktu": …}."""
    if isinstance(value, dict):
        return date.fromisoformat(value["tanggal"]) if "tanggal" in value else datetime.fromisoformat(value["waktu"])
    known: Nilai = value
    return known
