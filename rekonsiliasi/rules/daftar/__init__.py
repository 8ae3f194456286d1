"""Reads BPJS' member list and bill from plain cells: which column is which, what each row says, what is wrong. Pure."""

from .baca import Daftar, Galat, Harapan, read_list
from .kolom import KOLOM, Kolom, Pemetaan, Tabel, digest, find_tables, incomplete, propose, recognise
from .sel import BarisDaftar

__all__ = [
    "KOLOM",
    "BarisDaftar",
    "Daftar",
    "Galat",
    "Harapan",
    "Kolom",
    "Pemetaan",
    "Tabel",
    "digest",
    "find_tables",
    "incomplete",
    "propose",
    "read_list",
    "recognise",
]
