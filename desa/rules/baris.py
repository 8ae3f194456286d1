"""Finds the sheets, their header rows and their people; every fault of a file in one pass."""

from dataclasses import replace

from desa.rules.bukan_orang import has_number, not_a_person
from desa.rules.fakta import Aturan, Daftar, Fakta, Hitungan, note
from desa.rules.isi import Isi, as_text, whole
from desa.rules.isian import read_cell
from desa.rules.kolom import KELUARGA, PERANGKAT, PETUNJUK, Jenis, Kolom, KolomDaftar, by_title, title_key
from desa.rules.lembar import Baris, Lembar, Sel
from desa.rules.salah import Salah
from desa.rules.silang import across, month_first

HEADER_WITHIN = 10
DAYS_1904 = 1462  # between the first days of the two ways in which Excel counts
UNDUH = 'Gunakan berkas dari tombol "Unduh daftar".'


def read_daftar(lembar: list[Lembar], aturan: Aturan) -> Daftar:
    """The facts of a workbook, with all faults of all its rows."""
    daftar = Daftar()
    for sheet in lembar:
        if sheet.tersembunyi:
            daftar.catatan.append(f"Lembar {sheet.nama} tersembunyi dan tidak dibaca.")
    shown = [sheet for sheet in lembar if not sheet.tersembunyi]
    people = people_sheet(shown, aturan.kolom)
    if people is None:
        daftar.salah.append(Salah(PERANGKAT, "", f"Lembar {PERANGKAT} tidak ada dalam berkas.", UNDUH))
        return daftar
    daftar.perangkat = _read_sheet(people, PERANGKAT, aturan.kolom.perangkat, aturan, daftar)
    family = family_sheet(shown)
    if family is not None:
        daftar.keluarga = _read_sheet(family, KELUARGA, aturan.kolom.keluarga, aturan, daftar)
    known = {PERANGKAT.casefold(), KELUARGA.casefold(), PETUNJUK.casefold(), people.nama.casefold()}
    for sheet in shown:
        if sheet.nama.strip().casefold() not in known and sheet.baris:
            daftar.catatan.append(f"Lembar {sheet.nama} tidak dikenal dan tidak dibaca.")
    return daftar


def people_sheet(shown: list[Lembar], kolom: KolomDaftar) -> Lembar | None:
    """The sheet of officials: by its name, or the one table that reads like it."""
    return _find(shown, PERANGKAT) or _only_table(shown, kolom.perangkat)


def family_sheet(shown: list[Lembar]) -> Lembar | None:
    """The sheet of family members, by its name."""
    return _find(shown, KELUARGA)


def _find(sheets: list[Lembar], name: str) -> Lembar | None:
    return next((sheet for sheet in sheets if sheet.nama.strip().casefold() == name.casefold()), None)


def _only_table(sheets: list[Lembar], kolom: tuple[Kolom, ...]) -> Lembar | None:
    """The one sheet with a header of officials, whatever it is called (a CSV has no name)."""
    found = [sheet for sheet in sheets if _header(sheet, kolom) and not _is_family(sheet)]
    return found[0] if len(found) == 1 else None


def _is_family(sheet: Lembar) -> bool:
    titles = {title_key(as_text(cell)) for row in sheet.baris[:HEADER_WITHIN] for cell in row.sel}
    return "nik peserta" in titles


def _header(sheet: Lembar, kolom: tuple[Kolom, ...]) -> Baris | None:
    """The row, among the first ten, that carries most of the titles; at least three of them."""
    titles = by_title(kolom)

    def score(row: Baris) -> int:
        return len({titles[key] for cell in row.sel if (key := title_key(as_text(cell))) in titles})

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
    hidden = sheet.hidden_columns({letter: one.judul for letter, one in letters.items()})
    daftar.tersembunyi += [{"lembar": nama, "kolom": letter, "nama": title} for letter, title in hidden.items()]
    below = [in_columns(row, sheet, letters) for row in sheet.baris if row.nomor > header.nomor]
    last = max((row.nomor for row, cells in below if has_number(cells, letters)), default=0)
    facts: list[Fakta] = []
    for row, cells in below:
        if why := not_a_person(row, cells, letters, after=row.nomor > last, before=not facts):
            daftar.catatan.append(f"Lembar {nama} baris {row.nomor}: {why}, tidak dibaca.")
        else:
            fact = _read_row(row, nama, letters, cells, aturan, daftar)
            fact.utuh = fact.utuh and all(one.isian in fact.nilai for one in kolom if one.wajib)
            facts.append(fact)
    month_first(facts, daftar)
    account_rows(sheet, nama, len(below), len(facts), daftar)
    return facts


