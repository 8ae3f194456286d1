"""The number of a letter by its office's own pattern. Pure."""

import re
from datetime import date

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
TANDA = re.compile(r"\{([^{}]*)\}")
URUT = re.compile(r"urut(?::0([2-6]))?")
LONGEST = 60  # letters of a composed number
CONTOH = date(2028, 8, 28)  # the longest month in Roman figures


def pattern_faults(pola: str) -> list[str]:
    """What is wrong with a pattern, one sentence each; an empty list when numbers can be made of it."""
    names = TANDA.findall(pola)
    serials = [name for name in names if URUT.fullmatch(name)]
    known = {"bulan", "bulan_romawi", "tahun", "tahun2"}
    faults = [f"Tanda {{{name}}} tidak dikenal." for name in names if name not in known and name not in serials]
    if len(serials) != 1:
        faults.append("Tulis tepat satu tanda {urut}, misalnya {urut:03}.")
    if not {"tahun", "tahun2"} & set(names):
        faults.append("Tulis tanda {tahun}, karena nomor mulai lagi dari 1 setiap tahun.")
    if re.search(r"[{}]", TANDA.sub("", pola)):
        faults.append("Kurung kurawal tidak berpasangan.")
    if not pola.isprintable() or pola != " ".join(pola.split()):
        faults.append("Jangan memakai ganti baris atau spasi ganda.")
    if not faults and len(compose(pola, 999_999, CONTOH)) > LONGEST:
        faults.append(f"Nomor yang jadi lebih panjang dari {LONGEST} huruf.")
    return faults


def compose(pola: str, urut: int, day: date) -> str:
    """ "{urut:03}/BA/{bulan_romawi}/{tahun}" and 7 on 12 October 2026 make "007/BA/X/2026"."""
    values = {
        "bulan": f"{day.month:02d}",
        "bulan_romawi": ROMAN[day.month - 1],
        "tahun": str(day.year),
        "tahun2": f"{day.year % 100:02d}",
    }

    def filled(found: re.Match[str]) -> str:
        serial = URUT.fullmatch(found[1])
        return values[found[1]] if serial is None else f"{urut:0{serial[1] or 1}d}"

    return TANDA.sub(filled, pola)


def serial_of(pola: str, nomor: str, day: date) -> int | None:
    """The serial in a number made by the pattern for some month of that day's year; None for any other."""
    parts = {
        "bulan": "(?:0[1-9]|1[0-2])",
        "bulan_romawi": f"(?:{'|'.join(ROMAN)})",
        "tahun": str(day.year),
        "tahun2": f"{day.year % 100:02d}",
    }
    pieces = TANDA.split(pola)
    texts = [re.escape(one) if place % 2 == 0 else parts.get(one, "([0-9]+)") for place, one in enumerate(pieces)]
    found = re.fullmatch("".join(texts), nomor, re.IGNORECASE)
    return int(found[1]) if found else None


def next_serial(taken: set[int]) -> int:
    """One after the highest: a gap that a person left is theirs to explain, never filled behind their back."""
    return max(taken, default=0) + 1
