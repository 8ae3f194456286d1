"""When APBDesa was disbursed, and until when what a village still owes is due because of it (KU Pasal 8)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet

from desa.models import Desa, Kabupaten
from desa.models.catatan import standing
from desa.queries.bagian import after_disbursement
from desa.queries.peraturan import holidays_of
from desa.rules.kalender import JatuhTempo
from iuran.models import PencairanApbdesa, Penetapan
from iuran.rules import arrears_due
from jaminan.bulan import Bulan

REACH = timedelta(days=60)  # working days after a disbursement are looked for this far


def disbursements(desa: Desa | Kabupaten) -> QuerySet[PencairanApbdesa]:
    """The disbursements that stand, of one village or of a whole regency."""
    here = {"desa": desa} if isinstance(desa, Desa) else {"desa__kecamatan__kabupaten": desa}
    return standing(PencairanApbdesa.objects.filter(**here))


def disbursed_for(rows: Iterable[PencairanApbdesa], bulan: Bulan) -> dict[int, date]:
    """The day per village on which the money for this month came."""
    day = bulan.first_day
    return {row.desa_id: row.tanggal for row in rows if row.bulan_mulai <= day <= row.bulan_sampai}


def deadlines(penetapan: Penetapan, desa: Desa | None = None) -> dict[int, JatuhTempo]:
    """The later due date of each village whose money for the month came late, with the reason.

    Empty without a query where the regulation has no such article.
    """
    rule = after_disbursement(penetapan.peraturan)
    if rule is None:
        return {}
    days = disbursed_for(disbursements(desa or penetapan.kabupaten), Bulan.of(penetapan.bulan))
    if not days:
        return {}
    libur = holidays_of(penetapan.kabupaten, min(days.values()), max(days.values()) + REACH)
    found = {village: arrears_due(penetapan.jatuh_tempo, day, rule, libur) for village, day in days.items()}
    return {village: due for village, due in found.items() if due is not None}
