"""When each month is due in a regency: by its regulation, or by a recorded decision on a stage of ADD."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from desa.models import Kabupaten, Peraturan, TahapAdd
from desa.models.catatan import standing
from desa.parameters.peraturan import JatuhTempoAturan
from desa.queries.peraturan import bagian_iuran, holidays_of, in_force_on
from desa.rules.kalender import JatuhTempo, KeputusanTahap, due_date, stage_due
from jaminan.bulan import Bulan

REACH = timedelta(days=60)  # days off in a row never last that long


def stages_of(kabupaten: Kabupaten) -> list[TahapAdd]:
    """The decisions on stages of ADD that stand in a regency."""
    return list(standing(TahapAdd.objects.filter(kabupaten=kabupaten)))


def stage_of(rows: Iterable[TahapAdd], bulan: Bulan) -> TahapAdd | None:
    """The decision that covers a month; at most one stands."""
    day = bulan.first_day
    return next((row for row in rows if row.bulan_mulai <= day <= row.bulan_sampai), None)


def due_of(kabupaten: Kabupaten, bulan: Bulan, aturan: JatuhTempoAturan) -> JatuhTempo:
    """The month's due date and why: by a decision on a stage of ADD, else by the regulation. Two queries."""
    rows = stages_of(kabupaten) if aturan.tahap_add else []
    row = stage_of(rows, bulan)
    last = max(bulan.next().last_day, row.tanggal if row else bulan.last_day) + REACH
    return _due(bulan, aturan, rows, holidays_of(kabupaten, bulan.first_day, last))


def _due(bulan: Bulan, aturan: JatuhTempoAturan, rows: list[TahapAdd], libur: Mapping[date, str]) -> JatuhTempo:
    row = stage_of(rows, bulan) if aturan.tahap_add else None
    if row is None:
        return due_date(bulan, aturan, libur)
    return stage_due(KeputusanTahap(row.tanggal, row.penetap, row.nomor_surat, row.tanggal_surat), aturan, libur)


def due_dates_in(kabupaten: Kabupaten, year: int) -> list[tuple[Bulan, JatuhTempo | None]]:
    """Each month of a year and its due date; None where no regulation is in force. Constant number of queries."""
    laws = list(Peraturan.objects.filter(kabupaten=kabupaten).order_by("-berlaku_mulai"))
    rows = stages_of(kabupaten)
    last = max([date(year + 1, 1, 31), *(row.tanggal for row in rows)]) + REACH
    libur = holidays_of(kabupaten, date(year, 1, 1), last)
    found: list[tuple[Bulan, JatuhTempo | None]] = []
    for bulan in Bulan(year, 1).until(Bulan(year, 12)):
        rule = next((row for row in laws if in_force_on(row, bulan.first_day)), None)
        found.append((bulan, _due(bulan, bagian_iuran(rule).jatuh_tempo, rows, libur) if rule else None))
    return found
