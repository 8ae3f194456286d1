"""Twelve months as they come: whatever happens, what is carried is all that was due less all that was paid.

MN-3 of the quality list: nothing is lost, nothing is counted twice, to the rupiah (MM Pasal 13 ayat (2)).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desa.models import Desa, Kabupaten, MasaJabatan, ParameterValue, PenghasilanTetap, Peserta
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.actions.setoran import record_setoran
from iuran.models import AlokasiSetoran, PorsiIuran, SaldoPindahan
from iuran.queries.buku import BarisBuku, book
from iuran.queries.koreksi import pending
from iuran.queries.pemeriksaan import findings
from jaminan.bulan import Bulan
from rekonsiliasi.queries.dua_buku import deposits_around, dues_around
from rekonsiliasi.queries.tagihan import villages_by_code
from rekonsiliasi.rules import compare_money
from rekonsiliasi.rules.pindahan import handed_on
from tests.cast import Cast
from tests.iuran.conftest import PDF, newcomer

YEAR = Bulan(2026, 1).until(Bulan(2026, 12))
WAGES = st.sampled_from([1_500_000, 2_022_200, 3_315_935, 4_444_444, 13_000_000])


@dataclass
class Bulanan:
    """What one month brings before it is assessed, and how much of each debt is deposited after."""

    masuk: date | None
    gaji_masuk: int
    keluar: date | None
    naik: tuple[int, Bulan, int] | None
    bayar: list[int] = field(default_factory=list)
    tutup: bool = True


@st.composite
def years(draw: st.DrawFn) -> list[Bulanan]:
    """Dates lie up to half a year back: most reports are late."""
    months = []
    for bulan in YEAR:
        days = st.dates(bulan.plus(-6).first_day, bulan.last_day)
        raised = st.tuples(st.integers(0, 5), st.sampled_from(bulan.plus(-5).until(bulan)), WAGES)
        months.append(
            Bulanan(
                masuk=draw(st.none() | days),
                gaji_masuk=draw(WAGES),
                keluar=draw(st.none() | days),
                naik=draw(st.none() | raised),
                bayar=draw(st.lists(st.sampled_from([0, 1, 50, 99, 100, 100, 101, 250]), min_size=6, max_size=6)),
                tutup=draw(st.integers(0, 4)) > 0,
            )
        )
    return months


class Undo(Exception):
    """Ends the savepoint of one invented year."""


@pytest.fixture
def setahun(panggung: Cast) -> Iterator[Cast]:
    """The cast at the end of 2026, with the minimum wage of the year before."""
    ParameterValue.objects.create(
        kunci="ump", provinsi="76", mulai=date(2025, 1, 1), nilai="3104430.00", sumber="Nilai uji"
    )
    with time_machine.travel("2026-12-20T02:00:00Z", tick=False):
        yield panggung


def report(desa: Desa, one: Bulanan, serial: int) -> None:
    """Somebody comes, somebody leaves, somebody's wage was another one: all of it maybe long ago."""
    if one.masuk:
        newcomer(desa, serial, one.masuk, wage=one.gaji_masuk)
    serving = MasaJabatan.objects.filter(desa=desa, berakhir__isnull=True).order_by("pk")
    leaver = serving.last()
    if one.keluar and leaver is not None and leaver.mulai <= one.keluar and serving.count() > 1:
        MasaJabatan.objects.filter(pk=leaver.pk).update(berakhir=one.keluar, alasan_berakhir="diberhentikan")
    if one.naik:
        place, since, wage = one.naik
        people = list(Peserta.objects.filter(masa_jabatan__desa=desa).order_by("pk"))
        PenghasilanTetap.objects.update_or_create(
            peserta=people[place % len(people)], mulai=since.first_day, defaults={"jumlah": wage}
        )


def pay(cast: Cast, kabupaten: Kabupaten, bulan: Bulan, shares: list[int]) -> None:
    """Deposits a part of what each payer owes: nothing, a rupiah, half, all, or more than all."""
    for row, percent in zip(book(kabupaten, bulan), shares, strict=False):
        amount = percent if percent == 1 else row.terutang * percent // 100
        if amount > 0:
            record_setoran(
                kabupaten=kabupaten, desa=row.desa, bulan=bulan, penanggung=row.penanggung,
                tanggal=bulan.first_day.replace(day=9), jumlah=amount, referensi=f"R {bulan} {row.penanggung}",
                bukti=PDF, by=cast.andi,
            )  # fmt: skip


def key(row: BarisBuku) -> tuple[str, int | None]:
    return row.penanggung.value, row.desa.pk if row.desa else None


def differences(kabupaten: Kabupaten, bulan: Bulan) -> dict[tuple[str, int | None], list[int]]:
    """What a reconciliation of the month would list between its bill and its deposits, by payer."""
    dues, paid = dues_around(kabupaten, bulan, bulan), deposits_around(kabupaten, bulan, bulan)
    villages = villages_by_code(kabupaten)
    found: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for one in compare_money([bulan], dues, paid, {}):
        found[one.penanggung, villages.get(one.desa)].append(one.jumlah_setoran)
    return found


def play(cast: Cast, kabupaten: Kabupaten, desa: Desa, year: list[Bulanan]) -> None:
    carried: dict[tuple[str, int | None], int] = {}
    closable = True
    for bulan, one in zip(YEAR, year, strict=True):
        report(desa, one, 700 + bulan.month)
        assess_iuran(kabupaten=kabupaten, bulan=bulan, by=cast.dewi)
        assert pending(kabupaten, bulan.next()) == []
        pay(cast, kabupaten, bulan, one.bayar)
        rows = book(kabupaten, bulan)
        assert {key(row): row.saldo_awal for row in rows if row.saldo_awal} == carried
        closable = closable and one.tutup
        if closable:
            close_month(kabupaten=kabupaten, bulan=bulan, by=cast.dewi)
            entries = SaldoPindahan.objects.filter(dari_bulan=bulan.first_day)
            assert sum(entries.values_list("jumlah", flat=True)) == sum(row.sisa for row in rows)
            lines = differences(kabupaten, bulan)
            for entry in {*carried, *lines}:
                after = handed_on(carried.get(entry, 0), lines.get(entry, []))
                assert after == sum(entries.filter(penanggung=entry[0], desa=entry[1]).values_list("jumlah", flat=True))
        carried = {key(row): row.sisa for row in rows if row.sisa}
    due = sum(PorsiIuran.objects.values_list("jumlah", flat=True))
    paid = sum(AlokasiSetoran.objects.values_list("jumlah", flat=True))
    assert sum(carried.values()) == due - paid
    assert list(findings()) == []


@pytest.mark.lambat
@pytest.mark.parametrize("kode", ["76.03", "61.11"])
def test_a_year_of_late_reports_and_odd_payments_carries_every_rupiah_once(setahun: Cast, kode: str) -> None:
    kabupaten = Kabupaten.objects.get(kode=kode)
    desa = setahun.rantebulahan if kode == "76.03" else setahun.sutera

    @settings(max_examples=3, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(years())
    def each(year: list[Bulanan]) -> None:
        try:
            with transaction.atomic():
                play(setahun, kabupaten, desa, year)
                raise Undo
        except Undo:
            pass

    each()
