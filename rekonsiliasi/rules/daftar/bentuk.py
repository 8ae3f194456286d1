"""What a list is read for and what it says. Amounts in whole rupiah."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desa.rules.fakta import Daftar as Bacaan
from desa.rules.fakta import Fakta
from desa.rules.salah import Salah
from jaminan.bulan import Bulan

TOLD = 200  # doubts and notes kept of one file


@dataclass(frozen=True, slots=True)
class Harapan:
    """For which regency and month a file was sent, the codes of its villages, and what the file is called."""

    kabupaten: str
    nama: str
    bulan: Bulan
    desa: Collection[str]
    nama_berkas: str = ""


@dataclass(frozen=True, slots=True)
class BarisDaftar:
    """One person of the list as it will be stored. Amounts in rupiah."""

    nomor: int
    nomor_kartu: str
    nik: str
    nama: str
    tanggal_lahir: date | None
    jenis_kelamin: str
    hubungan: int
    aktif: bool
    kelas: str
    kode_desa: str
    nama_desa: str
    gaji: int
    iuran_pemda: int
    iuran_peserta: int
    perbaikan: tuple[dict[str, str], ...] = ()  # cells that a person read or typed anew: column, cell, before, after


@dataclass(slots=True)
class Daftar:
    """What a file says; its rows may be stored only when `galat` is empty.

    `disebut` is what the file itself states: amount, sheet and cell by what it is about; `rusak` are the rows in
    which a cell was refused.
    """

    baris: list[BarisDaftar] = field(default_factory=list)
    bacaan: Bacaan = field(default_factory=Bacaan)
    disebut: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    kolom: dict[str, str] = field(default_factory=dict)
    rusak: list[Fakta] = field(default_factory=list)

    @property
    def galat(self) -> list[Salah]:
        return self.bacaan.salah

    @property
    def total_pemda(self) -> int:
        return sum(row.iuran_pemda for row in self.baris)

    @property
    def total_peserta(self) -> int:
        return sum(row.iuran_peserta for row in self.baris)

    @property
    def total_disebut(self) -> bool:
        """Whether the file itself states what the bill comes to."""
        return {"pemda", "peserta"} <= set(self.disebut) or "iuran" in self.disebut

    def refuse(self, lembar: str, sel: str, pesan: str, saran: str) -> None:
        self.bacaan.salah.append(Salah(lembar, sel, pesan, saran))

    def as_json(self) -> dict[str, Any]:
        """Where every row went, which columns were read, and what there is to note; long numbers masked."""
        return {
            "kolom": self.kolom,
            "hitungan": [
                {"lembar": one.lembar, "baris": one.baris, "judul": one.judul, "dilewati": one.dilewati,
                 "orang": one.orang}
                for one in self.bacaan.hitungan
            ],
            "catatan": self.bacaan.catatan[:TOLD],
            "ragu": [one.as_json(saran=False) for one in self.bacaan.ragu[:TOLD]],
        }  # fmt: skip
