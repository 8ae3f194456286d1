"""Two ways to the same tables: a fresh database takes the short one, one made before goes on by the old files."""

import re
from collections.abc import Iterable
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState

from desa.models.fields import AllAtOnce, DatabaseStep

FLOORS = ("desa", "iuran", "rekonsiliasi")
ON_DISK = MigrationLoader(None).disk_migrations
BEGUN = [(app, "0001_awal") for app in FLOORS]
MADE = r"(?:CREATE TRIGGER|CREATE OR REPLACE FUNCTION|ALTER TABLE \w+ ADD CONSTRAINT) (\w+(?:\(\))?)"
COLUMNS = {model._meta.db_table: [field.column for field in model._meta.local_fields] for model in apps.get_models()}


def applied(monkeypatch: pytest.MonkeyPatch, keys: Iterable[tuple[str, str]]) -> MigrationExecutor:
    """What Django would do in a database that says these migrations were made."""
    made = {key: ON_DISK[key] for key in keys}
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _recorder: made)
    return MigrationExecutor(connection)


def ours(loader: MigrationLoader) -> list[Migration]:
    """The way of our floors, in order."""
    return [migration for (app, _), migration in sorted(loader.graph.nodes.items()) if app in FLOORS]


class Notes:
    """Stands for a database: which guard it was told last under each name."""

    def __init__(self, vendor: str) -> None:
        self.connection = SimpleNamespace(vendor=vendor, cursor=lambda: nullcontext(self))
        self.standing: dict[str, str] = {}
        self.description: list[tuple[str | None]] = []

    def execute(self, statement: str) -> None:
        if found := re.match(r"SELECT \* FROM (\w+) LIMIT 0$", statement):
            self.description = [(column,) for column in COLUMNS[found[1]]]
        elif found := re.match(r"(?:DROP TRIGGER|ALTER TABLE \w+ DROP CONSTRAINT) IF EXISTS (\w+)", statement):
            self.standing.pop(found[1], None)
        elif found := re.match(MADE, statement):
            self.standing[found[1]] = statement


def guards(way: list[Migration], vendor: str) -> dict[str, str]:
    notes = Notes(vendor)
    for migration in way:
        for step in migration.operations:
            for part in step.steps if isinstance(step, AllAtOnce) else [step]:
                if isinstance(part, DatabaseStep):
                    part.database_forwards(migration.app_label, notes, None, None)
    return notes.standing


def told(model: ModelState) -> dict[str, Any]:
    """All that the database or the code learns of a table; the order of columns and constraints says nothing."""
    lists = ("constraints", "indexes")
    named = {key: sorted((repr(one) for one in model.options.get(key, [])), key=str) for key in lists}
    rest = {key: value for key, value in model.options.items() if key not in (*lists, "abstract") and value}
    fields = {name: field.deconstruct()[1:] for name, field in model.fields.items()}
    return {"fields": fields, "bases": model.bases, **rest, **named}


def test_both_ways_lead_to_the_same_tables_and_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = applied(monkeypatch, BEGUN).loader, applied(monkeypatch, []).loader
    assert len(ours(old)) > len(ours(new)), "one that stopped on the way goes on by the old files"
    assert not any(migration.replaces for migration in ours(old))
    before, after = (loader.project_state().models for loader in (old, new))
    mine = {key for key in before.keys() | after.keys() if key[0] in FLOORS}
    assert {key: told(before[key]) for key in mine} == {key: told(after[key]) for key in mine}
    for vendor in ("sqlite", "postgresql"):
        assert guards(ours(old), vendor) == guards(ours(new), vendor)


def test_a_database_with_all_old_files_has_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    done = [key for key, migration in ON_DISK.items() if not migration.replaces]
    executor = applied(monkeypatch, done)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
