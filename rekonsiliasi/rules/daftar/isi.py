"""What only BPJS' list has in its cells: a village's code, and a month as people write it."""

import re
from datetime import date

from desa.rules.lembar import Nilai
from jaminan.bulan import NAMES, Bulan

MONTHS = {name.lower(): number for number, name in enumerate(NAMES, 1)}
MONTHS |= {name[:3].lower(): number for number, name in enumerate(NAMES, 1)} | {"agt": 8, "nop": 11, "pebruari": 2}
WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
NAMED = re.compile(rf"(?<![0-9a-z])(?:([0-9]{{1,2}})\s+)?({WORDS})[ \-_/]*(20[0-9]{{2}})(?![0-9])", re.IGNORECASE)
NUMBERED = re.compile(r"(?<![0-9.])(20[0-9]{2})[-_]([01][0-9])(?![0-9]|-[0-9])")
FIRST, LAST = 2000, 2199


def village_code(text: str) -> str:
    """A Kemendagri village code with its dots; empty when it is none.

    >>> village_code("7603012004"), village_code("76.03.01.2004"), village_code("Mambi")
    ('76.03.01.2004', '76.03.01.2004', '')
    """
    digits = re.sub(r"[.\s]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return ""
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


def month(value: Nilai) -> Bulan | None:
    """A month as people write it: a date, 2026-10, 10/2026, Oktober 2026; None when it is none of these."""
    if isinstance(value, date):
        return Bulan.of(value)
    text = " ".join(str(value).lower().split())
    match = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})(?:-[0-9]{2})?|([0-9]{1,2}|[a-z]+)[ /-]([0-9]{4})", text)
    if not match:
        return None
    year = int(match[1] or match[4])
    name = match[2] or match[3]
    number = int(name) if name.isdigit() else MONTHS.get(name, 0)
    return Bulan(year, number) if FIRST <= year <= LAST and 1 <= number <= 12 else None


def months_named(text: str) -> set[Bulan]:
    """The months that a line names; a day of a month, such as of printing, names none.

    >>> sorted(str(one) for one in months_named("Daftar Peserta Bulan Oktober 2026, dicetak 3 November 2026"))
    ['2026-10']
    >>> sorted(str(one) for one in months_named("daftar_bpjs_76.03_2026-09.xlsx"))
    ['2026-09']
    """
    words = {Bulan(int(year), MONTHS[name.lower()]) for day, name, year in NAMED.findall(text) if not day}
    numbers = {Bulan(int(year), int(number)) for year, number in NUMBERED.findall(text) if 1 <= int(number) <= 12}
    return words | numbers
