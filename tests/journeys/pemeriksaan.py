"""What every page of the portal must keep, as one list of complaints; and photographs of it on request."""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.bentuk import Bentuk
from tests.journeys.conftest import DESKTOP, PHONE

NARROW = (320, 640)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LARGEST = 400_000  # bytes of one page's HTML before compression: a regency's paper lists each of 168 villages
SLOWEST = 3_000  # milliseconds until the server answers while other tests keep both cores busy; the aim is 200
SLOWEST_PAPER = 20_000  # the same for a paper that is drawn meanwhile, of 168 villages
BETWEEN_BRACES = re.compile(r"\{[^{}]*\}")
UNMASKED = re.compile(r"\b\d{16}\b")
# Words that only a programmer writes. A name of a file may hold an underscore.
CODE = re.compile(
    r"\b(None|True|False|NaN|null|undefined)\b|\{\{|\}\}|\{%|\b[a-z]+_[a-z_]+\b(?![\w.-]*\.(?:xlsx|csv|pdf))"
)
ENGLISH = re.compile(
    r"\b(the|and|please|error|required|submit|field|invalid|not found|upload|download)\b", re.IGNORECASE
)


# A page is the same whatever database it came from: it is looked at closely on the first one.
CLOSELY = not os.environ.get("DATABASE_URL")
# Rows of one shape are alike: of those below one another two stay while axe looks, then all come back.
THIN = """() => {
  const one = (node) => `${node.tagName} ${node.className} ${node.type || ""}`;
  const shape = (node) => [node, ...node.querySelectorAll("*")].map(one).join();
  window.alike = [];
  for (const parent of document.querySelectorAll("tbody, ul, ol, dl, select")) {
    const seen = {};
    for (const child of [...parent.children]) {
      const known = shape(child);
      seen[known] = (seen[known] || 0) + 1;
      if (seen[known] > 2) {
        window.alike.push([parent, child, child.nextSibling]);
      }
    }
  }
  window.alike.forEach(([, child]) => child.remove());
}"""
WHOLE = "() => window.alike.reverse().forEach(([parent, child, next]) => parent.insertBefore(child, next))"


@cache
def _coloured() -> set[str]:
    """The parts whose colours this session has looked at; to look at them costs half of all."""
    return set()


@cache
def _looked() -> dict[str, set[str]]:
    """The parts that this session has looked at on a page of this name."""
    return {}


def is_new(name: str, bentuk: Bentuk) -> bool:
    """Whether no such page was looked at yet, or this one is built of something it was not; remembers it."""
    seen = _looked().setdefault(name, set())
    new = not seen or not bentuk.bagian <= seen
    seen |= bentuk.bagian
    return new


def complaints(page: Page, *, typed: str = "", name: str = "") -> list[str]:
    """Everything that is wrong with the page as it stands; `typed` is what the user wrote into it.

    Of the pages of one name those that are built of nothing new are read, and not looked at closely again.
    """
    page.wait_for_load_state()  # a link pressed on a busy machine may still be leading here
    bentuk = Bentuk(page.content())
    found = [*_frame(bentuk), *_words(page.locator("body").inner_text(), typed)]
    if CLOSELY and (not name or is_new(name, bentuk)):
        found += [*_width(page), *_accessibility(page, colours=not bentuk.bagian <= _coloured())]
        _coloured().update(bentuk.bagian)
    return [f"{page.url}: {text}" for text in found]


def said(bentuk: Bentuk) -> list[str]:
    """What is wrong with a page that came over the line: its frame, its words, styles or scripts inside it."""
    found = [*_frame(bentuk), *_words(" ".join(bentuk.teks), "")]
    return found + [f"style or script inside: {tag}" for tag in bentuk.sisipan]


def _frame(bentuk: Bentuk) -> Iterator[str]:
    if bentuk.kepala != 1:
        yield f"{bentuk.kepala} h1"
    if bentuk.bahasa != "id":
        yield "lang is not id"
    if not bentuk.judul.strip().endswith(" - Iuran JKN Desa"):
        yield f"title {bentuk.judul!r}"


def _words(text: str, typed: str) -> Iterator[str]:
    """A mark between braces is what a person types there ("{bulan_romawi}"), no word of the code."""
    plain = BETWEEN_BRACES.sub(" ", text)
    for pattern in (UNMASKED, CODE, ENGLISH):
        yield from (f"reads {match.group()!r}" for match in pattern.finditer(plain) if match.group() not in typed)


def _width(page: Page) -> Iterator[str]:
    before = page.viewport_size
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW[0]:
        yield f"{wide} px wide on a phone of {NARROW[0]}"
    if before is not None:
        page.set_viewport_size(before)


def _accessibility(page: Page, *, colours: bool) -> Iterator[str]:
    options = {
        "runOnly": {"type": "tag", "values": LEVELS},
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": colours}},
    }
    page.evaluate(THIN)
    violations = page.evaluate(f"axe.run({json.dumps(options)}).then((told) => told.violations)")
    page.evaluate(WHOLE)
    for broken in violations:
        places = [node["html"][:120] for node in broken["nodes"][:2]]
        yield f"axe {broken['id']} ({len(broken['nodes'])}): {places}"


def photograph(page: Page, name: str) -> None:
    """Keeps the page at both widths in the folder that the variable FOTO names, if it names one."""
    folder = os.environ.get("FOTO")
    if not folder:
        return
    before = page.viewport_size
    Path(folder).mkdir(parents=True, exist_ok=True)
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
    if before is not None:
        page.set_viewport_size(before)
