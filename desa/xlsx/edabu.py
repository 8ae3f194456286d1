"""Writes the sheet of a batch as e-Dabu wants it; text stays text, dates are days in the sheet's own order."""

from functools import partial
from typing import Any

from desa.actions.pendaftaran import IsiBerkas, submit_batch
from desa.models import Pengajuan
from desa.parameters.edabu import SEGMEN, Bentuk
from desa.rules.edabu import cells
from desa.xlsx.tabel import workbook_bytes, write_cell
from jaminan.bulan import format_tanggal


def submit(**asked: Any) -> Pengajuan:
    """`submit_batch` with this writer."""
    return submit_batch(tulis=write_edabu, **asked)


def write_edabu(isi: IsiBerkas) -> bytes:
    """The workbook's bytes: title, header lines, headings, one row a person. Same rows, same bytes."""
    title = f"{isi.profil.judul}, Kabupaten {isi.kabupaten.nama}, pengajuan {isi.nomor}"
    return workbook_bytes(title, partial(_fill, isi))


def _fill(isi: IsiBerkas, workbook: Any, styles: dict[str, Any]) -> None:
    days = workbook.add_format({"num_format": isi.profil.tanggal, "align": "left"})
    of_kind = {Bentuk.TANGGAL: days, Bentuk.UANG: workbook.add_format({"num_format": "0"})}
    sheet = workbook.add_worksheet("Data Peserta")
    sheet.write_string(0, 0, isi.profil.judul, styles["tebal"])
    for number, (label, value) in enumerate(_heading(isi), start=1):
        sheet.write_string(number, 0, label, styles["teks"])
        sheet.write_string(number, 2, value, styles["teks"])
    head = len(isi.profil.kepala) + 2
    sheet.freeze_panes(head + 1, 0)
    rows = [cells(number, one, isi.profil) for number, one in enumerate(isi.permintaan, start=1)]
    for place, column in enumerate(isi.profil.kolom):
        style = of_kind.get(column.bentuk, styles["teks"])
        sheet.set_column(place, place, max(8, min(28, len(column.judul))), style)
        sheet.write_string(head, place, column.judul, styles["judul"])
        for number, row in enumerate(rows, start=head + 1):
            write_cell(sheet, number, place, row[place], style)


def _heading(isi: IsiBerkas) -> list[tuple[str, str]]:
    """The lines above the table; what only the branch knows stays empty."""
    known = {
        "Jenis Peserta": SEGMEN,
        "Nama Instansi": f"{isi.kabupaten.dinas} Kabupaten {isi.kabupaten.nama}",
        "Tanggal Registrasi": format_tanggal(isi.hari),
        "Kode Dati2": isi.kabupaten.kode.replace(".", ""),
    }
    return [(label, known.get(label, "")) for label in isi.profil.kepala]
