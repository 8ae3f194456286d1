"""Finds the sheets, their header rows and their people; every fault of a file in one pass."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desa.rules.isian import Isi, as_text, read_cell
from desa.rules.kolom import KELUARGA, KOLOM_KELUARGA, KOLOM_PERANGKAT, PERANGKAT, PETUNJUK, Jenis, Kolom, title_key
from desa.rules.lembar import Baris, Lembar, Sel
from desa.rules.nik import check_nik

HEADER_WITHIN = 10
TOTALS = ("jumlah", "total", "jumlah total", "subtotal")
UNDUH = 'Gunakan berkas dari tombol "Unduh daftar".'


@dataclass(frozen=True, slots=True)
class Salah:
    """A fault: sheet, cell, what is wrong, what to do."""

    lembar: str
    sel: str
    pesan: str
    saran: str = ""


@dataclass(slots=True)
class Fakta:
    """One row as values by field; a field whose column is missing in the file is missing here.

    `utuh` is False when a cell of the row was refused.
    """

    lembar: str
    nomor: int
    nilai: dict[str, Any]
    huruf: dict[str, str]
    utuh: bool = True
    tersembunyi: bool = False

    def sel(self, isian: str) -> str:
        """The address of a field's cell, "C7"; empty when its column is not in the file."""
        return f"{self.huruf[isian]}{self.nomor}" if isian in self.huruf else ""


@dataclass(slots=True)
class Daftar:
    """A whole file as facts. `keluarga` is None when the file has no such sheet."""

    perangkat: list[Fakta] = field(default_factory=list)
    keluarga: list[Fakta] | None = None
    salah: list[Salah] = field(default_factory=list)
    ragu: list[Salah] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)

    def numbers(self) -> set[str]:
        """Every NIK of the file that could be read."""
        rows = [*self.perangkat, *(self.keluarga or [])]
        return {row.nilai["nik"] for row in rows if row.nilai.get("nik")}

    def cards(self) -> set[str]:
        return {row.nilai["nomor_kartu"] for row in self.perangkat if row.nilai.get("nomor_kartu")}


@dataclass(frozen=True, slots=True)
class Aturan:
    """What reading depends on: the article that lists the posts, the day, and the country's regency codes."""

    hari: date
    pasal: str
    kabupaten_dikenal: Collection[str]


def read_daftar(lembar: list[Lembar], aturan: Aturan) -> Daftar:
    """The facts of a workbook, with all faults of all its rows."""
    daftar = Daftar()
    for sheet in lembar:
        if sheet.tersembunyi:
            daftar.catatan.append(f"Lembar {sheet.nama} tersembunyi dan tidak dibaca.")
    shown = [sheet for sheet in lembar if not sheet.tersembunyi]
    people = _find(shown, PERANGKAT) or _only_table(shown)
    if people is None:
        daftar.salah.append(Salah(PERANGKAT, "", f"Lembar {PERANGKAT} tidak ada dalam berkas.", UNDUH))
        return daftar
    daftar.perangkat = _read_sheet(people, PERANGKAT, KOLOM_PERANGKAT, aturan, daftar)
    family = _find(shown, KELUARGA)
    if family is not None:
        daftar.keluarga = _read_sheet(family, KELUARGA, KOLOM_KELUARGA, aturan, daftar)
    known = {PERANGKAT.casefold(), KELUARGA.casefold(), PETUNJUK.casefold(), people.nama.casefold()}
    for sheet in shown:
        if sheet.nama.strip().casefold() not in known and sheet.baris:
            daftar.catatan.append(f"Lembar {sheet.nama} tidak dikenal dan tidak dibaca.")
    return daftar


def _find(sheets: list[Lembar], name: str) -> Lembar | None:
    return next((sheet for sheet in sheets if sheet.nama.strip().casefold() == name.casefold()), None)


def _only_table(sheets: list[Lembar]) -> Lembar | None:
    """The one sheet with a header of officials, whatever it is called (a CSV has no name)."""
    found = [sheet for sheet in sheets if _header(sheet, KOLOM_PERANGKAT) and not _is_family(sheet)]
    return found[0] if len(found) == 1 else None


def _is_family(sheet: Lembar) -> bool:
    titles = {title_key(as_text(cell)) for row in sheet.baris[:HEADER_WITHIN] for cell in row.sel}
    return "nik peserta" in titles


def _header(sheet: Lembar, kolom: tuple[Kolom, ...]) -> Baris | None:
    """The row, among the first ten, that carries most of the titles; at least three of them."""
    titles = {title_key(one.judul) for one in kolom}

    def score(row: Baris) -> int:
        return len({title_key(as_text(cell)) for cell in row.sel} & titles)

    best = max(sheet.baris[:HEADER_WITHIN], key=score, default=None)
    return best if best is not None and score(best) >= 3 else None


def _read_sheet(sheet: Lembar, nama: str, kolom: tuple[Kolom, ...], aturan: Aturan, daftar: Daftar) -> list[Fakta]:
    header = _header(sheet, kolom)
    if header is None:
        daftar.salah.append(
            Salah(nama, "", f"Baris judul lembar {nama} tidak ditemukan pada sepuluh baris pertama.", UNDUH)
        )
        return []
    letters = _columns(header, nama, kolom, daftar)
    facts = []
    for row in sheet.baris:
        cells = {letter: cell for cell in row.sel if (letter := cell.kolom) in letters}
        if row.nomor <= header.nomor or not cells:
            continue
        if why := _not_a_person(row, cells, letters):
            daftar.catatan.append(f"Lembar {nama} baris {row.nomor}: {why}, tidak dibaca.")
            continue
        facts.append(_read_row(row, nama, letters, cells, aturan, daftar))
    return facts


