"""Reads the legal clocks: which regulation runs them, and the last day of each."""

from datetime import date

from desa.models import Kabupaten
from desa.queries.peraturan import TidakAdaPeraturan, peraturan_in_force
from desa.rules.kalender import report_deadline
from jaminan.bulan import Bulan


def report_by(kabupaten: Kabupaten, day: date) -> date | None:
    """The last day to report a change of that day; None where no regulation was in force yet."""
    try:
        peraturan_in_force(kabupaten, Bulan.of(day))
    except TidakAdaPeraturan:
        return None
    return report_deadline(day)
