"""Asks the child process about signatures: it may fail without harm, and whatever becomes of it, there is an answer.

The child is the program `anak.py`: it gets the bytes, has little memory and time, and knows no database and no secret
but the key that somebody just typed the passphrase of. Neither key nor passphrase is written anywhere.
"""

import base64
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from desa.queries.anak import ask_child
from jaminan.kesalahan import Kesalahan

PROGRAM = Path(__file__).parent / "anak.py"
SECONDS = 30  # of the clock, on a busy machine; of the processor the child allows itself 10
SIBUK = ("Berkas belum selesai diperiksa karena portal sedang sibuk.", "Coba lagi beberapa menit lagi.")
RUSAK = ("Berkas ini rusak atau terlalu rumit, jadi tidak dapat dibaca.", "Pilih berkas yang asli, tanpa diubah.")


def inspect(pdf: bytes, awal: int = 0) -> dict[str, Any]:
    """Every signature in the file as plain facts; `awal` is how many bytes of it are those that were issued.

    Raises Kesalahan when it is no PDF, locked, or cannot be read within the child's limits.
    """
    return _ask({"kerja": "periksa", "pdf": b64(pdf), "akar": trusted_roots(), "awal": awal})


def add_signature(pdf: bytes, *, kunci: bytes, sandi: str, medan: str, cap: bytes) -> bytes:
    """The file with one more signature after its bytes. Raises Kesalahan for each way a certificate is unfit."""
    asked = {"kerja": "bubuhkan", "pdf": b64(pdf), "kunci": b64(kunci), "sandi": sandi, "medan": medan, "cap": b64(cap)}
    return base64.b64decode(_ask(asked)["pdf"])


def clean_scan(isi: bytes) -> tuple[bytes, str]:
    """A scan as it is kept, and the ending of its name. Raises Kesalahan when it is no picture or PDF of a paper."""
    answer = _ask({"kerja": "pindaian", "pdf": b64(isi)})
    return base64.b64decode(answer["isi"]), answer["akhiran"]


def trusted_roots() -> list[str]:
    """The certificates of issuers that this portal knows: the PEM files of one folder, which the operator fills."""
    folder = Path(settings.AKAR_TANDA_TANGAN)
    found = sorted(path for path in folder.glob("*") if path.suffix in {".pem", ".crt"}) if folder.is_dir() else []
    return [path.read_text(encoding="ascii") for path in found]


def _ask(asked: dict[str, Any]) -> dict[str, Any]:
    answer = ask_program(asked)
    if "galat" in answer:
        raise Kesalahan(*answer["galat"])
    return answer


def ask_program(asked: dict[str, Any]) -> dict[str, Any]:
    return ask_child([str(PROGRAM)], json.dumps(asked).encode(), seconds=SECONDS, sibuk=SIBUK, rusak=RUSAK)


def b64(isi: bytes) -> str:
    """As the child wants it. Its own helper is not imported: pyHanko would come with it into every process."""
    return base64.b64encode(isi).decode("ascii")
