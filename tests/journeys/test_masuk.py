"""Every role gets in, on a phone too, and sees one page with one next step."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE

ROLES = (
    "sekdes.7603012004", "dpm.7603", "bendahara.7603", "bpjs.7603", "inspektorat.7603",
    "dpm.6111", "bendahara.6111", "bpjs.6111", "inspektorat.6111", "bendahara.6111012001",
)  # fmt: skip


@pytest.mark.parametrize("nama", ROLES)
def test_each_role_logs_in_and_sees_its_start_page(
    halaman: Callable[..., Page], masuk: Callable[[Page, str], None], nama: str
) -> None:
    page = halaman(DESKTOP)
    masuk(page, nama)
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "id"


@pytest.mark.parametrize("nama", ["sekdes.7603012004", "dpm.7603"])
@pytest.mark.parametrize("size", [(320, 640), PHONE])
def test_a_phone_without_script_shows_it_without_sideways_scroll(
    halaman: Callable[..., Page], masuk: Callable[[Page, str], None], nama: str, size: tuple[int, int]
) -> None:
    page = halaman(size, java_script_enabled=False)
    masuk(page, nama)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_wrong_password_keeps_the_door_shut_and_says_what_to_do(halaman: Callable[..., Page]) -> None:
    page = halaman(PHONE)
    page.goto("/akun/masuk/")
    page.locator("[name=username]").fill("dpm.7603")
    page.locator("[name=password]").fill("salah-sama-sekali")
    page.locator("main form button[type=submit]").click()
    page.locator(".govuk-error-summary").wait_for()
    assert page.url.endswith("/akun/masuk/")
    assert page.title().startswith("Kesalahan: ")


def test_a_stranger_is_led_to_the_login(halaman: Callable[..., Page]) -> None:
    page = halaman(PHONE)
    page.goto("/")
    assert "/akun/masuk/" in page.url
