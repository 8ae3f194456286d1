"""A cell as whole rupiah a month, with one meaning only; everything else is a question with its readings."""

import re
from datetime import date
from decimal import Decimal

from desa.rules.isi import Isi, as_text, whole
from desa.rules.kolom import Kolom
from desa.rules.lembar import Sel
from desa.rules.salah import Tawaran, reading
from jaminan.rupiah import format_rupiah, round_half_up

MONEY = re.compile(
    r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?:0{1,2}|-))?"  # 2500000, 2.500.000, 2.500.000,00
    r"|([0-9]{1,3}(?:,[0-9]{3}){2,})(?:\.0{1,2})?"  # 2,500,000
    r"|([0-9]{4,})\.0+"  # 2500000.0
)
MILLIONS = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,3}))?(?:juta|jt)")
POWER = re.compile(r"([1-9])(?:[.,]([0-9]{1,6}))?e\+?0?([5-8])", re.IGNORECASE)
THOUSANDS = re.compile(r"([0-9]{1,3}),([0-9]{3})")
CUT = re.compile(r"([0-9]{1,3})\.([0-9]{1,3})")  # 132.600 that a spreadsheet took for the number 132,6
SEN = re.compile(
    r"([0-9]{4,}|[0-9]{1,3}(?:\.[0-9]{3})+),([0-9]{1,2})"  # 132637,36 and 132.637,36
    r"|([0-9]{4,}|[0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]{1,})"  # 132637.36 and 132,637.36
)
DOTTED, COMMAS = "titik memisah ribuan", "koma memisah ribuan"
THOUSAND, MILLION, POWERS = "dalam ribuan rupiah", "dalam juta rupiah", "dalam bentuk 1E+07"
ROUNDED, YEARLY, IN_SEN = "sen dibulatkan ke rupiah", "jumlah setahun dibagi 12", "dua angka terakhir adalah sen"
CLEAR = "Tulis angkanya saja, misalnya 2500000."


def read_money(kolom: Kolom, sel: Sel) -> Isi:
    """Whole rupiah a month; an unlikely amount is asked about, not taken."""
    amount = _amount(sel)
    if amount is None:
        galat = f'{kolom.judul} "{as_text(sel)}" bukan jumlah rupiah yang jelas.'
        return Isi(galat=galat, saran=CLEAR, tawaran=_offers(kolom, _readings(_clean(as_text(sel)))))
    if amount < 0:
        return Isi(galat=f"{kolom.judul} negatif.", saran="Tulis jumlah rupiah sebulan.")
    if amount < kolom.batas[0]:
        return _too_little(kolom, amount)
    if amount > kolom.batas[1]:
        return Isi(
            galat=f"{kolom.judul} {format_rupiah(amount)} sebulan; apakah ini jumlah setahun?",
            saran="Tulis jumlah sebulan, misalnya 2500000.",
            tawaran=_offers(
                kolom, [(amount // part, how) for part, how in ((12, YEARLY), (100, IN_SEN)) if amount % part == 0]
            ),
        )
    return Isi(amount)


def _too_little(kolom: Kolom, amount: int) -> Isi:
    offers = _offers(kolom, [(amount * 1000, THOUSAND)])
    more = f"apakah maksudnya {format_rupiah(amount * 1000)}?" if offers else "Rupiah sebulan?"
    galat = f"{kolom.judul} hanya {format_rupiah(amount)} sebulan; {more}"
    return Isi(galat=galat, saran="Tulis angka penuh, misalnya 2500000.", tawaran=offers)


def _amount(sel: Sel) -> int | None:
    value = whole(sel.nilai)
    if isinstance(value, bool | date | float) or value is None:
        return None
    if isinstance(value, int):
        return value
    clean = _clean(as_text(sel))
    sign = -1 if clean.startswith("-") else 1
    match = MONEY.fullmatch(clean.removeprefix("-"))
    return sign * int(re.sub(r"[.,]", "", next(group for group in match.groups() if group))) if match else None


def _clean(text: str) -> str:
    """Without Rp and spaces.

    >>> _clean("Rp. 2 500 000,-")
    '2500000,-'
    """
    return re.sub(r"^(rp\.?|idr)\s*|\s|^'", "", text, flags=re.IGNORECASE)


def _readings(text: str) -> list[tuple[int, str]]:
    """What an unclear amount may mean, and by which way of reading.

    >>> _readings("2,5juta"), _readings("1e7"), _readings("dua juta")
    ([(2500000, 'dalam juta rupiah')], [(10000000, 'dalam bentuk 1E+07')], [])
    >>> _readings("2,500"), _readings("132.6"), _readings("132.637,50")
    ([(2500, 'koma memisah ribuan'), (2500000, 'dalam ribuan rupiah')], [(132600, 'titik memisah ribuan')], \
[(132638, 'sen dibulatkan ke rupiah')])
    """
    if match := MILLIONS.fullmatch(text.casefold()):
        return [(int(match[1]) * 1_000_000 + int((match[2] or "").ljust(6, "0")), MILLION)]
    if match := POWER.fullmatch(text):
        digits, power = match[1] + (match[2] or ""), int(match[3])
        return [(int(digits) * 10 ** (power - len(digits) + 1), POWERS)] if power >= len(digits) - 1 else []
    if match := THOUSANDS.fullmatch(text):
        return [(int(match[1] + match[2]) * times, how) for times, how in ((1, COMMAS), (1000, THOUSAND))]
    if match := CUT.fullmatch(text):
        return [(int(match[1] + match[2].ljust(3, "0")), DOTTED)]
    if match := SEN.fullmatch(text):
        rupiah, sen = re.sub(r"[.,]", "", match[1] or match[3]), match[2] or match[4]
        return [(round_half_up(Decimal(f"{rupiah}.{sen}")), ROUNDED)]
    return []


def _offers(kolom: Kolom, amounts: list[tuple[int, str]]) -> tuple[Tawaran, ...]:
    least, most = kolom.batas
    return tuple(
        reading(f"{format_rupiah(one)} sebulan", str(one), how) for one, how in amounts if least <= one <= most
    )
