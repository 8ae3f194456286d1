"""Reads the register of lateness of a regency's year: which village, which change, how many days."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Min

from desa.enums import JenisTenggat, StatusKepesertaan
from desa.models import Desa, Kabupaten, MasaJabatan, Penyampaian, PerubahanDaftar, RiwayatKepesertaan
from desa.parameters.bagian import AturanKepesertaan
from desa.queries.tenggat import rule_on
from desa.rules.kalender import registration_deadline
from desa.rules.riwayat import days_late
from desa.rules.tenggat import cutoff
from jaminan.bulan import Bulan

REGISTERED = (StatusKepesertaan.TERDAFTAR, StatusKepesertaan.AKTIF)


@dataclass(frozen=True, slots=True)
class Keterlambatan:
    """One thing told late. `dilaporkan` None: still not told. Changes and registrations by pasal; months by BPJS' own
    cut-off."""

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
    found = [*_changes(kabupaten, tahun), *_registrations(kabupaten, tahun), *_months(kabupaten, tahun, today)]
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
            _what(row),
            (row.anggota or row.peserta).nama,
            row.tanggal or row.mulai,
            row.tenggat or row.mulai,
            row.pada.astimezone(zone).date(),
            row.terlambat,
        )
        for row in rows
    ]


def _what(row: PerubahanDaftar) -> str:
    """The change in words; one whose day was not told counts from the first of its month, and says so."""
    post = f": {row.masa.nama_jabatan}" if row.masa else ""
    return f"{row.get_jenis_display()}{post}{'' if row.tanggal else ' (hari tidak disebut, dihitung dari tanggal 1)'}"


def _registrations(kabupaten: Kabupaten, tahun: int) -> list[Keterlambatan]:
    """Officials whom BPJS Kesehatan took in later than the regulation's month after pelantikan.

    Registered is who is in an answer of BPJS Kesehatan; what the portal found at its start had no clock.
    """
    zone = ZoneInfo(kabupaten.zona_waktu)
    rows = RiwayatKepesertaan.objects.filter(
        desa__kecamatan__kabupaten=kabupaten, anggota__isnull=True, jawaban__isnull=False, keadaan__in=REGISTERED
    ).select_related("desa__kecamatan", "peserta")
    first: dict[int, RiwayatKepesertaan] = {}
    for row in rows.order_by("pk"):
        first.setdefault(row.peserta_id, row)
    since = _sworn_in(first)
    rule = rule_on(kabupaten, date(tahun, 12, 31))
    return [
        found
        for row in first.values()
        if rule and (found := _registration(row, since.get(row.peserta_id), rule, zone)) and found.tenggat.year == tahun
    ]


def _sworn_in(first: dict[int, RiwayatKepesertaan]) -> dict[int, date]:
    """The newest pelantikan of each before that answer came."""
    terms = MasaJabatan.objects.filter(peserta__in=first).order_by("mulai").values_list("peserta_id", "mulai")
    return {person: day for person, day in terms if day <= first[person].pada.date()}


def _registration(
    row: RiwayatKepesertaan, since: date | None, rule: AturanKepesertaan, zone: ZoneInfo
) -> Keterlambatan | None:
    if since is None:
        return None
    deadline, done = registration_deadline(since, rule.daftar), row.pada.astimezone(zone).date()
    late = days_late(deadline, done)
    kind = JenisTenggat.PENDAFTARAN
    return Keterlambatan(row.desa, kind, kind.label, row.peserta.nama, since, deadline, done, late) if late else None


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
