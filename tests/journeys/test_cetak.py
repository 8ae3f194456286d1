"""What a printer makes of the main pages: A4 and folio, no menu, no addresses, heads on every sheet (PD-10)."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP
from tests.journeys.kantor import KAYONG_UTARA, MAMASA

pytestmark = pytest.mark.sekali  # fingers, keys and paper: no database has a part in it

SHEETS = {"a4": ("210mm", "297mm"), "f4": ("215mm", "330mm")}
PAGES = ("iuran/2026-10/", "setoran/2026-10/", "berita-acara/", "kertas/")


def printed(page: Page, folder: Path, sheet: str) -> list[str]:
    """The text of every sheet."""
    width, height = SHEETS[sheet]
    path = folder / "cetak.pdf"
    page.pdf(path=path, width=width, height=height)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def test_the_main_pages_print_without_menu_and_addresses(
    halaman: Callable[..., Page], masuk: Callable[[Page, str], None], tmp_path: Path
) -> None:
    page = halaman(DESKTOP)
    masuk(page, MAMASA.akun("dpm"))
    for address in PAGES:
        page.goto(MAMASA.alamat(address))
        for sheet in SHEETS:
            text = "\n".join(printed(page, tmp_path, sheet))
            assert [word for word in ("Keluar", "Laporan desa", "http://", "(/") if word in text] == [], address


LONGEST = """
() => [...document.querySelectorAll("main table")].sort((a, b) => b.rows.length - a.rows.length)[0].tHead.innerText
"""


def test_the_heads_of_a_long_table_stand_on_every_sheet(
    halaman: Callable[..., Page], masuk: Callable[[Page, str], None], tmp_path: Path
) -> None:
    page = halaman(DESKTOP)
    masuk(page, KAYONG_UTARA.akun("dpm"))
    page.goto(KAYONG_UTARA.alamat("setoran/2026-10/"))
    heads = page.evaluate(LONGEST).split()
    for sheet in SHEETS:
        inside = printed(page, tmp_path, sheet)[1:-1]
        assert inside, "the table is on one sheet and proves nothing"
        for text in inside:
            assert [word for word in heads if word not in text] == []
