"""Writes the four files anew with soffice."""

import tempfile
from pathlib import Path

from tests.desa.berkas.libreoffice import FOLDER, SAVED, template
from tests.desa.soffice import convert

with tempfile.TemporaryDirectory() as folder:
    for ending in SAVED:
        (FOLDER / f"daftar.{ending}").write_bytes(convert(template(), ending, Path(folder)))
