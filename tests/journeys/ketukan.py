"""A finger on a small phone: counts what it touches and what that costs in bytes."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

SMALL = (320, 640)


class Ketukan:
    """Every link, button, choice and field that is touched is one tap; typing into a touched field is none."""

    def __init__(self, page: Page) -> None:
        self.page, self.count, self.bytes = page, 0, 0
        page.wait_for_load_state("networkidle")  # the first visit's files are told of before the count begins
        page.on("requestfinished", self._add)

    def _add(self, request: Any) -> None:
        sizes = request.sizes()
        self.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    def _on(self, target: Locator) -> None:
        self.count += 1
        target.click()
        self.page.wait_for_load_state()
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SMALL[0], f"{self.page.url} is {wide} px wide"

    def tekan(self, nama: str) -> None:
        """A button or a link of the page, by how it begins."""
        main, begins = self.page.locator("main"), re.compile(f"^{re.escape(nama)}")
        self._on(main.get_by_role("button", name=begins).or_(main.get_by_role("link", name=begins)).first)

    def tulis(self, nama: str, teks: str) -> None:
        field = self.page.locator(f"main [name='{nama}']")
        self.count += 1
        field.fill(teks)

    def berkas(self, nama: str, path: Path) -> None:
        self.count += 1
        self.page.locator(f"main [name='{nama}']").set_input_files(path)

    def masuk(self, nama: str, sandi: str) -> None:
        """The sign-in page has its name field in focus: name typed, password touched, button pressed."""
        self.page.goto("/akun/masuk/")
        self.page.locator("[name=username]").fill(nama)
        self.tulis("password", sandi)
        self._on(self.page.locator("main form button[type=submit]"))

    def mulai_hitung_bita(self) -> None:
        """What came before was the first visit."""
        self.bytes = 0

    def print(self, apa: str) -> None:
        print(f"{apa}: {self.count} ketukan, {self.bytes} bita")  # noqa: T201 - a measurement, shown by pytest -s
