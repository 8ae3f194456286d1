"""The columns of a branch's list: how each may be called, and which heading of a file is which."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from desa.rules.lembar import Baris, Lembar

HEAD_ROWS = 20
LEAST_HEADINGS = 4
BRACKETS = re.compile(r"\([^)]*\)")
NOT_WORD = re.compile(r"[^a-z0-9%]+")
SIMILAR = 60  # percent of likeness from which a heading is proposed
Pemetaan = dict[str, str]  # name of a column of ours -> heading in the file


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: our name, its usual heading, whether a list without it is refused, and other headings for it."""

    nama: str
    judul: str
    wajib: bool
    alias: tuple[str, ...] = ()


KOLOM = (
    Kolom(
        "nomor_kartu", "Nomor Kartu", False,
        ("no kartu", "nokartu", "noka", "no kartu jkn", "nomor kartu jkn", "no kartu bpjs", "no kartu bpjs kesehatan",
         "nomor kartu bpjs kesehatan", "nomor peserta"),
    ),
    Kolom("nik", "NIK", True, ("no nik", "nomor nik", "nik peserta", "nik kitas kitap", "no ktp", "nomor ktp")),
    Kolom("nama", "Nama", True, ("nama lengkap", "nama peserta", "nama tertanggung")),
    Kolom("tanggal_lahir", "Tanggal Lahir", False, ("tgl lahir", "tgllahir", "tanggal lhr", "lahir")),
    Kolom(
        "hubungan", "Hubungan", True,
        ("hubungan keluarga", "hub keluarga", "hubkel", "kode hubkel", "pisa", "kode hub kel", "pisa kode hubkel"),
    ),
    Kolom("status", "Status", True, ("status kepesertaan", "status peserta", "status aktif", "stat peserta")),
    Kolom("kelas", "Kelas", False, ("kelas rawat", "hak kelas", "kls", "kls rawat", "kelas perawatan")),
    Kolom("kode_desa", "Kode Desa", True, ("kd desa", "kode desa kelurahan", "kode wilayah", "kode kemendagri")),
    Kolom("nama_desa", "Nama Desa", False, ("desa", "nm desa", "desa kelurahan", "nama desa kelurahan")),
    Kolom(
        "gaji", "Gaji", False,
        ("upah", "gaji upah", "gaji pokok", "gaji pokok tunj tetap", "dasar iuran", "gaji pokok tunjangan tetap"),
    ),
    Kolom(
        "iuran_pemda", "Iuran Pemda", True,
        ("iuran pemberi kerja", "iuran pk", "porsi pemda", "porsi pemberi kerja", "iuran 4%", "iuran pemda 4%",
         "iuran pemberi kerja 4%", "iuran desa", "iuran desa 3%", "iuran 3%"),
    ),
    Kolom(
        "iuran_peserta", "Iuran Peserta", True,
        ("iuran pekerja", "porsi peserta", "porsi pekerja", "iuran 1%", "iuran peserta 1%", "iuran pekerja 1%",
         "iuran 2%", "iuran peserta 2%"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tabel:
    """The list in a sheet: its headings with their letters, and the rows below them."""

    lembar: str
    judul: tuple[tuple[str, str], ...]
    baris: tuple[Baris, ...]

    @property
    def headings(self) -> list[str]:
        return [text for _, text in self.judul]


def plain(text: str) -> str:
    """A heading without brackets, signs and case: "Hubungan (1-5)" is "hubungan"."""
    return " ".join(NOT_WORD.sub(" ", BRACKETS.sub(" ", text.lower())).split())


KNOWN = {plain(name): kolom.nama for kolom in KOLOM for name in (kolom.judul, *kolom.alias)}


def find_tables(sheets: Iterable[Lembar], known: Iterable[Sequence[str]] = ()) -> list[Tabel]:
    """The sheets that hold a list, hidden ones and the sheet of totals left out. `known` are remembered headings."""
    remembered = {tuple(headings) for headings in known}
    visible = [sheet for sheet in sheets if not sheet.tersembunyi and plain(sheet.nama) != "tagihan"]
    found = [table for sheet in visible if (table := _table(sheet, remembered)) is not None]
    certain = [table for table in found if not incomplete(recognise(table.headings))]
    return certain or found


def _table(sheet: Lembar, remembered: set[tuple[str, ...]]) -> Tabel | None:
    best: tuple[int, int, int] = (0, 0, -1)
    for place, row in enumerate(sheet.baris[:HEAD_ROWS]):
        headings = _headings(row)
        texts = tuple(text for _, text in headings)
        likeness = len(KOLOM) + 1 if texts in remembered else len(recognise(texts))
        if len(headings) >= LEAST_HEADINGS and (likeness, len(headings)) > best[:2]:
            best = (likeness, len(headings), place)
    if best[2] < 0:
        return None
    return Tabel(sheet.nama, _headings(sheet.baris[best[2]]), tuple(sheet.baris[best[2] + 1 :]))


def _headings(row: Baris) -> tuple[tuple[str, str], ...]:
    """The text cells of a row; a heading that repeats gets its column letter, so that each is distinct."""
    texts = [(cell.kolom, " ".join(str(cell.nilai).split())) for cell in row.sel if _is_heading(cell.nilai)]
    names = [text for _, text in texts]
    return tuple((letter, text if names.count(text) == 1 else f"{text} [{letter}]") for letter, text in texts)


def _is_heading(value: object) -> bool:
    return (isinstance(value, str) and any(letter.isalpha() for letter in value)) or value in ("4%", "1%", "3%", "2%")


def recognise(headings: Iterable[str]) -> Pemetaan:
    """Our columns that a file names in a known way."""
    found: Pemetaan = {}
    for heading in headings:
        name = KNOWN.get(plain(heading))
        if name is not None:
            found.setdefault(name, heading)
    return found


def propose(headings: Sequence[str]) -> Pemetaan:
    """What a person should look at: the recognised columns, and for the others the most similar free heading."""
    found = recognise(headings)
    for kolom in KOLOM:
        free = [heading for heading in headings if heading not in found.values()]
        best = max(free, key=lambda heading: (_likeness(kolom, heading), heading), default="")
        if kolom.nama not in found and best and _likeness(kolom, best) >= SIMILAR:
            found[kolom.nama] = best
    return found


def _likeness(kolom: Kolom, heading: str) -> int:
    """0 to 100: how much a heading looks like one of the column's names."""
    return max(
        int(SequenceMatcher(None, plain(heading), plain(name)).ratio() * 100) for name in (kolom.judul, *kolom.alias)
    )


def incomplete(pemetaan: Mapping[str, str]) -> list[Kolom]:
    """The required columns that have no heading."""
    return [kolom for kolom in KOLOM if kolom.wajib and not pemetaan.get(kolom.nama)]


def digest(headings: Sequence[str]) -> str:
    """SHA-256 of the headings in their order: files of one branch look the same every month."""
    return hashlib.sha256(json.dumps(list(headings), ensure_ascii=False).encode()).hexdigest()
