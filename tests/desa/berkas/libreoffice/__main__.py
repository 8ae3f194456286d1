"""Writes the files anew with soffice."""

import tempfile
from pathlib import Path

from tests.desa.berkas.libreoffice import FOLDER, SAVED, odd, template
from tests.desa.soffice import convert

with tempfile.TemporaryDirectory() as folder:
    for ending in SAVED:
        (FOLDER / f"daftar.{ending}").write_bytes(convert(template(), ending, Path(folder)))
    for ending in ("ods", "xls"):
        (FOLDER / f"aneh.{ending}").write_bytes(convert(odd(), ending, Path(folder)))
