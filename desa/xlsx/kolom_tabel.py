"""One column of an exported sheet."""

from dataclasses import dataclass

from desa.rules.kolom import Jenis


@dataclass(frozen=True, slots=True)
class KolomTabel:
    """One column; `jumlah` adds it up in the last row. Numbers of people and accounts are text."""

    judul: str
    jenis: Jenis = Jenis.TEKS
    lebar: int = 16
    jumlah: bool = False
