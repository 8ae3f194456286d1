"""Fixtures and rules for every test: own files, no flushing, static files found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

pytest_plugins = ["tests.cast", "tests.stage"]

FLUSHING = {"transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Append-only tables refuse DELETE, so a test must roll back; it may never flush the database."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        flushes = FLUSHING & set(getattr(item, "fixturenames", ()))
        if flushes or (marker and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences"))):
            raise pytest.UsageError(
                f"{item.nodeid} flushes the database ({', '.join(flushes) or 'transaction=True'}); the append-only "
                "triggers forbid it. Use `db`, and django_capture_on_commit_callbacks for what runs after the commit."
            )


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Uploads and papers of the tests go to a folder of this session, never into data/."""
    folder = tmp_path_factory.mktemp("berkas")
    static = folder / "static"
    static.mkdir()
    with override_settings(MEDIA_ROOT=folder, STATIC_ROOT=static):
        yield folder
