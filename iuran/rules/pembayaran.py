"""How what is owed stands against what was paid, on a day. Pure."""

from collections.abc import Iterable
from datetime import date

from iuran.enums import StatusBayar


def payment_status(owed: int, paid: int, *, today: date, due: date) -> StatusBayar:
    """How rupiah owed (what was carried over included) stand against rupiah paid, on a day in the regency.

    The due date itself is still on time (MM Pasal 10 ayat (1); KU Pasal 7 ayat (3)).
    """
    if paid > owed:
        return StatusBayar.LEBIH
    if paid == owed:
        return StatusBayar.LUNAS
    if today > due:
        return StatusBayar.TERLAMBAT
    return StatusBayar.KURANG if paid > 0 else StatusBayar.BELUM


def days_late(owed: int, payments: Iterable[tuple[date, int]], *, today: date, due: date) -> int:
    """Days from the due date until the rupiah owed were complete; until today while they are not."""
    left = owed
    complete = due if left <= 0 else today
    for day, amount in sorted(payments):
        if left <= 0:
            break
        left -= amount
        complete = day if left <= 0 else today
    return max(0, (complete - due).days)
