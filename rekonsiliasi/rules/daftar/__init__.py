"""Reads BPJS' member list and bill from plain cells: which column is which, what each row says, what is wrong. Pure.

Cells are read by the rules of the village rosters (`desa.rules`); only what such a list alone has is here.
"""

from .baca import read_list
from .bentuk import BarisDaftar, Daftar, Harapan
from .kolom import KOLOM, PERLU, Pemetaan, Tabel, digest, find_tables, incomplete, propose, recognise
from .tawaran import DIKETIK, needs_people, offer_people

__all__ = [
    "DIKETIK",
    "KOLOM",
    "PERLU",
    "BarisDaftar",
    "Daftar",
    "Harapan",
    "Pemetaan",
    "Tabel",
    "digest",
    "find_tables",
    "incomplete",
    "needs_people",
    "offer_people",
    "propose",
    "read_list",
    "recognise",
]
