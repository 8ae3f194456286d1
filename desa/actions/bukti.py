"""Takes a proof as a file: known by its content, stored under a name nobody can guess."""

import hashlib
import re
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile

from jaminan.kesalahan import Kesalahan

# How a file of each kind begins, and how it is named and sent.
KINDS = ((b"%PDF-", ".pdf"), (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"))
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Bukti:
    """A checked proof, ready to store."""

    berkas: ContentFile
    nama: str
    sha256: str


def check_proof(bukti: tuple[str, bytes] | None, sebutan: str = "Bukti setor") -> Bukti:
    """The proof, or Kesalahan when it is missing, empty, too large, or neither PDF nor JPG nor PNG."""
    if bukti is None:
        raise Kesalahan(f"{sebutan} belum dipilih.", "Pilih berkas bukti: PDF, JPG atau PNG.")
    nama, isi = bukti
    if not isi:
        raise Kesalahan("Berkas bukti kosong.", "Pilih berkas lain.")
    if len(isi) > settings.UKURAN_BERKAS_MAKS:
        raise Kesalahan("Berkas bukti lebih besar dari 5 MB.", "Perkecil fotonya atau simpan sebagai PDF.")
    ending = next((ending for start, ending in KINDS if isi.startswith(start)), None)
    if ending is None:
        raise Kesalahan("Berkas bukti bukan PDF, JPG atau PNG.", "Foto suratnya, atau simpan sebagai PDF.")
    return Bukti(ContentFile(isi, name=f"{uuid4().hex}{ending}"), _shown(nama, ending), hashlib.sha256(isi).hexdigest())


def _shown(nama: str, ending: str) -> str:
    """The sender's file name, made harmless, with the ending that its content has."""
    base = re.split(r"[\\/]", nama)[-1]
    stem = re.sub(r"[^\w .()-]", "_", base.rpartition(".")[0] or base).strip(" .") or "bukti"
    return f"{stem[: NAME_LENGTH - len(ending)]}{ending}"
