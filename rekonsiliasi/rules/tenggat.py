"""By when a difference is to be settled, and how long it has stood. Pure.

The law gives no day of its own for this. Money follows the day on which the next bill is due, since it is settled
there (MM Pasal 13 ayat (2)); a village's data the clock on reporting changes (MM Pasal 5 ayat (3), KU Pasal 9);
what an office does with people the day until which BPJS Kesehatan takes changes for the next month (its practice).
"""

from datetime import date, timedelta

from desa.rules.tenggat import cutoff
from jaminan.bulan import Bulan
from rekonsiliasi.enums import PihakTindak, UmurSelisih


def settle_by(pihak: str, *, uang: bool, hari: date, lapor_hari: int, tagihan_berikut: date) -> date:
    """The proposed day; never one that is past when the decision is made."""
    if uang:
        return max(hari, tagihan_berikut)
    if pihak == PihakTindak.DESA:
        return hari + timedelta(days=lapor_hari)
    this = Bulan.of(hari)
    return cutoff(this) if hari <= cutoff(this) else cutoff(this.next())


def months_standing(sejak: date, bulan: date) -> int:
    """In how many months in a row the difference was found, the present one included."""
    return (bulan.year - sejak.year) * 12 + bulan.month - sejak.month + 1


def age_of(sejak: date, bulan: date) -> UmurSelisih:
    months = months_standing(sejak, bulan)
    if months <= 1:
        return UmurSelisih.BARU
    return UmurSelisih.DUA if months == 2 else UmurSelisih.LAMA
