"""The check of the book: a sound one is told so, and one planted rupiah is found with its month and place."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from desa.models import PenghasilanTetap
from iuran.actions.penetapan import assess_iuran
from iuran.actions.setoran import record_setoran, reverse_setoran
from iuran.models import AlokasiSetoran, Iuran, PorsiIuran, SaldoPindahan, Setoran, SumberLain
from jaminan.bulan import Bulan
from rekonsiliasi.actions.berita_acara import agree_dinas
from rekonsiliasi.actions.pemeriksaan import check_book
from rekonsiliasi.models import PemeriksaanBuku
from rekonsiliasi.pdf import issue
from rekonsiliasi.queries.pemeriksaan import findings, newest_run
from tests.stage import TWENTIETH, Stage

NOVEMBER = Bulan(2026, 11)
FALSE_MONEY = r"tarif kali dasarnya|melebihi setorannya|UNIQUE|saldo_pindahan_sekali"
PDF = ("struk.pdf", b"%PDF-1.4 struk bank")


@pytest.fixture(scope="module")
def kept_ledger(kept_stage: Stage) -> Stage:
    """October signed in Mamasa with a rest; November assessed with a correction of October and a deposit."""
    with time_machine.travel(TWENTIETH, tick=False):
        return _settled(kept_stage)


@pytest.fixture
def ledger(kept_ledger: Stage, stage: Stage) -> Stage:
    return stage


def _settled(stage: Stage) -> Stage:
    paper, cast = stage.mamasa.berita_acara, stage.cast
    agree_dinas(berita_acara=paper, by=cast.budi)
    paper.refresh_from_db()
    issue(berita_acara=paper, nomor_bpjs="1/BPJS/2026", by=cast.lina)
    PenghasilanTetap.objects.create(
        peserta=cast.peserta["76.03.01.2004"][1], mulai=date(2026, 10, 1), jumlah=5_000_000
    )  # fmt: skip
    with time_machine.travel("2026-11-05T02:00:00Z", tick=False):
        assess_iuran(kabupaten=cast.mamasa, bulan=NOVEMBER, by=cast.dewi)
        record_setoran(
            kabupaten=cast.mamasa, desa=None, bulan=NOVEMBER, penanggung="peserta", tanggal=date(2026, 11, 4),
            jumlah=300_000, referensi="SP2D-11", bukti=PDF, by=cast.andi,
        )  # fmt: skip
        reverse_setoran(setoran=Setoran.objects.get(referensi="SP2D-11"), alasan="salah", by=cast.andi)
        record_setoran(
            kabupaten=cast.mamasa, desa=None, bulan=NOVEMBER, penanggung="peserta", tanggal=date(2026, 11, 4),
            jumlah=200_000, referensi="SP2D-12", bukti=PDF, by=cast.andi,
        )  # fmt: skip
    return stage


def plant(table: str, pk: int, column: str = "jumlah", by: int = 1) -> None:
    """Changes a kept row behind the portal's back: without the guard, as somebody with the database could."""
    guard = f"{table}_no_update"
    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {guard}{on_table}")
        cursor.execute(f"UPDATE {table} SET {column} = {column} + {by} WHERE id = {pk}")  # noqa: S608 # our own names


def told() -> list[tuple[str, str, int]]:
    return [(str(one.bulan), one.tempat, one.rupiah) for one in findings()]


