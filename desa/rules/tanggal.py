"""A cell as a day. The day stands first; what may mean two days is asked, what means none is refused."""

import re
from datetime import date, datetime, timedelta

from desa.rules.isi import Isi, as_text, whole
from desa.rules.kolom import Kolom
from desa.rules.lembar import Sel
from desa.rules.salah import Tawaran, reading
from jaminan.bulan import DAYS, NAMES, format_tanggal

EPOCH = date(1899, 12, 30)
SERIAL = range(7_000, 60_000)  # 1919 to 2064 in Excel's count of days
YEARS = range(1900, 2101)
OFFERED = range(1920, 2041)  # the years that a short year may mean
OTHERWISE = {"agt": 8, "ags": 8, "nop": 11, "nopember": 11, "peb": 2, "pebruari": 2,
             "may": 5, "aug": 8, "oct": 10, "dec": 12, "sept": 9}  # fmt: skip
TIME = re.compile(r"[ T][0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2})?$")
WEEKDAY = re.compile(rf"^({'|'.join(DAYS)}|Jum'at|Ahad)\s*,?\s+", re.IGNORECASE)
HOW = "Tulis hari, bulan, tahun: 31/12/1990."
DAY_FIRST, MONTH_FIRST = "hari di depan", "bulan di depan"
COUNTED = "hitungan hari lembar kerja"
Bacaan = tuple[int, int, int, str]  # day, month, year, and the way of reading


def read_date(kolom: Kolom, sel: Sel) -> Isi:
    """A date cell, Excel's count of days, or text with the day first; impossible days are refused."""
    value = whole(sel.nilai)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _in_years(kolom, value)
    if isinstance(value, int) and not isinstance(value, bool) and value in SERIAL:
        day = EPOCH + timedelta(days=value)
        return Isi(day, ragu=f"Angka {value} dibaca sebagai {format_tanggal(day)}.")
    return _from_text(kolom, as_text(Sel("", value)))


def _in_years(kolom: Kolom, day: date) -> Isi:
    if day.year not in YEARS:
        return Isi(galat=f"{kolom.judul} bertahun {day.year}.", saran="Periksa tahunnya.")
    return Isi(day)


def _from_text(kolom: Kolom, text: str) -> Isi:
    parts = date_parts(WEEKDAY.sub("", TIME.sub("", text)))
    if parts is None:
        return Isi(galat=f'{kolom.judul} "{text}" bukan tanggal yang dikenal.', saran=HOW, tawaran=_offers(_bare(text)))
    day, month, year = parts
    if year < 100:
        both = _offers([(day, month, age + year, f"tahun {age // 100}xx") for age in (1900, 2000)])
        saran = "Tulis tahun dengan empat angka."
        return Isi(galat=f'{kolom.judul} "{text}" bertahun dua angka.', saran=saran, tawaran=both)
    if month > 12 and day <= 12:
        turned = _offers([(month, day, year, MONTH_FIRST)])
        return Isi(galat=f'{kolom.judul} "{text}": bulan dan hari tertukar?', saran=HOW, tawaran=turned)
    try:
        return _in_years(kolom, date(year, month, day))
    except ValueError:
        saran = "Cocokkan dengan KTP atau surat keputusan."
        return Isi(galat=f'{kolom.judul} "{text}" tidak ada dalam kalender.', saran=saran)


def date_parts(text: str) -> tuple[int, int, int] | None:
    """Day, month, year of the ways people write dates; None for anything else.

    >>> date_parts("31 Des 1990"), date_parts("1990-12-31"), date_parts("31 desa 1990")
    ((31, 12, 1990), (31, 12, 1990), None)
    """
    if match := re.fullmatch(r"([0-9]{1,2}) ?[/.\- ] ?([0-9]{1,2}) ?[/.\- ] ?([0-9]{2}|[0-9]{4})", text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := re.fullmatch(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{2}|[0-9]{4})", text):
        month = _month(match[2].casefold())
        return (int(match[1]), month, int(match[3])) if month else None
    return None


def _month(word: str) -> int:
    """The month that a word of at least three letters begins; 0 for none."""
    named = (number for number, name in enumerate(NAMES, 1) if name.casefold().startswith(word))
    return OTHERWISE.get(word) or next(named, 0)


def _bare(text: str) -> list[Bacaan]:
    """Eight digits without marks, and a count of days written as text: what they may mean."""
    if re.fullmatch(r"[0-9]{8}", text):
        first = int(text[:2]), int(text[2:4]), int(text[4:])
        other = int(text[6:]), int(text[4:6]), int(text[:4])
        return [(*first, "hari, bulan, tahun tanpa tanda"), (*other, "tahun, bulan, hari tanpa tanda")]
    if re.fullmatch(r"[0-9]{4,5}(\.0)?", text) and int(text.removesuffix(".0")) in SERIAL:
        day = EPOCH + timedelta(days=int(text.removesuffix(".0")))
        return [(day.day, day.month, day.year, COUNTED)]
    return []


def _offers(parts: list[Bacaan]) -> tuple[Tawaran, ...]:
    """Those of the days that exist and are likely, in words."""
    found = []
    for day, month, year, how in parts:
        try:
            found.append((date(year, month, day), how))
        except ValueError:
            continue
    return tuple(reading(format_tanggal(one), one.isoformat(), how) for one, how in found if one.year in OFFERED)
