"""Records a decision that months are due with a stage of ADD, and lets their due date follow (MM Pasal 10 ayat (1))."""

from datetime import date

from django.db import transaction

from desa.actions.audit import record
from desa.models import Kabupaten, TahapAdd, User
from desa.queries.jatuh_tempo import due_of, stages_of
from desa.queries.peraturan import bagian_iuran, peraturan_in_force
from iuran.actions.alokasi import lock_months
from iuran.actions.surat import cancel_row, letter_fields, months_in_order, not_in_future, text_of
from iuran.enums import StatusPenetapan
from iuran.models import Penetapan
from iuran.queries.penetapan import later_closed, require_open
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan

MONTHS = 12
REASON_LENGTH = 300


@transaction.atomic
def record_tahap_add(
    *,
    kabupaten: Kabupaten,
    bulan_mulai: Bulan,
    bulan_sampai: Bulan,
    tanggal: date,
    penetap: str,
    nomor_surat: str,
    tanggal_surat: date,
    surat: tuple[str, bytes] | None = None,
    by: User | None,
) -> TahapAdd:
    """Records the decision; the due date of its months, none of them signed, becomes `tanggal` or the next working day.

    Raises Kesalahan when the regulation has no such article, a month is signed or decided on already, or a field is
    wrong.
    """
    lock_months(kabupaten)
    months = months_in_order(bulan_mulai, bulan_sampai, MONTHS)
    _require_months(kabupaten, months)
    row = TahapAdd.objects.create(
        kabupaten=kabupaten,
        bulan_mulai=bulan_mulai.first_day,
        bulan_sampai=bulan_sampai.first_day,
        tanggal=_day(months, tanggal),
        penetap=text_of(penetap, "Pejabat yang memutuskan", 80),
        tanggal_surat=not_in_future(kabupaten, tanggal_surat, "Tanggal surat"),
        oleh=by,
        **letter_fields(nomor_surat, surat),
    )
    _record(row, _follow(kabupaten, months), by)
    return row


def _record(row: TahapAdd, changed: dict[str, str], by: User | None) -> None:
    record(
        "tahapadd.catat",
        by=by,
        objek=row,
        tempat=row.kabupaten,
        ringkas=f"Mencatat jatuh tempo tahap ADD {format_tanggal(row.tanggal)}, surat {row.nomor_surat}",
        rincian={"penetap": row.penetap, "bulan": changed, "surat_sha256": row.surat_sha256},
    )


def _require_months(kabupaten: Kabupaten, months: list[Bulan]) -> None:
    """The regulation allows it for each month, none is signed, and none is decided on."""
    for month in months:
        require_open(kabupaten, month)
        peraturan = peraturan_in_force(kabupaten, month)
        if bagian_iuran(peraturan).jatuh_tempo.tahap_add is None:
            raise Kesalahan(
                f"{peraturan.judul} tidak mengenal jatuh tempo menurut tahap ADD ({month.nama}).",
                "Jatuh tempo bulan ini tetap seperti di peraturan.",
            )
    signed = later_closed(kabupaten, months[0])
    if signed is not None:
        raise signed
    for row in stages_of(kabupaten):
        if row.bulan_mulai <= months[-1].first_day and row.bulan_sampai >= months[0].first_day:
            raise Kesalahan(
                f"Surat {row.nomor_surat} sudah menetapkan jatuh tempo {Bulan.of(row.bulan_mulai).nama} sampai "
                f"{Bulan.of(row.bulan_sampai).nama}.",
                "Batalkan catatan itu lebih dahulu.",
            )


def _day(months: list[Bulan], tanggal: date) -> date:
    first, last = months[0].first_day, months[-1].plus(MONTHS).last_day
    if not first <= tanggal <= last:
        raise Kesalahan(
            f"Jatuh tempo {format_tanggal(tanggal)} tidak masuk akal untuk {months[0].nama}.",
            f"Isi tanggal antara {format_tanggal(first)} dan {format_tanggal(last)}.",
        )
    return tanggal


def _follow(kabupaten: Kabupaten, months: list[Bulan]) -> dict[str, str]:
    """Lets the months already begun follow; answers old and new day per month. The database guards signed ones."""
    rows = Penetapan.objects.filter(kabupaten=kabupaten, bulan__in=[month.first_day for month in months])
    changed = {}
    for row in rows.exclude(status=StatusPenetapan.DITUTUP).select_related("peraturan"):
        month = Bulan.of(row.bulan)
        due = due_of(kabupaten, month, bagian_iuran(row.peraturan).jatuh_tempo)
        changed[str(month)] = f"{row.jatuh_tempo.isoformat()} -> {due.tanggal.isoformat()}"
        Penetapan.objects.filter(pk=row.pk).update(
            jatuh_tempo=due.tanggal, alasan_jatuh_tempo=due.alasan[:REASON_LENGTH]
        )
    return changed


@transaction.atomic
def cancel_tahap_add(*, tahap: TahapAdd, alasan: str, by: User | None) -> TahapAdd:
    """Cancels a decision; its months are due by the regulation again. Raises Kesalahan when one of them is signed."""
    lock_months(tahap.kabupaten)
    months = Bulan.of(tahap.bulan_mulai).until(Bulan.of(tahap.bulan_sampai))
    for month in months:
        require_open(tahap.kabupaten, month)
    cancelled = cancel_row(tahap, alasan=alasan, tempat=tahap.kabupaten, by=by)
    _follow(tahap.kabupaten, months)
    return cancelled
