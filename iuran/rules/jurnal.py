"""A double-entry journal as text that hledger reads: accounts, transactions, balance assertions. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

CURRENCY = "IDR"
TYPES = {"Aset": "A", "Utang": "L", "Ekuitas": "E", "Beban": "X"}


@dataclass(frozen=True, slots=True)
class Ayat:
    """One posting: rupiah into (positive) or out of an account; `saldo` asserts the balance afterwards."""

    akun: str
    jumlah: int
    saldo: int | None = None


@dataclass(frozen=True, slots=True)
class Transaksi:
    """A dated entry whose postings add up to nothing."""

    tanggal: date
    uraian: str
    ayat: tuple[Ayat, ...]
    kode: str = ""
    catatan: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        rest = sum(one.jumlah for one in self.ayat)
        if rest:
            raise ArithmeticError(f"Transaksi {self.uraian} tidak seimbang: {rest} rupiah.")


def account(*parts: str) -> str:
    """ "Utang:Iuran JKN:Pemerintah desa": parts of an account without the signs that a journal gives a meaning."""
    return ":".join(_words(part) for part in parts)


def _words(text: str) -> str:
    """One line of text with single blanks; a colon would begin a part, a semicolon a comment, a bar a note."""
    return " ".join(re.sub(r"[:;|()\x00-\x1f]", " ", text).split())


def journal(kepala: Iterable[str], transaksi: Iterable[Transaksi]) -> str:
    """The whole file: heading as comments, every account declared with its type, then the transactions by day."""
    rows = list(transaksi)
    accounts = sorted({one.akun for row in rows for one in row.ayat})
    heads = sorted({name.split(":")[0] for name in accounts} | set(TYPES))
    lines = [
        *(f"; {_comment(line)}" for line in kepala),
        "",
        f"commodity {CURRENCY} 1000.",
        "",
        *(f"account {name}  ; type: {TYPES[name]}" for name in heads),
        *(f"account {name}" for name in accounts),
    ]
    for row in rows:
        lines += ["", *_lines(row)]
    return "\n".join(lines) + "\n"


def _lines(row: Transaksi) -> Iterator[str]:
    code = f"({_words(row.kode)}) " if _words(row.kode) else ""
    yield f"{row.tanggal.isoformat()} * {code}{_words(row.uraian)}"
    for note in row.catatan:
        yield f"    ; {_comment(note)}"
    for one in row.ayat:
        asserted = "" if one.saldo is None else f" = {CURRENCY} {one.saldo}"
        yield f"    {one.akun}  {CURRENCY} {one.jumlah}{asserted}"


def _comment(text: str) -> str:
    return " ".join(text.split())


def within(day: date, first: date, last: date) -> date:
    """The day, or the nearest day of the span."""
    return min(max(day, first), last)
