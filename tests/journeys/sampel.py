"""The sample that the journeys start from: `siapkan --contoh` on an empty database once a run, then copies of it.

The processes of one run (pytest-xdist) find each other by a folder; the first one prepares while others wait for it,
the last one drops what PostgreSQL holds.
"""

import fcntl
import json
import os
import resource
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Disiapkan:
    """What `siapkan --contoh` printed, and its processor time, which unlike a clock counts no waiting for others."""

    keluaran: str
    detik: float


def run(env: dict[str, str], *arguments: str) -> str:
    """Runs Python on the database that these variables name; returns what it printed."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def prepare(env: dict[str, str]) -> Disiapkan:
    start = _processor_seconds()
    shown = run(env, "manage.py", "siapkan", "--contoh")
    return Disiapkan(shown, _processor_seconds() - start)


def _on_server(statement: str) -> None:
    """Runs a statement on the PostgreSQL server of this run, outside of any transaction."""
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _url_of(database: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


@contextmanager
def _copy_of(database: str) -> Iterator[str]:
    """The address of a copy of this database that ends with the block."""
    name = f"{database}_{os.getpid()}"
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{database}"')
    try:
        yield _url_of(name)
    finally:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass(frozen=True)
class Sampel:
    """Where the prepared sample lies: a folder, and on PostgreSQL a database that nobody works on."""

    folder: Path
    basis_data: str
    sandi: str
    disiapkan: Disiapkan

    @contextmanager
    def copy(self, folder: Path) -> Iterator[dict[str, str]]:
        """The variables of a portal that begins with a copy of the sample."""
        with ExitStack() as stack:
            with _lock(self.folder):  # PostgreSQL copies what nobody else is copying
                shutil.copytree(self.folder / "data", folder)
                url = stack.enter_context(_copy_of(self.basis_data)) if self.basis_data else ""
            yield environment(folder, self.sandi, url)


def environment(folder: Path, sandi: str, database_url: str) -> dict[str, str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_URL", "PYTEST_"))}
    (folder / "staticfiles").mkdir(parents=True, exist_ok=True)
    env |= {"DATA_DIR": str(folder), "SANDI_CONTOH": sandi, "PEKERJA": "1"}
    return env | ({"DATABASE_URL": database_url} if database_url else {})


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    with (folder / "kunci").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def sample_of_this_run(base: Path) -> Iterator[Sampel]:
    """The sample in a folder of this run, prepared by whoever asks first."""
    folder = base / "sampel"
    folder.mkdir(exist_ok=True)
    with _lock(folder):
        found = _known(folder) or _make(folder)
        _count_users(folder, 1)
    try:
        yield found
    finally:
        with _lock(folder):
            if _count_users(folder, -1) == 0:
                _drop(folder, found)


def _known(folder: Path) -> Sampel | None:
    told = folder / "sampel.json"
    if not told.exists():
        return None
    kept = json.loads(told.read_text())
    return Sampel(folder, kept["basis_data"], kept["sandi"], Disiapkan(**kept["disiapkan"]))


def _make(folder: Path) -> Sampel:
    sandi, database = secrets.token_urlsafe(12), ""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        database = f"jaminan_sampel_{secrets.token_hex(4)}"
        _on_server(f'CREATE DATABASE "{database}"')
    env = environment(folder / "data", sandi, _url_of(database) if database else "")
    found = Sampel(folder, database, sandi, prepare(env | {"ALAMAT_PORTAL": "http://127.0.0.1:8000"}))
    kept = {"basis_data": database, "sandi": sandi, "disiapkan": asdict(found.disiapkan)}
    (folder / "sampel.json").write_text(json.dumps(kept))
    return found


def _count_users(folder: Path, change: int) -> int:
    """How many processes hold the sample after this one came or went."""
    book = folder / "pemakai"
    number = (int(book.read_text()) if book.exists() else 0) + change
    book.write_text(str(number))
    return number


def _drop(folder: Path, sampel: Sampel) -> None:
    (folder / "sampel.json").unlink()
    shutil.rmtree(folder / "data")
    if sampel.basis_data:
        _on_server(f'DROP DATABASE "{sampel.basis_data}" WITH (FORCE)')
