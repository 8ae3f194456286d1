"""The NIK doctor: broken numbers are refused, suspicious ones questioned, none is guessed (law.md 7)."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

INVISIBLE = re.compile(r"[\s\u00a0\u200b-\u200d\u2060\ufeff.'’`\-]")
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NUMBERLIKE = re.compile(r"^[0-9][.,][0-9]+[eE]\+?[0-9]+$")


@dataclass(frozen=True, slots=True)
class PeriksaNik:
    """What became of a typed number: `nik` is set only when it can be used."""

    nik: str
    galat: str = ""
    saran: str = ""
    ragu: tuple[str, ...] = ()


def normalise(text: str) -> str:
    """Noise removed that changes no digit: spaces, dots, apostrophes, zero-width marks, full-width digits."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def check_number(text: str, sebutan: str, digits: int = 16) -> PeriksaNik:
    """A NIK, KK or card number as typed, cleaned or refused. `sebutan` is its name in the sentence."""
    if NUMBERLIKE.match(text.strip()):
        return PeriksaNik(
            "",
            f"{sebutan} sudah diubah lembar kerja menjadi angka ({text.strip()}), angka terakhirnya hilang.",
            "Ubah format kolom menjadi Teks, lalu ketik ulang nomor dari KTP atau KK.",
        )
    clean = normalise(text)
    if not re.fullmatch(r"[0-9]*", clean):
        return PeriksaNik("", f"{sebutan} memuat huruf atau tanda yang bukan angka.", f"Ketik ulang {digits} angkanya.")
    if len(clean) != digits:
        return PeriksaNik(
            "", f"{sebutan} berisi {len(clean)} angka, seharusnya {digits}.", "Cocokkan dengan KTP, KK atau kartunya."
        )
    return PeriksaNik(clean)


def check_nik(
    text: str,
    *,
    lahir: date | None,
    perempuan: bool | None,
    kabupaten_dikenal: Collection[str],
    kecamatan_dikenal: Collection[str] = (),
) -> PeriksaNik:
    """A person's NIK as typed: refused, or accepted with the doubts that a person should answer.

    `kabupaten_dikenal` are the four-digit province-and-regency codes of the country, `kecamatan_dikenal` the
    six-digit ones of its districts (none given: not asked about). District code and birth date only raise doubts,
    because a NIK never changes when a district splits or a birth date is corrected.
    """
    checked = check_number(text, "NIK")
    if checked.galat:
        return checked
    nik = checked.nik
    broken = _broken(nik, kabupaten_dikenal)
    if broken:
        return PeriksaNik("", broken, "Cocokkan dengan KTP, lalu ketik ulang.")
    return PeriksaNik(nik, ragu=(*_places(nik, kabupaten_dikenal, kecamatan_dikenal), *_doubts(nik, lahir, perempuan)))


def _broken(nik: str, known: Collection[str]) -> str:
    if nik[:2] not in {code[:2] for code in known}:
        return f"NIK berawalan {nik[:2]}, bukan kode provinsi mana pun."
    if nik[2:4] == "00" or nik[4:6] == "00":
        return "Kode kabupaten atau kecamatan pada NIK adalah 00."
    if nik[12:] == "0000":
        return "Empat angka terakhir NIK adalah 0000."
    day, month = int(nik[6:8]) % 40, int(nik[8:10])
    if not (1 <= month <= 12 and 1 <= day <= DAYS_IN_MONTH[month - 1] and int(nik[6:8]) <= 71):
        return "Tanggal lahir di dalam NIK tidak mungkin."
    return ""


def _places(nik: str, kabupaten: Collection[str], kecamatan: Collection[str]) -> list[str]:
    if nik[:4] not in kabupaten:
        return [f"Kode kabupaten {nik[:2]}.{nik[2:4]} di dalam NIK tidak ada dalam daftar sekarang."]
    if kecamatan and nik[:6] not in kecamatan:
        return [f"Kode kecamatan {nik[:2]}.{nik[2:4]}.{nik[4:6]} di dalam NIK tidak ada dalam daftar sekarang."]
    return []


def _doubts(nik: str, lahir: date | None, perempuan: bool | None) -> list[str]:
    doubts = []
    female = int(nik[6:8]) > 40
    if lahir and (int(nik[6:8]) % 40, int(nik[8:10]), int(nik[10:12])) != (lahir.day, lahir.month, lahir.year % 100):
        doubts.append("Tanggal lahir di dalam NIK berbeda dari tanggal lahir yang ditulis.")
    if perempuan is not None and perempuan != female:
        doubts.append("Jenis kelamin di dalam NIK berbeda dari yang ditulis.")
    return doubts
