"""Whole rupiah and the one rounding rule of the portal: half-up, each share on its own."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NewType

from lokal import terbilang

Rupiah = NewType("Rupiah", int)

BASIS_POINTS = 10_000  # 100 % in basis points; 4 % is 400


def round_half_up(amount: Decimal) -> Rupiah:
    """A decimal amount in rupiah as whole rupiah, half-up (law.md 2: no rule printed, practice is half-up).

    >>> round_half_up(Decimal("2678863.10"))
    2678863
    >>> round_half_up(Decimal("0.5"))
    1
    """
    return Rupiah(int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def share_of(base: int, basis_points: int) -> Rupiah:
    """`basis_points` ten-thousandths of `base` rupiah, half-up, in integers only.

    >>> share_of(2426640, 300), share_of(2426640, 200)
    (72799, 48533)

    Raises ValueError when base or rate is negative, or the rate is above 100 %.
    """
    if base < 0:
        raise ValueError("Dasar iuran tidak boleh negatif.")
    if not 0 <= basis_points <= BASIS_POINTS:
        raise ValueError("Persentase harus antara 0 dan 100.")
    return Rupiah((base * basis_points + BASIS_POINTS // 2) // BASIS_POINTS)


def percent_to_basis_points(percent: str) -> int:
    """ "4" as 400, "0.5" as 50; a percentage is text, because a float would already have lost it.

    Raises ValueError when the text is no percentage between 0 and 100 with at most two decimals.
    """
    points = Decimal(percent) * 100
    if points != points.to_integral_value() or not 0 <= points <= BASIS_POINTS:
        raise ValueError(f"Persentase {percent!r} harus antara 0 dan 100 dengan paling banyak dua angka desimal.")
    return int(points)


def basis_points_to_percent(basis_points: int) -> str:
    """400 as "4", 50 as "0.5"."""
    return format((Decimal(basis_points) / 100).normalize(), "f")


def format_rupiah(amount: int) -> str:
    """1234567 as "Rp 1.234.567"; a negative amount as "-Rp 5"."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp {format_count(abs(amount))}"


def format_count(count: int) -> str:
    """1846 people as "1.846"."""
    return f"{count:,}".replace(",", ".")


def in_words(amount: int) -> str:
    """An amount as it is written under a total.

    >>> in_words(132_637)
    'Seratus tiga puluh dua ribu enam ratus tiga puluh tujuh rupiah'
    >>> in_words(-1_001_000)
    'Minus satu juta seribu rupiah'
    """
    words = f"{terbilang(abs(amount))} rupiah"
    return f"Minus {words}" if amount < 0 else words[:1].upper() + words[1:]
