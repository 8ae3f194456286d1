"""October 2026 in a real browser, each role in its turn, from two books to the issued Berita Acara."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE, Portal
from tests.journeys.kantor import KAYONG_UTARA, MAMASA, Kantor, Log_in, fine, message, press
from tests.journeys.tanda_tangan import (
    a_reader_of_signatures_agrees,
    everybody_reads_that_it_is_final,
    sign_by_hand,
    sign_with_certificate,
)

OCTOBER, NOVEMBER = "2026-10", "2026-11"
BOTH = pytest.mark.parametrize("kantor", [MAMASA, KAYONG_UTARA], ids=lambda kantor: kantor.kode)
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
    """All of one kind at once; answers how many the page says it took."""
    sebab, pihak = CAUSES[kind]
    page.goto(kantor.alamat(f"rekonsiliasi/{OCTOBER}/?jenis={kind}&keadaan=belum"))
    everything = page.locator("#semua")
    (everything if everything.count() else page.locator("[name=nomor]")).check()
    page.locator("#massal_sebab").select_option(sebab)
    page.locator("#massal_pihak").select_option(pihak)
    page.locator("#massal_tindak_lanjut").fill("Diselesaikan pada daftar bulan November 2026.")
    press(page, "Simpan untuk yang dicentang")
    told = re.fullmatch(r"Sebab (\d+) selisih sudah dicatat\.", message(page))
    assert told is not None, message(page)
    return int(told.group(1))


def draft(page: Page, kantor: Kantor, nomor: str) -> None:
    page.goto(kantor.alamat(f"rekonsiliasi/{OCTOBER}/"))
    page.locator("main").get_by_role("button", name="Susun Berita Acara").click()
    page.locator("[name=nomor_dinas]").fill(nomor)
    fine(page, f"bulan_susun-{kantor.kode}")
    press(page, "lihat konsep")
    assert "Konsep" in message(page)
    fine(page, f"bulan_konsep-{kantor.kode}")


def agree_dinas(page: Page) -> str:
    """Another person at the dinas agrees to what was drafted, from the start page."""
    page.goto("/")
    page.locator("main").get_by_role("button", name="Buka Berita Acara").click()
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


def draft_again(page: Page, kantor: Kantor, nomor: str) -> None:
    page.goto("/")
    page.locator("main").get_by_role("button", name="Susun Berita Acara").click()
    assert "Tanggal rapat pada nomor surat keliru." in page.locator("main").inner_text()
    fine(page, f"bulan_susun_ulang-{kantor.kode}")
    page.locator("[name=nomor_dinas]").fill(nomor)
    press(page, "lihat konsep")


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
    figures = [one.partition("Rp ")[2] for one in totals]  # the paper writes Rp once and minus as (1.234)
    assert [one for one in figures if one not in flat] == []
    assert "KONSEP" not in text
    code = re.search(r"/periksa/([\w-]+)/", "".join(text.split()))
    assert code is not None
    return code.group(1), totals


def a_stranger_finds_it_genuine(page: Page, code: str, totals: list[str], folder: Path) -> None:
    page.goto(f"/periksa/{code}/")
    assert page.locator("h1").inner_text() == "Berita Acara ini asli, belum ditandatangani kedua pihak"
    assert rupiah_of(page) == totals[:5]
    fine(page, "bulan_periksa")
    page.goto("/periksa/")
    page.locator("[name=berkas]").set_input_files(next(folder.glob("*.pdf")))
    press(page, "Periksa berkas")
    assert "asli" in page.locator("main").inner_text().lower()
    fine(page, "bulan_cocokkan")


def the_inspectorate_reads_and_writes_nothing(page: Page, kantor: Kantor, paper: str) -> None:
    for address in (f"rekonsiliasi/{OCTOBER}/", f"setoran/{OCTOBER}/", f"iuran/{OCTOBER}/", f"iuran/{NOVEMBER}/",
                    "tagihan/", "berita-acara/", "penyampaian/", "hari-libur/"):  # fmt: skip
        page.goto(kantor.alamat(address))
        assert page.locator("main form[method=post]").count() == 0, address
    page.goto(paper)
    assert page.locator("main form[method=post]").count() == 0
    page.goto(kantor.alamat("jejak/?aksi=rekonsiliasi.bandingkan"))
    assert page.locator("main").get_by_text("Membandingkan Oktober 2026").count() >= 1
    fine(page, f"bulan_jejak-{kantor.kode}")


@BOTH
def test_october_goes_from_two_books_to_a_signed_paper(
    halaman: Callable[..., Page], masuk: Log_in, portal: Portal, tmp_path: Path, kantor: Kantor
) -> None:
    dpm, second, bpjs, inspektorat = halaman(DESKTOP), halaman(DESKTOP), halaman(DESKTOP), halaman(DESKTOP)
    masuk(second, kantor.akun("dpm2"))
    masuk(bpjs, kantor.akun("bpjs"))
    the_list_is_there_and_twice_is_kindly_refused(bpjs, kantor)
    masuk(dpm, kantor.akun("dpm"))
    compare(dpm, kantor)
    assert give_every_difference_a_cause(dpm, kantor) >= 10
    draft(dpm, kantor, "400.10/900/DPM-PEMDES/X/2026")
    paper = agree_dinas(second)
    if kantor == MAMASA:
        return_with_reason(bpjs, paper, kantor)
        draft_again(dpm, kantor, "400.10/901/DPM-PEMDES/XI/2026")
        paper = agree_dinas(second)
    issue(bpjs, kantor)
    code, totals = the_paper_holds_the_page(bpjs, tmp_path)
    a_stranger_finds_it_genuine(halaman(PHONE), code, totals, tmp_path)
    masuk(inspektorat, kantor.akun("inspektorat"))
    the_inspectorate_reads_and_writes_nothing(inspektorat, kantor, paper)
    if kantor == MAMASA:
        for side in ("kacab", "kadis"):
            signer = halaman(DESKTOP)
            sign_with_certificate(signer, portal, kantor, paper, tmp_path, side)
        a_reader_of_signatures_agrees(signer, tmp_path)
    else:
        sign_by_hand((bpjs, second), kantor, paper, portal.sandi, tmp_path)
    everybody_reads_that_it_is_final(halaman(PHONE), code)
