"""Reads the register of lateness of a regency's year: which village, which change, how many days."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Min

from desa.enums import JenisTenggat
from desa.models import Desa, Kabupaten, Penyampaian, PerubahanDaftar
from desa.rules.riwayat import days_late
from desa.rules.tenggat import cutoff
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class Keterlambatan:
    """One thing told late. `dilaporkan` None: still not told. Changes by pasal; months by BPJS' own cut-off."""

    desa: Desa
    jenis: JenisTenggat
    hal: str
    nama: str
    terjadi: date
    tenggat: date
    dilaporkan: date | None
    terlambat: int


def register_of(kabupaten: Kabupaten, tahun: int, today: date) -> list[Keterlambatan]:
    """The year's register by deadline and village. Constant number of queries."""
    found = [*_changes(kabupaten, tahun), *_months(kabupaten, tahun, today)]
    return sorted(found, key=lambda one: (one.tenggat, one.desa.kode, one.nama, one.hal))


def worst_of(register: list[Keterlambatan]) -> list[tuple[Desa, int, int]]:
    """Per village how often and how many days in all, the most days first."""
    days: Counter[Desa] = Counter()
    times = Counter(one.desa for one in register)
    for one in register:
        days[one.desa] += one.terlambat
    return [(desa, times[desa], total) for desa, total in sorted(days.items(), key=lambda one: (-one[1], one[0].kode))]


def _changes(kabupaten: Kabupaten, tahun: int) -> list[Keterlambatan]:
    zone = ZoneInfo(kabupaten.zona_waktu)
    rows = PerubahanDaftar.objects.filter(
        desa__kecamatan__kabupaten=kabupaten, terlambat__gt=0, tenggat__year=tahun
    ).select_related("desa__kecamatan", "peserta", "anggota", "masa")
    return [
        Keterlambatan(
            row.desa,
            JenisTenggat.PERUBAHAN,
            f"{row.get_jenis_display()}{f': {row.masa.nama_jabatan}' if row.masa else ''}",
            (row.anggota or row.peserta).nama,
            row.tanggal or row.mulai,
            row.tenggat or row.mulai,
            row.pada.astimezone(zone).date(),
            row.terlambat,
        )
        for row in rows
    ]


def _months(kabupaten: Kabupaten, tahun: int, today: date) -> list[Keterlambatan]:
    """Months told after the 20th or not at all, since the village's first report."""
    rows = Penyampaian.objects.filter(desa__kecamatan__kabupaten=kabupaten).order_by()
    zone = ZoneInfo(kabupaten.zona_waktu)
    told = {
        (desa, month): moment.astimezone(zone).date()
        for desa, month, moment in rows.values_list("desa_id", "bulan").annotate(Min("disampaikan_pada"))
    }
    first = dict(rows.values_list("desa_id").annotate(Min("bulan")))
    villages = Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan")
    return [
        found
        for desa in villages
        if desa.pk in first
        for month in Bulan.of(max(first[desa.pk], date(tahun, 1, 1))).until(Bulan(tahun, 12))
        if (found := _month(desa, month, told.get((desa.pk, month.first_day)), today))
    ]


def _month(desa: Desa, bulan: Bulan, told: date | None, today: date) -> Keterlambatan | None:
    deadline = cutoff(bulan)
    late = days_late(deadline, told or today)
    if not late:
        return None
    text = f"Laporan {bulan.nama}"
    return Keterlambatan(desa, JenisTenggat.BULANAN, text, "", bulan.first_day, deadline, told, late)
