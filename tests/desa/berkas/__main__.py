"""Writes every bad file into a folder, to try the portal by hand."""

import sys
from pathlib import Path

from tests.desa.berkas import BURUK

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, (make, filename, _sentence) in BURUK.items():
    (folder / f"{name}{Path(filename).suffix}").write_bytes(make())
