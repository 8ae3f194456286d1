"""Law values and law articles as data: dated, cited, pure. No Django, no clock, no I/O."""

from .anggaran import BagianAnggaran
from .nilai import CelahNilai, KumpulanNilai, Nilai, NilaiTidakAda, Tempat
from .peraturan import Bagian, BagianIuran, IsiPeraturan, KepalaPeraturan, PorsiAturan

__all__ = [
    "Bagian",
    "BagianAnggaran",
    "BagianIuran",
    "CelahNilai",
    "IsiPeraturan",
    "KepalaPeraturan",
    "KumpulanNilai",
    "Nilai",
    "NilaiTidakAda",
    "PorsiAturan",
    "Tempat",
]
