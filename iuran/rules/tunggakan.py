"""When arrears are due once APBDesa is disbursed, and how old they are. Pure (KU Pasal 8)."""

from collections.abc import Mapping
from datetime import date

from desa.parameters.bagian import SesudahCairAturan
from desa.rules.kalender import JatuhTempo, add_working_days
from iuran.enums import UmurTunggakan
from jaminan.bulan import format_hari

AGES = ((30, UmurTunggakan.SEBULAN), (90, UmurTunggakan.TIGA_BULAN), (365, UmurTunggakan.SETAHUN))


def arrears_due(
    due: date, cair: date | None, aturan: SesudahCairAturan, libur: Mapping[date, str]
) -> JatuhTempo | None:
    """The last day for what is still owed after APBDesa was disbursed, the day itself not counted.

    None: the month's own due date stands, since nothing is disbursed yet or it was by that date, in time to pay.
    """
    if cair is None or cair <= due:
        return None
    last = add_working_days(cair, aturan.hari_kerja, libur)
    return JatuhTempo(
        last,
        f"APBDesa cair {format_hari(cair)}; {aturan.hari_kerja} hari kerja sesudahnya adalah {format_hari(last)} "
        f"(Pasal {aturan.pasal}).",
    )


def age_of(days_late: int) -> UmurTunggakan:
    """In which group of age arrears are, by days after their due date."""
    if days_late <= 0:
        return UmurTunggakan.BELUM
    return next((age for most, age in AGES if days_late <= most), UmurTunggakan.LEBIH)
