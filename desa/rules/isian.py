"""One cell as a value, or the sentence that refuses it. Nothing is guessed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from desa.enums import Jabatan, SifatJabatan
from desa.rules.kolom import Jenis, Kolom
from desa.rules.lembar import Sel
from desa.rules.nik import check_number
from jaminan.bulan import NAMES, format_tanggal
from jaminan.rupiah import format_rupiah

LEAST, MOST = 100_000, 100_000_000
EPOCH = date(1899, 12, 30)
SERIAL = range(7_000, 60_000)  # 1919 to 2064 in Excel's count of days
YEARS = range(1900, 2101)
MONTHS = {name[:3].casefold(): number for number, name in enumerate(NAMES, 1)} | {"agt": 8, "okt": 10, "nop": 11}
# Control signs, spaces without width, and the signs that turn the direction of writing.
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
MONEY = re.compile(
    r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?:0{1,2}|-))?"  # 2500000, 2.500.000, 2.500.000,00
    r"|([0-9]{1,3}(?:,[0-9]{3}){2,})(?:\.0{1,2})?"  # 2,500,000
    r"|([0-9]{4,})\.0+"  # 2500000.0
)


@dataclass(frozen=True, slots=True)
class Isi:
    """What became of a cell: a value, or `galat` with `saran`; `ragu` is a question that does not stop it."""

    nilai: Any = None
    galat: str = ""
    saran: str = ""
    ragu: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post as written: "Plt. Kepala Urusan Keuangan"."""

    jabatan: Jabatan
    bidang: str
    sifat: SifatJabatan

    @property
    def nama(self) -> str:
        sifat = "" if self.sifat == SifatJabatan.DEFINITIF else str(self.sifat.label)
        return " ".join(part for part in (sifat, str(self.jabatan.label), self.bidang) if part)


def read_cell(kolom: Kolom, sel: Sel, pasal: str) -> Isi:
    """The value of a filled cell in its column. `pasal` is where the regulation lists the posts."""
    if sel.rumus:
        return Isi(galat="Sel ini berisi rumus.", saran="Salin isinya, lalu tempel sebagai nilai.")
    if kolom.jenis == Jenis.JABATAN:
        return read_jabatan(as_text(sel), pasal)
    return READERS[kolom.jenis](kolom, sel)


def as_text(sel: Sel) -> str:
    """The cell as text in one line, double and invisible spaces gone."""
    text = unicodedata.normalize("NFC", str(sel.nilai)).replace("\u00a0", " ")
    return " ".join(UNSEEN.sub("", text).split())


def read_text(kolom: Kolom, sel: Sel) -> Isi:
    text = as_text(sel)
    if len(text) > kolom.panjang:
        return Isi(galat=f"{kolom.judul} lebih dari {kolom.panjang} huruf.", saran="Pendekkan isinya.")
    if kolom.isian == "nama" and not any(letter.isalpha() for letter in text):
        return Isi(galat=f'Nama "{text}" tidak memuat huruf.', saran="Tulis nama seperti pada KTP.")
    return Isi(text)


def read_number(kolom: Kolom, sel: Sel) -> Isi:
    """A NIK, KK or card number: a number cell is always refused, its last digits may be lost (design 7)."""
    name = kolom.judul
    if not isinstance(sel.nilai, str):
        return Isi(
            galat=f"Kolom {name} berisi angka, bukan teks; angka terakhir mungkin hilang.",
            saran="Ubah kolom menjadi Teks lalu ketik ulang.",
        )
    checked = check_number(sel.nilai, name, 13 if kolom.jenis == Jenis.KARTU else 16)
    return Isi(checked.nik, checked.galat, checked.saran)


