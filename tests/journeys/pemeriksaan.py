"""What every page of the portal must keep, as one list of complaints; and photographs of it on request."""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.bentuk import Bentuk
from tests.journeys.conftest import DESKTOP, PHONE

NARROW = (320, 640)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LARGEST = 400_000  # bytes of one page's HTML before compression: a regency's paper lists each of 168 villages
SLOWEST = 3_000  # milliseconds until the server answers while other tests keep both cores busy; the aim is 200
BETWEEN_BRACES = re.compile(r"\{[^{}]*\}")
UNMASKED = re.compile(r"\b\d{16}\b")
# Words that only a programmer writes. A name of a file may hold an underscore.
CODE = re.compile(
    r"\b(None|True|False|NaN|null|undefined)\b|\{\{|\}\}|\{%|\b[a-z]+_[a-z_]+\b(?![\w.-]*\.(?:xlsx|csv|pdf))"
)
ENGLISH = re.compile(
    r"\b(the|and|please|error|required|submit|field|invalid|not found|upload|download)\b", re.IGNORECASE
)


@cache
def _axe() -> Axe:
    return Axe()


def complaints(page: Page, *, axe: bool = True, typed: str = "") -> list[str]:
    """Everything that is wrong with the page as it stands; `typed` is what the user wrote into it."""
    found = [*_shape(page), *_words(page.locator("body").inner_text(), typed), *_width(page)]
    if axe:
        found += _accessibility(page)
    return [f"{page.url}: {text}" for text in found]


def said(bentuk: Bentuk) -> list[str]:
    """What is wrong with a page that came over the line: its frame, its words, styles or scripts inside it."""
    found = [*_frame(bentuk.kepala, bentuk.bahasa, bentuk.judul), *_words(" ".join(bentuk.teks), "")]
    return found + [f"style or script inside: {tag}" for tag in bentuk.sisipan]


def _shape(page: Page) -> Iterator[str]:
    language = page.locator("html").get_attribute("lang")
    yield from _frame(page.locator("h1").count(), language or "", page.title())


def _frame(heads: int, language: str, title: str) -> Iterator[str]:
    if heads != 1:
        yield f"{heads} h1"
    if language != "id":
        yield "lang is not id"
    if not title.strip().endswith(" - Iuran JKN Desa"):
        yield f"title {title!r}"


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


def _accessibility(page: Page) -> Iterator[str]:
    options = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
    for broken in _axe().run(page, options=options).response["violations"]:
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
