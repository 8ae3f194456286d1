"""What became of one cell, and the cell as text."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from desa.rules.lembar import Sel
from desa.rules.salah import Tawaran

# Control signs, spaces without width, and the signs that turn the direction of writing.
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Isi:
    """What became of a cell: a value, or `galat` with `saran`; `ragu` is a question that does not stop it.

    `tawaran` are the readings of a refused cell that a person may choose from.
    """

    nilai: Any = None
    galat: str = ""
    saran: str = ""
    ragu: str = ""
    tawaran: tuple[Tawaran, ...] = ()


def as_text(sel: Sel) -> str:
    """The cell as text in one line, double and invisible spaces gone."""
    text = str(sel.nilai)
    if not (text.isascii() and text.isprintable()):  # nearly every cell is, and has nothing to be taken out
        text = UNSEEN.sub("", unicodedata.normalize("NFC", text).replace("\u00a0", " "))
    return " ".join(text.split())


def whole(value: Any) -> Any:
    """2500000.0 as 2500000; a truth value, a text or a broken number as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
