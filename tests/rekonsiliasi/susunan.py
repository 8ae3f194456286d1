"""BPJS' list in the three layouts that branches use, each as CSV, XLSX and ODS."""

import io
from collections.abc import Sequence
from html import escape
from typing import Any

import xlsxwriter

from jaminan.bulan import NAMES
from tests.desa.berkas import ods, ods_baris, ods_sel

from .daftar import JUDUL, Orang

Isi = list[list[Any]]
PISA = {1: "PESERTA", 2: "SUAMI", 3: "ISTRI", 4: "ANAK", 5: "TAMBAHAN"}
CABANG = (
    "NO", "NOKA", "NIK", "NAMA PESERTA", "PISA", "TGL LAHIR", "JK", "KD DESA", "DESA", "STATUS PESERTA", "HAK KELAS",
    "GAJI UPAH", "IURAN PEMBERI KERJA", "IURAN PEKERJA",
)  # fmt: skip
WILAYAH = (
    "Periode", "Kode Kemendagri", "Nama Lengkap", "No. KTP", "No. Kartu JKN", "Kelamin", "Hub. Keluarga",
    "Tanggal Lahir", "Stat. Peserta", "Kls Rawat", "Dasar Iuran", "4%", "1%",
)  # fmt: skip


def baku(rows: Sequence[Orang], _bulan: str) -> Isi:
    """The portal's own columns, with a line of totals."""
    total = ["", "", "JUMLAH", *[""] * 7, sum(row["pemda"] for row in rows), sum(row["peserta"] for row in rows)]
    return [list(JUDUL), *(list(row.values()) for row in rows), total]


def cabang(rows: Sequence[Orang], bulan: str) -> Isi:
    """An office's letter head, running numbers, words for relations, the titles again in the middle."""
    body = [
        [number, row["kartu"], row["nik"], row["nama"], PISA[row["hubungan"]], row["lahir"], _sex(row),
         row["kode_desa"].replace(".", ""), row["nama_desa"], row["status"].title(), f"Kelas {'I' * int(row['kelas'])}",
         row["gaji"], row["pemda"], row["peserta"]]
        for number, row in enumerate(rows, 1)
    ]  # fmt: skip
    head = [
        ["BPJS KESEHATAN KANTOR CABANG"],
        [f"DAFTAR PESERTA KP DESA BULAN {bulan.upper()}"],
        ["Dicetak 3 November 2026"],
    ]
    return [*head, list(CABANG), body[0], list(CABANG), *body[1:]]


def wilayah(rows: Sequence[Orang], bulan: str) -> Isi:
    """The month on each row, the village first, shares called by their percentage, dates in words."""
    body = []
    for row in rows:
        day, month, year = row["lahir"].split("/")
        body.append(
            [bulan, row["kode_desa"], row["nama"], row["nik"], row["kartu"], _sex(row), row["hubungan"],
             f"{int(day)} {NAMES[int(month) - 1]} {year}", row["status"], row["kelas"],
             f"{row['gaji']:,}".replace(",", "."), row["pemda"] or "-", row["peserta"] or "-"]
        )  # fmt: skip
    return [list(WILAYAH), *body]


def _sex(row: Orang) -> str:
    return "P" if row["nik"] and int(row["nik"][6:8]) > 40 else "L"


SUSUNAN = {"baku": baku, "cabang": cabang, "wilayah": wilayah}


def as_csv(isi: Isi) -> bytes:
    return "\r\n".join(";".join(str(value) for value in row) for row in isi).encode("utf-8-sig")


def as_xlsx(isi: Isi) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Daftar")
        for number, row in enumerate(isi):
            for column, value in enumerate(row):
                (sheet.write_string if isinstance(value, str) else sheet.write)(number, column, value)
    return target.getvalue()


def as_ods(isi: Isi) -> bytes:
    return ods("".join(ods_baris("".join(_ods_cell(value) for value in row)) for row in isi), nama="Daftar")


def _ods_cell(value: Any) -> str:
    if isinstance(value, int):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
    return ods_sel(escape(value)) if value else "<table:table-cell/>"


BERKAS = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods}
