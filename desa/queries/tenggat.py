"""Reads the legal clocks: which regulation runs them, and the last day of each."""

from contextlib import suppress
from datetime import date

from desa.models import Kabupaten
from desa.parameters.bagian import AturanKepesertaan
from desa.queries.bagian import membership_rule
from desa.queries.peraturan import peraturan_in_force
from desa.rules.kalender import report_deadline
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


def rule_on(kabupaten: Kabupaten, day: date) -> AturanKepesertaan | None:
    """The membership article of the day's month, by which its clocks run; None where none was in force yet."""
    bulan = Bulan.of(day)
    with suppress(Kesalahan):  # TidakAdaPeraturan is one
        return membership_rule(peraturan_in_force(kabupaten, bulan), bulan)
    return None


def report_by(kabupaten: Kabupaten, day: date) -> date | None:
    """The last day to report a change of that day; None where no regulation was in force yet."""
    rule = rule_on(kabupaten, day)
    return report_deadline(day, rule.lapor) if rule else None
