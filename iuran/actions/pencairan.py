"""Records the day a village's APBDesa was disbursed, from which its arrears are counted (KU Pasal 8 ayat (2))."""

from datetime import date

from django.db import transaction

from desa.access import today_in
from desa.actions.audit import record
from desa.models import Desa, User
from desa.queries.bagian import after_disbursement
from desa.queries.peraturan import peraturan_in_force
from iuran.actions.surat import cancel_row, letter_fields, months_in_order, not_in_future
from iuran.models import PencairanApbdesa
from iuran.queries.pencairan import disbursements
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan

MONTHS = 12


@transaction.atomic
def record_pencairan(
    *,
    desa: Desa,
    bulan_mulai: Bulan,
    bulan_sampai: Bulan,
    tanggal: date,
    nomor_surat: str,
    surat: tuple[str, bytes] | None = None,
    by: User | None,
) -> PencairanApbdesa:
    """Records when the village's money for these months came; it changes no rupiah, only until when they are due.

    Raises Kesalahan where the regulation has no such article, a month is recorded already or still to come, or a
    field is wrong.
    """
    Desa.objects.select_for_update().get(pk=desa.pk)
    _require_article(desa, bulan_mulai)
    _require_months(desa, bulan_mulai, bulan_sampai)
    row = PencairanApbdesa.objects.create(
        desa=desa,
        bulan_mulai=bulan_mulai.first_day,
        bulan_sampai=bulan_sampai.first_day,
        tanggal=_day(desa, bulan_mulai, tanggal),
        oleh=by,
        **letter_fields(nomor_surat, surat),
    )
    record(
        "pencairanapbdesa.catat",
        by=by,
        objek=row,
        tempat=desa,
        ringkas=f"Mencatat APBDesa cair {format_tanggal(tanggal)} untuk {bulan_mulai.nama} sampai {bulan_sampai.nama}",
        rincian={"nomor_surat": row.nomor_surat, "tanggal": tanggal.isoformat(), "surat_sha256": row.surat_sha256},
    )
    return row


def _require_article(desa: Desa, bulan: Bulan) -> None:
    peraturan = peraturan_in_force(desa.kabupaten, bulan)
    if after_disbursement(peraturan) is None:
        raise Kesalahan(
            f"{peraturan.judul} tidak menghitung tunggakan dari pencairan APBDesa.", "Pencairan tidak perlu dicatat."
        )


def _require_months(desa: Desa, mulai: Bulan, sampai: Bulan) -> None:
    months_in_order(mulai, sampai, MONTHS)
    now = Bulan.of(today_in(desa.kabupaten))
    if sampai > now.plus(MONTHS):
        raise Kesalahan(f"{sampai.nama} masih terlalu jauh.", f"Paling jauh {now.plus(MONTHS).nama}.")
    same = disbursements(desa).filter(bulan_mulai__lte=sampai.first_day, bulan_sampai__gte=mulai.first_day).first()
    if same is not None:
        raise Kesalahan(
            f"Pencairan untuk {Bulan.of(same.bulan_mulai).nama} sampai {Bulan.of(same.bulan_sampai).nama} sudah "
            f"tercatat: {format_tanggal(same.tanggal)}.",
            "Batalkan catatan itu lebih dahulu bila salah.",
        )


def _day(desa: Desa, mulai: Bulan, tanggal: date) -> date:
    earliest = mulai.plus(-MONTHS).first_day
    if tanggal < earliest:
        raise Kesalahan(
            f"Tanggal pencairan {format_tanggal(tanggal)} terlalu lama sebelum {mulai.nama}.",
            f"Paling awal {format_tanggal(earliest)}.",
        )
    return not_in_future(desa.kabupaten, tanggal, "Tanggal pencairan")


def cancel_pencairan(*, pencairan: PencairanApbdesa, alasan: str, by: User | None) -> PencairanApbdesa:
    """Cancels a recorded disbursement; the month's own due date counts again. Raises Kesalahan as cancel_row does."""
    return cancel_row(pencairan, alasan=alasan, tempat=pencairan.desa, by=by)
