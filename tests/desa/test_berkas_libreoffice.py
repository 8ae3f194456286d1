"""Files that LibreOffice saved from our template go in, and our exports open there as they were meant."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desa.queries.berkas import read_workbook
from desa.queries.sumber import roster_columns
from desa.rules.daftar import Aturan, read_daftar
from desa.rules.kolom import Jenis
from desa.rules.lembar import Lembar
from desa.xlsx.tabel import KolomTabel, Tabel, write_tabel
from tests.desa.berkas.libreoffice import FOLDER, NAMES, SAVED, template
from tests.desa.soffice import convert, needs_soffice

ATURAN = Aturan(date(2026, 11, 25), "3 ayat (2)", frozenset({"7603"}), kolom=roster_columns())
HURTS = (
    "=1+1",
    "+62 812",
    "-5",
    "@SUM(A1)",
    "\t=2",
    "'=3",
    '=HYPERLINK("http://contoh.invalid")',
    "http://contoh.invalid",
)


def facts(sheets: list[Lembar]) -> tuple[list[dict[str, Any]], list[dict[str, Any]] | None]:
    daftar = read_daftar(sheets, ATURAN)
    assert (daftar.salah, daftar.ragu) == ([], [])
    family = None if daftar.keluarga is None else [row.nilai for row in daftar.keluarga]
    return [row.nilai for row in daftar.perangkat], family


@pytest.mark.parametrize("ending", SAVED)
def test_what_libreoffice_saved_says_what_our_template_says(ending: str) -> None:
    officials, family = facts(read_workbook(template()))
    assert [row["nama"] for row in officials] == list(NAMES)
    saved = facts(read_workbook((FOLDER / f"daftar.{ending}").read_bytes()))
    assert saved == (officials, None if ending == "csv" else family)


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_formulas_hidden_rows_and_hidden_sheets_are_seen_in_every_kind(ending: str) -> None:
    seen, hidden = read_workbook((FOLDER / f"aneh.{ending}").read_bytes())
    assert (hidden.nama, hidden.tersembunyi, hidden.baris) == ("Rahasia", True, [])
    cells = {row.nomor: [cell.nilai for cell in row.sel] for row in seen.baris}
    (formula,) = seen.baris[1].sel
    assert (formula.kolom, formula.rumus) == ("B", True)
    assert [row.nomor for row in seen.baris if row.tersembunyi] == [3]
    assert {row: cells[row] for row in (1, 3, 5, 6, 7)} == {
        1: ["NIK", "Jumlah", "Ya"], 3: ["tersembunyi"],
        5: ["sama", 7_603_010_101_909_001], 6: ["sama", 7_603_010_101_909_001], 7: ["sama", 7_603_010_101_909_001],
    }  # fmt: skip
    assert cells[8] == [datetime(2026, 1, 1, 8, 30)]
    assert seen.jumlah == len(seen.baris) == 7


@needs_soffice
@pytest.mark.anak
@pytest.mark.lambat
@pytest.mark.parametrize("ending", SAVED)
def test_libreoffice_opens_our_template_today(ending: str, tmp_path: Path) -> None:
    officials, family = facts(read_workbook(template()))
    saved = facts(read_workbook(convert(template(), ending, tmp_path)))
    assert saved == (officials, None if ending == "csv" else family)


@needs_soffice
@pytest.mark.anak
@pytest.mark.lambat
def test_no_text_of_an_export_becomes_a_formula_a_number_or_a_link(tmp_path: Path) -> None:
    kolom = (KolomTabel("NIK", Jenis.NIK), KolomTabel("Nama"), KolomTabel("Lahir", Jenis.TANGGAL),
             KolomTabel("Iuran", Jenis.UANG, jumlah=True))  # fmt: skip
    day = date(1980, 4, 3)
    rows = [("7603010101909001", text, day, 132_637) for text in HURTS]
    saved = convert(write_tabel("Uji", [Tabel("Uji", kolom, rows)]), "ods", tmp_path)
    (sheet,) = read_workbook(saved)
    cells = [[cell.nilai for cell in row.sel] for row in sheet.baris]
    assert cells[1:-1] == [["7603010101909001", text.strip(), day, 132_637] for text in HURTS]
    assert not any(cell.rumus for row in sheet.baris for cell in row.sel)
    assert cells[-1] == ["Jumlah", 132_637 * len(HURTS)]
