"""What is wrong with a cell, and what a person may choose instead.

A fault keeps `lembar sel pesan saran`; where it is about one cell it also tells `baris` (its row), `kolom` (its
title), `nilai` (as typed, long numbers masked) and `tawaran`: the readings or people that fit. Each offer has a
`kunci`, which the screen sends back when a person has chosen it, and never holds a NIK: `isi:2500000` is the text
for the cell itself, `orang:12` and `keluarga:12` stand for the NIK of that official or family member.
`desa.queries.tawaran.offered_text` turns a key into the text for the cell. Nothing is ever chosen by the portal.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from jaminan.penyamar import mask_number

DIGITS = re.compile(r"[0-9][0-9OoIl .\-]{8,}[0-9OoIl]")
DAY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
SHOWN = 60  # letters of a typed value
ISI, ORANG, KELUARGA = "isi", "orang", "keluarga"


@dataclass(frozen=True, slots=True)
class Tawaran:
    """One thing that a person may choose: its name in words, the value as it may be shown, and its key.

    `cara` is the way of reading in words, the same for every cell of a column that was written like this one; empty
    when the offer is about this cell alone.
    """

    nama: str
    nilai_tersamar: str
    kunci: str
    cara: str = ""

    def as_json(self) -> dict[str, str]:
        told = {"nama": self.nama, "nilai_tersamar": self.nilai_tersamar, "kunci": self.kunci}
        return told | ({"cara": self.cara} if self.cara else {})


@dataclass(frozen=True, slots=True)
class Salah:
    """A fault or a doubt: sheet, cell, what it is, what to do; and what may be chosen instead."""

    lembar: str
    sel: str
    pesan: str
    saran: str = ""
    kolom: str = ""
    baris: int = 0
    nilai: str = ""
    tawaran: tuple[Tawaran, ...] = ()

    def as_json(self, *, saran: bool = True) -> dict[str, Any]:
        """Section 7's entry; what is about one cell is added where it is known."""
        told: dict[str, Any] = {"lembar": self.lembar, "sel": self.sel, "pesan": self.pesan}
        if saran:
            told["saran"] = self.saran
        more = {"kolom": self.kolom, "baris": self.baris, "nilai": self.nilai}
        told |= {name: value for name, value in more.items() if value}
        if self.tawaran:
            told["tawaran"] = [one.as_json() for one in self.tawaran]
        return told

    def offering(self, *tawaran: Tawaran) -> "Salah":
        """The same fault with more to choose from; the same value is offered once."""
        known = {one.kunci for one in self.tawaran}
        return replace(self, tawaran=(*self.tawaran, *(one for one in tawaran if one.kunci not in known)))


def masked(text: str) -> str:
    """A typed value as it may be shown: anything like a NIK or a card number is masked, broken ones too; no date is.

    >>> masked("76030101O1909001"), masked("2.500"), masked("7603 0101 0190 9001")
    ('760301******9001', '2.500', '760301******9001')
    >>> masked("1990-02-01")
    '1990-02-01'
    """
    if DAY.fullmatch(text):
        return text
    shown = DIGITS.sub(lambda match: mask_number(re.sub(r"[ .\-]", "", match.group())), text)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"


def reading(nama: str, text: str, cara: str = "") -> Tawaran:
    """An offer of another reading of a cell: in words, and the text that says it clearly."""
    return Tawaran(nama, text, f"{ISI}:{text}", cara)
