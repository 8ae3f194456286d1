"""The measuring robot (quality 6.7): taps and bytes of a village's month on a 320 px phone, with and without script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, Portal
from tests.journeys.kantor import CONTOH, MAMASA, Log_in, fine, press
from tests.journeys.ketukan import SMALL, Ketukan
from tests.journeys.test_bulan_berjalan import silent_villages

pytestmark = pytest.mark.sekali  # fingers, keys and paper: no database has a part in it

PROOF = CONTOH / "bukti_setor.pdf"
BOTH = pytest.mark.parametrize("script", [True, False], ids=["js", "tanpa_js"])


def phone(halaman: Callable[..., Page], masuk: Log_in, script: bool) -> tuple[Page, str]:
    """A small phone, and a village that has not reported the present month."""
    watcher = halaman(DESKTOP)
    masuk(watcher, "inspektorat.7603")
    return halaman(SMALL, java_script_enabled=script), silent_villages(watcher, MAMASA)[0]


@BOTH
def test_no_change_is_five_taps_and_25_kb(
    halaman: Callable[..., Page], masuk: Log_in, portal: Portal, script: bool
) -> None:
    page, kode = phone(halaman, masuk, script)
    page.goto("/akun/masuk/")
    taps = Ketukan(page)
    taps.masuk(f"sekdes.{kode.replace('.', '')}", portal.sandi)
    taps.tekan("Tidak ada perubahan")
    taps.tekan("Kirim: tidak ada perubahan")
    assert "tersampaikan" in page.locator("h1").inner_text()
    taps.print("tidak ada perubahan")
    assert taps.count <= 5
    assert taps.bytes <= 25_000
    if script:
        fine(page, "ketukan_bukti_tetap")


@BOTH
def test_one_change_is_sixteen_taps(halaman: Callable[..., Page], masuk: Log_in, portal: Portal, script: bool) -> None:
    page, kode = phone(halaman, masuk, script)
    taps = Ketukan(page)
    taps.masuk(f"sekdes.{kode.replace('.', '')}", portal.sandi)
    taps.mulai_hitung_bita()
    taps.tekan("Ada perubahan")
    page.locator("main form button").nth(3).wait_for()
    taps.tekan(page.locator("main form button").nth(3).inner_text().split("\n")[0])
    taps.tekan("Berhenti menjabat")
    taps.tulis("sejak", "31/10/2026")
    taps.tekan("Simpan dan lanjut")
    taps.tekan("Diberhentikan")
    taps.berkas("bukti", PROOF)
    if script:
        fine(page, "ketukan_bukti")
    taps.tekan("Simpan dan lanjut")
    if script:
        fine(page, "ketukan_draf")
    taps.tekan("Sampaikan")
    assert "tersampaikan" in page.locator("h1").inner_text()
    taps.print("satu perubahan")
    assert taps.count <= 16


def test_a_file_is_nine_taps_to_the_receipt(
    halaman: Callable[..., Page], masuk: Log_in, portal: Portal, tmp_path: Path
) -> None:
    page, kode = phone(halaman, masuk, True)
    masuk(page, f"sekdes.{kode.replace('.', '')}")
    page.goto(f"/desa/{kode}/kepesertaan/")
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("button", name="Unduh daftar").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    page.locator("header").get_by_role("button", name="Keluar").click()
    taps = Ketukan(page)
    taps.masuk(f"sekdes.{kode.replace('.', '')}", portal.sandi)
    taps.tekan("Unggah berkas")
    taps.berkas("berkas", path)
    taps.tekan("Periksa berkas")
    taps.tekan("Sampaikan")
    assert "tersampaikan" in page.locator("h1").inner_text()
    taps.print("berkas")
    assert taps.count <= 9


def test_a_reply_that_got_lost_leaves_one_report(halaman: Callable[..., Page], masuk: Log_in) -> None:
    """UP-17: the portal did what was asked, the answer never came; pressing again shows the same receipt."""
    page, kode = phone(halaman, masuk, True)
    masuk(page, f"sekdes.{kode.replace('.', '')}")
    address = f"/desa/{kode}/kepesertaan/tidak-ada-perubahan/"
    page.goto(address)

    def lose(route) -> None:  # type: ignore[no-untyped-def]  # Playwright's own type is private
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route(f"**{address}", lose)
    page.locator("main form button").click()
    page.wait_for_timeout(500)
    page.unroute(f"**{address}")
    page.goto(address)
    press(page, "Kirim: tidak ada perubahan")
    assert "sudah disampaikan" in page.locator("body").inner_text()
