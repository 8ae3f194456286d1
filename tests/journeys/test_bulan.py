"""A month in a real browser, each role in its turn: October to the issued Berita Acara, November from its roster."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from jaminan.bulan import Bulan
from tests.journeys.conftest import DESKTOP, PHONE, ROOT
from tests.journeys.pemeriksaan import complaints, photograph

OCTOBER, NOVEMBER = "2026-10", "2026-11"
CONTOH = ROOT / "fixtures" / "contoh"
PROOF = CONTOH / "bukti_setor.pdf"
RUPIAH = re.compile(r"-?Rp[\s\u00a0][\d.]+")
# The cause and the party that fit a kind of difference, as a clerk would pick them; others get "Sebab lain".
CAUSES = {
    "hanya_kita": ("belum_didaftarkan", "bpjs"),
    "hanya_bpjs": ("belum_dinonaktifkan", "bpjs"),
    "data_berbeda": ("data_salah_bpjs", "bpjs"),
    "gaji_berbeda": ("gaji_belum_diperbarui", "bpjs"),
    "status_berbeda": ("mutasi_terlambat", "dpm"),
    "keluarga_berbeda": ("belum_didaftarkan", "desa"),
    "ganda": ("tercatat_ganda", "bpjs"),
    "pembulatan": ("pembulatan", "bpjs"),
    "setoran_kurang": ("salah_setor", "dpm"),
    "setoran_lebih": ("salah_setor", "dpm"),
    "salah_bulan": ("salah_setor", "dpm"),
}


@dataclass(frozen=True)
class Kantor:
    """A regency of the sample and the accounts that work there."""

    nama: str
    kode: str

    def akun(self, peran: str) -> str:
        return f"{peran}.{self.kode.replace('.', '')}"

    def alamat(self, topik: str) -> str:
        return f"/kabupaten/{self.kode}/{topik}"

    def daftar(self, bulan: str) -> Path:
        """The list that BPJS sends for the month."""
        return CONTOH / f"daftar_bpjs_{self.kode}_{bulan}.xlsx"


MAMASA, KAYONG_UTARA = Kantor("Mamasa", "76.03"), Kantor("Kayong Utara", "61.11")
BOTH = pytest.mark.parametrize("kantor", [MAMASA, KAYONG_UTARA], ids=lambda kantor: kantor.kode)
Log_in = Callable[[Page, str], None]


def press(page: Page, nama: str) -> None:
    page.locator("main").get_by_role("button", name=nama).first.click()
    page.wait_for_load_state()


def message(page: Page) -> str:
    return page.locator(".govuk-notification-banner__content").first.inner_text()


def fine(page: Page, nama: str) -> None:
    """Nothing is wrong with the page as it stands."""
    photograph(page, nama)
    found = complaints(page)
    assert not found, "\n".join(found)


def the_list_is_there_and_twice_is_kindly_refused(page: Page, kantor: Kantor) -> None:
    page.goto(kantor.alamat("tagihan/"))
    assert page.locator("tbody tr").count() == 2
    page.locator("[name=bulan]").select_option(OCTOBER)
    page.locator("[name=berkas]").set_input_files(kantor.daftar(OCTOBER))
    press(page, "Unggah")
    assert "sudah diterima sebagai versi 1" in page.locator("main").inner_text()
    assert page.locator("tbody tr").count() == 2
    fine(page, f"bulan_tagihan_dua_kali-{kantor.kode}")


def compare(page: Page, kantor: Kantor) -> None:
    page.goto(kantor.alamat(f"rekonsiliasi/{OCTOBER}/"))
    fine(page, f"bulan_rekonsiliasi_mulai-{kantor.kode}")
    press(page, "Bandingkan")
    assert "selisih" in message(page)
    fine(page, f"bulan_rekonsiliasi-{kantor.kode}")


def give_every_difference_a_cause(page: Page, kantor: Kantor) -> int:
    """Kind by kind with the bulk form; answers how many differences there were."""
    links = page.locator("main th a[href^='?jenis=']")
    kinds = [re.findall(r"jenis=(\w+)", link.get_attribute("href") or "")[0] for link in links.all()]
    assert len(kinds) == len(set(kinds)) >= 8
    return sum(_answer_kind(page, kantor, kind) for kind in kinds)


def _answer_kind(page: Page, kantor: Kantor, kind: str) -> int:
    answered = 0
    sebab, pihak = CAUSES[kind]
    while True:
        page.goto(kantor.alamat(f"rekonsiliasi/{OCTOBER}/?jenis={kind}&keadaan=belum"))
        boxes = page.locator("[name=nomor]").all()
        if not boxes:
            return answered
        for box in boxes:
            box.check()
        page.locator("[name=sebab]").select_option(sebab)
        page.locator("[name=pihak]").select_option(pihak)
        page.locator("[name=tindak_lanjut]").fill("Diselesaikan pada daftar bulan November 2026.")
        press(page, "Simpan untuk yang dicentang")
        assert message(page) == f"Sebab {len(boxes)} selisih sudah dicatat."
        answered += len(boxes)


def draft(page: Page, kantor: Kantor, nomor: str) -> None:
    page.goto(kantor.alamat(f"rekonsiliasi/{OCTOBER}/"))
    page.locator("main").get_by_role("button", name="Susun Berita Acara").click()
    page.locator("[name=nomor_dinas]").fill(nomor)
    fine(page, f"bulan_susun-{kantor.kode}")
    press(page, "lihat konsep")
    assert "Konsep" in message(page)
    fine(page, f"bulan_konsep-{kantor.kode}")


def agree_dinas(page: Page) -> str:
    press(page, "Setujui dan kirim ke BPJS Kesehatan")
    assert "menunggu BPJS Kesehatan" in message(page)
    return page.url


def return_with_reason(page: Page, paper: str, kantor: Kantor) -> None:
    page.goto(paper)
    page.locator("summary", has_text="Kembalikan ke DPM-Pemdes").click()
    press(page, "Kembalikan dengan alasan")
    assert "Tulis alasan dikembalikan." in page.locator(".govuk-error-summary").inner_text()
    fine(page, f"bulan_kembalikan_tanpa_alasan-{kantor.kode}")
    page.locator("[name=alasan]").fill("Tanggal rapat pada nomor surat keliru.")
    press(page, "Kembalikan dengan alasan")
    assert message(page) == "Berita Acara sudah dikembalikan ke DPM-Pemdes."


def draft_again(page: Page, kantor: Kantor, nomor: str) -> str:
    page.goto("/")
    page.locator("main").get_by_role("button", name="Susun Berita Acara").click()
    assert "Tanggal rapat pada nomor surat keliru." in page.locator("main").inner_text()
    fine(page, f"bulan_susun_ulang-{kantor.kode}")
    page.locator("[name=nomor_dinas]").fill(nomor)
    press(page, "lihat konsep")
    return agree_dinas(page)


def issue(page: Page, kantor: Kantor) -> None:
    """From BPJS' start page to the issued paper."""
    page.goto("/")
    page.locator("main").get_by_role("button", name="Buka Berita Acara").click()
    fine(page, f"bulan_setujui_bpjs-{kantor.kode}")
    page.locator("[name=nomor_bpjs]").fill("123/BA/KC/1126")
    press(page, "Setujui dan terbitkan")
    assert "sudah terbit" in message(page)
    fine(page, f"bulan_terbit-{kantor.kode}")


