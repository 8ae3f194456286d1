"""The board's keys in a real browser: j, k, Enter, s and ?; nothing that a mouse cannot do too (quality 6.4, B2)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP
from tests.journeys.kantor import KAYONG_UTARA, Log_in

pytestmark = pytest.mark.sekali  # fingers, keys and paper: no database has a part in it


def focused(page: Page) -> str:
    """The address of the link that holds the focus."""
    return str(page.evaluate("document.activeElement.getAttribute('href') || ''"))


def test_the_boards_keys_walk_open_start_and_help(halaman: Callable[..., Page], masuk: Log_in) -> None:
    page = halaman(DESKTOP)
    masuk(page, KAYONG_UTARA.akun("dpm"))
    page.goto(KAYONG_UTARA.alamat("penyampaian/2026-11/"))
    board = page.url
    rows = [str(one.get_attribute("href")) for one in page.locator("[data-baris]").all()]
    walked = []
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == [rows[0], rows[1], rows[2], rows[1]]
    help_box = page.locator("[data-pintas]")
    page.keyboard.press("?")
    expect(help_box).to_have_attribute("open", "")
    page.keyboard.press("?")
    expect(help_box).not_to_have_attribute("open", "")
    page.keyboard.press("j")
    assert focused(page) == rows[0], "the focus was on the help, so that j begins at the top again"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{rows[0]}")
    page.goto(board)
    page.keyboard.press("s")
    page.wait_for_url("**/penyampaian/periksa/**")
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: "/penyampaian/periksa/" in url and url != first)
    page.keyboard.press("k")
    page.wait_for_url(board)


def test_a_key_that_is_typed_into_a_field_moves_nothing(halaman: Callable[..., Page], masuk: Log_in) -> None:
    page = halaman(DESKTOP)
    masuk(page, KAYONG_UTARA.akun("dpm"))
    page.goto(KAYONG_UTARA.alamat("penyampaian/2026-11/"))
    field = page.locator("main select, main input:not([type=hidden])").first
    field.focus()
    before, address = page.evaluate("document.activeElement.outerHTML"), page.url
    for key in ("j", "s", "?"):
        page.keyboard.press(key)
    assert (page.evaluate("document.activeElement.outerHTML"), page.url) == (before, address)
