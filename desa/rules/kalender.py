"""Working days and due dates (MM Pasal 10; KU Pasal 7 ayat (3)-(4), Pasal 8 ayat (2))."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desa.parameters.bagian import JangkaBulan, JangkaHari
from desa.parameters.peraturan import JatuhTempoAturan
from jaminan.bulan import DAYS, Bulan, format_hari, format_tanggal

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class JatuhTempo:
    """The last day on time, and why it is that day, in words."""

    tanggal: date
    alasan: str


def is_working_day(day: date, libur: Mapping[date, str]) -> bool:
    """Monday to Friday, and neither a holiday nor a cuti bersama (design decision 6)."""
    return day.weekday() < SATURDAY and day not in libur


def next_working_day(day: date, libur: Mapping[date, str]) -> date:
    """The first working day after `day`."""
    later = day + timedelta(days=1)
    while not is_working_day(later, libur):
        later += timedelta(days=1)
    return later


def add_working_days(day: date, count: int, libur: Mapping[date, str]) -> date:
    """The day `count` working days after `day`, which itself is not counted (KU Pasal 8 ayat (2))."""
    for _ in range(count):
        day = next_working_day(day, libur)
    return day


@dataclass(frozen=True, slots=True)
class KeputusanTahap:
    """A recorded decision that months are due with a stage of ADD: the day, who decided, and by which letter."""

    tanggal: date
    penetap: str
    nomor_surat: str
    tanggal_surat: date


def stage_due(keputusan: KeputusanTahap, aturan: JatuhTempoAturan, libur: Mapping[date, str]) -> JatuhTempo:
    """The due date by a stage of ADD, moved to the next working day like any other (MM Pasal 10 ayat (1)-(2))."""
    pasal = aturan.tahap_add.pasal if aturan.tahap_add else aturan.pasal
    day, moved = keputusan.tanggal, _moved(keputusan.tanggal, aturan, libur)
    lead = (
        f"Tahap penyaluran ADD: {keputusan.penetap}, surat {keputusan.nomor_surat} tanggal "
        f"{format_tanggal(keputusan.tanggal_surat)}, menetapkan {format_hari(day)}"
    )
    if moved == day:
        return JatuhTempo(day, f"{lead} (Pasal {pasal}).")
    why = ", disusul ".join(_reasons(day, moved, libur))
    return JatuhTempo(moved, f"{lead}. Hari itu {why}; menjadi {format_hari(moved)} (Pasal {pasal}).")


def _moved(day: date, aturan: JatuhTempoAturan, libur: Mapping[date, str]) -> date:
    """The day itself, or the next working day where the regulation moves it."""
    stays = aturan.hari_libur == "tetap" or is_working_day(day, libur)
    return day if stays else next_working_day(day, libur)


def due_date(bulan: Bulan, aturan: JatuhTempoAturan, libur: Mapping[date, str]) -> JatuhTempo:
    """The month's due date under the regulation (MM Pasal 10 ayat (1)-(2); KU Pasal 7 ayat (3)-(4))."""
    day = date(bulan.year, bulan.month, aturan.tanggal)
    moved = _moved(day, aturan, libur)
    if moved == day:
        return JatuhTempo(day, f"{format_hari(day)} (Pasal {aturan.pasal}).")
    why = ", disusul ".join(_reasons(day, moved, libur))
    return JatuhTempo(
        moved,
        f"Tanggal {format_tanggal(day)} jatuh pada {why}; menjadi hari kerja berikutnya, "
        f"{format_hari(moved)} (Pasal {aturan.pasal}).",
    )


def _reasons(day: date, moved: date, libur: Mapping[date, str]) -> list[str]:
    """Why each day from `day` until before `moved` is off, in order and without repeating."""
    reasons: list[str] = []
    while day < moved:
        reason = libur.get(day) or f"hari {DAYS[day.weekday()]}"
        if reason not in reasons:
            reasons.append(reason)
        day += timedelta(days=1)
    return reasons


def suspended_from(bulan: Bulan) -> date:
    """From when cover may stop by the national rule while the month is unpaid (Perpres 82/2018 Pasal 42 ayat (1))."""
    return bulan.next().first_day


def months_after(day: date, count: int) -> date:
    """The same day so many months later, or that month's last day (MM Pasal 5 ayat (2): 31 Jan -> 28 Feb)."""
    later = Bulan.of(day).plus(count)
    last = calendar.monthrange(later.year, later.month)[1]
    return date(later.year, later.month, min(day.day, last))


def registration_deadline(pelantikan: date, aturan: JangkaBulan) -> date:
    """The last day to register an official: so many calendar months from pelantikan (MM Pasal 5 ayat (2))."""
    return months_after(pelantikan, aturan.bulan)


def report_deadline(perubahan: date, aturan: JangkaHari) -> date:
    """The last day to report a change: so many calendar days from it (MM Pasal 5 ayat (3))."""
    return perubahan + timedelta(days=aturan.hari)
