"""The year's journal: hledger accepts it, and its balances are the book's, for every payer and village."""

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from desa.models import Kabupaten, ParameterValue, PenghasilanTetap
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.actions.setoran import record_setoran, reverse_setoran
from iuran.models import Setoran
from iuran.queries.buku import book
from iuran.queries.jurnal import debt_account, year_journal
from iuran.rules.jurnal import Ayat, Transaksi, account, journal, within
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.iuran.conftest import PDF, newcomer
from tests.kept import kept

needs_hledger = pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
DESEMBER, JANUARI, FEBRUARI = Bulan(2025, 12), Bulan(2026, 1), Bulan(2026, 2)


def assess(cast: Cast, bulan: Bulan) -> None:
    assess_iuran(kabupaten=cast.mamasa, bulan=bulan, by=cast.dewi)
    assess_iuran(kabupaten=cast.kayong_utara, bulan=bulan, by=cast.damar)


@kept
def paid(panggung: Cast) -> Cast:
    """December 2025 to February 2026 with everything that happens to money: short, over, reversed, late, corrected."""
    for province in ("76", "61"):
        ParameterValue.objects.create(
            kunci="ump", provinsi=province, mulai=date(2025, 1, 1), nilai="3104430.00", sumber="Nilai uji"
        )
    with time_machine.travel("2026-02-20T02:00:00Z", tick=False):
        assess(panggung, DESEMBER)
        pay(panggung, DESEMBER, "pemda", 1_000_000, date(2026, 1, 5))
        pay(panggung, DESEMBER, "peserta", 280_000, date(2025, 12, 9))
        close_month(kabupaten=panggung.mamasa, bulan=DESEMBER, by=panggung.dewi)
        assess(panggung, JANUARI)
        wrong = pay(panggung, JANUARI, "pemda", 77_777, date(2026, 1, 9))
        reverse_setoran(setoran=wrong, alasan="salah; jumlah (dobel)", by=panggung.andi)
        pay(panggung, JANUARI, "pemda", 2_000_000, date(2026, 2, 2))
        record_setoran(
            kabupaten=panggung.kayong_utara, desa=panggung.sutera, bulan=JANUARI, penanggung="desa",
            tanggal=date(2026, 1, 8), jumlah=150_000, referensi="S-1", bukti=PDF, by=panggung.rina,
        )  # fmt: skip
        newcomer(panggung.rantebulahan, 601, date(2025, 11, 3))
        PenghasilanTetap.objects.create(
            peserta=panggung.peserta["61.11.01.2001"][0], mulai=date(2025, 12, 1), jumlah=3_000_000
        )
        assess(panggung, FEBRUARI)
    return panggung


@pytest.fixture
def winter(paid: Cast) -> Iterator[Cast]:
    """Once all that happened; it is still February."""
    with time_machine.travel("2026-02-20T02:00:00Z", tick=False):
        yield paid


def pay(cast: Cast, bulan: Bulan, payer: str, amount: int, day: date) -> Setoran:
    return record_setoran(
        kabupaten=cast.mamasa, desa=None, bulan=bulan, penanggung=payer, tanggal=day, jumlah=amount,
        referensi=f"SP2D-{amount}", bukti=PDF, by=cast.andi,
    )  # fmt: skip


