"""A running portal with the sample month, and a browser in front of it.

The portal is what `make run` starts: its own database, filled once per session by
`siapkan --contoh`, its own job worker, and gunicorn on a free port.
"""

import os
import resource
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
READING = {"test_halaman.py", "test_isi_contoh.py"}  # what starts from the sample as it was prepared
PHONE = (360, 740)
DESKTOP = (1280, 900)


@dataclass(frozen=True)
class Disiapkan:
    """What `siapkan --contoh` printed, and its processor time, which unlike a clock counts no waiting for others."""

    keluaran: str
    detik: float


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True)
class Portal:
    """Where the portal runs, and the one password of its sample accounts."""

    url: str
    sandi: str
    env: dict[str, str]

    def run(self, *arguments: str) -> str:
        """Runs Python on the portal's own database; returns what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def manage(self, *arguments: str) -> str:
        """Runs a command of the portal."""
        return self.run("manage.py", *arguments)

    def prepare(self) -> Disiapkan:
        start = processor_seconds()
        shown = self.manage("siapkan", "--contoh")
        return Disiapkan(shown, processor_seconds() - start)

    @cached_property
    def disiapkan(self) -> Disiapkan:
        """The first time, on an empty database."""
        return self.prepare()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one portal: one xdist worker plays them, in their order.

    What looks at the sample itself has a portal of its own, so that both cores are busy.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("walk" if item.path.name in READING else "journey"))


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def journey_database() -> Iterator[str]:
    """DATABASE_URL of a database of its own beside the tests' one; empty when SQLite holds it in DATA_DIR."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    name = f"jaminan_perjalanan_{os.getpid()}"
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
            try:
                yield urlsplit(url)._replace(path=f"/{name}").geturl()
            finally:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def portal_environment(folder: Path, port: int, database_url: str) -> dict[str, str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_URL", "PYTEST_"))}
    (folder / "staticfiles").mkdir()
    env |= {
        "DATA_DIR": str(folder),
        "ALAMAT_PORTAL": f"http://127.0.0.1:{port}",
        "SANDI_CONTOH": secrets.token_urlsafe(12),
        "PEKERJA": "1",
    }
    if database_url:
        env["DATABASE_URL"] = database_url
    return env


def wait_until_up(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The portal did not start:\n{log.read_text()[-4000:]}")


@contextmanager
def running(command: list[str], env: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with (
        log.open("ab") as output,
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output) as process,
    ):
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def one_worker_plays_them(session: pytest.Session) -> None:
    """Two workers would each start a portal and each see half a month."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        stray = [item.nodeid for item in session.items
                 if item.get_closest_marker("journey") and not item.nodeid.endswith(("@journey", "@walk"))]  # fmt: skip
        assert not stray, f"pytest-xdist does not keep these together: {stray}"


@pytest.fixture(scope="session")
def portal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal with its sample month, started once for all journeys."""
    one_worker_plays_them(request.session)
    folder, port = tmp_path_factory.mktemp("portal"), free_port()
    url, log = f"http://127.0.0.1:{port}", folder / "server.log"
    gunicorn = [sys.executable, "-m", "gunicorn", "jaminan.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4",
                "--no-control-socket", "--log-level", "warning"]  # fmt: skip
    with journey_database() as database_url:
        env = portal_environment(folder, port, database_url)
        portal = Portal(url, env["SANDI_CONTOH"], env)
        assert portal.disiapkan.keluaran
        worker = [sys.executable, "manage.py", "db_worker", "--no-reload", "--no-startup-delay", "--interval", "0.2"]
        with running(worker, env, log), running(gunicorn, env, log) as server:
            wait_until_up(url, server, log)
            yield portal


@pytest.fixture(scope="session")
def peramban() -> Iterator[Browser]:
    """Debian's Chromium; elsewhere the one that Playwright installed."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in this thread; Django would refuse the ORM
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def halaman(peramban: Browser, portal: Portal) -> Iterator[Callable[..., Page]]:
    """Makes a page in a session of its own: halaman(), halaman(PHONE), halaman(PHONE, java_script_enabled=False).

    After the test no page may have logged an error to its console or asked another host for anything.
    """
    contexts, complaints = [], []

    def new_page(size: tuple[int, int] = DESKTOP, **options: Any) -> Page:
        context = peramban.new_context(
            base_url=portal.url, locale="id-ID", viewport={"width": size[0], "height": size[1]}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(f"script error on {page.url}: {error}"))
        page.on("request", lambda request: complaints.append(f"outside address: {request.url}")
                if not request.url.startswith((portal.url, "data:", "blob:", "about:")) else None)  # fmt: skip
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def masuk(portal: Portal) -> Callable[[Page, str], None]:
    """Logs a page in as one of the sample accounts: masuk(page, "dpm.7603")."""

    def log_in(page: Page, nama: str) -> None:
        page.goto("/akun/masuk/")
        page.locator("[name=username]").fill(nama)
        page.locator("[name=password]").fill(portal.sandi)
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda url: "/akun/masuk/" not in url)

    return log_in
