"""Which columns of one person differ between the two books."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from jaminan.bulan import format_tanggal
from jaminan.rupiah import format_rupiah
from rekonsiliasi.enums import RinciSelisih

from .bentuk import EMPTY, BarisBpjs, Beda, KeluargaKita, PesertaKita, masked

TITLES = frozenset({"H", "HJ", "DR", "DRS", "DRA", "IR", "PROF", "ALM", "ALMH"})
APOSTROPHES = re.compile(r"['’`ʼ‘]")
NOT_LETTERS = re.compile(r"[^A-Z0-9 ]+")


def normalise_name(nama: str) -> str:
    """A name without titles, punctuation and case: "Hj. Sitti Nur'aini, S.Pd" is "SITTI NURAINI"."""
    plain = unicodedata.normalize("NFKD", nama).upper()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = NOT_LETTERS.sub(" ", APOSTROPHES.sub("", plain.split(",")[0])).split()
    kept = [word for word in words if word not in TITLES]
    return " ".join(kept or words)


CODE_OF = {
    "NIK": RinciSelisih.NOMOR, "Nomor kartu": RinciSelisih.NOMOR, "Nama": RinciSelisih.NAMA,
    "Tanggal lahir": RinciSelisih.TANGGAL_LAHIR, "Jenis kelamin": RinciSelisih.JENIS_KELAMIN,
    "Kelas": RinciSelisih.KELAS, "Desa": RinciSelisih.DESA, "Hubungan": RinciSelisih.HUBUNGAN,
}  # fmt: skip
RELATED = {1: "Peserta", 2: "Suami", 3: "Istri", 4: "Anak", 5: "Tambahan"}
SEX = {"L": "Laki-laki", "P": "Perempuan"}


def code_of(details: tuple[Beda, ...]) -> str:
    """The one thing that differs, or that several do."""
    codes = {CODE_OF[one.kolom] for one in details}
    return str(codes.pop()) if len(codes) == 1 else str(RinciSelisih.BEBERAPA)


def differing_data(ours: PesertaKita, theirs: BarisBpjs) -> tuple[Beda, ...]:
    """Name, birth date, sex, class, village, NIK and card number, as far as both books state them."""
    return (
        *_number("NIK", ours.nik, theirs.nik, when_missing=True),
        *_number("Nomor kartu", ours.kartu, theirs.kartu, when_missing=False),
        *_name_and_birth(ours.nama, ours.lahir, theirs),
        *_stated("Jenis kelamin", SEX.get(ours.jenis_kelamin, ""), SEX.get(theirs.jenis_kelamin, "")),
        *_class(ours, theirs),
        *_village(ours, theirs),
    )


def differing_family_data(ours: KeluargaKita, theirs: BarisBpjs) -> tuple[Beda, ...]:
    """NIK, name, birth date, sex and relation of a family member."""
    return (
        *_number("NIK", ours.nik, theirs.nik, when_missing=True),
        *_name_and_birth(ours.nama, ours.lahir, theirs),
        *_stated("Jenis kelamin", SEX.get(ours.jenis_kelamin, ""), SEX.get(theirs.jenis_kelamin, "")),
        *_stated("Hubungan", RELATED.get(ours.hubungan, ""), RELATED.get(theirs.hubungan, "")),
    )


def _class(ours: PesertaKita, theirs: BarisBpjs) -> Iterator[Beda]:
    """Branches go by the regency's class or by the nation's; either agrees (design decision 5)."""
    if theirs.kelas != ours.kelas_nasional:
        yield from _stated("Kelas", ours.kelas, theirs.kelas)


def _stated(kolom: str, ours: str, theirs: str) -> Iterator[Beda]:
    """A difference only where both books say something."""
    if ours and theirs and ours != theirs:
        yield Beda(kolom, ours, theirs)


def _number(kolom: str, ours: str, theirs: str, *, when_missing: bool) -> Iterator[Beda]:
    missing = not theirs or not ours
    if ours != theirs and (when_missing or not missing):
        yield Beda(kolom, masked(ours), masked(theirs))


def _name_and_birth(nama: str, lahir: date | None, theirs: BarisBpjs) -> Iterator[Beda]:
    if normalise_name(nama) != normalise_name(theirs.nama):
        yield Beda("Nama", nama, theirs.nama)
    if lahir is not None and theirs.lahir is not None and lahir != theirs.lahir:
        yield Beda("Tanggal lahir", format_tanggal(lahir), format_tanggal(theirs.lahir))


def _village(ours: PesertaKita, theirs: BarisBpjs) -> Iterator[Beda]:
    if theirs.desa and ours.desa != theirs.desa:
        yield Beda("Desa", f"{ours.desa} {ours.nama_desa}".strip(), f"{theirs.desa} {theirs.nama_desa}".strip())


def states_other_wage(ours: PesertaKita, theirs: BarisBpjs) -> bool:
    """Branches state the wage or the base that follows from it; either agrees, and 0 states nothing."""
    return theirs.gaji != 0 and theirs.gaji not in (ours.dasar, ours.penghasilan)


def is_rounding(ours: PesertaKita, theirs: BarisBpjs) -> bool:
    """Every share differs by at most one rupiah, as when one side rounded the sum instead of each share."""
    return abs(ours.pemberi_kerja - theirs.pemberi_kerja) <= 1 and abs(ours.peserta - theirs.peserta) <= 1


def same_amounts(ours: PesertaKita, theirs: BarisBpjs) -> bool:
    return (ours.pemberi_kerja, ours.peserta) == (theirs.pemberi_kerja, theirs.peserta)


def differing_amounts(ours: PesertaKita, theirs: BarisBpjs) -> tuple[Beda, ...]:
    """Wage and both shares, where they differ."""
    rows: list[Beda] = []
    if states_other_wage(ours, theirs):
        wage = format_rupiah(ours.dasar)
        if ours.dasar != ours.penghasilan:
            wage = f"{wage} (penghasilan tetap {format_rupiah(ours.penghasilan)})"
        rows.append(Beda("Gaji", wage, format_rupiah(theirs.gaji)))
    pairs = (
        ("Iuran pemberi kerja", ours.pemberi_kerja, theirs.pemberi_kerja),
        ("Iuran peserta", ours.peserta, theirs.peserta),
    )
    rows += [Beda(name, format_rupiah(us), format_rupiah(them)) for name, us, them in pairs if us != them]
    return tuple(rows)


def status_text(row: BarisBpjs) -> str:
    return "Aktif" if row.aktif else "Nonaktif"


def birth_text(lahir: date | None) -> str:
    return format_tanggal(lahir) if lahir else EMPTY
