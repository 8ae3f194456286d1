"""November 2026 in a real browser: the village's list on a phone, the assessment, the deposits, BPJS' list."""

import re
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page

from jaminan.bulan import Bulan
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.kantor import CONTOH, KAYONG_UTARA, MAMASA, Kantor, Log_in, fine, message, press

NOVEMBER = "2026-11"
PROOF = CONTOH / "bukti_setor.pdf"


def silent_villages(page: Page, kantor: Kantor) -> list[str]:
    """Codes of villages that have not reported the present month."""
    page.goto(kantor.alamat("penyampaian/"))
    page.goto(f"{page.url}?keadaan=belum")
    links = page.locator("tbody th a[href^='/desa/']").all()
    return [re.findall(r"/desa/([\d.]+)/", link.get_attribute("href") or "")[0] for link in links]


def changed_workbook(path: Path, today: str) -> tuple[str, int]:
    """One head of a dusun more, one wage changed; answers whose wage, and the new one."""
    book = load_workbook(path)
    sheet = book["Perangkat"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, titles["NIK"]).value]
    wage = sheet.cell(rows[2], titles["Penghasilan Tetap"])
    wage.value = int(wage.value) + 50_000
    fresh = {
        "NIK": "7603010203859777", "Nama": "Demas Pualilin", "Jenis Kelamin (L/P)": "L", "Tanggal Lahir": "02/03/1985",
        "Jabatan": "Kepala Dusun Salu Baru", "Tanggal Pelantikan": today, "Penghasilan Tetap": 2_100_000,
    }  # fmt: skip
    for title, value in fresh.items():
        sheet.cell(rows[-1] + 1, titles[title]).value = value
    book.save(path)
    return str(sheet.cell(rows[2], titles["Nama"]).value), int(wage.value)


def test_a_changed_workbook_shows_exactly_its_changes_and_is_accepted(
    halaman: Callable[..., Page], masuk: Log_in, tmp_path: Path
) -> None:
    dpm, page = halaman(DESKTOP), halaman(PHONE)
    masuk(dpm, "dpm.7603")
    kode = silent_villages(dpm, MAMASA)[0]
    masuk(page, f"sekdes.{kode.replace('.', '')}")
    page.goto(f"/desa/{kode}/kepesertaan/")
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("button", name="Unduh daftar").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    month = path.stem[-7:]
    nama, upah = changed_workbook(path, f"01/{month[5:]}/{month[:4]}")
    press(page, "Unggah berkas")
    page.locator("[name=berkas]").set_input_files(path)
    fine(page, "bulan_unggah")
    press(page, "Periksa berkas")
    _the_preview_shows(page, nama, upah)
    press(page, f"Sampaikan {Bulan.parse(month).nama}")
    assert "tersampaikan" in page.locator("h1").inner_text()
    fine(page, "bulan_bukti_berkas")
    _accept(dpm, kode, month)
    page.goto(f"/desa/{kode}/kepesertaan/")
    assert "Kepala Dusun Salu Baru" in page.locator("main").inner_text()


def _the_preview_shows(page: Page, nama: str, upah: int) -> None:
    numbers = dict(zip(page.locator(".angka__label").all_inner_texts(),
                       page.locator(".angka__nilai").all_inner_texts(), strict=True))  # fmt: skip
    assert {key: int(value) for key, value in numbers.items() if key != "orang tetap"} == {
        "perubahan": 2, "masalah": 0,
    }  # fmt: skip
    fresh, changed = page.locator("main ul.govuk-list--spaced li"), page.locator("main tbody tr")
    assert (fresh.count(), changed.count()) == (1, 1)
    assert "Demas Pualilin" in fresh.inner_text()
    row = changed.inner_text()
    assert nama in row
    assert f"{upah:,}".replace(",", ".") in row
    fine(page, "bulan_pratinjau")


def _accept(page: Page, kode: str, month: str) -> None:
    page.goto(f"/desa/{kode}/kepesertaan/")
    nama = page.locator("h1").inner_text().removeprefix("Perangkat Desa ")
    page.goto(MAMASA.alamat(f"penyampaian/{month}/"))
    row = (
        page.locator("tbody tr").filter(has=page.get_by_role("link", name=nama, exact=True)).filter(has_text="Periksa")
    )
    row.locator("th a[href*='/periksa/']").first.click()
    fine(page, "bulan_periksa_laporan")
    press(page, "Terima dan terapkan")
    assert "diterima" in message(page)


