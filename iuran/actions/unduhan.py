"""Notes who took full numbers of people out of the portal."""

from django.db import transaction

from desa.actions.audit import record
from desa.models import User
from iuran.queries.tagihan_porsi import TagihanPorsi


@transaction.atomic
def record_full_list(*, bill: TagihanPorsi, by: User | None) -> None:
    """Adds the audit row of a list with full NIK; call it before the list is handed out."""
    place = bill.desa or bill.kabupaten
    record(
        "iuran.unduh_nik",
        by=by,
        objek=place,
        tempat=place,
        ringkas=f"Mengunduh daftar iuran {bill.bulan.nama} {bill.tempat} dengan NIK lengkap, {bill.banyak} orang",
        rincian={"bulan": str(bill.bulan), "orang": bill.banyak, "sidik": bill.sidik},
    )
