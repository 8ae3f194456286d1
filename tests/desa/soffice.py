"""LibreOffice as the outside judge of our files; tests skip where it is not installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.desa.berkas.libreoffice import SAVED

SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) tidak terpasang di mesin ini")


def convert(data: bytes, ending: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it in that format, with a profile of its own."""
    source, target = folder / "asal.xlsx", folder / ending
    source.write_bytes(data)
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", SAVED[ending],
         "--outdir", str(target), str(source)],
        check=True, capture_output=True, timeout=180, env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    return (target / f"asal.{ending}").read_bytes()
