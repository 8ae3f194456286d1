"""Writes the roster workbook that a village downloads: present list, drop-downs, help; same data, same bytes."""

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter
from import_export.resources import Resource

from desa.rules.kolom import KELUARGA, KOLOM_KELUARGA, KOLOM_PERANGKAT, PERANGKAT, PETUNJUK, Jenis, Kolom
from desa.xlsx.kepesertaan import KeluargaResource, PerangkatResource

SPARE_ROWS = 200
# The file says when it was written; a fixed moment keeps its bytes equal for equal data.
WRITTEN = datetime(2021, 5, 7)  # noqa: DTZ001 a property of the file, not a moment of the portal
LANGKAH = (
    "Perbarui lembar Perangkat dan lembar Keluarga. Jangan mengubah judul kolom.",
    "Yang berhenti jangan dihapus: isi Tanggal Berakhir dan Alasan Berakhir pada barisnya.",
    "Yang baru ditulis pada baris kosong di bawahnya.",
    "Nomor NIK, KK, kartu dan telepon ditulis sebagai teks. Kolomnya sudah berformat Teks.",
    "Yang berganti jabatan: ubah Jabatan dan Tanggal Pelantikan pada barisnya.",
    "Simpan sebagai XLSX, lalu unggah di portal. Portal memeriksa semuanya sebelum ada yang berubah.",
)


def write_templat(nama_desa: str, perangkat: list[dict[str, object]], keluarga: list[dict[str, object]]) -> bytes:
    """The workbook's bytes. Text stays text: no formula, no link, no number is made of it."""
    target = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": f"Daftar perangkat Desa {nama_desa}", "created": WRITTEN})
        styles = _styles(workbook)
        _write_sheet(workbook, PERANGKAT, KOLOM_PERANGKAT, _rows(PerangkatResource(), perangkat), styles)
        _write_sheet(workbook, KELUARGA, KOLOM_KELUARGA, _rows(KeluargaResource(), keluarga), styles)
        _write_help(workbook, nama_desa, styles)
    return target.getvalue()


def _rows(resource: Resource, rows: list[dict[str, object]]) -> list[list[Any]]:
    return [[field.export(row) for field in resource.get_export_fields()] for row in rows]


def _styles(workbook: Any) -> dict[str, Any]:
    return {
        "judul": workbook.add_format({"bold": True, "bg_color": "#0c4a4e", "font_color": "#ffffff", "text_wrap": True,
                                      "valign": "top", "border": 1, "num_format": "@"}),
        "teks": workbook.add_format({"num_format": "@"}),
        "tanggal": workbook.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "uang": workbook.add_format({"num_format": "#,##0"}),
        "tebal": workbook.add_format({"bold": True, "font_size": 14}),
        "lipat": workbook.add_format({"text_wrap": True, "valign": "top"}),
    }  # fmt: skip


def _write_sheet(
    workbook: Any, nama: str, kolom: tuple[Kolom, ...], rows: list[list[Any]], styles: dict[str, Any]
) -> None:
    sheet = workbook.add_worksheet(nama)
    sheet.freeze_panes(1, 3)
    last = len(rows) + SPARE_ROWS
    for place, one in enumerate(kolom):
        style = styles[_style(one)]
        sheet.set_column(place, place, one.lebar, style)
        sheet.write_string(0, place, one.judul, styles["judul"])
        if one.pilihan:
            sheet.data_validation(1, place, last, place, _choices(one))
        for number, row in enumerate(rows, start=1):
            _write_cell(sheet, number, place, row[place], style)


def _style(kolom: Kolom) -> str:
    return {Jenis.TANGGAL: "tanggal", Jenis.UANG: "uang"}.get(kolom.jenis, "teks")


def _choices(kolom: Kolom) -> dict[str, Any]:
    """A drop-down; for a post it only helps, because its field or dusun is free text."""
    rule: dict[str, Any] = {"validate": "list", "source": list(kolom.pilihan), "input_title": kolom.judul[:32]}
    if kolom.jenis == Jenis.JABATAN:
        return rule | {"source": _short(kolom.pilihan), "show_error": False}
    return rule | {"error_title": "Tidak dikenal", "error_message": f"Pilih: {', '.join(kolom.pilihan)}."[:255]}


def _short(choices: tuple[str, ...]) -> list[str]:
    """As many choices as a drop-down's list may hold (255 letters)."""
    kept: list[str] = []
    for one in choices:
        if len(",".join([*kept, one])) <= 255:
            kept.append(one)
    return kept


def _write_cell(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001 a day
    elif isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)


def _write_help(workbook: Any, nama_desa: str, styles: dict[str, Any]) -> None:
    sheet = workbook.add_worksheet(PETUNJUK)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 8)
    sheet.set_column(3, 3, 70, styles["lipat"])
    sheet.set_column(4, 4, 28)
    sheet.write_string(0, 0, f"Daftar kepala desa dan perangkat Desa {nama_desa}", styles["tebal"])
    for number, text in enumerate(LANGKAH, start=1):
        sheet.write_string(number, 0, f"{number}. {text}")
    start = len(LANGKAH) + 2
    for place, title in enumerate(("Lembar", "Kolom", "Wajib", "Cara mengisi", "Contoh")):
        sheet.write_string(start, place, title, styles["judul"])
    table = [(PERANGKAT, one) for one in KOLOM_PERANGKAT] + [(KELUARGA, one) for one in KOLOM_KELUARGA]
    for number, (nama, one) in enumerate(table, start=start + 1):
        cells = (nama, one.judul, "Ya" if one.wajib else "", _help(one), one.contoh)
        for place, text in enumerate(cells):
            sheet.write_string(number, place, text, styles["lipat"])


def _help(kolom: Kolom) -> str:
    choices = f" Pilihan: {', '.join(kolom.pilihan)}." if kolom.pilihan else ""
    return f"{kolom.petunjuk}{choices}"
