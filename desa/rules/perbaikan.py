"""Cells mended in the portal, laid over a workbook as it came."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from desa.rules.baris import family_sheet, people_sheet
from desa.rules.kolom import KELUARGA, PERANGKAT, KolomDaftar
from desa.rules.lembar import Baris, Lembar, Sel

Alamat = tuple[str, str]  # sheet, cell: ("Perangkat", "C7")
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,5})")
LONGEST = 500


def mended(lembar: list[Lembar], perbaikan: Mapping[Alamat, str], kolom: KolomDaftar) -> list[Lembar]:
    """A roster with these cells as typed text; the sheet is meant that is read as Perangkat or Keluarga."""
    shown = [sheet for sheet in lembar if not sheet.tersembunyi]
    meant = {PERANGKAT: people_sheet(shown, kolom), KELUARGA: family_sheet(shown)}
    return lay_over(lembar, perbaikan, {id(sheet): name for name, sheet in meant.items() if sheet is not None})


def lay_over(lembar: list[Lembar], perbaikan: Mapping[Alamat, str], nama: Mapping[int, str]) -> list[Lembar]:
    """The sheets with these cells as typed text; `nama` is what an address calls a sheet, by the sheet's id()."""
    by_sheet: defaultdict[str, defaultdict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for (name, sel), text in perbaikan.items():
        if match := ADDRESS.fullmatch(sel):
            by_sheet[name][int(match[2])][match[1]] = text
    return [_sheet(sheet, by_sheet.get(nama.get(id(sheet), ""), {})) for sheet in lembar]


def _sheet(sheet: Lembar, rows: Mapping[int, dict[str, str]]) -> Lembar:
    return replace(sheet, baris=[_row(row, rows.get(row.nomor, {})) for row in sheet.baris]) if rows else sheet


def _row(row: Baris, cells: dict[str, str]) -> Baris:
    """The row with these cells, each in its column's place; what stood there is kept as `semula`."""
    kept = [sel for sel in row.sel if sel.kolom not in cells]
    before = {sel.kolom: sel.nilai for sel in row.sel}
    mended = [Sel(column, text, semula=before.get(column, "")) for column, text in cells.items()]
    in_order = sorted([*kept, *mended], key=lambda sel: (len(sel.kolom), sel.kolom))
    return replace(row, sel=in_order) if cells else row