def test_a_bad_file_is_told_cell_by_cell_and_changes_nothing(
    halaman: Callable[..., Page], masuk: Log_in, tmp_path: Path
) -> None:
    page, kode = halaman(PHONE), "76.03.01.2004"
    masuk(page, f"sekdes.{kode.replace('.', '')}")
    page.goto(f"/desa/{kode}/kepesertaan/")
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("button", name="Unduh daftar").click()
    path = tmp_path / "salah.xlsx"
    waiting.value.save_as(path)
    book = load_workbook(path)
    book["Perangkat"]["F2"], book["Perangkat"]["H3"] = "31/02/1980", "Raja Desa"
    book.save(path)
    page.goto(f"/desa/{kode}/kepesertaan/unggah/")
    page.locator("[name=berkas]").set_input_files(path)
    press(page, "Periksa berkas")
    places = page.locator("main legend").all_inner_texts()
    assert ("Perangkat, sel F2" in places, "Perangkat, sel H3" in places) == (True, True)
    assert page.locator("main").get_by_role("button", name="Sampaikan").count() == 0
    fine(page, "bulan_pratinjau_salah")


def assess_november(page: Page, kantor: Kantor) -> None:
    page.goto(kantor.alamat(f"iuran/{NOVEMBER}/"))
    press(page, "Tetapkan iuran November 2026")
    page.locator("main .angka-baris").first.wait_for(timeout=60_000)
    page.locator("h1", has_text="Iuran November 2026").wait_for()
    assert "Menetapkan" not in page.locator("h1").inner_text()
    fine(page, f"bulan_iuran_november-{kantor.kode}")


def record_deposit(page: Page, referensi: str) -> None:
    page.locator("[name=tanggal]").fill("10/11/2026")
    page.locator("[name=referensi]").fill(referensi)
    page.locator("[name=bukti]").set_input_files(PROOF)
    fine(page, f"bulan_catat_setoran-{referensi}")
    press(page, "Catat setoran")
    assert re.fullmatch(r"\d setoran untuk November 2026 tercatat\.", message(page))
    assert referensi in page.locator("main").inner_text()
    fine(page, f"bulan_setoran-{referensi}")


def send_list(page: Page, kantor: Kantor) -> None:
    """BPJS finds on its start page that its list of the assessed month is wanted, first or after older work."""
    page.goto("/")
    assert "Unggah daftar dan tagihan November 2026" in page.locator("main").inner_text()
    page.goto(kantor.alamat("tagihan/"))
    page.locator("[name=bulan]").select_option(NOVEMBER)
    page.locator("[name=berkas]").set_input_files(kantor.daftar(NOVEMBER))
    press(page, "Unggah")
    assert message(page) == "Daftar November 2026 diterima sebagai versi 1. Sekarang bandingkan."
    fine(page, f"bulan_tagihan_diterima-{kantor.kode}")


def test_november_is_assessed_and_the_regency_of_mamasa_deposits(halaman: Callable[..., Page], masuk: Log_in) -> None:
    dpm, bendahara, bpjs = halaman(DESKTOP), halaman(DESKTOP), halaman(DESKTOP)
    masuk(dpm, "dpm.7603")
    assess_november(dpm, MAMASA)
    masuk(bendahara, "bendahara.7603")
    bendahara.goto(MAMASA.alamat(f"setoran/{NOVEMBER}/"))
    bendahara.locator("main").get_by_role("button", name="Catat setoran").first.click()
    record_deposit(bendahara, "SP2D-0117")
    masuk(bpjs, "bpjs.7603")
    send_list(bpjs, MAMASA)


def test_november_is_assessed_and_a_village_of_kayong_utara_deposits(
    halaman: Callable[..., Page], masuk: Log_in
) -> None:
    dpm, bendahara = halaman(DESKTOP), halaman(PHONE)
    masuk(dpm, "dpm.6111")
    assess_november(dpm, KAYONG_UTARA)
    masuk(bendahara, "bendahara.6111012001")
    bendahara.goto(f"/desa/61.11.01.2001/setoran/{NOVEMBER}/")
    record_deposit(bendahara, "TRX-0118")