def hledger(path: Path, *words: str) -> str:
    done = subprocess.run(["hledger", "-f", str(path), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def balances(path: Path, until: Bulan) -> dict[str, int]:
    """What hledger says of every account at the end of a month."""
    rows = csv.reader(io.StringIO(hledger(path, "balance", "-O", "csv", "--no-total", "-E", "-e", str(until.next()))))
    return {name: int(amount.removeprefix("IDR ") or 0) for name, amount in list(rows)[1:]}


@needs_hledger
@pytest.mark.parametrize("kode", ["76.03", "61.11"])
@pytest.mark.parametrize("tahun", [2025, 2026])
@pytest.mark.lambat
def test_hledger_accepts_it_and_its_balances_are_ours(winter: Cast, tmp_path: Path, kode: str, tahun: int) -> None:
    kabupaten, path = Kabupaten.objects.get(kode=kode), tmp_path / "tahun.journal"
    path.write_text(year_journal(kabupaten, tahun), encoding="utf-8")
    hledger(path, "check", "--strict")
    for month in (one for one in (DESEMBER, JANUARI, FEBRUARI) if one.year == tahun):
        found = balances(path, month)
        ours = {debt_account(row.penanggung, row.desa): -row.sisa for row in book(kabupaten, month)}
        assert {name: amount for name, amount in found.items() if name.startswith("Utang:")} == ours
    assert sum(found.values()) == 0


@pytest.mark.lambat
def test_corrections_and_reversals_stand_apart_with_reason_and_reference(winter: Cast) -> None:
    text = year_journal(winter.mamasa, 2026)
    assert "Pembetulan iuran Desember 2025 Desa Rantebulahan" in text
    assert "Pelantikan 3 November 2025 baru dilaporkan; iuran Desember 2025 ditagih susulan" in text
    assert "(SP2D-77777) Pembatalan setoran nomor" in text
    assert "; Dibatalkan karena: salah; jumlah (dobel)" in text
    assert "Saldo awal dari tahun sebelum 2026" in text
    assert "; Pasal 8 ayat (1) huruf a dan Pasal 8 ayat (1) huruf b" in text
    assert not [person.nik for people in winter.peserta.values() for person in people if person.nik in text]


@pytest.mark.lambat
def test_the_command_writes_the_file(winter: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "jurnal.journal"
    call_command("ekspor_jurnal", kabupaten="76.03", tahun="2026", keluaran=path)
    assert path.read_text(encoding="utf-8") == year_journal(winter.mamasa, 2026)
    assert capsys.readouterr().out.startswith("Jurnal 2026 Kabupaten Mamasa ditulis ke")
    for wrong in ({"tahun": "abad"}, {"tahun": "2019"}, {"keluaran": tmp_path / "tidak" / "ada"}):
        with pytest.raises(CommandError, match=r"bukan bilangan bulat|Belum ada iuran|tidak dapat ditulis"):
            call_command("ekspor_jurnal", **({"kabupaten": "76.03", "tahun": "2026", "keluaran": path} | wrong))


@pytest.mark.lambat
def test_who_may_downloads_it(winter: Cast) -> None:
    page = winter.client("ines").get("/kabupaten/76.03/jurnal/").content.decode()
    assert "/kabupaten/76.03/jurnal/2026/" in page
    answer = winter.client("andi").get("/kabupaten/76.03/jurnal/2026/")
    assert answer["Content-Disposition"] == 'attachment; filename="jurnal_76.03_2026.journal"'
    assert answer.content.decode() == year_journal(winter.mamasa, 2026)
    assert winter.client("dewi").get("/kabupaten/76.03/jurnal/1900/").status_code == 302
    client = winter.client("dewi")
    assert client.get("/api/v1/kabupaten/76.03/jurnal/", {"tahun": 2026}).content == answer.content
    assert client.get("/api/v1/kabupaten/76.03/jurnal/").status_code == 400
    assert winter.client("lina").get("/kabupaten/76.03/jurnal/").status_code == 403


@pytest.mark.lambat
def test_a_year_without_a_month_is_said_in_a_sentence(panggung: Cast) -> None:
    with pytest.raises(Kesalahan, match="Belum ada iuran atau setoran Kabupaten Mamasa sampai tahun 2026"):
        year_journal(panggung.mamasa, 2026)


# -- the text --------------------------------------------------------------------------------------------------------


def test_signs_with_a_meaning_never_reach_the_journal() -> None:
    shares = (Ayat(account("Aset", "A:B  C"), 5), Ayat("Aset:Kas", -5))
    said = "Setoran; palsu | (x)\n2026-01-02 * lain"
    row = Transaksi(date(2026, 1, 1), said, shares, kode="A) B", catatan=("baris\nbaru",))
    assert journal(["Judul"], [row]).split("\n\n")[-1].splitlines() == [
        "2026-01-01 * (A B) Setoran palsu x 2026-01-02 * lain",
        "    ; baris baru",
        "    Aset:A B C  IDR 5",
        "    Aset:Kas  IDR -5",
    ]


def test_an_entry_that_does_not_balance_is_refused() -> None:
    with pytest.raises(ArithmeticError, match="tidak seimbang: 1 rupiah"):
        Transaksi(date(2026, 1, 1), "Salah", (Ayat("A", 2), Ayat("B", -1)))


def test_a_day_outside_goes_to_the_nearest_of_the_month() -> None:
    first, last = date(2026, 1, 1), date(2026, 1, 31)
    assert [within(day, first, last) for day in (date(2025, 12, 9), date(2026, 1, 9), date(2026, 2, 2))] == [
        first, date(2026, 1, 9), last]  # fmt: skip
