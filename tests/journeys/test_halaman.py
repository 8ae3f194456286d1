"""Every page that a role is offered: it answers, fits a phone, is accessible, speaks Indonesian, and is quick."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Error, Page

from tests.journeys.conftest import DESKTOP, Portal
from tests.journeys.pemeriksaan import LARGEST, SLOWEST, complaints, photograph

ROLES = (
    "dpm.7603", "bendahara.7603", "bpjs.7603", "inspektorat.7603", "sekdes.7603012004",
    "dpm.6111", "bendahara.6111", "bpjs.6111", "inspektorat.6111", "sekdes.6111012001", "bendahara.6111012001",
)  # fmt: skip
EACH = 2  # pages looked at per kind of address and role, not each of 168 villages; 1 where the role came before
AIM = 200  # milliseconds; slower pages are printed


@dataclass
class Visit:
    """A page that was looked at."""

    path: str
    route: str
    milliseconds: int
    size: int


@dataclass
class Crawl:
    """One role's walk through everything it is offered, nearest first."""

    page: Page
    host: str
    role: str
    first: bool = True  # the first role of its kind: looks at more pages, and at their accessibility
    seen: set[str] = field(default_factory=set)
    count: Counter[str] = field(default_factory=Counter)
    visits: list[Visit] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def walk(self, start: str) -> None:
        queue = deque([(start, "the start")])
        while queue:
            address, source = queue.popleft()
            for found in self.visit(address, source):
                if found not in self.seen:
                    self.seen.add(found)
                    queue.append((found, address))

    def visit(self, address: str, source: str) -> list[str]:
        """Looks at one address; answers the addresses it offers."""
        route = resolve(urlsplit(address).path).url_name or ""
        kind = f"{route}?" if urlsplit(address).query else route
        self.count[kind] += 1
        if self.count[kind] > (EACH if self.first else 1):
            return []
        try:
            answer = self.page.goto(address)
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            return self.download(address, source)
        if answer is None or answer.status != 200:
            self.wrong.append(f"{address}, offered on {source}: {answer and answer.status}")
            return []
        self.measure(address, route)
        self.wrong += complaints(self.page, axe=self.first and self.count[kind] == 1)
        if self.count[kind] == 1:
            photograph(
                self.page, f"{route}{'_saring' if '?' in kind else ''}-{self.role.split('.')[0]}-{self.role[-4:]}"
            )
        return list(self.offered())

    def download(self, address: str, source: str) -> list[str]:
        answer = self.page.request.get(address)
        if answer.status != 200:
            self.wrong.append(f"{address}, offered on {source}: {answer.status}")
        return []

    def measure(self, address: str, route: str) -> None:
        timing = self.page.evaluate(
            "(() => { const t = performance.getEntriesByType('navigation')[0];"
            " return [Math.round(t.responseStart - t.requestStart), t.decodedBodySize]; })()"
        )
        self.visits.append(Visit(address, route, *timing))
        if timing[0] > SLOWEST:
            self.wrong.append(f"{address}: {timing[0]} ms")
        if timing[1] > LARGEST:
            self.wrong.append(f"{address}: {timing[1]} bytes")

    def offered(self) -> Iterator[str]:
        """Same-origin addresses of the page's links, without their fragments."""
        links = self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for link in links:
            address = urldefrag(link).url
            if address.startswith(("mailto:", "tel:", "javascript:")) or not address:
                continue
            if f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" == self.host:
                yield address.removeprefix(self.host)
            else:
                self.wrong.append(f"{self.page.url}: leads away to {address}")


def _listen(page: Page, wrong: list[str]) -> None:
    """Errors of the console are errors of the page: a script, a policy, a missing file."""
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.text} {message.location.get('url')}")
            if message.type == "error" else None)  # fmt: skip


def _report(crawl: Crawl) -> None:
    slow = [f"{one.milliseconds} ms {one.path}" for one in crawl.visits if one.milliseconds > AIM]
    times = sorted(one.milliseconds for one in crawl.visits)
    largest = max(crawl.visits, key=lambda one: one.size)
    told = f"{len(times)} pages, median {times[len(times) // 2]} ms, slowest {times[-1]} ms"
    told += f", largest {largest.size // 1000} kB ({largest.route}); slow: {slow}"
    print(f"{crawl.role}: {told}")  # noqa: T201 - a measurement, shown by pytest -s


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_is_offered(
    portal: Portal, halaman: Callable[..., Page], masuk: Callable[[Page, str], None], role: str
) -> None:
    page = halaman(DESKTOP)
    kind = role.partition(".")[0]
    first = next(one for one in ROLES if one.startswith(f"{kind}."))
    crawl = Crawl(page, portal.url, role, role == first)
    _listen(page, crawl.wrong)
    masuk(page, role)
    crawl.walk("/")
    _report(crawl)
    assert not crawl.wrong, "\n".join(crawl.wrong)
    assert len({one.route for one in crawl.visits}) >= 8


def test_every_page_a_stranger_is_offered(portal: Portal, halaman: Callable[..., Page]) -> None:
    page = halaman(DESKTOP)
    crawl = Crawl(page, portal.url, "tamu")
    _listen(page, crawl.wrong)
    crawl.walk("/akun/masuk/")
    _report(crawl)
    assert not crawl.wrong, "\n".join(crawl.wrong)
    assert {one.route for one in crawl.visits} == {"masuk", "kalkulator", "kalkulator_keluarga_lain", "periksa"}
