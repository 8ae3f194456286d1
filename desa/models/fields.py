"""Pieces that models on every floor share: a month column, and guards the database itself keeps."""

from typing import Any

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


def first_of_month(field: str, name: str) -> models.CheckConstraint:
    """The named column holds the first day of a month."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__day": 1}), name=name)


NO_MODELS: Any = None  # such a step is written in SQL alone


class DatabaseStep(migrations.RunPython):
    """A step that asks the database alone: the history of the models, slow to draw up, is not drawn up for it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.code(NO_MODELS, schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if self.reverse_code is not None:
            self.reverse_code(NO_MODELS, schema_editor)


class AllAtOnce(Operation):
    """The tables of a floor as they stand, and their guards: models are drawn up once, not again after each table."""

    reduces_to_sql = False  # the guards read which columns the tables have

    def __init__(self, *steps: Operation) -> None:
        self.steps = steps

    def describe(self) -> str:
        return "Create the tables of this floor and their guards"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # what was drawn up: it would be drawn up anew with every table
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for step in self.steps:
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for step in reversed(self.steps):
            step.database_backwards(app_label, schema_editor, from_state, to_state)


def append_only(table: str, *, but: tuple[str, ...] = (), when: str = "") -> DatabaseStep:
    """A migration step after which the database refuses UPDATE and DELETE on the table.

    Columns in `but` may still change; all others keep what was first written, whoever asks.
    `when` is an SQL condition on OLD that narrows the guard to some rows, such as issued papers. A table that was
    guarded before gets this guard instead (SQLite loses the old one whenever it rebuilds the table).
    """

    def forward(apps: Any, schema_editor: Any) -> None:
        backward(apps, schema_editor)
        for statement in _statements(schema_editor, table, but, when):
            schema_editor.execute(statement)

    def backward(_apps: Any, schema_editor: Any) -> None:
        _lift(schema_editor, table)

    return DatabaseStep(forward, backward, elidable=False)


def unguarded(table: str) -> DatabaseStep:
    """A migration step that lifts the guard of an `append_only` table, so that a next one can fill a new column.

    `append_only` follows them: it then keeps the new column too.
    """

    def forward(_apps: Any, schema_editor: Any) -> None:
        _lift(schema_editor, table)

    return DatabaseStep(forward, append_only(table).code, elidable=False)


def _lift(schema_editor: Any, table: str) -> None:
    on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on_table}")


def _statements(schema_editor: Any, table: str, but: tuple[str, ...], when: str) -> list[str]:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 # names that migrations write, no input
        columns = [column[0] for column in cursor.description]
    kept = [name for name in columns if name not in but]
    narrowed = f"({when}) AND " if when else ""
    deleted = f"WHEN ({when}) " if when else ""
    message = f"{table} hanya boleh ditambah, tidak diubah atau dihapus"
    if connection.vendor == "postgresql":
        changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in kept)
        return [
            f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({narrowed}({changed})) "
            f"EXECUTE FUNCTION {table}_append_only()",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {deleted}"
            f"EXECUTE FUNCTION {table}_append_only()",
        ]
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in kept)
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN {narrowed}({changed}) "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {deleted}"
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
    ]


def frozen(table: str, *, columns: tuple[str, ...], when: str) -> DatabaseStep:
    """A migration step after which these columns keep what they hold in rows that meet `when`, a condition on OLD."""

    def forward(apps: Any, schema_editor: Any) -> None:
        backward(apps, schema_editor)
        vendor = schema_editor.connection.vendor
        differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
        changed = " OR ".join(f'OLD."{name}" {differs} NEW."{name}"' for name in columns)
        answer = (
            f"EXECUTE FUNCTION {table}_append_only()"
            if vendor == "postgresql"
            else f"BEGIN SELECT RAISE(ABORT, '{table} hanya boleh ditambah, tidak diubah atau dihapus'); END"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN (({when}) AND ({changed})) {answer}"
        )

    def backward(_apps: Any, schema_editor: Any) -> None:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen{on_table}")

    return DatabaseStep(forward, backward, elidable=False)


def refuse_change(table: str, *, name: str, when: str, message: str) -> DatabaseStep:
    """A migration step after which the database refuses to change a row so that `when` holds.

    `when` is an SQL condition on OLD and NEW, in words that SQLite and PostgreSQL share.
    """

    def forward(apps: Any, schema_editor: Any) -> None:
        backward(apps, schema_editor)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            answer = f"EXECUTE FUNCTION {name}()"
        else:
            answer = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when}) {answer}")

    def backward(_apps: Any, schema_editor: Any) -> None:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")

    return DatabaseStep(forward, backward, elidable=False)


def no_overlap(
    table: str, *, same: tuple[str, ...], name: str, where: str = "TRUE", last: str = "berakhir", first: str = "mulai"
) -> DatabaseStep:
    """A migration step after which two spells (`first`, `last`) with the same columns may not overlap.

    `berakhir` may be the day on which the next one begins; any other last day, as `sampai`, belongs to its spell.
    `where` narrows the rows, on plain columns.
    """

    def forward(_apps: Any, schema_editor: Any) -> None:
        for statement in _overlap_statements(schema_editor.connection.vendor, table, same, name, where, first, last):
            schema_editor.execute(statement)

    def backward(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
        else:
            for event in ("insert", "update"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}")

    return DatabaseStep(forward, backward, elidable=False)


def _overlap_statements(
    vendor: str, table: str, same: tuple[str, ...], name: str, where: str, first: str, last: str
) -> list[str]:
    end, before = (")", "<") if last == "berakhir" else ("]", "<=")
    if vendor == "postgresql":
        columns = ", ".join(f"{column} WITH =" for column in same)
        return [
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist "
            f"({columns}, daterange({first}, {last}, '[{end}') WITH &&) WHERE ({where})",
        ]
    columns = " AND ".join(f"lain.{column} = NEW.{column}" for column in same)
    # SQLite has no exclusion constraint: the same rule as a trigger. Dates are ISO text and compare as such.
    clash = (
        f"SELECT 1 FROM (SELECT * FROM {table} WHERE {where}) AS lain "  # noqa: S608 # names that migrations write, no input
        f"JOIN (SELECT * FROM {table} WHERE id = NEW.id AND {where}) AS baru ON lain.id <> baru.id AND {columns} "
        f"AND lain.{first} {before} COALESCE(NEW.{last}, '9999-12-31') "
        f"AND NEW.{first} {before} COALESCE(lain.{last}, '9999-12-31')"
    )
    return [
        f"CREATE TRIGGER {name}_{event} AFTER {event} ON {table} FOR EACH ROW WHEN EXISTS ({clash}) "
        f"BEGIN SELECT RAISE(ABORT, '{name}: masa bertumpuk'); END"
        for event in ("insert", "update")
    ]


def refuse_rows(table: str, *, name: str, when: str, message: str) -> DatabaseStep:
    """A migration step after which the database refuses to add a row for which the query `when` finds anything.

    `when` is a SELECT that may use NEW, in words that SQLite and PostgreSQL share.
    """

    def forward(_apps: Any, schema_editor: Any) -> None:
        for statement in _refusals(schema_editor.connection.vendor, table, name, when, message):
            schema_editor.execute(statement)

    def backward(_apps: Any, schema_editor: Any) -> None:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")

    return DatabaseStep(forward, backward, elidable=False)


def _refusals(vendor: str, table: str, name: str, when: str, message: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS ({when}) THEN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return [
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW WHEN EXISTS ({when}) "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    ]
