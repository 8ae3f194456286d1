"""The yearly bill of other family members in the check of the book and in the journal, apart from other money."""

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from desa.actions.keluarga import end_statement, state_of_member
from desa.enums import Hubungan, JenisKeterangan
from desa.models import AnggotaKeluarga, AuditEvent, Desa, ParameterValue, Peserta
from iuran.actions.keluarga_lain import assess_other_family, record_other_payment, reverse_other_payment
from iuran.actions.penetapan import assess_iuran
from iuran.models import KewajibanKeluargaLain, PembayaranKeluargaLain
from iuran.queries.jurnal import year_journal, years_of
from iuran.queries.jurnal_keluarga_lain import other_family_debt
from iuran.queries.pemeriksaan import findings
from iuran.queries.tagihan_lain import bills_of
from jaminan.bulan import Bulan
from tests.cast import Cast, make_nik
from tests.kept import kept

BUKTI = ("bukti.pdf", b"%PDF-1.4 bukti")
OFFICIAL = "Kepala Desa Sutera"


@kept
def billed(cast: Cast) -> Cast:
    """Two parents of Sutera's head and one of Benawai's, 2025 and 2026: billed, left early, paid late, undone, paid."""
    ParameterValue.objects.create(kunci="tarif_mandiri_2", mulai=date(2020, 7, 1), nilai=100_000, sumber="Perpres 64")
    with time_machine.travel("2026-05-20T02:00:00Z", tick=False):
        mother = joins(cast, cast.sutera, Hubungan.IBU, 11, Bulan(2025, 7))
        joins(cast, cast.sutera, Hubungan.AYAH, 12, Bulan(2026, 1))
        joins(cast, cast.benawai, Hubungan.IBU, 13, Bulan(2026, 4))
        for year in (2025, 2026):
            assess_other_family(place=cast.kayong_utara, tahun=year, by=cast.damar)
        end_statement(keterangan=mother, desa=cast.sutera, mulai=Bulan(2026, 11), alasan="Pindah", by=cast.wahyu)
        assess_other_family(place=cast.sutera, tahun=2026, by=cast.wahyu)
        pays(cast, 2025, 400_000, date(2025, 12, 30))
        pays(cast, 2025, 150_000, date(2026, 1, 6))
        reverse_other_payment(pembayaran=pays(cast, 2026, 77_777, date(2026, 2, 1)), alasan="salah; (x)", by=cast.rina)
        pays(cast, 2026, 500_000, date(2026, 2, 2))
        assess_iuran(kabupaten=cast.kayong_utara, bulan=Bulan(2026, 5), by=cast.damar)
    return cast


@pytest.fixture
def family(billed: Cast) -> Iterator[Cast]:
    """Once it stands; it is still May."""
    with time_machine.travel("2026-05-20T02:00:00Z", tick=False):
        yield billed


def joins(cast: Cast, desa: Desa, kin: Hubungan, serial: int, since: Bulan) -> Any:
    birth = date(1950, 1, serial)
    sex = "L" if kin == Hubungan.AYAH else "P"
    one = AnggotaKeluarga.objects.create(
        peserta=cast.peserta[desa.kode][0], nik=make_nik(desa, birth, sex, 700 + serial), nama=f"Orang tua {serial}",
        jenis_kelamin=sex, tanggal_lahir=birth, hubungan=kin, mulai=date(2021, 1, 4),
    )  # fmt: skip
    return state_of_member(
        anggota=one, desa=desa, jenis=JenisKeterangan.DIIKUTSERTAKAN, mulai=since, catatan="Permohonan", by=cast.wahyu
    )


def pays(cast: Cast, tahun: int, jumlah: int, tanggal: date) -> PembayaranKeluargaLain:
    return record_other_payment(
        peserta=head(cast), desa=cast.sutera, tahun=tahun, tanggal=tanggal, jumlah=jumlah, referensi=f"KL-{jumlah}",
        bukti=BUKTI, by=cast.rina,
    )  # fmt: skip


def head(cast: Cast) -> Peserta:
    return cast.peserta[cast.sutera.kode][0]


# -- the check of the book -------------------------------------------------------------------------------------------


def told() -> list[tuple[str, str, int, bool]]:
    """Period, place, rupiah of each finding, and whether it names the official."""
    return [(one.periode, one.tempat, one.rupiah, OFFICIAL in one.pesan) for one in findings()]


def unguarded(table: str, statement: str) -> None:
    """Changes a kept row behind the portal's back: without the guard, as somebody with the database could."""
    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_update{on_table}")
        cursor.execute(f"UPDATE {table} SET {statement}")  # noqa: S608 # our own names


HERE = ("Tahun 2026", "Desa Sutera (61.11.01.2001)")


@pytest.mark.lambat
def test_sound_bills_are_told_so(family: Cast) -> None:
    assert told() == []
    assert AuditEvent.objects.filter(aksi__startswith="keluarga_lain.").count() == 8


