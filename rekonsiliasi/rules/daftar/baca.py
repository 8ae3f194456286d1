"""Reads a list by the rules of the village rosters: every cell, every row counted twice, all errors together."""

from collections.abc import Iterable
from dataclasses import replace

from desa.rules.baris import account_rows, in_columns, read_facts
from desa.rules.bukan_orang import TOTAL_ROW, has_number, not_a_person
from desa.rules.fakta import Fakta, salah_of
from desa.rules.isi import Isi, as_text
from desa.rules.kolom import Jenis, Kolom
from desa.rules.lembar import Baris, Lembar, Sel
from desa.rules.salah import masked
from desa.rules.silang import month_first
from jaminan.kesalahan import Kesalahan

from .bentuk import BarisDaftar, Daftar, Harapan
from .isi import month, village_code
from .kolom import KOLOM, Pemetaan, Tabel, headings_of, plain
from .periksa import check_doubles, check_month_named, check_totals, check_villages
from .total import read_bill, read_total_row

NOTHING = {"", "-", "–"}
NUMBERS = ("nik", "nomor_kartu")


def read_list(sheets: Iterable[Lembar], tabel: Tabel, pemetaan: Pemetaan, harapan: Harapan) -> Daftar:
    """The rows of the list and everything that is wrong with it. Raises Kesalahan for a list of another regency."""
    sheets = list(sheets)
    daftar = Daftar(kolom=dict(pemetaan))
    letters = _letters(tabel, pemetaan)
    _unread(daftar, sheets, tabel, letters)
    _read_rows(daftar, tabel, letters, harapan)
    if not daftar.baris and not daftar.galat:
        raise Kesalahan(
            f"Lembar {tabel.lembar} tidak berisi satu orang pun.",
            "Kirim daftar lengkap bulan ini; daftar kosong tidak dapat dibandingkan.",
        )
    columns = {one.isian: letter for letter, one in letters.items()}
    check_villages(daftar, tabel.lembar, columns["kode_desa"], harapan)
    check_doubles(daftar, tabel.lembar, columns)
    for sheet in sheets:
        if plain(sheet.nama) == "tagihan" and not sheet.tersembunyi:
            read_bill(daftar, sheet, harapan.bulan)
    check_month_named(daftar, tabel, harapan)
    if not daftar.galat:
        check_totals(daftar)
    return daftar


def _letters(tabel: Tabel, pemetaan: Pemetaan) -> dict[str, Kolom]:
    """Which letter is which column; a column that is there in part, as NIK or amount, may have empty cells."""
    by_name = {one.isian: one for one in KOLOM}
    letters = {heading: letter for letter, heading in tabel.judul}
    return {letters[heading]: by_name[name] for name, heading in pemetaan.items() if heading in letters}


def _unread(daftar: Daftar, sheets: list[Lembar], tabel: Tabel, letters: dict[str, Kolom]) -> None:
    for letter, heading in tabel.judul:
        if letter not in letters and plain(heading) not in {"no", "nomor", "nomor urut", "no urut"}:
            daftar.bacaan.catatan.append(f'Kolom "{heading}" tidak dibaca.')
    daftar.bacaan.catatan += tabel.sheet.hidden_in_words({letter: one.judul for letter, one in letters.items()})
    for sheet in sheets:
        if sheet.tersembunyi:
            daftar.bacaan.catatan.append(f"Lembar {sheet.nama} tersembunyi dan tidak dibaca.")
        elif sheet.nama != tabel.lembar and plain(sheet.nama) != "tagihan" and sheet.baris:
            daftar.bacaan.catatan.append(f"Lembar {sheet.nama} tidak dibaca.")


def _read_rows(daftar: Daftar, tabel: Tabel, letters: dict[str, Kolom], harapan: Harapan) -> None:
    below = [in_columns(row, tabel.sheet, letters) for row in tabel.baris]
    people = (row.nomor for row, cells in below if has_number(cells, letters) or _has_card(cells, letters))
    last = max(people, default=0)
    facts: list[Fakta] = []
    for row, cells in below:
        why = not_a_person(row, cells, letters, after=row.nomor > last, before=not facts) or _titles_again(row, tabel)
        if why and not (why == TOTAL_ROW and _has_card(cells, letters)):
            _note_line(daftar, tabel, row, cells, letters, why)
        else:
            facts.append(read_facts(row, tabel.lembar, letters, _filled(cells, letters), daftar.bacaan))
    month_first(facts, daftar.bacaan)
    daftar.rusak = [fact for fact in facts if not fact.utuh]
    daftar.baris = [person for fact in facts if (person := _person(daftar, fact, harapan)) is not None]
    account_rows(tabel.sheet, tabel.lembar, len(below), len(facts), daftar.bacaan)


def _has_card(cells: dict[str, Sel], letters: dict[str, Kolom]) -> bool:
    return any(
        letters[letter].isian == "nomor_kartu" and as_text(cell) not in NOTHING for letter, cell in cells.items()
    )