def _columns(header: Baris, nama: str, kolom: tuple[Kolom, ...], daftar: Daftar) -> dict[str, Kolom]:
    """Which letter is which column; missing, doubled and unknown titles are told."""
    by_title = {title_key(one.judul): one for one in kolom}
    letters: dict[str, Kolom] = {}
    for cell in header.sel:
        known = by_title.get(title_key(as_text(cell)))
        if known is None:
            if title_key(as_text(cell)) not in {"no", "no.", "nomor"}:
                daftar.catatan.append(f'Lembar {nama}: kolom "{as_text(cell)}" tidak dikenal dan tidak dibaca.')
        elif known in letters.values():
            fault = f"Kolom {known.judul} ada dua kali."
            daftar.salah.append(Salah(nama, f"{cell.kolom}{header.nomor}", fault, "Hapus salah satunya."))
        else:
            letters[cell.kolom] = known
    for one in kolom:
        if one.wajib and one not in letters.values():
            fault = f"Kolom {one.judul} tidak ada pada lembar {nama}."
            daftar.salah.append(Salah(nama, f"A{header.nomor}", fault, UNDUH))
    return letters


def _not_a_person(row: Baris, cells: dict[str, Sel], letters: dict[str, Kolom]) -> str:
    """Why a filled row is no person: a totals row, or the row that numbers the columns."""
    has_number = any(letters[letter].isian == "nik" for letter in cells)
    words = [as_text(cell).casefold().rstrip(":. ") for cell in row.sel]
    if not has_number and any(word in TOTALS for word in words):
        return "baris jumlah"
    counted = [word.strip("()") for word in words]
    first = int(counted[0]) if counted[0].isdigit() else 0
    if first in {1, 2} and len(counted) > 3 and counted == [str(first + step) for step in range(len(counted))]:
        return "nomor kolom"
    return ""


def _read_row(
    row: Baris, nama: str, letters: dict[str, Kolom], cells: dict[str, Sel], aturan: Aturan, daftar: Daftar
) -> Fakta:
    fact = Fakta(nama, row.nomor, {}, {one.isian: letter for letter, one in letters.items()}, True, row.tersembunyi)
    for letter, one in letters.items():
        found = read_cell(one, cells[letter], aturan.pasal) if letter in cells else _empty(one)
        _note(daftar, fact, one.isian, found)
        fact.nilai[one.isian] = found.nilai
    for found, isian in _across(fact, aturan):
        _note(daftar, fact, isian, found)
    kolom = KOLOM_PERANGKAT if nama == PERANGKAT else KOLOM_KELUARGA
    fact.utuh = fact.utuh and all(one.isian in fact.nilai for one in kolom if one.wajib)
    if row.tersembunyi:
        daftar.catatan.append(f"Lembar {nama} baris {row.nomor} tersembunyi, tetapi tetap dibaca.")
    return fact


def _empty(kolom: Kolom) -> Isi:
    if kolom.wajib:
        return Isi(galat=f"{kolom.judul} belum diisi.", saran=kolom.petunjuk)
    if kolom.jenis == Jenis.YA_TIDAK:
        return Isi(False)
    return Isi(None if kolom.jenis == Jenis.TANGGAL else "")


def _note(daftar: Daftar, fact: Fakta, isian: str, found: Isi) -> None:
    if found.galat:
        fact.utuh = False
        daftar.salah.append(Salah(fact.lembar, fact.sel(isian), found.galat, found.saran))
    if found.ragu:
        daftar.ragu.append(Salah(fact.lembar, fact.sel(isian), found.ragu))


def _across(fact: Fakta, aturan: Aturan) -> Iterator[tuple[Isi, str]]:
    """What only shows when cells of one row are read together."""
    yield from _number_against_person(fact, aturan)
    born = fact.nilai.get("tanggal_lahir")
    if born and born > aturan.hari:
        yield Isi(galat="Tanggal Lahir masih akan datang.", saran="Cocokkan dengan KTP."), "tanggal_lahir"
    if fact.lembar == PERANGKAT:
        yield from _term(fact)


def _number_against_person(fact: Fakta, aturan: Aturan) -> Iterator[tuple[Isi, str]]:
    nik, sex = fact.nilai.get("nik"), fact.nilai.get("jenis_kelamin")
    if not nik:
        return
    checked = check_nik(
        nik,
        lahir=fact.nilai.get("tanggal_lahir"),
        perempuan=sex == "P" if sex else None,
        kabupaten_dikenal=aturan.kabupaten_dikenal,
    )
    if checked.galat:
        yield Isi(galat=checked.galat, saran=checked.saran), "nik"
    for doubt in checked.ragu:
        yield Isi(ragu=doubt), "nik"


def _term(fact: Fakta) -> Iterator[tuple[Isi, str]]:
    start, end, reason = (fact.nilai.get(name) for name in ("mulai", "berakhir", "alasan_berakhir"))
    if start and end and end < start:
        yield (
            Isi(galat="Tanggal Berakhir lebih awal dari Tanggal Pelantikan.", saran="Periksa kedua tanggal."),
            "berakhir",
        )
    if end and not reason:
        yield (
            Isi(
                galat="Alasan Berakhir belum diisi padahal Tanggal Berakhir ada.", saran="Pilih alasannya dari daftar."
            ),
            "alasan_berakhir",
        )
    if reason and not end and "berakhir" in fact.huruf:
        yield (
            Isi(
                galat="Tanggal Berakhir belum diisi padahal Alasan Berakhir ada.", saran="Tulis hari terakhir menjabat."
            ),
            "berakhir",
        )
