"""Notes who took full numbers of people out of the portal."""

from datetime import date

from django.db import transaction

from desa.actions.audit import record
from desa.models import Desa, Kabupaten, User
from jaminan.bulan import format_tanggal


@transaction.atomic
def record_full_roster(*, tempat: Desa | Kabupaten, hari: date, orang: int, by: User | None) -> None:
    """Adds the audit row of a roster with full NIK; call it before the roster is handed out."""
    record(
        "riwayat.unduh_nik", by=by, objek=tempat, tempat=tempat, rincian={"hari": hari.isoformat(), "orang": orang},
        ringkas=f"Mengunduh daftar pada {format_tanggal(hari)} dengan NIK lengkap, {orang} orang",
    )  # fmt: skip
