"""A cell as whole rupiah a month, with one meaning only; everything else is a question with its readings."""

import re
from datetime import date

from desa.rules.isi import Isi, as_text, whole
from desa.rules.kolom import Kolom
from desa.rules.lembar import Sel
from desa.rules.salah import Tawaran, reading
from jaminan.rupiah import format_rupiah

MONEY = re.compile(
    r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?:0{1,2}|-))?"  # 2500000, 2.500.000, 2.500.000,00
    r"|([0-9]{1,3}(?:,[0-9]{3}){2,})(?:\.0{1,2})?"  # 2,500,000
    r"|([0-9]{4,})\.0+"  # 2500000.0
)
MILLIONS = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,3}))?(?:juta|jt)")
POWER = re.compile(r"([1-9])(?:[.,]([0-9]{1,6}))?e\+?0?([5-8])", re.IGNORECASE)
THOUSANDS = re.compile(r"([0-9]{1,3}),([0-9]{3})")
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
            tawaran=_offers(kolom, [amount // part for part in (12, 100) if amount % part == 0]),
        )
    return Isi(amount)


def _too_little(kolom: Kolom, amount: int) -> Isi:
    offers = _offers(kolom, [amount * 1000])
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


def _readings(text: str) -> list[int]:
    """What an unclear amount may mean.

    >>> _readings("2,5juta"), _readings("1e7"), _readings("2,500"), _readings("dua juta")
    ([2500000], [10000000], [2500, 2500000], [])
    """
    if match := MILLIONS.fullmatch(text.casefold()):
        return [int(match[1]) * 1_000_000 + int((match[2] or "").ljust(6, "0"))]
    if match := POWER.fullmatch(text):
        digits, power = match[1] + (match[2] or ""), int(match[3])
        return [int(digits) * 10 ** (power - len(digits) + 1)] if power >= len(digits) - 1 else []
    if match := THOUSANDS.fullmatch(text):
        return [int(match[1] + match[2]) * times for times in (1, 1000)]
    return []


def _offers(kolom: Kolom, amounts: list[int]) -> tuple[Tawaran, ...]:
    least, most = kolom.batas
    return tuple(reading(f"{format_rupiah(one)} sebulan", str(one)) for one in amounts if least <= one <= most)
