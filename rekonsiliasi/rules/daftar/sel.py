"""What one cell of the list says, and the sentence when it says nothing usable. Nothing is guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from desa.rules.lembar import Nilai, Sel
from desa.rules.nik import check_number
from jaminan.bulan import NAMES, Bulan

WHOLE = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+)(?:[.,]0{1,2})?")
DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2}|[A-Za-z]+)[/. -]([0-9]{4})")
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
MONTHS = {name.lower(): number for number, name in enumerate(NAMES, 1)}
MONTHS |= {name[:3].lower(): number for number, name in enumerate(NAMES, 1)} | {"agt": 8, "nop": 11, "pebruari": 2}
HUBUNGAN = {
    "peserta": 1, "p": 1, "suami": 2, "s": 2, "istri": 3, "isteri": 3, "i": 3, "anak": 4, "a": 4, "tambahan": 5, "t": 5,
}  # fmt: skip
STATUS = {"aktif": True, "nonaktif": False, "tidakaktif": False, "inaktif": False}
AS_TEXT = "Ubah format kolom menjadi Teks di berkas asal, lalu isi ulang nomornya."


@dataclass(frozen=True, slots=True)
class BarisDaftar:
    """One person of the list as it will be stored. Amounts in rupiah."""

    nomor: int
    nomor_kartu: str
    nik: str
    nama: str
    tanggal_lahir: date | None
    hubungan: int
    aktif: bool
    kelas: str
    kode_desa: str
    nama_desa: str
    gaji: int
    iuran_pemda: int
    iuran_peserta: int


class SelSalah(Exception):
    """A cell that cannot be used: the sentence, and what to do."""

    def __init__(self, pesan: str, saran: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.saran = saran


def text_of(cell: Sel | None) -> str:
    """A cell as text; a whole number without its decimals."""
    if cell is None or cell.nilai is None:
        return ""
    value = cell.nilai
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def short_text(most: int) -> Callable[[Sel | None], str]:
    """A reader of text that has to fit."""

    def read(cell: Sel | None) -> str:
        text = text_of(cell)
        if len(text) > most:
            raise SelSalah(f"Isi sel lebih dari {most} huruf.", "Pendekkan isinya.")
        return text

    return read


def long_number(sebutan: str, digits: int) -> Callable[[Sel | None], str]:
    """A reader of a NIK or card number: text only, since a number cell has lost zeros or its last digit."""

    def read(cell: Sel | None) -> str:
        if cell is not None and isinstance(cell.nilai, int | float):
            raise SelSalah(f"{sebutan} tersimpan sebagai angka, nol atau angka terakhirnya bisa hilang.", AS_TEXT)
        text = text_of(cell)
        if text in ("", "-"):
            return ""
        checked = check_number(text, sebutan, digits)
        if checked.galat:
            raise SelSalah(checked.galat, checked.saran)
        return checked.nik

    return read


def rupiah(cell: Sel | None) -> int | None:
    """Whole rupiah; None when the cell is empty. "2.500.000", "Rp 2.500.000,00" and 2500000 are the same."""
    if cell is None:
        return None
    value = cell.nilai
    if isinstance(value, bool | date):
        raise _no_amount(text_of(cell))
    if isinstance(value, int):
        return _not_negative(value)
    if isinstance(value, float):
        if not value.is_integer():
            raise SelSalah(f"{value} bukan rupiah utuh.", "Bulatkan di berkas asal; iuran selalu rupiah utuh.")
        return _not_negative(int(value))
    text = re.sub(r"^rp\.?\s*", "", text_of(cell).lower())
    if text in ("", "-"):
        return None if not text else 0
    if not WHOLE.fullmatch(text):
        raise _no_amount(text_of(cell))
    return int(re.sub(r"[.,]", "", re.sub(r"[.,]0{1,2}$", "", text)))


def _not_negative(value: int) -> int:
    if value < 0:
        raise SelSalah("Jumlah rupiah negatif.", "Tulis jumlah tanpa tanda kurang, atau hapus barisnya.")
    return value


def _no_amount(text: str) -> SelSalah:
    return SelSalah(f'"{text}" bukan jumlah rupiah utuh.', "Tulis angkanya saja, misalnya 132637.")


def day(cell: Sel | None) -> date | None:
    """A date, day before month; None when the cell is empty."""
    if cell is None or text_of(cell) in ("", "-"):
        return None
    value = cell.nilai
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(cell)
    return _written_day(text) if isinstance(value, str) else _no_day(text)


def _written_day(text: str) -> date:
    iso = ISO_DAY.fullmatch(text)
    match = DAY.fullmatch(text)
    if iso:
        parts = (int(iso[1]), int(iso[2]), int(iso[3]))
    elif match:
        month = int(match[2]) if match[2].isdigit() else MONTHS.get(match[2].lower(), 0)
        parts = (int(match[3]), month, int(match[1]))
    else:
        return _no_day(text)
    try:
        return date(*parts)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise SelSalah(f'"{text}" bukan tanggal yang dikenal.', "Tulis hari/bulan/tahun, misalnya 31/12/1990.")


def hubungan(cell: Sel | None) -> int:
    text = text_of(cell).lower()
    number = int(text) if text in ("1", "2", "3", "4", "5") else HUBUNGAN.get(text)
    if number is None:
        raise SelSalah(
            f'Hubungan "{text_of(cell)}" tidak dikenal.', "Isi 1 peserta, 2 suami, 3 istri, 4 anak, atau 5 tambahan."
        )
    return number


def status(cell: Sel | None) -> bool:
    """Whether the person is active."""
    word = re.sub(r"[^a-z]", "", text_of(cell).lower())
    if word not in STATUS:
        raise SelSalah(f'Status "{text_of(cell)}" tidak dikenal.', "Isi AKTIF atau NONAKTIF.")
    return STATUS[word]


def village_code(cell: Sel | None) -> str:
    """A Kemendagri village code, with or without its dots."""
    digits = re.sub(r"[.\s]", "", text_of(cell))
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise SelSalah(
            f'Kode desa "{text_of(cell)}" tidak dikenal.', "Tulis kode Kemendagri 10 angka, misalnya 76.03.01.2004."
        )
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


def room_class(cell: Sel | None) -> str:
    """A class as 1, 2, 3, I, II or III."""
    return short_text(4)(Sel("", re.sub(r"(?i)^kelas\s*", "", text_of(cell))))


def month(value: Nilai) -> Bulan | None:
    """A month as people write it: a date, 2026-10, 10/2026, Oktober 2026; None when it is none of these."""
    if isinstance(value, date):
        return Bulan.of(value)
    text = " ".join(str(value).lower().split())
    match = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})|([0-9]{1,2}|[a-z]+)[ /-]([0-9]{4})", text)
    if not match:
        return None
    year = int(match[1] or match[4])
    name = match[2] or match[3]
    number = int(name) if name.isdigit() else MONTHS.get(name, 0)
    return Bulan(year, number) if 2000 <= year <= 2199 and 1 <= number <= 12 else None
