"""Writes BPJS' list for the stories, as a branch would: from our roster, then changed row by row."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from desa.enums import Penanggung
from desa.models import AnggotaKeluarga, Kabupaten
from iuran.models import Iuran
from jaminan.bulan import Bulan

JUDUL = (
    "Nomor Kartu", "NIK", "Nama", "Tanggal Lahir", "Hubungan (1-5)", "Status (AKTIF/NONAKTIF)", "Kelas", "Kode Desa",
    "Nama Desa", "Gaji", "Iuran Pemda", "Iuran Peserta",
)  # fmt: skip
HUBUNGAN = {"suami": 2, "istri": 3}
Orang = dict[str, Any]


def list_of(kabupaten: Kabupaten, bulan: Bulan, *, keluarga: bool = True) -> list[Orang]:
    """The list that agrees with our assessed month: officials and their covered families."""
    rows: list[Orang] = []
    owed = Iuran.objects.bulanan().filter(penetapan__kabupaten=kabupaten, bulan=bulan.first_day)
    for one in owed.select_related("peserta", "desa").prefetch_related("porsi").order_by("desa__kode", "id"):
        own = sum(share.jumlah for share in one.porsi.all() if share.penanggung == Penanggung.PESERTA)
        rows.append(_row(one, one.peserta, 1, one.dasar, one.jumlah - own, own))
        if keluarga:
            members = AnggotaKeluarga.objects.filter(peserta=one.peserta)
            rows += [_row(one, member, HUBUNGAN.get(member.hubungan, 4), 0, 0, 0) for member in members]
    return rows


def _row(one: Iuran, person: Any, hubungan: int, gaji: int, pemda: int, peserta: int) -> Orang:
    return {
        "kartu": person.nomor_kartu, "nik": person.nik, "nama": person.nama.upper(),
        "lahir": f"{person.tanggal_lahir:%d/%m/%Y}", "hubungan": hubungan, "status": "AKTIF", "kelas": "2",
        "kode_desa": one.desa.kode, "nama_desa": one.desa.nama, "gaji": gaji, "pemda": pemda, "peserta": peserta,
    }  # fmt: skip


def workbook(
    rows: Iterable[Orang | Sequence[Any]],
    *,
    judul: Sequence[str] = JUDUL,
    tagihan: Iterable[tuple[str, Any]] = (),
    lembar: str = "Daftar",
) -> bytes:
    """An XLSX with the list and, when given, the sheet Tagihan."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(lembar)
        for column, text in enumerate(judul):
            sheet.write_string(0, column, text)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row.values() if isinstance(row, dict) else row):
                write = sheet.write_string if isinstance(value, str) and value[:1] != "=" else sheet.write
                write(number, column, value)
        pairs = list(tagihan)
        if pairs:
            bill = book.add_worksheet("Tagihan")
            for number, (label, value) in enumerate(pairs):
                bill.write_string(number, 0, label)
                bill.write(number, 1, value)
    return target.getvalue()


def csv_of(rows: Iterable[Orang]) -> bytes:
    lines = [";".join(JUDUL), *(";".join(str(value) for value in row.values()) for row in rows)]
    return "\r\n".join(lines).encode()
