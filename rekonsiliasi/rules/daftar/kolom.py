"""The columns of a branch's list: how each may be called, and which heading of a file is which."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from desa.rules.isi import as_text
from desa.rules.kolom import SEX, Jenis, Kolom
from desa.rules.lembar import Baris, Lembar

HEAD_ROWS = 20
LEAST_HEADINGS = 4
BRACKETS = re.compile(r"\([^)]*\)")
NOT_WORD = re.compile(r"[^a-z0-9%]+")
SIMILAR = 70  # of 100: likeness from which a heading is proposed
RUPIAH = (0, 100_000_000)  # a share may be nil, and is far below a wage
Pemetaan = dict[str, str]  # name of a column of ours -> heading in the file

RELATED = (
    ("1", "1"), ("peserta", "1"), ("p", "1"), ("pekerja", "1"), ("2", "2"), ("suami", "2"), ("s", "2"), ("3", "3"),
    ("istri", "3"), ("isteri", "3"), ("i", "3"), ("4", "4"), ("anak", "4"), ("a", "4"), ("5", "5"), ("tambahan", "5"),
    ("t", "5"), ("keluarga lain", "5"),
)  # fmt: skip
STATUS = (
    ("aktif", "AKTIF"), ("nonaktif", "NONAKTIF"), ("non aktif", "NONAKTIF"), ("non-aktif", "NONAKTIF"),
    ("tidak aktif", "NONAKTIF"), ("inaktif", "NONAKTIF"),
)  # fmt: skip
CLASS = tuple(
    (f"{before}{word}", number)
    for before in ("", "kelas ")
    for word, number in (("1", "1"), ("i", "1"), ("2", "2"), ("ii", "2"), ("3", "3"), ("iii", "3"))
)


def _choice(judul: str, isian: str, petunjuk: str, pilihan: tuple[str, ...], kata: tuple[tuple[str, str], ...],
            alias: tuple[str, ...], *, wajib: bool = False) -> Kolom:  # fmt: skip
    return Kolom(judul, isian, Jenis.PILIHAN, petunjuk, "", wajib=wajib, pilihan=pilihan, kata=kata, alias=alias)


def _rupiah(judul: str, isian: str, alias: tuple[str, ...]) -> Kolom:
    return Kolom(judul, isian, Jenis.UANG, "Rupiah sebulan.", "", alias=alias, batas=RUPIAH)


KOLOM = (
    Kolom(
        "Nomor Kartu", "nomor_kartu", Jenis.KARTU, "13 angka sebagai teks.", "",
        alias=("no kartu", "nokartu", "noka", "no kartu jkn", "nomor kartu jkn", "no kartu bpjs",
               "no kartu bpjs kesehatan", "nomor kartu bpjs kesehatan", "nomor peserta", "no peserta"),
    ),
    Kolom(
        "NIK", "nik", Jenis.NIK, "16 angka sebagai teks.", "",
        alias=("no nik", "nomor nik", "nik peserta", "nik kitas kitap", "no ktp", "nomor ktp",
               "nomor induk kependudukan"),
    ),
    Kolom(
        "Nama", "nama", Jenis.TEKS, "Nama seperti pada kartu.", "", wajib=True,
        alias=("nama lengkap", "nama peserta", "nama tertanggung"),
    ),
    Kolom(
        "Tanggal Lahir", "tanggal_lahir", Jenis.TANGGAL, "Hari, bulan, tahun: 31/12/1990.", "",
        alias=("tgl lahir", "tgllahir", "tanggal lhr", "lahir"),
    ),
    _choice("Jenis Kelamin", "jenis_kelamin", "L atau P.", ("L", "P"), SEX, ("kelamin", "jk", "l p", "sex")),
    _choice(
        "Hubungan", "hubungan", "1 peserta, 2 suami, 3 istri, 4 anak, 5 tambahan.", ("1", "2", "3", "4", "5"), RELATED,
        ("hubungan keluarga", "hub keluarga", "hubkel", "kode hubkel", "pisa", "kode hub kel", "pisa kode hubkel"),
        wajib=True,
    ),
    _choice(
        "Status", "status", "AKTIF atau NONAKTIF.", ("AKTIF", "NONAKTIF"), STATUS,
        ("status kepesertaan", "status peserta", "status aktif", "stat peserta"), wajib=True,
    ),
    _choice(
        "Kelas", "kelas", "Kelas rawat.", ("1", "2", "3"), CLASS,
        ("kelas rawat", "hak kelas", "kls", "kls rawat", "kelas perawatan", "hak kelas rawat"),
    ),
    Kolom(
        "Kode Desa", "kode_desa", Jenis.TEKS, "Kode Kemendagri 10 angka.", "", wajib=True,
        alias=("kd desa", "kode desa kelurahan", "kode wilayah", "kode kemendagri", "kode desa kemendagri"),
    ),
    Kolom(
        "Nama Desa", "nama_desa", Jenis.TEKS, "Nama desanya.", "", panjang=80,
        alias=("desa", "nm desa", "desa kelurahan", "nama desa kelurahan"),
    ),
    Kolom(
        "Bulan", "bulan", Jenis.TEKS, "Bulan tagihan.", "", panjang=30,
        alias=("periode", "bulan tagihan", "bulan iuran", "periode tagihan"),
    ),
    _rupiah(
        "Gaji", "gaji",
        ("upah", "gaji upah", "gaji pokok", "gaji pokok tunj tetap", "dasar iuran", "gaji pokok tunjangan tetap"),
    ),
    _rupiah(
        "Iuran Pemda", "iuran_pemda",
        ("iuran pemberi kerja", "iuran pk", "porsi pemda", "porsi pemberi kerja", "iuran 4%", "iuran pemda 4%",
         "iuran pemberi kerja 4%", "iuran desa", "iuran desa 3%", "iuran 3%", "tanggungan pemberi kerja", "4%", "3%"),
    ),
    _rupiah(
        "Iuran Peserta", "iuran_peserta",
        ("iuran pekerja", "porsi peserta", "porsi pekerja", "iuran 1%", "iuran peserta 1%", "iuran pekerja 1%",
         "iuran 2%", "iuran peserta 2%", "tanggungan pekerja", "1%", "2%"),
    ),
)  # fmt: skip
PERLU = ("nik", "nama", "hubungan", "status", "kode_desa", "iuran_pemda", "iuran_peserta")  # no list without these


@dataclass(frozen=True, slots=True)
class Tabel:
    """The list in a sheet: its headings with their letters, what stands above them, and the rows below."""

    sheet: Lembar
    judul: tuple[tuple[str, str], ...]
    nomor: int

    @property
    def lembar(self) -> str:
        return self.sheet.nama

    @property
    def headings(self) -> list[str]:
        return [text for _, text in self.judul]

    @property
    def baris(self) -> list[Baris]:
        return [row for row in self.sheet.baris if row.nomor > self.nomor]

    @property
    def atas(self) -> list[Baris]:
        """The lines above the headings: a title, an office, a month."""
        return [row for row in self.sheet.baris if row.nomor < self.nomor]


def plain(text: str) -> str:
    """A heading without brackets, signs and case: "Hubungan (1-5)" is "hubungan"."""
    return " ".join(NOT_WORD.sub(" ", BRACKETS.sub(" ", text.lower())).split())


KNOWN = {plain(name): kolom.isian for kolom in KOLOM for name in (kolom.judul, *kolom.alias)}


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
        headings = headings_of(row)
        texts = tuple(text for _, text in headings)
        likeness = len(KOLOM) + 1 if texts in remembered else len(recognise(texts))
        if len(headings) >= LEAST_HEADINGS and (likeness, len(headings)) > best[:2]:
            best = (likeness, len(headings), place)
    if best[2] < 0:
        return None
    row = sheet.baris[best[2]]
    return Tabel(sheet, headings_of(row), row.nomor)


def headings_of(row: Baris) -> tuple[tuple[str, str], ...]:
    """The text cells of a row; a heading that repeats gets its column letter, so that each is distinct."""
    texts = [(cell.kolom, as_text(cell)) for cell in row.sel if _is_heading(cell.nilai)]
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
    """What a person should look at: the recognised columns, and for the others the headings most alike, best first."""
    found = recognise(headings)
    likely = sorted(
        ((-_likeness(kolom, heading), place, heading, kolom.isian) for kolom in KOLOM if kolom.isian not in found
         for place, heading in enumerate(headings) if heading not in found.values()),
    )  # fmt: skip
    for likeness, _, heading, name in likely:
        if -likeness >= SIMILAR and name not in found and heading not in found.values():
            found[name] = heading
    return found


def _likeness(kolom: Kolom, heading: str) -> int:
    """0 to 100: how much a heading looks like one of the column's names."""
    return max(int(fuzz.token_sort_ratio(plain(heading), plain(name))) for name in (kolom.judul, *kolom.alias))


def incomplete(pemetaan: Mapping[str, str]) -> list[Kolom]:
    """The required columns that have no heading."""
    return [kolom for kolom in KOLOM if kolom.isian in PERLU and not pemetaan.get(kolom.isian)]


def digest(headings: Sequence[str]) -> str:
    """SHA-256 of the headings in their order: files of one branch look the same every month."""
    return hashlib.sha256(json.dumps(list(headings), ensure_ascii=False).encode()).hexdigest()