@pytest.mark.lambat
def test_a_planted_rupiah_in_a_bill_names_year_village_and_official(family: Cast) -> None:
    row = KewajibanKeluargaLain.objects.get(desa=family.sutera, tahun=2026, membatalkan=None, anggota__hubungan="ayah")
    unguarded("iuran_kewajibankeluargalain", f"jumlah = jumlah + 1 WHERE id = {row.pk}")
    assert told() == [(*HERE, 1, True)] * 2
    assert [one.pesan for one in findings()] == [
        f"tagihan nomor {row.pk} bukan jumlah tarif bulannya, anggota keluarga yang lain dari {OFFICIAL}",
        f"tagihan nomor {row.pk} bukan yang tertulis pada jejak perbuatan, anggota keluarga yang lain dari {OFFICIAL}",
    ]


@pytest.mark.lambat
def test_a_planted_rupiah_in_what_was_taken_back_is_found(family: Cast) -> None:
    [row] = KewajibanKeluargaLain.objects.exclude(membatalkan=None)
    tarif = str(row.tarif).replace("'", '"').replace("100000", "100001", 1)
    unguarded("iuran_kewajibankeluargalain", f"jumlah = jumlah - 1, tarif = '{tarif}' WHERE id = {row.pk}")
    assert told() == [(*HERE, -1, True)] * 2


@pytest.mark.lambat
def test_a_planted_rupiah_in_a_payment_is_found(family: Cast) -> None:
    row = PembayaranKeluargaLain.objects.get(jumlah=500_000)
    unguarded("iuran_pembayarankeluargalain", f"jumlah = jumlah + 1 WHERE id = {row.pk}")
    assert told() == [(*HERE, 1, True)]


@pytest.mark.lambat
def test_a_payment_that_was_undone_by_another_amount_or_has_no_bill_is_found(family: Cast) -> None:
    row = PembayaranKeluargaLain.objects.get(jumlah=-77_777)
    unguarded("iuran_pembayarankeluargalain", f"jumlah = jumlah + 1 WHERE id = {row.pk}")
    PembayaranKeluargaLain.objects.create(
        kabupaten=family.kayong_utara, desa=family.sutera, peserta=head(family), tahun=2024, tanggal=date(2026, 5, 1),
        jumlah=5, referensi="X",
    )  # fmt: skip
    assert told() == [(*HERE, 1, True), ("Tahun 2024", HERE[1], 5, True)]


@pytest.mark.lambat
def test_a_month_that_is_charged_twice_or_is_of_another_year_is_found(family: Cast) -> None:
    row = KewajibanKeluargaLain.objects.get(desa=family.benawai)
    row.pk = None
    row.save()
    assert [(one.periode, one.rupiah) for one in findings()] == [("Tahun 2026", 100_000)] * 9
    unguarded("iuran_kewajibankeluargalain", f"tahun = 2027 WHERE id = {row.pk}")
    assert ("Tahun 2027", "Desa Benawai Agung (61.11.01.2005)", 0) in [told_of[:3] for told_of in told()]


# -- the journal -----------------------------------------------------------------------------------------------------


def balances(path: Path, *words: str) -> dict[str, int]:
    done = subprocess.run(["hledger", "-f", str(path), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(io.StringIO(done.stdout)))[1:]
    return {name: int(amount.removeprefix("IDR ") or 0) for name, amount in rows}


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
@pytest.mark.lambat
def test_hledger_accepts_it_and_each_official_owes_what_the_portal_says(family: Cast, tmp_path: Path) -> None:
    path, owed = tmp_path / "tahun.journal", 0
    for year, monthly in ((2025, False), (2026, True)):
        path.write_text(year_journal(family.kayong_utara, year), encoding="utf-8")
        balances(path, "check", "--strict")
        found = balances(path, "balance", "-O", "csv", "--no-total", "-E")
        owed += sum(one.sisa for one in bills_of(family.sutera, year))
        assert found[other_family_debt(family.sutera, head(family))] == -owed
        assert any(name.startswith("Utang:Iuran JKN") for name in found) == monthly
        assert sum(found.values()) == 0
    other = family.peserta[family.benawai.kode][0]
    assert found[other_family_debt(family.benawai, other)] == -900_000
    assert (owed, years_of(family.kayong_utara)) == (50_000 + 2_400_000 - 200_000 - 500_000, [2026, 2025])


@pytest.mark.lambat
def test_it_stands_apart_from_the_monthly_contribution(family: Cast) -> None:
    """Without the family's entries the journal is the one of a regency in which nobody takes part."""
    text = year_journal(family.kayong_utara, 2026)
    entries = [block for block in text.split("\n\n") if block.startswith("2026-")]
    mixed = [block for block in entries if "keluarga lain" in block and "Iuran JKN" in block]
    assert mixed == []
    late = year_journal(family.kayong_utara, 2025)
    assert "2025-12-31 * (KL-150000) Pembayaran keluarga lain, Kepala Desa Sutera\n    ; Dibayar 6 Januari 2026" in late
    assert "; November 2026 sampai Desember 2026, Pasal 5 ayat (1)-(2)" in text
    assert "; Dibatalkan karena: salah; (x)" in text
    assert [one.nik for people in family.peserta.values() for one in people if one.nik in text] == []
