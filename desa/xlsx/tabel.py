"""Writes table sheets: text stays text, days are days, rupiah are whole numbers; same rows, same bytes."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from desa.rules.kolom import Jenis
from desa.xlsx.kolom_tabel import KolomTabel
from desa.xlsx.sumber import table_resource

__all__ = ["OPTIONS", "KolomTabel", "Sel", "Tabel", "style_of", "workbook_bytes", "write_cell", "write_tabel"]

# The file says when it was written; a fixed moment keeps its bytes equal for equal data.
WRITTEN = datetime(2021, 5, 7)  # noqa: DTZ001 a property of the file, not a moment of the portal
OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
A4 = 9  # XLSX's own number of the paper size
TOTAL = "Jumlah"

Sel = str | int | date | None


@dataclass(frozen=True, slots=True)
class Tabel:
    """One sheet: what stands above the table, its columns and its rows. The first `beku` columns stay in sight."""

    nama: str
    kolom: tuple[KolomTabel, ...]
    baris: Sequence[Sequence[Sel]]
    kepala: tuple[str, ...] = ()
    beku: int = 0


def write_tabel(judul: str, tabel: Sequence[Tabel]) -> bytes:
    """A workbook of these sheets."""

    def fill(workbook: Any, styles: dict[str, Any]) -> None:
        for one in tabel:
            _write_sheet(workbook, one, styles)

    return workbook_bytes(judul, fill)


def workbook_bytes(judul: str, fill: Callable[[Any, dict[str, Any]], object]) -> bytes:
    """A workbook that `fill` writes. No formula, no link, no number is made of a text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as workbook:
        workbook.set_properties({"title": judul, "created": WRITTEN})
        fill(workbook, _styles(workbook))
    return target.getvalue()


def style_of(jenis: Jenis) -> str:
    return {Jenis.TANGGAL: "tanggal", Jenis.UANG: "uang"}.get(jenis, "teks")


def write_cell(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001 a day
    elif isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)


def _styles(workbook: Any) -> dict[str, Any]:
    return {
        "judul": workbook.add_format({"bold": True, "bg_color": "#0c4a4e", "font_color": "#ffffff", "text_wrap": True,
                                      "valign": "top", "border": 1, "num_format": "@"}),
        "teks": workbook.add_format({"num_format": "@"}),
        "tanggal": workbook.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "uang": workbook.add_format({"num_format": "#,##0"}),
        "tebal": workbook.add_format({"bold": True, "font_size": 14}),
        "lipat": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "jumlah": workbook.add_format({"bold": True, "num_format": "#,##0", "top": 1}),
    }  # fmt: skip


def _write_sheet(workbook: Any, tabel: Tabel, styles: dict[str, Any]) -> None:
    sheet = workbook.add_worksheet(tabel.nama)
    for number, text in enumerate(tabel.kepala):
        sheet.write_string(number, 0, text, styles["teks" if number else "tebal"])
    head = len(tabel.kepala) + 1 if tabel.kepala else 0
    _print_setup(sheet, head, tabel.beku)
    for place, one in enumerate(table_resource(tabel.kolom)().get_export_fields()):
        style = styles[style_of(one.kolom.jenis)]
        sheet.set_column(place, place, one.kolom.lebar, style)
        sheet.write_string(head, place, one.column_name, styles["judul"])
        for number, row in enumerate(tabel.baris, start=head + 1):
            value = one.export(row)
            write_cell(sheet, number, place, value, _fitting(value, style, styles))
    if any(one.jumlah for one in tabel.kolom):
        _write_total(sheet, head + 1 + len(tabel.baris), tabel, styles["jumlah"])


def _print_setup(sheet: Any, head: int, beku: int) -> None:
    sheet.freeze_panes(head + 1, beku)
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&RHalaman &P dari &N")


def _fitting(value: Sel, style: Any, styles: dict[str, Any]) -> Any:
    """The column's style, unless the value is of another kind: a sum in a column of answers."""
    if isinstance(value, date):
        return styles["tanggal"]
    return styles["uang"] if isinstance(value, int) else style


def _write_total(sheet: Any, row: int, tabel: Tabel, style: Any) -> None:
    sheet.write_string(row, 0, TOTAL, style)
    for place, one in enumerate(tabel.kolom):
        if one.jumlah:
            amounts = [line[place] for line in tabel.baris]
            sheet.write_number(row, place, sum(one for one in amounts if isinstance(one, int)), style)
