"""A regency's contribution article beside the national one, in words. Pure."""

from dataclasses import dataclass

from desa.parameters.nilai import short_name
from desa.parameters.peraturan import BagianIuran

PENANGGUNG = {"pemda": "pemerintah kabupaten", "desa": "pemerintah desa", "peserta": "peserta"}
NONE = "tidak ada"


@dataclass(frozen=True, slots=True)
class Banding:
    """One thing that both rules settle, and whether alike; `diam`: the regency is silent, the national rule applies."""

    hal: str
    daerah: str
    nasional: str
    diam: bool = False

    @property
    def sesuai(self) -> bool:
        return self.diam or self.daerah == self.nasional


def compare(ours: BagianIuran, national: BagianIuran) -> list[Banding]:
    """What both rules settle, side by side (design decision 5: shown, never swapped)."""
    return [
        Banding("Pembagian iuran", shares_in_words(ours), shares_in_words(national)),
        Banding("Batas paling rendah", floor_in_words(ours), floor_in_words(national)),
        Banding("Batas paling tinggi", cap_in_words(ours), cap_in_words(national)),
        Banding("Jatuh tempo", due_in_words(ours), due_in_words(national)),
    ]


def percent_in_words(persen: str) -> str:
    """ "2.5" as "2,5 %"."""
    return f"{persen.replace('.', ',')} %"


def shares_in_words(bagian: BagianIuran) -> str:
    shares = [f"{percent_in_words(share.persen)} {PENANGGUNG[share.penanggung]}" for share in bagian.porsi]
    return " dan ".join(shares)


def floor_in_words(bagian: BagianIuran) -> str:
    return ", bila tidak ada ".join(short_name(key) for key in bagian.dasar.batas_bawah) or NONE


def cap_in_words(bagian: BagianIuran) -> str:
    return "menurut peraturan presiden" if bagian.dasar.batas_atas else NONE


def due_in_words(bagian: BagianIuran) -> str:
    moved = "bila libur, hari kerja berikutnya" if bagian.jatuh_tempo.hari_libur != "tetap" else "libur tidak menggeser"
    return f"tanggal {bagian.jatuh_tempo.tanggal}, {moved}"