def rupiah_of(page: Page) -> list[str]:
    """The totals of the paper on a page, as words say them: "Rp 1.234"."""
    return [" ".join(text.split()) for text in page.locator("dl dd").all_inner_texts() for text in RUPIAH.findall(text)]


def download(page: Page, folder: Path) -> str:
    """The text of the issued paper, by a reader that knows nothing of the portal."""
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("button", name="Unduh PDF").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.stat().st_size <= 1_000_000
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def the_paper_holds_the_page(page: Page, folder: Path) -> tuple[str, list[str]]:
    """Answers the paper's code and its totals, once the downloaded paper holds every one of them."""
    totals = rupiah_of(page)
    assert len(totals) >= 3
    text = download(page, folder)
    flat = " ".join(text.split())
    assert [one for one in totals if one not in flat] == []
    assert "KONSEP" not in text
    code = re.search(r"/periksa/([\w-]+)/", "".join(text.split()))
    assert code is not None
    return code.group(1), totals


def a_stranger_finds_it_genuine(page: Page, code: str, totals: list[str], folder: Path) -> None:
    page.goto(f"/periksa/{code}/")
    assert page.locator("h1").inner_text() == "Berita Acara ini asli dan sudah terbit"
    assert rupiah_of(page) == totals
    fine(page, "bulan_periksa")
    page.goto("/periksa/")
    page.locator("[name=berkas]").set_input_files(next(folder.glob("*.pdf")))
    press(page, "Periksa berkas")
    assert "asli" in page.locator("main").inner_text().lower()
    fine(page, "bulan_cocokkan")


