"""What the journeys of a month share: the two regencies, and what a hand does on a page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.pemeriksaan import complaints, photograph
from tests.journeys.sampel import ROOT

CONTOH = ROOT / "fixtures" / "contoh"


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
Log_in = Callable[[Page, str], None]


PATIENCE = 120_000  # milliseconds: drawing the paper of 168 villages on a busy machine


def press(page: Page, nama: str) -> None:
    """Presses the button and waits for the page it leads to, as long as a person would."""
    page.locator("main").get_by_role("button", name=nama).first.click(timeout=PATIENCE)
    page.wait_for_load_state()


def message(page: Page) -> str:
    return page.locator(".govuk-notification-banner__content").first.inner_text()


def fine(page: Page, nama: str) -> None:
    """Nothing is wrong with the page as it stands; what a regency or a paper has of its own follows a hyphen."""
    photograph(page, nama)
    found = complaints(page, name=nama.partition("-")[0])
    assert not found, "\n".join(found)
