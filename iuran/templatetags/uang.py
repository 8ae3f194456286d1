"""Money in words, and the tone of a payment's state."""

from datetime import date

from django import template

from desa.rules.kalender import suspended_from
from iuran.enums import StatusBayar, StatusPenetapan
from jaminan.bulan import Bulan
from jaminan.rupiah import in_words

register = template.Library()

TONES = {
    StatusBayar.LUNAS: "positif",
    StatusBayar.LEBIH: "info",
    StatusBayar.BELUM: "netral",
    StatusBayar.KURANG: "peringatan",
    StatusBayar.TERLAMBAT: "negatif",
    StatusPenetapan.BERJALAN: "peringatan",
    StatusPenetapan.SELESAI: "positif",
    StatusPenetapan.DITUTUP: "info",
}


@register.filter
def terbilang(amount: int) -> str:
    """132637 as "Seratus tiga puluh dua ribu enam ratus tiga puluh tujuh rupiah"."""
    return in_words(amount)


@register.filter
def berhenti_sejak(bulan: Bulan | date) -> date:
    """From when cover may stop by the national rule while this month is unpaid."""
    return suspended_from(bulan if isinstance(bulan, Bulan) else Bulan.of(bulan))


@register.filter
def nada(status: str) -> str:
    """The tone in which a state is shown; the word beside it says the same."""
    return TONES[StatusBayar(status) if status in StatusBayar.values else StatusPenetapan(status)]
