"""One person's row on an e-Dabu sheet, and what is missing for it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desa.enums import JenisMutasi
from desa.parameters.edabu import BERKARTU, PESERTA, SEMUA, Bentuk, KolomEdabu, Profil

Sel = str | int | date | None
SEBUTAN = {
    "nomor_kartu": "nomor kartu JKN", "nomor_kk": "nomor KK", "nik": "NIK", "nama": "nama", "hubungan": "hubungan",
    "tempat_lahir": "tempat lahir", "tanggal_lahir": "tanggal lahir", "jenis_kelamin": "jenis kelamin",
    "status_kawin": "status kawin", "faskes": "faskes tingkat I", "jabatan": "jabatan", "kelas": "kelas rawat",
    "tmt": "tanggal pelantikan", "gaji": "penghasilan tetap", "kode_desa": "desa", "nama_desa": "nama desa",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What is asked for whom: the request, from when, and the person's facts."""

    jenis: JenisMutasi
    berlaku: date
    isi: Mapping[str, Any]

    @property
    def peserta(self) -> bool:
        """Whether the person is the official."""
        return bool(self.isi.get("hubungan") == "peserta")


def missing(permintaan: Permintaan, profil: Profil) -> tuple[str, ...]:
    """What the sheet needs of this person and the portal does not know, in words."""
    facts = facts_of(permintaan)
    found = (one for one in profil.kolom if _needed(one, permintaan) and facts.get(one.isian) in (None, ""))
    return tuple(SEBUTAN.get(one.isian, one.judul) for one in found)


def _needed(kolom: KolomEdabu, permintaan: Permintaan) -> bool:
    if kolom.wajib == PESERTA:
        return permintaan.peserta
    if kolom.wajib == BERKARTU:
        return permintaan.jenis != JenisMutasi.DAFTAR
    return kolom.wajib == SEMUA


def facts_of(permintaan: Permintaan) -> dict[str, Any]:
    """The person's facts and those of the request, by which columns are filled."""
    kind = str(permintaan.jenis)
    if permintaan.jenis == JenisMutasi.DAFTAR:
        kind += " peserta" if permintaan.peserta else " anggota"
    return {**permintaan.isi, "mutasi": kind, "berlaku": permintaan.berlaku.isoformat()}


def cells(nomor: int, permintaan: Permintaan, profil: Profil) -> list[Sel]:
    """The row as the sheet wants it: codes as text, days as days, rupiah as a whole number."""
    facts = facts_of(permintaan)
    return [_cell(nomor, one, facts) for one in profil.kolom]


def _cell(nomor: int, kolom: KolomEdabu, facts: Mapping[str, Any]) -> Sel:
    if kolom.bentuk == Bentuk.NOMOR:
        return nomor
    value = facts.get(kolom.isian)
    if kolom.kode:
        return kolom.kode.get(value or "", "")
    if value in (None, ""):
        return kolom.tetap or None
    if kolom.bentuk == Bentuk.TANGGAL:
        return date.fromisoformat(value)
    return int(value) if kolom.bentuk == Bentuk.UANG else str(value)
