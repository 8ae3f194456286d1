"""How the two offices sign an issued paper in the browser: with certificates in Mamasa, by hand in Kayong Utara."""

import re
import subprocess
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.conftest import Portal
from tests.journeys.kantor import Kantor, fine, message, press

MOST_CLICKS = 5


def enter_by_link(page: Page, paper: str, nama: str, sandi: str) -> int:
    """Somebody follows the link to the paper, signs in on the way and stands before it; answers the clicks."""
    page.goto(paper)
    page.locator("[name=username]").fill(nama)
    page.locator("[name=password]").fill(sandi)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: url.endswith(paper))
    return 1


def sign_with_certificate(page: Page, portal: Portal, kantor: Kantor, paper: str, folder: Path, side: str) -> None:
    """From the link to the paper that carries this office's signature in at most five clicks."""
    akun, key = kantor.akun(side), folder / f"{side}.p12"
    portal.manage("sertifikat_contoh", akun, "--keluaran", str(key))
    clicks = enter_by_link(page, paper, akun, portal.sandi)
    fine(page, f"tanda_sebelum-{side}")
    press(page, "Tanda tangani")
    page.locator("[name=sertifikat]").set_input_files(key)
    page.locator("[name=sandi_sertifikat]").fill(portal.sandi)
    if page.locator("[name=sandi]").count():
        page.locator("[name=sandi]").fill(portal.sandi)
    fine(page, f"tanda_form-{side}")
    press(page, "Tanda tangani")
    clicks += 3  # the button, the file, the button
    assert "Tanda tangan sudah masuk dan sudah diperiksa" in message(page)
    assert clicks <= MOST_CLICKS
    fine(page, f"tanda_sesudah-{side}")


def a_reader_of_signatures_agrees(page: Page, folder: Path) -> None:
    """Poppler's pdfsig, which knows nothing of the portal, finds both signatures valid."""
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("button", name="Unduh yang bertanda tangan").click()
    signed = folder / "bertanda.pdf"
    waiting.value.save_as(signed)
    told = subprocess.run(["pdfsig", "-nocert", str(signed)], capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid") == 2, told


def sign_by_hand(pages: tuple[Page, Page], kantor: Kantor, paper: str, sandi: str, folder: Path) -> None:
    """One office brings the scan; both read the printed hash from it and say that it is this paper."""
    bpjs, dinas = pages
    scan = _scan(bpjs, paper, folder)
    printed = _printed_hash(folder)
    bpjs.goto(f"{paper}pindaian/")
    bpjs.locator("[name=berkas]").set_input_files(scan)
    fine(bpjs, f"tanda_pindaian-{kantor.kode}")
    press(bpjs, "Unggah pindaian")
    for page in (bpjs, dinas):
        page.goto(f"{paper}pindaian/pastikan/")
        fine(page, f"tanda_pastikan-{kantor.kode}")
        page.locator("[name=ketikan]").fill(printed)
        if page.locator("[name=sandi]").count():
            page.locator("[name=sandi]").fill(sandi)
        press(page, "Pindaian ini kertas yang benar")
    dinas.goto(paper)
    assert "Final" in dinas.locator("main").inner_text()
    fine(dinas, f"tanda_final-{kantor.kode}")


def _scan(page: Page, paper: str, folder: Path) -> Path:
    """The paper as it comes from a scanner: its first page as a picture."""
    page.goto(paper)
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("button", name="Unduh PDF").click()
    waiting.value.save_as(folder / "cetak.pdf")
    draw = [
        "pdftoppm",
        "-r",
        "110",
        "-png",
        "-f",
        "1",
        "-singlefile",
        str(folder / "cetak.pdf"),
        str(folder / "pindai"),
    ]
    subprocess.run(draw, check=True)
    return folder / "pindai.png"


def _printed_hash(folder: Path) -> str:
    text = subprocess.run(["pdftotext", str(folder / "cetak.pdf"), "-"], capture_output=True, text=True, check=True)
    found = re.search(r"SHA-256 isi:?\s*([0-9a-f]{8})", text.stdout)
    assert found is not None
    return found.group(1)


def everybody_reads_that_it_is_final(page: Page, code: str) -> None:
    page.goto(f"/periksa/{code}/")
    heading = page.locator("h1").inner_text()
    assert "asli" in heading
    assert "belum ditandatangani" not in heading
    fine(page, "tanda_periksa_final")
