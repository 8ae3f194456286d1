"""Races with real connections (CR-6): a copy of the test database that commits, and presses at the same moment.

PostgreSQL only: SQLite lets one writer in at a time anyway. The copy is made from the empty test database while nobody
is connected to it, and dropped afterwards.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from jaminan.kesalahan import Kesalahan


@contextmanager
def committing_copy(blocker: Any) -> Iterator[None]:
    """Within it, every connection goes to a copy of its own and commits."""
    if connection.vendor != "postgresql":
        pytest.skip("two writers at once: only on PostgreSQL")
    told = connections.settings["default"]
    with blocker.unblock():
        plain = told["NAME"]
        if not plain.startswith("test_"):
            pytest.skip("this run has no test database to copy; run a test of the database beside it")
        copy = f"{plain}_balapan"
        _maintain(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)', f'CREATE DATABASE "{copy}" TEMPLATE "{plain}"')
        _point_at(copy)
        try:
            yield
        finally:
            _point_at(plain)
            _maintain(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


def _point_at(name: str) -> None:
    connection.close()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _maintain(*statements: str) -> None:
    """Runs these outside of any transaction, from the server's own database."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def at_once(*presses: Callable[[], object]) -> list[str]:
    """Presses everything at the same moment, each on a connection of its own; answers "ok" or what was told."""
    barrier = Barrier(len(presses))

    def press(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except Kesalahan as error:
            return str(error)
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))