def the_inspectorate_reads_and_writes_nothing(page: Page, kantor: Kantor, paper: str, acts: tuple[str, ...]) -> None:
    for address in (f"rekonsiliasi/{OCTOBER}/", f"setoran/{OCTOBER}/", f"iuran/{OCTOBER}/", f"iuran/{NOVEMBER}/",
                    "tagihan/", "berita-acara/", "penyampaian/", "hari-libur/"):  # fmt: skip
        page.goto(kantor.alamat(address))
        assert page.locator("main form[method=post]").count() == 0, address
    page.goto(paper)
    assert page.locator("main form[method=post]").count() == 0
    page.goto(kantor.alamat("jejak/"))
    trail = page.locator("main").inner_text()
    assert [act for act in acts if act not in trail] == []
    fine(page, f"bulan_jejak-{kantor.kode}")


@BOTH
def test_october_goes_from_two_books_to_an_issued_paper(
    halaman: Callable[..., Page], masuk: Log_in, tmp_path: Path, kantor: Kantor
) -> None:
    dpm, bpjs, inspektorat = halaman(DESKTOP), halaman(DESKTOP), halaman(DESKTOP)
    masuk(bpjs, kantor.akun("bpjs"))
    the_list_is_there_and_twice_is_kindly_refused(bpjs, kantor)
    masuk(dpm, kantor.akun("dpm"))
    compare(dpm, kantor)
    assert give_every_difference_a_cause(dpm, kantor) >= 10
    draft(dpm, kantor, "400.10/900/DPM-PEMDES/X/2026")
    paper = agree_dinas(dpm)
    if kantor == MAMASA:
        return_with_reason(bpjs, paper, kantor)
        paper = draft_again(dpm, kantor, "400.10/901/DPM-PEMDES/XI/2026")
    issue(bpjs, kantor)
    code, totals = the_paper_holds_the_page(bpjs, tmp_path)
    a_stranger_finds_it_genuine(halaman(PHONE), code, totals, tmp_path)
    masuk(inspektorat, kantor.akun("inspektorat"))
    acts = ("Membandingkan Oktober 2026",)
    the_inspectorate_reads_and_writes_nothing(inspektorat, kantor, paper, acts)


class Taps:
    """Counts what a finger does, and what it costs in bytes."""

    def __init__(self, page: Page) -> None:
        self.page, self.count, self.bytes = page, 0, 0
        page.on("requestfinished", self._add)

    def _add(self, request: Any) -> None:
        sizes = request.sizes()
        self.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    def on(self, nama: str) -> None:
        self.count += 1
        press(self.page, nama)


def silent_villages(page: Page, kantor: Kantor) -> list[str]:
    """Codes of villages that have not reported the present month."""
    page.goto(kantor.alamat("penyampaian/"))
    page.goto(f"{page.url}?keadaan=belum")
    links = page.locator("tbody th a").all()
    return [re.findall(r"/desa/([\d.]+)/", link.get_attribute("href") or "")[0] for link in links]


@pytest.mark.parametrize("script", [True, False], ids=["js", "tanpa_js"])
def test_no_change_is_five_taps_at_most_on_a_phone(
    halaman: Callable[..., Page], masuk: Log_in, script: bool
) -> None:
    watcher, page = halaman(DESKTOP), halaman(PHONE, java_script_enabled=script)
    masuk(watcher, "inspektorat.7603")
    kode = silent_villages(watcher, MAMASA)[0]
    masuk(page, f"sekdes.{kode.replace('.', '')}")
    taps = Taps(page)
    taps.on("Mulai melapor")
    taps.on("Tidak ada perubahan")
    taps.on("Kirim: tidak ada perubahan")
    assert "tersampaikan" in page.locator("h1").inner_text()
    print(f"no change: {taps.count} taps, {taps.bytes} bytes{'' if script else ', without script'}")
    assert taps.count <= 5
    if script:
        fine(page, "bulan_bukti_tetap")
    assert kode not in silent_villages(watcher, MAMASA)


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
    page.goto(MAMASA.alamat(f"penyampaian/{month}/?keadaan=disampaikan"))
    row = page.locator("tbody tr").filter(has=page.locator(f"a[href='/desa/{kode}/kepesertaan/']"))
    row.locator("a[href*='/periksa/']").click()
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
    places = page.locator("main tbody th").all_inner_texts()
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
    """BPJS finds on its start page that its list of the assessed month is wanted."""
    page.goto("/")
    page.locator("main").get_by_role("button", name="Unggah daftar").click()
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
