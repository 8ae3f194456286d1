"""Cells mended in the portal, laid over a workbook as it came."""

import re
from collections.abc import Mapping
from dataclasses import replace

from desa.rules.baris import family_sheet, people_sheet
from desa.rules.kolom import KELUARGA, PERANGKAT, KolomDaftar
from desa.rules.lembar import Baris, Lembar, Sel

Alamat = tuple[str, str]  # sheet, cell: ("Perangkat", "C7")
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,5})")
LONGEST = 500


def mended(lembar: list[Lembar], perbaikan: Mapping[Alamat, str], kolom: KolomDaftar) -> list[Lembar]:
    """The sheets with these cells as typed text; the sheet is meant that is read as Perangkat or Keluarga."""
    if not perbaikan:
        return lembar
    shown = [sheet for sheet in lembar if not sheet.tersembunyi]
    meant = {PERANGKAT: people_sheet(shown, kolom), KELUARGA: family_sheet(shown)}
    by_sheet = {name: {sel: text for (nama, sel), text in perbaikan.items() if nama == name} for name in meant}
    name_of = {id(sheet): name for name, sheet in meant.items() if sheet is not None}
    return [_sheet(sheet, by_sheet[name_of[id(sheet)]]) if id(sheet) in name_of else sheet for sheet in lembar]


def _sheet(sheet: Lembar, cells: dict[str, str]) -> Lembar:
    parts = [(match[1], int(match[2]), text) for sel, text in cells.items() if (match := ADDRESS.fullmatch(sel))]
    return replace(sheet, baris=[_row(row, {col: text for col, nomor, text in parts if nomor == row.nomor})
                                 for row in sheet.baris])  # fmt: skip


def _row(row: Baris, cells: dict[str, str]) -> Baris:
    kept = [sel for sel in row.sel if sel.kolom not in cells]
    before = {sel.kolom: sel.nilai for sel in row.sel}
    mended = [Sel(column, text, semula=before.get(column, "")) for column, text in cells.items()]
    return replace(row, sel=[*kept, *mended]) if cells else row
