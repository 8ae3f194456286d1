"""Says what a file in somebody's hand is: a paper of this portal as issued or signed, an altered one, or another."""

import hashlib
from dataclasses import dataclass
from typing import Any

from rekonsiliasi.enums import BEKU, CaraTanda, HasilPeriksa, KepastianTanda
from rekonsiliasi.models import BeritaAcara, BerkasTertanda
from rekonsiliasi.queries.berita_acara import paper_with_bytes
from rekonsiliasi.queries.tanda_tangan import signing_of
from rekonsiliasi.rules.tanda_tangan import Tanda

from .berkas import paper_bytes
from .penanda import inspect

GENUINE = {HasilPeriksa.TERBIT, HasilPeriksa.TERTANDA, HasilPeriksa.PINDAIAN}


@dataclass(frozen=True, slots=True)
class Pengenalan:
    """The answer: one word, the paper it is or claims to be, every signature in the file, and what is wrong with it."""

    hasil: HasilPeriksa
    sha256: str
    berita_acara: BeritaAcara | None = None
    berkas: BerkasTertanda | None = None
    tanda: tuple[Tanda, ...] = ()
    keterangan: tuple[str, ...] = ()

    @property
    def asli(self) -> bool:
        """Whether these are bytes that the portal keeps, and nothing else."""
        return self.hasil in GENUINE


def recognise(isi: bytes) -> Pengenalan:
    """What the file is. Raises Kesalahan when it is no PDF that can be read within the child's limits."""
    sha256 = hashlib.sha256(isi).hexdigest()
    issued = paper_with_bytes(sha256)
    if issued is not None:
        return Pengenalan(HasilPeriksa.TERBIT, sha256, issued, keterangan=_newer(issued, None))
    kept = _kept(sha256)
    if kept is not None:
        return _as_kept(kept, isi, sha256)
    if not isi.startswith(b"%PDF-"):
        return Pengenalan(HasilPeriksa.TIDAK_DIKENAL, sha256)
    return _unknown(isi, sha256)


def _kept(sha256: str) -> BerkasTertanda | None:
    rows = BerkasTertanda.objects.filter(sha256=sha256, berita_acara__status__in=BEKU)
    return rows.select_related("berita_acara__rekonsiliasi__kabupaten").first()


def _as_kept(row: BerkasTertanda, isi: bytes, sha256: str) -> Pengenalan:
    paper = row.berita_acara
    if row.cara == CaraTanda.BASAH:
        refused = row.putusan.filter(sesuai=False).exists()
        lines = ("Pindaian ini ditolak salah satu pihak, jadi tidak berlaku.",) if refused else ()
        return Pengenalan(HasilPeriksa.PINDAIAN, sha256, paper, row, keterangan=lines)
    told = inspect(isi, len(paper_bytes(paper)))
    return Pengenalan(HasilPeriksa.TERTANDA, sha256, paper, row, _signatures(told), _newer(paper, row))


def _newer(paper: BeritaAcara, row: BerkasTertanda | None) -> tuple[str, ...]:
    """Whether the portal keeps a version with more signatures."""
    last = signing_of(paper).terakhir
    if last is None or (row is not None and row.nomor >= last.nomor):
        return ()
    return (f"Portal menyimpan versi dengan {len(last.tanda)} tanda tangan elektronik. Berkas ini versi sebelumnya.",)


def _unknown(isi: bytes, sha256: str) -> Pengenalan:
    """A PDF whose bytes the portal does not keep: built on a paper, claiming to be one, or nothing of ours."""
    told = inspect(isi)
    paper = _claimed(told)
    found = _signatures(told)
    if paper is None:
        kind = HasilPeriksa.DOKUMEN_LAIN if found else HasilPeriksa.TIDAK_DIKENAL
        return Pengenalan(kind, sha256, tanda=found)
    issued = paper_bytes(paper)
    if isi.startswith(issued):
        told = inspect(isi, len(issued))
        found = _signatures(told)
        if told["sejak_terbit"] == "tanda" and found and all(one.sah for one in found):
            return Pengenalan(HasilPeriksa.TAMBAHAN, sha256, paper, tanda=found, keterangan=_missing(paper, found))
    return Pengenalan(HasilPeriksa.DIUBAH, sha256, paper, tanda=found, keterangan=_why_altered(paper, isi, told, found))


def _signatures(told: dict[str, Any]) -> tuple[Tanda, ...]:
    return tuple(Tanda.of(one) for one in told["tanda"])


def _claimed(told: dict[str, Any]) -> BeritaAcara | None:
    """The paper whose mark the file carries: the first part of its /ID, or the code among its properties."""
    rows = BeritaAcara.objects.filter(status__in=BEKU).select_related("rekonsiliasi__kabupaten")
    by_mark = rows.filter(sidik__startswith=told["pengenal"]).first() if len(told["pengenal"]) == 32 else None
    return by_mark or rows.filter(kode=told["kode"]).first()


def _missing(paper: BeritaAcara, found: tuple[Tanda, ...]) -> tuple[str, ...]:
    last = signing_of(paper).terakhir
    kept = {(one["medan"], one["akhir"]) for one in last.tanda} if last else set()
    gone = kept - {one.key for one in found}
    return (f"{len(gone)} tanda tangan elektronik yang tercatat di portal tidak ada pada berkas ini.",) if gone else ()


def _why_altered(paper: BeritaAcara, isi: bytes, told: dict[str, Any], found: tuple[Tanda, ...]) -> tuple[str, ...]:
    """Every sentence that is true of the alteration."""
    lines = []
    kinds = {one.kepastian for one in found}
    if KepastianTanda.RUSAK in kinds:
        lines.append("Isi yang sudah ditandatangani diubah: tanda tangannya tidak cocok lagi.")
    if KepastianTanda.HALAMAN in kinds:
        lines.append("Ada halaman yang ditambah atau dikurangi sesudah ditandatangani.")
    if KepastianTanda.BERUBAH in kinds:
        lines.append("Ada isi yang diubah sesudah ditandatangani.")
    if not isi.startswith(paper_bytes(paper)):
        lines.append("Isinya tidak sama byte demi byte dengan yang terbit.")
    elif told["sejak_terbit"] != "tanda":
        lines.append("Sesudah terbit ada yang ditambahkan selain tanda tangan.")
    return (*lines, *_missing(paper, found))