def in_columns(row: Baris, sheet: Lembar, letters: dict[str, Kolom]) -> tuple[Baris, dict[str, Sel]]:
    """A row and those of its cells that stand under a known title; days counted from 1904 are set right."""
    return row, {cell.kolom: cell for cell in since_1904(row, sheet, letters).sel if cell.kolom in letters}


def since_1904(row: Baris, sheet: Lembar, letters: dict[str, Kolom]) -> Baris:
    """The row with bare numbers of its date columns counted as Excel counts today, if the sheet counts from 1904."""
    if not sheet.sejak_1904:
        return row
    return replace(row, sel=[_since_1900(cell, letters.get(cell.kolom)) for cell in row.sel])


def _since_1900(cell: Sel, kolom: Kolom | None) -> Sel:
    value = whole(cell.nilai)
    dated = kolom is not None and kolom.jenis == Jenis.TANGGAL and isinstance(value, int)
    return replace(cell, nilai=value + DAYS_1904) if dated else cell


def account_rows(sheet: Lembar, nama: str, below: int, people: int, daftar: Daftar) -> None:
    """Every row of the sheet is somewhere, or the file is refused: the count comes from another way of reading."""
    counted = sheet.jumlah if sheet.jumlah is not None else len(sheet.baris)
    told = Hitungan(nama, counted, len(sheet.baris) - below, below - people, people)
    daftar.hitungan.append(told)
    if not told.utuh:
        fault = f"Lembar {nama} tidak terbaca utuh: {len(sheet.baris)} dari {counted} baris."
        daftar.salah.append(Salah(nama, "", fault, "Simpan ulang sebagai XLSX, lalu unggah lagi."))


def _columns(header: Baris, nama: str, kolom: tuple[Kolom, ...], daftar: Daftar) -> dict[str, Kolom]:
    """Which letter is which column; missing, doubled and unknown titles are told."""
    titles = by_title(kolom)
    letters: dict[str, Kolom] = {}
    for cell in header.sel:
        known = titles.get(title_key(as_text(cell)))
        if known is None:
            if title_key(as_text(cell)) not in {"", "no", "nomor", "nomor urut", "no urut"}:
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


def _read_row(
    row: Baris, nama: str, letters: dict[str, Kolom], cells: dict[str, Sel], aturan: Aturan, daftar: Daftar
) -> Fakta:
    fact = read_facts(row, nama, letters, cells, daftar, pasal=aturan.pasal)
    for found, isian in across(fact, aturan):
        note(daftar, fact, isian, found)
    return fact


def read_facts(
    row: Baris, nama: str, letters: dict[str, Kolom], cells: dict[str, Sel], daftar: Daftar, *, pasal: str = ""
) -> Fakta:
    """Every cell of a row in its column, whatever the list: values, with each fault and doubt noted."""
    fact = Fakta(nama, row.nomor, {}, {one.isian: letter for letter, one in letters.items()}, True, row.tersembunyi)
    fact.kolom = letters
    fact.tulisan = {letters[letter].isian: cell.nilai for letter, cell in cells.items()}
    fact.semula = {letters[letter].isian: cell.semula for letter, cell in cells.items() if cell.semula is not None}
    for letter, one in letters.items():
        found = read_cell(one, cells[letter], pasal) if letter in cells else _empty(one)
        note(daftar, fact, one.isian, found)
        fact.nilai[one.isian] = found.nilai
    return fact


def _empty(kolom: Kolom) -> Isi:
    if kolom.wajib:
        return Isi(galat=f"{kolom.judul} belum diisi.", saran=kolom.petunjuk)
    if kolom.jenis == Jenis.YA_TIDAK:
        return Isi(False)
    return Isi(None if kolom.jenis == Jenis.TANGGAL else "")
