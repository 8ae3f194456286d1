"""Long work outside the request. A job carries ids only and asks again whether its user may."""

import structlog
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django_tasks import task

from desa.access import Izin, may_sign_in, require
from desa.models import Kabupaten, User
from iuran.actions.penetapan import assess_iuran, note_failure
from iuran.models import Penetapan
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

log = structlog.get_logger(__name__)

NOT_ALLOWED = "Anda tidak lagi berhak menetapkan iuran di kabupaten ini."
BROKEN = "Penetapan berhenti karena gangguan pada portal. Yang sudah selesai tetap tersimpan; jalankan lagi."


@task()
def assess_month(penetapan_id: int, user_id: int) -> None:
    """Assesses a month that was begun; whatever stops it is written on the month itself."""
    penetapan = Penetapan.objects.select_related("kabupaten").get(pk=penetapan_id)
    user = User.objects.get(pk=user_id)
    try:
        _assess(penetapan.kabupaten, Bulan.of(penetapan.bulan), user)
    except Kesalahan as problem:
        note_failure(penetapan=penetapan, sebab=str(problem), by=user)
    except Exception:
        log.exception("penetapan_berhenti", penetapan=penetapan_id)
        note_failure(penetapan=penetapan, sebab=BROKEN, by=user)
        raise


def _assess(kabupaten: Kabupaten, bulan: Bulan, user: User) -> None:
    try:
        if not may_sign_in(user):
            raise PermissionDenied
        require(user, Izin.TETAPKAN, kabupaten)
    except (Http404, PermissionDenied):
        raise Kesalahan(NOT_ALLOWED, "Minta rekan yang berhak menjalankannya.") from None
    assess_iuran(kabupaten=kabupaten, bulan=bulan, by=user)
