"""Reads the answer of BPJS Kesehatan from plain cells: which column is which, what each row says. Pure."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desa.enums import StatusKepesertaan
from desa.rules.isi import Isi, as_text
from desa.rules.isian import read_cell
from desa.rules.kolom import Kolom
from desa.rules.lembar import Baris, Lembar, Sel
from jaminan.kesalahan import Kesalahan

HEAD_ROWS = 20
BRACKETS = re.compile(r"\([^)]*\)")
NOT_WORD = re.compile(r"[^a-z0-9]+")
Pemetaan = dict[str, str]  # our column -> heading of the file
KolomBerkas = tuple[Kolom, ...]
DITERIMA = "diterima"
NONAKTIF = "nonaktif"
# What a branch writes -> what it means here; "nonaktif" depends on what was asked.
KATA = {
    "diterima": DITERIMA, "terdaftar": DITERIMA, "berhasil": DITERIMA, "sukses": DITERIMA, "ok": DITERIMA,
    "aktif": StatusKepesertaan.AKTIF.value, "active": StatusKepesertaan.AKTIF.value,
    "ditolak": StatusKepesertaan.DITOLAK.value, "tolak": StatusKepesertaan.DITOLAK.value,
    "gagal": StatusKepesertaan.DITOLAK.value, "tidak berhasil": StatusKepesertaan.DITOLAK.value,
    "ditangguhkan": StatusKepesertaan.DITANGGUHKAN.value, "tangguh": StatusKepesertaan.DITANGGUHKAN.value,
    "nonaktif": NONAKTIF, "non aktif": NONAKTIF, "tidak aktif": NONAKTIF,
    "berakhir": StatusKepesertaan.BERAKHIR.value, "keluar": StatusKepesertaan.BERAKHIR.value,
}  # fmt: skip
TOTAL = ("jumlah", "total", "grand total")


@dataclass(frozen=True, slots=True)
class BarisJawaban:
    """What one row of the answer says, with where each cell stands."""

    nomor: int
    nik: str
    hasil: str
    nomor_kartu: str
    tanggal: date | None
    alasan: str
    nama: str
    sel: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SalahSel:
    """One thing that is wrong: where, what, and what to do."""

    sel: str
    pesan: str
    saran: str


@dataclass(slots=True)
class Bacaan:
    """The rows of an answer and everything that is wrong with it. `dilewati` names lines that are no person.

    `tersembunyi` names rows and columns that the spreadsheet hides; they are read all the same.
    """

    lembar: str
    baris: list[BarisJawaban] = field(default_factory=list)
    galat: list[SalahSel] = field(default_factory=list)
    baris_salah: int = 0
    dilewati: list[str] = field(default_factory=list)
    tersembunyi: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TabelJawaban:
    """The table in a file: its headings with their letters, and the rows below."""

    asal: Lembar
    judul: tuple[tuple[str, str], ...]
    baris: tuple[Baris, ...]

    @property
    def lembar(self) -> str:
        return self.asal.nama

    @property
    def headings(self) -> list[str]:
        return [text for _, text in self.judul]


def plain(text: str) -> str:
    """A heading without brackets, signs and case: "Tgl Aktif (dd/mm/yyyy)" is "tgl aktif"."""
    return " ".join(NOT_WORD.sub(" ", BRACKETS.sub(" ", text.lower())).split())


def find_table(sheets: Iterable[Lembar], kolom: KolomBerkas) -> TabelJawaban:
    """The one sheet with a line of headings. Raises Kesalahan when there is none, or more than one."""
    found = [one for sheet in sheets if not sheet.tersembunyi and (one := _table(sheet, kolom)) is not None]
    if not found:
        raise Kesalahan(
            "Berkas ini tidak berisi tabel jawaban: baris judul kolom tidak ditemukan.",
            "Baris judul memuat antara lain NIK, Hasil, Nomor Kartu, Tanggal Aktif dan Alasan.",
        )
    if len(found) > 1:
        names = " dan ".join(one.lembar for one in found)
        raise Kesalahan(f"Berkas ini berisi lebih dari satu tabel: {names}.", "Gabungkan dalam satu lembar.")
    return found[0]


def _table(sheet: Lembar, kolom: KolomBerkas) -> TabelJawaban | None:
    best: tuple[int, int] = (0, -1)
    for place, row in enumerate(sheet.baris[:HEAD_ROWS]):
        likeness = len(recognise((text for _, text in _headings(row)), kolom))
        if likeness > best[0]:
            best = (likeness, place)
    if best[0] < 1 or len(sheet.baris[best[1]].sel) < 2:
        return None
    return TabelJawaban(sheet, _headings(sheet.baris[best[1]]), tuple(sheet.baris[best[1] + 1 :]))


def _headings(row: Baris) -> tuple[tuple[str, str], ...]:
    """The text cells of a row; a heading that repeats gets its letter, so that each is distinct."""
    texts = [(cell.kolom, as_text(cell)) for cell in row.sel if isinstance(cell.nilai, str) and as_text(cell)]
    names = [text for _, text in texts]
    return tuple((letter, text if names.count(text) == 1 else f"{text} [{letter}]") for letter, text in texts)


def recognise(headings: Iterable[str], kolom: KolomBerkas) -> Pemetaan:
    """Our columns that a file names in a known way."""
    known = {plain(name): one.isian for one in kolom for name in (one.judul, *one.alias)}
    found: Pemetaan = {}
    for heading in headings:
        isian = known.get(plain(heading))
        if isian is not None:
            found.setdefault(isian, heading)
    return found


def digest(headings: Sequence[str]) -> str:
    """SHA-256 of the headings in their order: the answers of one branch look the same every time."""
    return hashlib.sha256(json.dumps(list(headings), ensure_ascii=False).encode()).hexdigest()


def lacking(pemetaan: Mapping[str, str], kolom: KolomBerkas) -> list[Kolom]:
    """The columns without which an answer cannot be read."""
    return [one for one in kolom if one.wajib and not pemetaan.get(one.isian)]


def read_answer(tabel: TabelJawaban, pemetaan: Pemetaan, kolom: KolomBerkas) -> Bacaan:
    """Every row of the table: read, wrong, or named as no person."""
    letters = {heading: letter for letter, heading in tabel.judul}
    columns = {isian: letters[heading] for isian, heading in pemetaan.items() if heading in letters}
    read = Bacaan(tabel.lembar)
    read.tersembunyi = tabel.asal.hidden_in_words({letters[heading]: heading for heading in pemetaan.values()
                                                  if heading in letters})  # fmt: skip
    for row in tabel.baris:
        cells = {cell.kolom: cell for cell in row.sel}
        mine = {isian: cells[letter] for isian, letter in columns.items() if letter in cells}
        why = _no_person(row, mine)
        if why:
            read.dilewati.append(f"Baris {row.nomor}: {why}.")
        else:
            if row.tersembunyi:
                read.tersembunyi.append(f"Baris {row.nomor} tersembunyi pada berkas, tetapi tetap dibaca.")
            _read_row(read, row, mine, columns, kolom)
    return read


def _no_person(row: Baris, mine: Mapping[str, Sel]) -> str:
    if not mine:
        return "tidak ada isi pada kolom jawaban"
    texts = [as_text(cell).strip("()") for cell in row.sel]
    if len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]:
        return "nomor kolom"
    if "nik" not in mine and any(text.casefold().rstrip(":") in TOTAL for text in texts):
        return "baris jumlah"
    return ""


def _read_row(
    read: Bacaan, row: Baris, mine: Mapping[str, Sel], columns: Mapping[str, str], kolom: KolomBerkas
) -> None:
    where = {isian: f"{letter}{row.nomor}" for isian, letter in columns.items()}
    values: dict[str, Isi] = {one.isian: read_cell(one, mine[one.isian], "") for one in kolom if one.isian in mine}
    wrong = [SalahSel(where[isian], one.galat, one.saran) for isian, one in values.items() if one.galat]
    wrong += list(_empty(values, where, kolom))
    known = {isian: one.nilai for isian, one in values.items() if not one.galat}
    if not wrong:
        wrong += list(_senseless(known, where))
    if wrong:
        read.galat += wrong
        read.baris_salah += 1
        return
    read.baris.append(
        BarisJawaban(
            row.nomor, known["nik"], KATA[plain(known["hasil"])], known.get("nomor_kartu") or "", known.get("tanggal"),
            known.get("alasan") or "", known.get("nama") or "", where,
        )
    )  # fmt: skip


def _empty(values: Mapping[str, Isi], where: Mapping[str, str], kolom: KolomBerkas) -> Iterable[SalahSel]:
    for one in kolom:
        if one.wajib and one.isian not in values:
            yield SalahSel(where[one.isian], f"{one.judul} kosong.", "Isi selnya, atau hapus barisnya.")


def _senseless(known: Mapping[str, object], where: Mapping[str, str]) -> Iterable[SalahSel]:
    text = str(known["hasil"])
    word = KATA.get(plain(text))
    if word is None:
        yield SalahSel(
            where["hasil"],
            f'Hasil "{text}" tidak dikenal.',
            "Tulis Diterima, Aktif, Ditolak, Nonaktif atau Ditangguhkan.",
        )
    if word in {StatusKepesertaan.DITOLAK, StatusKepesertaan.DITANGGUHKAN} and not known.get("alasan"):
        place = where.get("alasan", where["hasil"])
        yield SalahSel(place, "Ditolak atau ditangguhkan tanpa alasan.", "Tulis alasannya; desa membaca kalimat ini.")


def twice(rows: Sequence[BarisJawaban], isian: str) -> dict[int, int]:
    """Row -> the earlier row with the same NIK or card number."""
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    for row in rows:
        value = getattr(row, isian)
        if value and first.setdefault(value, row.nomor) != row.nomor:
            found[row.nomor] = first[value]
    return found
