"""Append-only tables: the database itself refuses, on SQLite and PostgreSQL, after every migration.

SQLite rebuilds a table for most alterations and drops its triggers; a column added later is in no old trigger.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.models import DateField, Field, Model

from desa.models import User, UsulDaftar
from iuran.actions.nilai import return_nilai
from rekonsiliasi.actions.kesepakatan import ask_reopening
from rekonsiliasi.actions.pemeriksaan import check_book
from rekonsiliasi.actions.tanda_tangan import confirm_scan, keep_scan
from rekonsiliasi.models import KesepakatanRentang, NaskahKertas
from rekonsiliasi.pdf import issue
from rekonsiliasi.xlsx import agree_with_annex
from tests.stage import Stage


@dataclass(frozen=True)
class Penjaga:
    """What a migration said of a table: all columns are kept but these, in all rows or in some."""

    table: str
    but: tuple[str, ...]
    when: str

    @property
    def model(self) -> type[Model]:
        return next(model for model in apps.get_models() if model._meta.db_table == self.table)

    @property
    def kept(self) -> list[Field[Any, Any]]:
        return [field for field in self.model._meta.local_fields if field.column not in self.but]


def every_guard() -> Iterator[Penjaga]:
    """All `append_only` steps, in the order of the migrations; a later one for the same table replaces the first.

    Step by step as they were written: that a fresh database's short way ends alike is told in test_house_migrasi.py.
    """
    steps = [one for _, one in sorted(MigrationLoader(None).disk_migrations.items()) if not one.replaces]
    for migration in steps:
        for step in migration.operations:
            if isinstance(step, RunPython) and "append_only." in repr(step.code):
                told = inspect.getclosurevars(step.code).nonlocals
                yield Penjaga(told["table"], told["but"], told["when"])


# What follows on purpose: a month's due date until it is signed, and what the check finds in a file as its cells are
# mended beside the bytes (the audit keeps what was handed in).
FOLLOWS = {
    "iuran_penetapan": {"jatuh_tempo", "alasan_jatuh_tempo"},
    "desa_kepesertaanupload": {"hasil", "diperiksa_pada"},
    "rekonsiliasi_beritaacara": {"status"},
    "iuran_saldopindahan": {"dicabut_pada"},
}
# A guard that covers more rows than it first did: a paper stays frozen when it is signed, final, or replaced.
WIDER = {"rekonsiliasi_beritaacara": "OLD.status IN ('terbit', 'ditandatangani', 'final', 'diganti')"}
GUARDS = {guard.table: guard for guard in every_guard()}


def row_under(guard: Penjaga) -> int | None:
    """A row that the guard covers."""
    condition = guard.when.replace("OLD.", "") or "TRUE"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {guard.table} WHERE {condition} ORDER BY id LIMIT 1")  # noqa: S608 # our own names
        found = cursor.fetchone()
    return found[0] if found else None


def other_value(guard: Penjaga, field: Field[Any, Any], pk: int) -> str:
    """An SQL value that the row does not hold."""
    if field.primary_key:
        return "id + 1000000"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{field.column}" FROM {guard.table} WHERE id = {pk}')  # noqa: S608 # our own names
        held = cursor.fetchone()
    if held != (None,):
        return "NULL"
    return "'2000-01-01'" if isinstance(field, DateField) else "'1'"


def answer_to(statement: str) -> str:
    """What the database says to a statement that must change nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as refusal:
        return str(refusal).splitlines()[0]
    return "done"


@pytest.fixture
def issued(stage: Stage) -> Stage:
    """Until the end of the month, so that every table of the ledger has a row that may change no more."""
    return_nilai(usul=stage.mamasa.usul, alasan="uji", by=User.objects.create(username="teknis", is_staff=True))
    paper = stage.mamasa.berita_acara
    NaskahKertas.objects.create(kabupaten=paper.rekonsiliasi.kabupaten, versi=2, status="ditarik", naskah={})
    agree_with_annex(berita_acara=paper, by=stage.cast.budi)
    paper.refresh_from_db()
    issue(berita_acara=paper, nomor_bpjs="1/BPJS/2026", by=stage.cast.lina)
    keep_scan(berita_acara=paper, isi=b"%PDF-", akhiran=".pdf", by=stage.cast.budi)
    confirm_scan(berita_acara=paper, ketikan=paper.sidik[:8], by=stage.cast.budi)
    check_book(by=None)
    UsulDaftar.objects.create(
        desa=stage.mamasa.desa, nama="Uji", kata="Periksa.", asal="Uji", bulan=paper.rekonsiliasi.bulan_mulai
    )
    KesepakatanRentang.objects.create(
        kabupaten=stage.mamasa.kabupaten, bulan_mulai="2027-01-01", bulan_sampai="2027-03-01", pihak="dinas",
        alasan="Tahap ADD", diusulkan_oleh=stage.cast.dewi,
    )  # fmt: skip
    ask_reopening(berita_acara=paper, alasan="Uji", by=stage.cast.dewi)
    return stage


def test_the_ledger_is_guarded() -> None:
    assert {"desa_auditevent", "iuran_iuran", "iuran_setoran", "rekonsiliasi_beritaacara"} <= set(GUARDS)
    for table, last in GUARDS.items():
        first = next(guard for guard in every_guard() if guard.table == table)
        freed = FOLLOWS.get(table, set())
        assert (set(last.but), last.when) == (set(first.but) | freed, WIDER.get(table, first.when)), (
            f"{table} lost a part of its guard"
        )


@pytest.mark.django_db
def test_every_guard_is_still_there_after_all_migrations() -> None:
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        found = {name for (name,) in cursor.fetchall() if re.search(r"_no_(update|delete)$", name)}
    assert found == {f"{table}_no_{event}" for table in GUARDS for event in ("update", "delete")}


@pytest.mark.lambat
def test_every_append_only_table_refuses_to_change_or_lose_a_row(issued: Stage) -> None:
    """Column by column: one that a later migration added must be guarded too, or stand in `but`."""
    said: dict[str, str] = {}
    wanted: dict[str, str] = {}
    for guard in GUARDS.values():
        pk = row_under(guard)
        assert pk is not None, f"the stage has no row of {guard.table}: play the month far enough"
        deeds = {f"DELETE FROM {guard.table} WHERE id = {pk}"}  # noqa: S608 # our own names
        for field in guard.kept:
            deeds.add(f'UPDATE {guard.table} SET "{field.column}" = {other_value(guard, field, pk)} WHERE id = {pk}')  # noqa: S608 # our own names
        said |= {deed: answer_to(deed) for deed in deeds}
        wanted |= dict.fromkeys(deeds, f"{guard.table} hanya boleh ditambah, tidak diubah atau dihapus")
    assert said == wanted


@pytest.mark.lambat
def test_the_due_date_of_a_signed_month_is_frozen(issued: Stage) -> None:
    """An open month's may follow a decision on a stage of ADD (MM Pasal 10 ayat (1))."""
    moved = "UPDATE iuran_penetapan SET jatuh_tempo = '2026-12-01' WHERE id = {}"
    assert answer_to(moved.format(issued.kayong_utara.penetapan.pk)) == "done"
    assert "hanya boleh ditambah" in answer_to(moved.format(issued.mamasa.penetapan.pk))
