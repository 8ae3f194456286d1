"""Reads the list of another scheme: every filled row is used, or named with the reason why not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from desa.rules.baris import since_1904
from desa.rules.isi import Isi, as_text
from desa.rules.isian import read_cell
from desa.rules.kolom import Kolom, by_title, title_key
from desa.rules.lembar import Baris, Lembar, Sel
from jaminan.kesalahan import Kesalahan

HEADER_WITHIN = 10
TOTALS = {"jumlah", "total", "grand total"}
ENOUGH = ({"nik"}, {"nama", "tanggal_lahir"})  # either names somebody


@dataclass(frozen=True, slots=True)
class BarisLain:
    """A row that can be compared: a NIK, or a name with a birth date."""

    nomor: int
    nik: str
    nama: str
    tanggal_lahir: date | None


@dataclass(frozen=True, slots=True)
class Ditinggal:
    """A row that cannot, with the reason."""

    lembar: str
    nomor: int
    alasan: str


@dataclass(slots=True)
class IsiDaftar:
    """The whole file: `baris` filled rows below the titles are all in `dipakai` or in `ditinggal`."""

    baris: int = 0
    dipakai: list[BarisLain] = field(default_factory=list)
    ditinggal: list[Ditinggal] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)


def read_other_list(lembar: list[Lembar], kolom: tuple[Kolom, ...]) -> IsiDaftar:
    """The people of a list by its columns. Raises Kesalahan when no sheet has its titles, or no row can be used."""
    isi = IsiDaftar()
    for sheet in lembar:
        header = None if sheet.tersembunyi else _header(sheet, kolom)
        if header is None:
            why = "tersembunyi" if sheet.tersembunyi else "tidak punya baris judul NIK, Nama, Tanggal Lahir"
            if sheet.tersembunyi or sheet.baris:
                isi.catatan.append(f"Lembar {sheet.nama} {why} dan tidak dibaca.")
            continue
        _read_sheet(sheet, header, kolom, isi)
    if not isi.dipakai:
        raise Kesalahan(
            "Berkas ini tidak memuat satu orang pun yang dapat dicocokkan.",
            "Perlu kolom NIK, atau kolom Nama dan Tanggal Lahir, dengan baris judul di atasnya.",
        )
    return isi


def _columns(row: Baris, kolom: tuple[Kolom, ...]) -> dict[str, Kolom]:
    titles = by_title(kolom)
    found: dict[str, Kolom] = {}
    for cell in row.sel:
        known = titles.get(title_key(as_text(cell)))
        if known is not None and known not in found.values():
            found[cell.kolom] = known
    return found


def _header(sheet: Lembar, kolom: tuple[Kolom, ...]) -> Baris | None:
    """The first row that names a NIK, or a name and a birth date."""
    for row in sheet.baris[:HEADER_WITHIN]:
        named = {one.isian for one in _columns(row, kolom).values()}
        if any(enough <= named for enough in ENOUGH):
            return row
    return None


def _read_sheet(sheet: Lembar, header: Baris, kolom: tuple[Kolom, ...], isi: IsiDaftar) -> None:
    if sheet.jumlah not in {None, len(sheet.baris)}:
        told = f"Lembar {sheet.nama} tidak terbaca utuh: {len(sheet.baris)} dari {sheet.jumlah} baris."
        raise Kesalahan(told, "Simpan ulang sebagai XLSX, lalu unggah lagi.")
    columns = _columns(header, kolom)
    isi.catatan += sheet.hidden_in_words({letter: one.judul for letter, one in columns.items()})
    for row in sheet.baris:
        if row.nomor <= header.nomor:
            continue
        isi.baris += 1
        if row.tersembunyi:
            isi.catatan.append(f"Lembar {sheet.nama} baris {row.nomor} tersembunyi, tetapi tetap dibaca.")
        found, why = _read_row(since_1904(row, sheet, columns), columns)
        if found is None:
            isi.ditinggal.append(Ditinggal(sheet.nama, row.nomor, why))
        else:
            isi.dipakai.append(found)
            if why:
                isi.catatan.append(f"Lembar {sheet.nama} baris {row.nomor}: {why} Dicocokkan dengan isian lainnya.")


def _read_row(row: Baris, columns: dict[str, Kolom]) -> tuple[BarisLain | None, str]:
    """The row and a remark, or nothing and the reason."""
    cells = {one.isian: cell for cell in row.sel if (one := columns.get(cell.kolom))}
    if not cells:
        return None, "Tidak ada isi pada kolom NIK, Nama, dan Tanggal Lahir."
    if any(as_text(cell).casefold().rstrip(":. ") in TOTALS for cell in row.sel):
        return None, "Baris jumlah."
    read = {name: read_cell(columns[cell.kolom], cell, "") for name, cell in cells.items()}
    wrong = " ".join(_wrong(read, cells, row.nomor))
    nik, nama = str(_value(read, "nik") or ""), str(_value(read, "nama") or "")
    born = _value(read, "tanggal_lahir")
    born = born if isinstance(born, date) else None
    if nik or (nama and born):
        return BarisLain(row.nomor, nik, nama, born), wrong
    return None, wrong or "NIK kosong, dan Nama atau Tanggal Lahir belum diisi."


def _value(read: dict[str, Isi], name: str) -> object:
    return read[name].nilai if name in read and not read[name].galat else None


def _wrong(read: dict[str, Isi], cells: dict[str, Sel], nomor: int) -> Iterator[str]:
    return (f"Sel {cells[name].kolom}{nomor}: {one.galat}" for name, one in read.items() if one.galat)
