"""What a comparison of a file with the roster is made of: the roster as values, the answer, the plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desa.rules.fakta import Fakta, salah_of
from desa.rules.isi import Isi
from desa.rules.isian import Post
from desa.rules.kolom import JUDUL, KOLOM_KELUARGA, KOLOM_PERANGKAT
from desa.rules.salah import Salah
from jaminan.penyamar import mask_number

LABEL = {one.isian: {value: word for word, value in reversed(one.kata)} for one in (*KOLOM_KELUARGA, *KOLOM_PERANGKAT)}
DITERIMA, TETAP, DITOLAK = "diterima", "tetap", "ditolak"
TERDAFTAR = ("NIK ini sudah terdaftar; hubungi DPM-Pemdes.", "Petugas akan memeriksa tempat terdaftarnya.")


MONEY = {"penghasilan", "jaminan_lain"}  # told for the first time, these move an amount: never merely completed


@dataclass(frozen=True, slots=True)
class Masa:
    """A spell in office as the portal has it."""

    id: int
    nik: str
    post: Post
    mulai: date
    berakhir: date | None
    alasan_berakhir: str


@dataclass(frozen=True, slots=True)
class Kerabat:
    """A family member as the portal has it; `isian` by field."""

    id: int
    nik_peserta: str
    nik: str
    isian: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What was answered for somebody who is in office and not in the file: ended on a day, or forgotten (None)."""

    berakhir: date | None = None
    alasan: str = ""
    kata: str = ""


@dataclass(frozen=True, slots=True)
class Keadaan:
    """The village's roster now, and what of the file's numbers is taken elsewhere.

    `orang[nik]` are a person's fields and `penghasilan`. `terdaftar_lain` are NIK in office or in a family of
    another village; `kartu_lain` says whose card a number is; `kunci[nik]` names an official without the NIK.
    `jawaban` holds, by spell in office, what was answered for those who are not in the file.
    """

    hari: date
    bulan_mulai: date
    orang: dict[str, dict[str, Any]] = field(default_factory=dict)
    masa: list[Masa] = field(default_factory=list)
    keluarga: list[Kerabat] = field(default_factory=list)
    terdaftar_lain: frozenset[str] = frozenset()
    keluarga_lain: frozenset[str] = frozenset()
    kartu_lain: dict[str, str] = field(default_factory=dict)
    jawaban: dict[int, Jawaban] = field(default_factory=dict)
    kunci: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Rencana:
    """What an accepted file writes. `sejak`, `gaji_sejak`: the day of a member's or wage's change, where told."""

    orang: dict[str, dict[str, Any]] = field(default_factory=dict)
    masa_baru: list[tuple[str, Post, date, date | None, str]] = field(default_factory=list)
    masa_ubah: dict[int, dict[str, Any]] = field(default_factory=dict)
    gaji: dict[str, tuple[date, int]] = field(default_factory=dict)
    gaji_sejak: dict[str, date] = field(default_factory=dict)
    keluarga_baru: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    keluarga_ubah: dict[int, dict[str, Any]] = field(default_factory=dict)
    keluarga_akhir: list[int] = field(default_factory=list)
    sejak: dict[int, date] = field(default_factory=dict)


@dataclass(slots=True)
class Hasil:
    """The difference, in words and as a plan."""

    tetap: int = 0
    baru: list[dict[str, Any]] = field(default_factory=list)
    berubah: list[dict[str, Any]] = field(default_factory=list)
    berakhir: list[dict[str, Any]] = field(default_factory=list)
    hilang: list[dict[str, Any]] = field(default_factory=list)
    salah: list[Salah] = field(default_factory=list)
    ragu: list[Salah] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    hitungan: list[dict[str, Any]] = field(default_factory=list)
    tersembunyi: list[dict[str, Any]] = field(default_factory=list)
    rencana: Rencana = field(default_factory=Rencana)

    def count(self) -> tuple[int, int, int, int]:
        """How much was found so far; the same before and after a person means that nothing changed."""
        return len(self.berubah), len(self.baru), len(self.berakhir), len(self.salah)

    def change(self, lembar: str, nik: str, nama: str, isian: str, lama: Any, baru: Any) -> None:
        """Adds one old -> new; what was empty before is completed, not changed."""
        completes = lama in (None, "") and isian not in MONEY
        self.berubah.append(
            {
                "lembar": lembar, "nik": mask_number(nik), "nama": nama, "kolom": JUDUL[isian],
                "lama": shown(isian, lama), "baru": shown(isian, baru), "melengkapi": completes,
            }
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The answer of section 7, with questions and notes beside it; `hilang` only where somebody is missing.

        A fault's fields stand in `desa.rules.salah`. `hitungan` says for each sheet where its rows went:
        baris = judul + dilewati + diterima + tetap + ditolak.
        """
        missing = {"hilang": self.hilang} if self.hilang else {}
        return missing | {
            "tetap": self.tetap,
            "baru": self.baru,
            "berubah": self.berubah,
            "berakhir": self.berakhir,
            "salah": [one.as_json() for one in self.salah],
            "ragu": [one.as_json(saran=False) for one in self.ragu],
            "catatan": self.catatan,
            "hitungan": self.hitungan,
            "tersembunyi": self.tersembunyi,
        }


def shown(isian: str, value: Any) -> Any:
    """A value as the answer prints it: label of a choice, Y or T, ISO date, rupiah as an integer, masked numbers."""
    if isinstance(value, bool):
        return "Y" if value else "T"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Post):
        return value.nama
    if isian in {"nik", "nomor_kk", "nomor_kartu"} and value:
        return mask_number(value)
    if isian == "jenis_kelamin":
        return value
    label = LABEL.get(isian, {}).get(value)
    return label.capitalize() if label else ("" if value is None else value)


def by_nik(rows: Iterable[Fakta]) -> dict[str, list[Fakta]]:
    """The rows of each person whose number could be read."""
    found: dict[str, list[Fakta]] = {}
    for row in rows:
        if row.nilai.get("nik"):
            found.setdefault(row.nilai["nik"], []).append(row)
    return found


def fault(hasil: Hasil, row: Fakta, isian: str, pesan: str, saran: str) -> None:
    """Refuses a row at one of its cells."""
    row.utuh = False
    hasil.salah.append(salah_of(row, isian, Isi(galat=pesan, saran=saran)))


def both_named(first: Fakta, later: Fakta) -> str:
    """The sentence for one NIK in two cells."""
    one, other = (f"{row.sel('nik')} ({row.nilai.get('nama')})" for row in (later, first))
    return f"NIK sel {one} sama dengan sel {other}."