def read_phone(_kolom: Kolom, sel: Sel) -> Isi:
    """A phone number; the 0 that a number cell dropped in front of 8 is put back."""
    digits = re.sub(r"[\s.\-()]", "", as_text(sel).removesuffix(".0"))
    if digits.startswith("8"):
        digits = f"0{digits}"
    if not re.fullmatch(r"\+?[0-9]{6,15}", digits):
        return Isi(
            galat=f'Telepon "{as_text(sel)}" bukan nomor telepon.', saran="Tulis angkanya saja, misalnya 081234567890."
        )
    return Isi(digits)


def read_choice(kolom: Kolom, sel: Sel) -> Isi:
    text = as_text(sel)
    found = dict(kolom.kata).get(text.casefold().rstrip("."))
    if found is None:
        return Isi(galat=f'{kolom.judul} "{text}" tidak dikenal.', saran=f"Pilih: {', '.join(kolom.pilihan)}.")
    return Isi(found)


def read_yes_no(kolom: Kolom, sel: Sel) -> Isi:
    if isinstance(sel.nilai, bool):
        return Isi(sel.nilai)
    text = as_text(sel).casefold()
    if text in {"y", "ya"}:
        return Isi(True)
    if text in {"t", "tidak", "-"}:
        return Isi(False)
    return Isi(galat=f'{kolom.judul} berisi "{as_text(sel)}".', saran="Isi Y atau T.")


def read_date(kolom: Kolom, sel: Sel) -> Isi:
    """A date cell, Excel's count of days, or text with the day first; impossible days are refused."""
    value = sel.nilai
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _in_years(kolom, value)
    if isinstance(value, int) and value in SERIAL:
        day = EPOCH + timedelta(days=value)
        return Isi(day, ragu=f"Angka {value} dibaca sebagai {format_tanggal(day)}.")
    return _date_from_text(kolom, as_text(sel))


def _in_years(kolom: Kolom, day: date) -> Isi:
    if day.year not in YEARS:
        return Isi(galat=f"{kolom.judul} bertahun {day.year}.", saran="Periksa tahunnya.")
    return Isi(day)


def _date_from_text(kolom: Kolom, text: str) -> Isi:
    how = "Tulis hari, bulan, tahun: 31/12/1990."
    parts = _date_parts(re.sub(r"[ T]0?0[:.]00([:.]00)?$", "", text))
    if parts is None:
        return Isi(galat=f'{kolom.judul} "{text}" bukan tanggal yang dikenal.', saran=how)
    day, month, year = parts
    if year < 100:
        return Isi(galat=f'{kolom.judul} "{text}" bertahun dua angka.', saran="Tulis tahun dengan empat angka.")
    if month > 12 and day <= 12:
        return Isi(galat=f'{kolom.judul} "{text}": bulan dan hari tertukar?', saran=how)
    try:
        return _in_years(kolom, date(year, month, day))
    except ValueError:
        return Isi(
            galat=f'{kolom.judul} "{text}" tidak ada dalam kalender.', saran="Cocokkan dengan KTP atau surat keputusan."
        )


def _date_parts(text: str) -> tuple[int, int, int] | None:
    """Day, month, year of the ways people write dates; None for anything else."""
    if match := re.fullmatch(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{2}|[0-9]{4})", text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := re.fullmatch(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{2}|[0-9]{4})", text):
        month = MONTHS.get(match[2][:3].casefold())
        return (int(match[1]), month, int(match[3])) if month else None
    return None


def read_money(kolom: Kolom, sel: Sel) -> Isi:
    """Whole rupiah a month, with one meaning only; an unlikely amount is asked about, not taken."""
    amount = _amount(sel)
    if amount is None:
        return Isi(
            galat=f'{kolom.judul} "{as_text(sel)}" bukan jumlah rupiah yang jelas.',
            saran="Tulis angkanya saja, misalnya 2500000.",
        )
    if amount < 0:
        return Isi(galat=f"{kolom.judul} negatif.", saran="Tulis jumlah rupiah sebulan.")
    if amount < LEAST:
        more = (
            f"apakah maksudnya {format_rupiah(amount * 1000)}?" if 100 <= amount <= MOST // 1000 else "Rupiah sebulan?"
        )
        return Isi(
            galat=f"{kolom.judul} hanya {format_rupiah(amount)} sebulan; {more}",
            saran="Tulis angka penuh, misalnya 2500000.",
        )
    if amount > MOST:
        return Isi(
            galat=f"{kolom.judul} {format_rupiah(amount)} sebulan; apakah ini jumlah setahun?",
            saran="Tulis jumlah sebulan, misalnya 2500000.",
        )
    return Isi(amount)


