"""`make bench`: how long each step of a month takes on the sample, against its limit.

Every step is the command that a person runs, in a fresh process on a fresh database, so the
start of Python and Django counts too. Pages are measured inside one process, after a first visit.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STEPS: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    ("Menyiapkan bulan contoh", 30, ("siapkan", "--contoh")),
    ("Menyiapkan lagi, tanpa perubahan", 10, ("siapkan", "--contoh")),
    ("Menghitung 1.000 iuran", 3, ("kalkulator", "--kabupaten", "76.03", "--bulan", "2026-10", "--penghasilan",
                                   *map(str, range(2_000_000, 3_000_000, 1_000)))),
    ("Menetapkan sebulan, Mamasa", 10, ("tetapkan_iuran", "--kabupaten", "76.03", "--bulan", "2026-10")),
    ("Rekonsiliasi sebulan, Mamasa", 10, ("rekonsiliasi", "--kabupaten", "76.03", "--bulan", "2026-10")),
    ("Rekonsiliasi sebulan, Kayong Utara", 10, ("rekonsiliasi", "--kabupaten", "61.11", "--bulan", "2026-10")),
    ("Berita Acara PDF, Mamasa", 10, ("berita_acara", "--kabupaten", "76.03", "--bulan", "2026-09", "--keluaran",
                                      "{folder}/ba.pdf")),
    ("Memeriksa seluruh buku", 10, ("periksa_buku",)),
)  # fmt: skip
ACCOUNTS = ("dpm.7603", "bendahara.7603", "bpjs.7603", "inspektorat.7603", "sekdes.7603012004", "dpm.6111")
PAGE_LIMIT = 0.2
# The pages that look at everybody of a regency, and a village's.
HEAVY = (
    ("dpm.7603", "/kabupaten/76.03/pendaftaran/"), ("dpm.7603", "/kabupaten/76.03/pendaftaran/buat/"),
    ("dpm.7603", "/kabupaten/76.03/pendaftaran/rekap/"),
    ("dpm.7603", "/kabupaten/76.03/iuran/2026-11/"), ("dpm.7603", "/kabupaten/76.03/riwayat/?tanggal=2026-09-01"),
    ("dpm.7603", "/kabupaten/76.03/kelayakan/"), ("dpm.7603", "/kabupaten/76.03/keluar-tanggungan/"),
    ("dpm.7603", "/kabupaten/76.03/anggaran/2026/"), ("dpm.7603", "/kabupaten/76.03/kepatuhan/2026/"),
    ("dpm.7603", "/kabupaten/76.03/tenggat/"), ("sekdes.7603012004", "/desa/76.03.01.2004/kepesertaan-bpjs/"),
)  # fmt: skip


@dataclass(frozen=True)
class Measure:
    name: str
    seconds: float
    limit: float
    error: str = ""

    @property
    def is_good(self) -> bool:
        return not self.error and self.seconds <= self.limit


def run_step(name: str, limit: float, arguments: tuple[str, ...], env: dict[str, str]) -> Measure:
    """One command, timed; its last line on stderr when it fails."""
    command = [sys.executable, "manage.py", *(part.format(folder=env["DATA_DIR"]) for part in arguments)]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    error = (done.stderr.strip().splitlines() or [f"kode {done.returncode}"])[-1] if done.returncode else ""
    return Measure(name, seconds, limit, error)


def measure_pages() -> list[Measure]:
    """The start page of every role and the heavy pages, in the process as the server has it."""
    import_module("jaminan.wsgi")  # starts Django as the server does, with its garbage collection
    return [measure_page(account, "/") for account in ACCOUNTS] + [measure_page(*page) for page in HEAVY]


def measure_page(account: str, address: str) -> Measure:
    """The slowest of five visits after the first."""
    from django.test import Client

    from desa.models import User

    client = Client()
    client.force_login(User.objects.get(username=account))
    status = client.get(address).status_code
    visits = []
    for _ in range(5):
        start = time.perf_counter()
        client.get(address)
        visits.append(time.perf_counter() - start)
    name = f"Beranda {account}" if address == "/" else address
    return Measure(name, max(visits), PAGE_LIMIT, "" if status == 200 else f"HTTP {status}")


def show(measures: list[Measure]) -> None:
    print(f"{'Langkah':<48} {'detik':>8} {'batas':>8}  hasil")
    for one in measures:
        verdict = one.error or ("baik" if one.is_good else "lambat")
        print(f"{one.name:<48} {one.seconds:>8.2f} {one.limit:>8.1f}  {verdict}")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="jaminan-ukur-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "jaminan.settings"}
        os.environ.pop("DATABASE_URL", None)
        (Path(folder) / "staticfiles").mkdir()
        measures = [run_step(*step, dict(os.environ)) for step in STEPS]
        measures += measure_pages()
    show(measures)
    return 0 if all(one.is_good for one in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
