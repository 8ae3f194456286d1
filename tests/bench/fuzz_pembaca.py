"""Coverage-guided fuzzing of the reader: no exception may escape, whatever the bytes are.

atheris is no dependency of the project. In an environment of its own:
`pip install atheris openpyxl defusedxml xlrd xlsxwriter`, then
`python -m tests.bench.fuzz_pembaca BENIH_FOLDER -max_total_time=1800`, where BENIH_FOLDER holds good files to begin
with (`python -m tests.desa.berkas FOLDER` writes some) and collects what was found.
"""

import importlib
import io
import sys
import zipfile
from typing import Any

atheris: Any = importlib.import_module("atheris")  # no dependency: installed for this run only

with atheris.instrument_imports(include=["desa.xlsx", "openpyxl", "xlrd", "zipfile", "csv"]):
    from desa.xlsx import anak
    from tests.desa.berkas import kecil


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


BUKU = members_of(kecil())
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}

# What begins so is the inside of an archive, packed here: a changed byte in a ZIP only ever breaks its checksum.
INSIDE = {b"X:": ("xl/worksheets/sheet1.xml", BUKU), b"S:": ("xl/sharedStrings.xml", BUKU), b"O:": ("content.xml", ODS)}


def packed(data: bytes) -> bytes:
    """The file that these bytes stand for."""
    if data[:2] not in INSIDE:
        return data
    place, members = INSIDE[data[:2]]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, data[2:] if name == place else content)
    return target.getvalue()


def one_input(data: bytes) -> None:
    """An answer is sheets or a sentence; anything else is a fault of the reader."""
    answer = anak.answer_for(packed(data))
    if set(answer) not in ({"lembar"}, {"galat"}):
        raise AssertionError(f"no answer: {answer}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