@pytest.mark.lambat
def test_a_sound_book_is_told_so_and_the_run_is_kept(ledger: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("periksa_buku")
    assert capsys.readouterr().out == (
        "Buku cocok: iuran, pembetulan, setoran, saldo pindahan, sumber lain, tagihan keluarga lain dan "
        "Berita Acara benar.\n"
    )
    assert PemeriksaanBuku.objects.get().jumlah_temuan == 0


@pytest.mark.lambat
def test_a_planted_rupiah_in_a_share_names_month_and_village(ledger: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    share = PorsiIuran.objects.filter(
        iuran__alasan="", iuran__desa=ledger.cast.rantebulahan, iuran__bulan=date(2026, 10, 1), penanggung="pemda"
    ).first()
    assert share is not None
    plant("iuran_porsiiuran", share.pk)
    with pytest.raises(SystemExit) as ended:
        call_command("periksa_buku")
    lines = capsys.readouterr().out.splitlines()
    assert ended.value.code == 1
    assert lines[0] == (
        f"Oktober 2026, Desa Rantebulahan (76.03.01.2004), Rp 1: porsi pemda iuran nomor {share.iuran_id} tidak sama "
        "dengan tarif kali dasarnya."
    )
    assert any("bukan yang ditandatangani pada Berita Acara" in line for line in lines)
    assert any("saldo pindahan" in line for line in lines)


@pytest.mark.lambat
def test_a_planted_rupiah_in_a_correction_is_found(ledger: Stage) -> None:
    share = PorsiIuran.objects.exclude(iuran__alasan="").get(penanggung="peserta")
    plant("iuran_porsiiuran", share.pk)
    assert told() == [("2026-10", "Desa Rantebulahan (76.03.01.2004)", 1)]


@pytest.mark.parametrize("column", ["dasar", "penghasilan"])
@pytest.mark.parametrize("correction", [False, True])
@pytest.mark.lambat
def test_a_planted_rupiah_in_what_a_contribution_was_counted_from_is_found(
    ledger: Stage, column: str, correction: bool
) -> None:
    rows = Iuran.objects.pembetulan() if correction else Iuran.objects.bulanan().filter(bulan=date(2026, 11, 1))
    row = rows.filter(desa=ledger.cast.rantebulahan).first()
    assert row is not None
    plant("iuran_iuran", row.pk, column)
    month = "2026-10" if correction else "2026-11"
    assert {(found[0], found[1]) for found in told()} == {(month, "Desa Rantebulahan (76.03.01.2004)")}


@pytest.mark.lambat
def test_a_planted_rupiah_in_a_deposit_is_found(ledger: Stage) -> None:
    plant("iuran_setoran", Setoran.objects.get(referensi="SP2D-12").pk)
    assert told() == [("2026-11", "Kabupaten Mamasa", 200_001)]


@pytest.mark.lambat
def test_a_planted_rupiah_in_an_allocation_is_found(ledger: Stage) -> None:
    plant("iuran_alokasisetoran", AlokasiSetoran.objects.get(setoran__referensi="SP2D-12").pk, by=-1)
    assert told() == [("2026-11", "Kabupaten Mamasa", -1)]


@pytest.mark.lambat
def test_a_planted_rupiah_in_a_village_deposit_names_the_village(ledger: Stage) -> None:
    paid = Setoran.objects.get(desa=ledger.cast.sutera)
    plant("iuran_alokasisetoran", paid.alokasi.get().pk)
    assert ("2026-10", "Desa Sutera (61.11.01.2001)", 1) in told()


@pytest.mark.lambat
def test_a_planted_rupiah_in_a_carry_over_is_found(ledger: Stage) -> None:
    plant("iuran_saldopindahan", SaldoPindahan.objects.filter(penanggung="pemda").get().pk)
    # Not the sum of the book, not the paper's closing balance, not the lines between bill and deposits.
    assert told() == [("2026-10", "Kabupaten Mamasa", 1)] * 3


@pytest.mark.lambat
def test_a_month_that_left_nothing_written_is_found(ledger: Stage) -> None:
    row = SaldoPindahan.objects.filter(penanggung="pemda").get()
    suffix = " ON iuran_saldopindahan" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER iuran_saldopindahan_no_delete{suffix}")
    row.delete()
    assert ("2026-10", "Kabupaten Mamasa", -row.jumlah) in told()


@pytest.mark.lambat
def test_another_source_beyond_the_share_names_month_and_village(ledger: Stage) -> None:
    """November's bill asks 2 x 33,159 + 50,000, and 16,841 for October: all of it may come from elsewhere, no more."""
    rows = [source(ledger, bulan_mulai=date(2026, 10, 1)), source(ledger, jumlah=133_159 - 1)]
    assert told() == []
    plant("iuran_sumberlain", rows[1].pk)
    assert told() == [("2026-11", "Desa Rantebulahan (76.03.01.2004)", 1)]


@pytest.mark.parametrize("words", ["Sisa Dana Desa", "ADD tahap II"])
@pytest.mark.lambat
def test_dana_desa_as_another_source_is_found(ledger: Stage, words: str) -> None:
    source(ledger, uraian=words)
    assert told() == [("2026-11", "Desa Rantebulahan (76.03.01.2004)", 1)]


@pytest.mark.lambat
def test_a_source_for_a_month_without_a_bill_is_found(ledger: Stage) -> None:
    source(ledger, bulan_sampai=date(2026, 12, 1))
    assert told() == [("2026-12", "Desa Rantebulahan (76.03.01.2004)", 1)]


def source(ledger: Stage, **changes: Any) -> SumberLain:
    """A row as somebody with the database could write it."""
    fields = {"desa": ledger.cast.rantebulahan, "bulan_mulai": date(2026, 11, 1), "bulan_sampai": date(2026, 11, 1),
              "penanggung": "peserta", "sumber": "bagi_hasil", "uraian": "Bagi hasil pajak", "jumlah": 1,
              "nomor_surat": "P/1"}  # fmt: skip
    return SumberLain.objects.create(**(fields | changes))


@pytest.mark.lambat
def test_the_database_refuses_false_money_where_it_would_be_written(ledger: Stage) -> None:
    """A share that is not rate times base, an allocation beyond its deposit, a rest carried twice."""
    row = ledger.mamasa.iuran
    paid = Setoran.objects.get(referensi="SP2D-12")
    carried = SaldoPindahan.objects.filter(penanggung="pemda").get()
    for wrong in (
        lambda: PorsiIuran.objects.create(
            iuran=row, penanggung="desa", basis_poin=400, jumlah=132_638, sumber_dana="APBD", penyetor="bendahara_desa",
            pasal="8",
        ),
        lambda: AlokasiSetoran.objects.create(setoran=paid, bulan=NOVEMBER.first_day, jumlah=1),
        lambda: AlokasiSetoran.objects.create(setoran=paid, bulan=NOVEMBER.first_day, jumlah=-200_001),
        lambda: SaldoPindahan.objects.create(
            kabupaten=carried.kabupaten, penanggung="pemda", dari_bulan=carried.dari_bulan, ke_bulan=carried.ke_bulan,
            jumlah=1, asal="lagi",
        ),
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match=FALSE_MONEY), transaction.atomic():
            wrong()


@pytest.mark.lambat
def test_a_signed_month_hands_its_rest_to_the_next(ledger: Stage) -> None:
    rows = {row.penanggung: row for row in SaldoPindahan.objects.all()}
    assert {payer: (row.dari_bulan, row.ke_bulan, row.jumlah) for payer, row in rows.items()} == {
        "pemda": (date(2026, 10, 1), date(2026, 11, 1), 9 * 132_637 - 100_000),
        "peserta": (date(2026, 10, 1), date(2026, 11, 1), 9 * 33_159),
    }
    assert rows["pemda"].asal == (
        "Kurang bayar Oktober 2026: saldo awal Rp 0 + iuran Rp 1.193.733 + pembetulan Rp 0 - disetor Rp 100.000; masuk "
        "tagihan November 2026 (Pasal 13 ayat (2))."
    )
    page = ledger.cast.client("andi").get("/kabupaten/76.03/setoran/2026-11/").content.decode()
    assert rows["pemda"].asal in page
    found = ledger.cast.client("dewi").get("/api/v1/saldo-pindahan/", {"dari_bulan": "2026-10"}).json()["results"]
    assert sorted(row["jumlah"] for row in found) == sorted(row.jumlah for row in rows.values())


# -- the page --------------------------------------------------------------------------------------------------------

PAGE = "/kabupaten/76.03/pemeriksaan/"


@pytest.mark.lambat
def test_the_page_warns_until_the_first_run_and_two_days_after_the_last(stage: Stage) -> None:
    cast = stage.cast
    with time_machine.travel(datetime(2026, 10, 20, 2, tzinfo=UTC), tick=False) as clock:
        assert "Buku belum pernah diperiksa" in cast.client("ines").get(PAGE).content.decode()
        check_book(by=None)
        fresh = cast.client("ines").get(PAGE).content.decode()
        assert "Buku cocok" in fresh
        assert "lebih dari dua hari" not in fresh
        clock.shift(60 * 60 * 49)
        assert "lebih dari dua hari" in cast.client("dewi").get(PAGE).content.decode()


@pytest.mark.lambat
def test_each_regency_sees_its_own_findings(ledger: Stage) -> None:
    plant("iuran_setoran", Setoran.objects.get(referensi="SP2D-12").pk)
    check_book(by=None)
    cast = ledger.cast
    assert "jejak perbuatan" in cast.client("dewi").get(PAGE).content.decode().split("<main")[1]
    assert newest_run(cast.kayong_utara).temuan == []
    assert "1 temuan" not in cast.client("hasan").get("/kabupaten/61.11/pemeriksaan/").content.decode()
    answers = [cast.client(name).get("/api/v1/pemeriksaan-buku/").json()["results"] for name in ("dewi", "hasan")]
    assert [len(rows[0]["temuan"]) for rows in answers] == [1, 0]
    assert cast.client("lina").get("/api/v1/pemeriksaan-buku/").json()["count"] == 0
    assert cast.client("andi").get(PAGE).status_code == 403
