"""Writes the roster workbook that a village downloads: present list, drop-downs, help; same data, same bytes."""

from typing import Any

from desa.queries.sumber import DaftarResource, KeluargaResource, PerangkatResource
from desa.rules.kolom import KELUARGA, PERANGKAT, PETUNJUK, Jenis, Kolom
from desa.xlsx.tabel import style_of, workbook_bytes, write_cell

SPARE_ROWS = 200
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

    def fill(workbook: Any, styles: dict[str, Any]) -> None:
        _write_sheet(workbook, PERANGKAT, PerangkatResource, perangkat, styles)
        _write_sheet(workbook, KELUARGA, KeluargaResource, keluarga, styles)
        _write_help(workbook, nama_desa, styles)

    return workbook_bytes(f"Daftar perangkat Desa {nama_desa}", fill)


def _write_sheet(
    workbook: Any, nama: str, resource: type[DaftarResource], rows: list[dict[str, object]], styles: dict[str, Any]
) -> None:
    sheet = workbook.add_worksheet(nama)
    sheet.freeze_panes(1, 3)
    last = len(rows) + SPARE_ROWS
    for place, column in enumerate(resource().get_export_fields()):
        one = column.kolom
        style = styles[style_of(one.jenis)]
        sheet.set_column(place, place, one.lebar, style)
        sheet.write_string(0, place, one.judul, styles["judul"])
        if one.pilihan:
            sheet.data_validation(1, place, last, place, _choices(one))
        for number, row in enumerate(rows, start=1):
            write_cell(sheet, number, place, column.export(row), style)


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
    table = [(PERANGKAT, one) for one in PerangkatResource.kolom()]
    table += [(KELUARGA, one) for one in KeluargaResource.kolom()]
    for number, (nama, one) in enumerate(table, start=start + 1):
        cells = (nama, one.judul, "Ya" if one.wajib else "", _help(one), one.contoh)
        for place, text in enumerate(cells):
            sheet.write_string(number, place, text, styles["lipat"])


def _help(kolom: Kolom) -> str:
    choices = f" Pilihan: {', '.join(kolom.pilihan)}." if kolom.pilihan else ""
    return f"{kolom.petunjuk}{choices}"
