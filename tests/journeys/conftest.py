"""A running portal with the sample month, and a browser in front of it.

The portal is what `make run` starts: its own database with the sample, its own job worker, and gunicorn on a free port.
`siapkan --contoh` fills one database a run (tests/journeys/sampel.py); each portal begins with a copy of it. Portal and
browser end with the last journey of their process: a job worker that looks for work costs the other tests a tenth.
"""

import os
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
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.sampel import ROOT, Disiapkan, Sampel, prepare, run, sample_of_this_run

ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
READING = {"test_halaman.py", "test_isi_contoh.py"}  # what starts from the sample as it was prepared
PHONE = (360, 740)
DESKTOP = (1280, 900)


@dataclass(frozen=True)
class Portal:
    """Where the portal runs, and the one password of its sample accounts."""

    url: str
    sandi: str
    env: dict[str, str]
    disiapkan: Disiapkan

    def run(self, *arguments: str) -> str:
        """Runs Python on the portal's own database; returns what it printed."""
        return run(self.env, *arguments)

    def manage(self, *arguments: str) -> str:
        """Runs a command of the portal."""
        return self.run("manage.py", *arguments)

    def prepare(self) -> Disiapkan:
        """Once more, on the database that holds the sample."""
        return prepare(self.env)


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
def sampel(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampel]:
    """The database that `siapkan --contoh` filled, once for all processes of this run."""
    one_worker_plays_them(request.session)
    base = tmp_path_factory.getbasetemp()
    with sample_of_this_run(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) as found:
        yield found


@pytest.fixture(scope="package")
def portal(sampel: Sampel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal with its sample month, started once for all journeys."""
    folder, port = tmp_path_factory.mktemp("portal"), free_port()
    url, log = f"http://127.0.0.1:{port}", folder / "server.log"
    gunicorn = [sys.executable, "-m", "gunicorn", "jaminan.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4",
                "--no-control-socket", "--log-level", "warning"]  # fmt: skip
    worker = [sys.executable, "manage.py", "db_worker", "--no-reload", "--no-startup-delay", "--interval", "0.5"]
    with sampel.copy(folder / "data") as copied:
        env = copied | {"ALAMAT_PORTAL": url}
        with running(worker, env, log), running(gunicorn, env, log) as server:
            wait_until_up(url, server, log)
            yield Portal(url, env["SANDI_CONTOH"], env, sampel.disiapkan)


@pytest.fixture(scope="package")
def peramban() -> Iterator[Browser]:
    """Debian's Chromium; elsewhere the one that Playwright installed."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in this thread; Django refuses the ORM
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
        context.add_init_script(AXE_SCRIPT)
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