def _titles_again(row: Baris, tabel: Tabel) -> str:
    """The headings once more, as at the top of a printed page."""
    letter, title = tabel.judul[0]
    begins = any(cell.kolom == letter and title.startswith(as_text(cell)) for cell in row.sel)
    return "baris judul" if begins and headings_of(row) == tabel.judul else ""


def _note_line(
    daftar: Daftar, tabel: Tabel, row: Baris, cells: dict[str, Sel], letters: dict[str, Kolom], why: str
) -> None:
    if why == TOTAL_ROW:
        read_total_row(daftar, tabel.lembar, row, cells, letters)
    daftar.bacaan.catatan.append(f"Baris {row.nomor}: {why}, tidak dibaca sebagai orang.")


def _filled(cells: dict[str, Sel], letters: dict[str, Kolom]) -> dict[str, Sel]:
    """A stroke is nothing; as an amount it is nil, as a spreadsheet shows it."""
    filled: dict[str, Sel] = {}
    for letter, cell in cells.items():
        text = as_text(cell)
        if cell.rumus or text not in NOTHING:
            filled[letter] = cell
        elif text and letters[letter].jenis == Jenis.UANG:
            filled[letter] = replace(cell, nilai=0)
    return filled


def _person(daftar: Daftar, fact: Fakta, harapan: Harapan) -> BarisDaftar | None:
    """The row as a person; None when something that only shows across cells is wrong."""
    for isian, found in _across(fact, harapan):
        fact.utuh = False
        daftar.bacaan.salah.append(salah_of(fact, isian, found))
    if fact.tersembunyi:
        daftar.bacaan.catatan.append(f"Baris {fact.nomor} tersembunyi, tetapi tetap dibaca.")
    if not fact.utuh:
        return None
    said = fact.nilai
    return BarisDaftar(
        nomor=fact.nomor,
        nomor_kartu=said.get("nomor_kartu") or "",
        nik=said.get("nik") or "",
        nama=said["nama"],
        tanggal_lahir=said.get("tanggal_lahir") or None,
        jenis_kelamin=said.get("jenis_kelamin") or "",
        hubungan=int(said["hubungan"]),
        aktif=said["status"] == "AKTIF",
        kelas=said.get("kelas") or "",
        kode_desa=village_code(said["kode_desa"]),
        nama_desa=said.get("nama_desa") or "",
        gaji=said.get("gaji") or 0,
        iuran_pemda=said.get("iuran_pemda") or 0,
        iuran_peserta=said.get("iuran_peserta") or 0,
        perbaikan=tuple(_mended(fact, isian) for isian in fact.semula),
    )


def _mended(fact: Fakta, isian: str) -> dict[str, str]:
    """What a person changed in this row: never the file itself; numbers of people masked."""
    before, after = (masked(as_text(Sel("", value))) for value in (fact.semula[isian], fact.tulisan[isian]))
    place = {"lembar": fact.lembar, "sel": fact.sel(isian), "kolom": fact.judul(isian)}
    return place | {"semula": before, "menjadi": after}


def _across(fact: Fakta, harapan: Harapan) -> Iterable[tuple[str, Isi]]:
    said = fact.nilai
    if not any(name in fact.tulisan for name in NUMBERS):
        yield "nik", Isi(
            galat="NIK dan nomor kartu kosong, orang ini tidak dapat dicocokkan.",
            saran="Isi salah satunya, atau hapus barisnya.",
        )  # fmt: skip
    if said.get("kode_desa") and not village_code(said["kode_desa"]):
        yield "kode_desa", Isi(
            galat=f'Kode desa "{said["kode_desa"]}" tidak dikenal.',
            saran="Tulis kode Kemendagri 10 angka, misalnya 76.03.01.2004.",
        )  # fmt: skip
    born = said.get("tanggal_lahir")
    if born and born > harapan.bulan.last_day:
        yield "tanggal_lahir", Isi(galat="Tanggal Lahir masih akan datang.", saran="Cocokkan dengan kartu keluarga.")
    for name, label in (("iuran_pemda", "Iuran Pemda"), ("iuran_peserta", "Iuran Peserta")):
        if name not in fact.tulisan and said.get("hubungan") == "1" and said.get("status") == "AKTIF":
            yield name, Isi(galat=f"{label} peserta aktif kosong.", saran="Isi jumlahnya; tulis 0 bila nihil.")
    yield from _month(fact, harapan)


def _month(fact: Fakta, harapan: Harapan) -> Iterable[tuple[str, Isi]]:
    """Where each row names its month, it is the month that was chosen."""
    if not fact.nilai.get("bulan"):
        return
    said = month(fact.tulisan["bulan"])
    if said is None:
        yield "bulan", Isi(galat=f'Bulan "{fact.nilai["bulan"]}" tidak dikenal.', saran="Tulis misalnya 2026-10.")
    elif said != harapan.bulan:
        yield "bulan", Isi(
            galat=f"Baris ini untuk {said.nama}, sedangkan yang dipilih {harapan.bulan.nama}.",
            saran="Pilih bulan yang benar, atau berkas yang benar.",
        )  # fmt: skip