def _amount(sel: Sel) -> int | None:
    value = sel.nilai
    if isinstance(value, bool | date):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        clean = re.sub(r"^rp\.?\s*|\s", "", as_text(sel), flags=re.IGNORECASE)
        sign = -1 if clean.startswith("-") else 1
        match = MONEY.fullmatch(clean.removeprefix("-"))
        return sign * int(re.sub(r"[.,]", "", next(group for group in match.groups() if group))) if match else None
    return int(value) if value is not None and value.is_integer() else None


STAND_IN = {"plt": SifatJabatan.PLT, "pj": SifatJabatan.PJ, "pjs": SifatJabatan.PJ, "penjabat": SifatJabatan.PJ}
NAMED = (
    ("kepala desa", Jabatan.KEPALA_DESA), ("kades", Jabatan.KEPALA_DESA),
    ("sekretaris desa", Jabatan.SEKRETARIS_DESA), ("sekdes", Jabatan.SEKRETARIS_DESA),
    ("kepala urusan", Jabatan.KEPALA_URUSAN), ("kaur", Jabatan.KEPALA_URUSAN),
    ("kepala seksi", Jabatan.KEPALA_SEKSI), ("kasi", Jabatan.KEPALA_SEKSI),
    ("kepala dusun", Jabatan.KEPALA_DUSUN), ("kadus", Jabatan.KEPALA_DUSUN),
)  # fmt: skip
SINGLE = (Jabatan.KEPALA_DESA, Jabatan.SEKRETARIS_DESA)


def read_jabatan(text: str, pasal: str) -> Isi:
    """A post of the closed list, with what it is about, and whether it is a stand-in's."""
    first, _, rest = text.partition(" ")
    sifat = STAND_IN.get(first.casefold().rstrip("."), SifatJabatan.DEFINITIF)
    wanted = text if sifat == SifatJabatan.DEFINITIF else rest
    for name, jabatan in NAMED:
        if wanted.casefold() == name or wanted.casefold().startswith(f"{name} "):
            bidang = "" if jabatan in SINGLE else wanted[len(name) :].strip()
            return _post(Post(jabatan, bidang, sifat))
    if re.search(r"\b(staf|staff|bpd|badan permusyawaratan)\b", text.casefold()):
        return Isi(
            galat=f'"{text}" tidak termasuk yang dijamin di sini (Pasal {pasal}).', saran="Hapus baris ini dari daftar."
        )
    allowed = ", ".join(str(post.label) for post in Jabatan)
    return Isi(galat=f'Jabatan "{text}" tidak dikenal.', saran=f"Yang dijamin hanya {allowed} (Pasal {pasal}).")


def _post(post: Post) -> Isi:
    if len(post.bidang) > 60:
        return Isi(galat="Nama bidang pada Jabatan lebih dari 60 huruf.", saran="Pendekkan isinya.")
    return Isi(post)


READERS: dict[Jenis, Callable[[Kolom, Sel], Isi]] = {
    Jenis.NIK: read_number,
    Jenis.NOMOR_16: read_number,
    Jenis.KARTU: read_number,
    Jenis.TELEPON: read_phone,
    Jenis.TEKS: read_text,
    Jenis.TANGGAL: read_date,
    Jenis.UANG: read_money,
    Jenis.PILIHAN: read_choice,
    Jenis.YA_TIDAK: read_yes_no,
}
