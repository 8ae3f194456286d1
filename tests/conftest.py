"""Fixtures and rules for every test: own files, no flushing, static files found; quick where it is not the point."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from desa.queries import berkas
from desa.xlsx import anak
from rekonsiliasi.pdf import anak as anak_pdf
from rekonsiliasi.pdf import penanda

pytest_plugins = ["tests.cast", "tests.kept", "tests.stage"]

settings.register_profile("portal", deadline=None)  # a busy machine is no fault of the rule
settings.load_profile("portal")

ROOT = Path(__file__).resolve().parents[1]
QUICK_HASHES = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # full strength takes seconds a test
UNREAD = {"WHITENOISE_AUTOREFRESH": True}  # or every client lists all static files before its first page
ON_A_DATABASE = {"db", "portal", "contoh", "balapan"}
# Begun first, in this order, so that both processes are busy to the end: while one prepares the sample for its journeys
# the other asks for access, then it walks. Below, a file is one process's work, so that its stage is made once.
LONGEST = (
    "tests/journeys/test_bulan.py", "tests/test_access.py::test_every_role_meets_what_the_table_says[mamasa-get]",
    "tests/journeys/", "tests/test_access.py", "tests/api/test_kabur.py", "tests/rekonsiliasi/test_tanda_tangan.py",
    "tests/iuran/test_oracle", "tests/rekonsiliasi/", "tests/iuran/",
)  # fmt: skip
APART = ("test_access.py", "test_oracle.py", "test_oracle_basis_data.py")
FLUSHING = {"transactional_db", "django_db_reset_sequences", "live_server"}


def work_of(path: Path) -> str:
    """What one process does as a whole: a file; the guards of the house, which all read the same syntax trees."""
    return "house" if path.name.startswith("test_house") else path.relative_to(ROOT).with_suffix("").as_posix()


def place_in_line(item: pytest.Item) -> int:
    return next((place for place, start in enumerate(LONGEST) if item.nodeid.startswith(start)), len(LONGEST))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Puts the tests in line, after pytest-django has brought those of a database forward."""
    mark(items)
    yield
    items.sort(key=place_in_line)


def mark(items: list[pytest.Item]) -> None:
    """Append-only tables refuse DELETE, so a test must roll back; it may never flush the database.

    A test that asks for no database proves nothing new on a second one: it is marked, and run on the first only.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        if not (marker or ON_A_DATABASE & set(getattr(item, "fixturenames", ()))):
            item.add_marker("sekali")
        flushes = FLUSHING & set(getattr(item, "fixturenames", ()))
        if flushes or (marker and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences"))):
            raise pytest.UsageError(
                f"{item.nodeid} flushes the database ({', '.join(flushes) or 'transaction=True'}); the append-only "
                "triggers forbid it. Use `db`, and django_capture_on_commit_callbacks for what runs after the commit."
            )
        if item.path.name not in APART and item.path.parent.name != "journeys":  # those say themselves who plays them
            item.add_marker(pytest.mark.xdist_group(work_of(item.path)))


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Uploads and papers of the tests go to a folder of this session, never into data/."""
    folder = tmp_path_factory.mktemp("berkas")
    static = folder / "static"
    static.mkdir()
    with override_settings(MEDIA_ROOT=folder, STATIC_ROOT=static, PASSWORD_HASHERS=QUICK_HASHES, **UNREAD):
        yield folder


@pytest.fixture(scope="session", autouse=True)
def one_transaction() -> Iterator[None]:
    """A test is one transaction: an answer that is closed ends its request, but not the test's connection."""
    ended = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def keep(connection: BaseDatabaseWrapper) -> None:
        if not connection.in_atomic_block:
            ended(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", keep)
        yield


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """No story inherits the requests that another one counted."""
    cache.clear()


def read_here(isi: bytes, rows: int) -> dict[str, Any]:
    """What the child process would answer, without starting one."""
    answer: dict[str, Any] = json.loads(json.dumps(anak.answer_for(isi, rows)))
    return answer


def ask_here(asked: dict[str, Any]) -> dict[str, Any]:
    """What the child process for signatures would answer, without starting one.

    In a thread of its own: pyHanko runs a loop, and after a journey Playwright's runs in this one.
    """
    with ThreadPoolExecutor(1) as apart:
        told = apart.submit(anak_pdf.answer_for, json.loads(json.dumps(asked))).result()
    answer: dict[str, Any] = json.loads(json.dumps(told))
    return answer


@contextmanager
def without_child() -> Iterator[None]:
    """Files are read in this process; the child costs half a second a file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(berkas, "_ask_child", read_here)
        patch.setattr(penanda, "ask_program", ask_here)
        yield


@pytest.fixture(autouse=True)
def no_child(request: pytest.FixtureRequest) -> Iterator[None]:
    """The child is real in the tests marked `anak`, and everywhere in the browser's journeys."""
    with nullcontext() if request.node.get_closest_marker("anak") else without_child():
        yield


@pytest.fixture(scope="module")
def shared_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows that all tests of a module start from: made once, and what a test changes is rolled back to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
