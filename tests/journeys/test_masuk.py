"""The door: on a phone, without script, with a wrong password, for a stranger. Each role enters in test_halaman.py."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.sekali  # fingers, keys and paper: no database has a part in it


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
