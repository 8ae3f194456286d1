"""JAMKESDA: what keeps a resident from being accepted, and a sample that anybody can draw again. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desa.enums import TemuanLapangan
from desa.parameters.kelayakan import JamkesdaAturan
from desa.rules.kelayakan import Kelengkapan


@dataclass(frozen=True, slots=True)
class KeadaanWarga:
    """What is known of a resident on a day: documents, field check, other cover, employer."""

    kelengkapan: Kelengkapan
    temuan: str = ""
    ganda: tuple[str, ...] = ()
    pemberi_kerja: str = ""

    @property
    def terverifikasi(self) -> bool:
        return self.temuan == TemuanLapangan.SESUAI

    @property
    def memenuhi(self) -> bool:
        """Whether the article is kept: complete, seen at home, and without other cover."""
        return self.kelengkapan.lengkap and self.terverifikasi and not self.ganda and not self.pemberi_kerja


def obstacles(keadaan: KeadaanWarga, aturan: JamkesdaAturan) -> list[str]:
    """Why the resident cannot be accepted now, a sentence each; empty: nothing stands in the way."""
    found = [f"{name} belum ada atau habis berlaku (Pasal {aturan.pasal})." for name in keadaan.kelengkapan.kurang]
    if not keadaan.temuan:
        found.append("Belum diperiksa di lapangan oleh orang selain yang mengajukan.")
    elif not keadaan.terverifikasi:
        found.append(f"Pemeriksaan lapangan: {TemuanLapangan(keadaan.temuan).label.lower()}.")
    found += [f"{text} Jaminannya ganda (Pasal {aturan.pasal})." for text in keadaan.ganda]
    if keadaan.pemberi_kerja:
        found.append(f"Bekerja pada {keadaan.pemberi_kerja}, yang wajib mendaftarkannya.")
    return found


def sample_size(populasi: int, persen: int, paling_sedikit: int) -> int:
    """How many of a kecamatan are drawn: the percentage rounded up, at least so many, at most all.

    >>> sample_size(31, 10, 3), sample_size(12, 10, 3), sample_size(2, 10, 3)
    (4, 3, 2)
    """
    return min(populasi, max(paling_sedikit, -(-populasi * persen // 100)))


def draw(benih: str, strata: Mapping[str, Sequence[tuple[int, str]]], persen: int, paling_sedikit: int) -> list[int]:
    """The numbers of the people drawn from each kecamatan: those whose NIK hashes lowest with the seed.

    Nobody can steer it, anybody can repeat it, and a newcomer does not change who else is drawn first.
    """
    drawn: list[int] = []
    for _, people in sorted(strata.items()):
        ordered = sorted(people, key=lambda one: hashlib.sha256(f"{benih}|{one[1]}".encode()).hexdigest())
        drawn += [pk for pk, _ in ordered[: sample_size(len(people), persen, paling_sedikit)]]
    return drawn
