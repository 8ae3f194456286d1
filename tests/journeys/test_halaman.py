"""Every page that a role is offered: it answers, fits a phone, is accessible, speaks Indonesian, and is quick.

All pages are fetched and read; on the first database the browser looks at one of each kind of address, and at every one
that is built of something it has not seen yet, whoever came by it first. A paper is drawn once a regency.
On a second database each role is drawn one page of each kind: what its rows are drawn from is asked there.
"""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import APIResponse, Page

from tests.journeys.bentuk import Bentuk
from tests.journeys.conftest import DESKTOP, Portal
from tests.journeys.pemeriksaan import CLOSELY, LARGEST, SLOWEST, SLOWEST_PAPER, complaints, photograph, said

ROLES = (
    "dpm.7603", "bendahara.7603", "bpjs.7603", "inspektorat.7603", "sekdes.7603012004",
    "dpm.6111", "bendahara.6111", "bpjs.6111", "inspektorat.6111", "sekdes.6111012001", "bendahara.6111012001",
)  # fmt: skip
EACH = 2 if CLOSELY else 1  # pages fetched per kind of address and role, not each of 168 villages
AIM = 200  # milliseconds; slower pages are printed


@dataclass(frozen=True)
class Visit:
    """A page that was fetched."""

    path: str
    route: str
    milliseconds: int
    size: int


@dataclass
class Memory:
    """What the walks of this session have seen, each adding to it."""

    routes: set[str] = field(default_factory=set)  # looked at
    parts: set[str] = field(default_factory=set)  # what the pages looked at were built of
    papers: set[str] = field(default_factory=set)  # routes that answer with a file
    drawn: set[tuple[str, str]] = field(default_factory=set)  # route and regency of each paper fetched

    def is_new(self, route: str, bentuk: Bentuk) -> bool:
        """Whether no such address was looked at yet, or the page is built of something unseen; remembers it."""
        new = route not in self.routes or not bentuk.bagian <= self.parts
        self.routes.add(route)
        self.parts |= bentuk.bagian
        return new


@dataclass
class Crawl:
    """One role's walk through everything it is offered, nearest first."""

    page: Page
    host: str
    role: str
    memory: Memory
    seen: set[str] = field(default_factory=set)
    count: Counter[str] = field(default_factory=Counter)
    visits: list[Visit] = field(default_factory=list)
    looked: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def regency(self) -> str:
        return self.role.partition(".")[2][:4]

    def walk(self, start: str) -> None:
        queue = deque([(start, "the start")])
        while queue:
            address, source = queue.popleft()
            for found in self.visit(address, source):
                if found not in self.seen:
                    self.seen.add(found)
                    queue.append((found, address))

    def visit(self, address: str, source: str) -> list[str]:
        """Fetches one address and looks at it where it shows something new; answers the addresses it offers."""
        route = resolve(urlsplit(address).path).url_name or ""
        kind = f"{route}?" if urlsplit(address).query else route
        self.count[kind] += 1
        if self.count[kind] > EACH or (route in self.memory.papers and (route, self.regency) in self.memory.drawn):
            return []
        answer = self.fetch(address, route)
        if answer.status != 200:
            self.wrong.append(f"{address}, offered on {source}: {answer.status}")
            return []
        if "text/html" not in answer.headers["content-type"]:
            self.memory.papers.add(route)
            self.memory.drawn.add((route, self.regency))
            return []
        return self.read(address, route, kind, answer.text())

    def fetch(self, address: str, route: str) -> APIResponse:
        """The answer, with its time and size kept."""
        begun = time.monotonic()
        answer = self.page.request.get(address)
        size = len(answer.body())
        self.visits.append(Visit(address, route, round((time.monotonic() - begun) * 1000), size))
        slowest = SLOWEST if "text/html" in answer.headers["content-type"] else SLOWEST_PAPER
        if self.visits[-1].milliseconds > slowest:
            self.wrong.append(f"{address}: {self.visits[-1].milliseconds} ms")
        return answer

    def read(self, address: str, route: str, kind: str, html: str) -> list[str]:
        bentuk = Bentuk(html)
        if len(html) > LARGEST:
            self.wrong.append(f"{address}: {len(html)} bytes")
        self.wrong += [f"{address}: {text}" for text in said(bentuk)]
        if CLOSELY and self.memory.is_new(route, bentuk):
            self.look(address, f"{route}{'_saring' if '?' in kind else ''}")
        return list(self.offered(address, bentuk))

    def look(self, address: str, name: str) -> None:
        """The browser's eyes: width, accessibility, the console; a photograph where they are kept."""
        self.looked += 1
        self.page.goto(address)
        self.wrong += complaints(self.page)
        photograph(self.page, f"{name}-{self.role.split('.')[0]}-{self.role[-4:]}-{self.looked}")

    def offered(self, address: str, bentuk: Bentuk) -> Iterator[str]:
        """Same-origin addresses of the page's links, without their fragments."""
        for link in bentuk.tautan:
            target = urldefrag(urljoin(f"{self.host}{address}", link)).url
            if target.startswith(("mailto:", "tel:", "https://wa.me/")):
                continue
            if f"{urlsplit(target).scheme}://{urlsplit(target).netloc}" == self.host:
                yield target.removeprefix(self.host) or "/"
            else:
                self.wrong.append(f"{address}: leads away to {target}")


@pytest.fixture(scope="session")
def memory() -> Memory:
    return Memory()


def _listen(page: Page, wrong: list[str]) -> None:
    """Errors of the console are errors of the page: a script, a policy, a missing file."""
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.text} {message.location.get('url')}")
            if message.type == "error" else None)  # fmt: skip


def _report(crawl: Crawl) -> None:
    pages = [one for one in crawl.visits if one.route not in crawl.memory.papers]
    slow = [f"{one.milliseconds} ms {one.path}" for one in pages if one.milliseconds > AIM]
    times = sorted(one.milliseconds for one in pages)
    largest = max(pages, key=lambda one: one.size)
    told = f"{len(times)} pages, {crawl.looked} looked at, median {times[len(times) // 2]} ms, slowest {times[-1]} ms"
    told += f", largest {largest.size // 1000} kB ({largest.route}); slow: {slow}"
    print(f"{crawl.role}: {told}")  # noqa: T201 - a measurement, shown by pytest -s


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_is_offered(
    portal: Portal, halaman: Callable[..., Page], masuk: Callable[[Page, str], None], memory: Memory, role: str
) -> None:
    page = halaman(DESKTOP)
    crawl = Crawl(page, portal.url, role, memory)
    _listen(page, crawl.wrong)
    masuk(page, role)
    crawl.walk("/")
    _report(crawl)
    assert not crawl.wrong, "\n".join(crawl.wrong)
    assert len({one.route for one in crawl.visits}) >= 8


def test_every_page_a_stranger_is_offered(portal: Portal, halaman: Callable[..., Page], memory: Memory) -> None:
    page = halaman(DESKTOP)
    crawl = Crawl(page, portal.url, "tamu", memory)
    _listen(page, crawl.wrong)
    crawl.walk("/akun/masuk/")
    _report(crawl)
    assert not crawl.wrong, "\n".join(crawl.wrong)
    assert {one.route for one in crawl.visits} == {"masuk", "kalkulator", "kalkulator_keluarga_lain", "periksa"}
