"""What a signature in a PDF is worth: the facts that the child process told, put into one word. Pure.

Where the law is silent (PP 71/2019 Pasal 60 asks that later changes can be seen and that the signer is known): the
portal says only what it checked. A signature is *intact* when its bytes are; it is *trusted* when its certificate leads
to an issuer that the operator put into the folder of roots. Revocation is not asked for: nothing is fetched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desa.rules.ganda import likeness
from rekonsiliasi.enums import KepastianTanda, Pihak

MEDAN = {Pihak.DINAS: "TTD_DINAS", Pihak.BPJS: "TTD_BPJS"}
SAME_NAME = 85  # "MOH. ANDI WIJAYA, S.IP" on the certificate, "Moh. Andi Wijaya" on the paper
PREFIX_LETTERS = 8  # of the printed hash: one wrong guess in four thousand million


@dataclass(frozen=True, slots=True)
class Tanda:
    """One signature as it was found: whose certificate, and what of the file it vouches for."""

    medan: str
    nama: str
    organisasi: str
    penerbit: str
    seri: str
    waktu: datetime | None  # as the signer says; no time stamp authority confirms it
    berlaku_mulai: datetime
    berlaku_sampai: datetime
    akhir: int  # the byte up to which it vouches
    utuh: bool
    akar: bool  # leads to a root that the portal knows
    masa: bool  # was made while the certificate was in force
    sendiri: bool  # the certificate vouches for itself
    cakupan: str
    sesudah: str

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Tanda":
        """From the child's answer, or from what was kept of it."""
        moments = {name: datetime.fromisoformat(told[name]) for name in ("berlaku_mulai", "berlaku_sampai")}
        moments |= {"waktu": datetime.fromisoformat(told["waktu"])} if told["waktu"] else {}
        return cls(**{name: told[name] for name in cls.__slots__} | moments)

    @property
    def kepastian(self) -> KepastianTanda:
        """The worst that is true of it."""
        if not self.utuh:
            return KepastianTanda.RUSAK
        if self.cakupan == "sebagian":
            return KepastianTanda.SEBAGIAN
        if self.sesudah == "halaman":
            return KepastianTanda.HALAMAN
        if self.sesudah == "lain":
            return KepastianTanda.BERUBAH
        if not self.masa:
            return KepastianTanda.LEWAT_MASA
        return KepastianTanda.TEPERCAYA if self.akar else KepastianTanda.TAK_DIKENAL

    @property
    def sah(self) -> bool:
        """Whether it vouches for the whole paper; whose hand it is depends on the issuer."""
        return self.kepastian in {KepastianTanda.TEPERCAYA, KepastianTanda.TAK_DIKENAL}

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other signature of the same file."""
        return self.medan, self.akhir


def side_of_field(medan: str) -> Pihak | None:
    """The office whose block the field stands in; None for a field that another program made.

    >>> side_of_field("TTD_BPJS"), side_of_field("Signature1")
    (Pihak.BPJS, None)
    """
    return next((pihak for pihak, name in MEDAN.items() if name == medan), None)


def same_name(certificate: str, printed: str) -> bool:
    """Whether a certificate is in the name that the paper prints, titles and order of words aside.

    >>> same_name("ANDI WIJAYA", "H. Andi Wijaya, S.IP., M.Si."), same_name("Andi Wijaya", "Budi Santoso")
    (True, False)
    """
    return likeness(certificate, printed) >= SAME_NAME


def typed_hash_fits(typed: str, sidik: str) -> bool:
    """Whether somebody typed the first letters of the hash that the paper prints.

    >>> typed_hash_fits(" 3F2a 91bC ", "3f2a91bc00"), typed_hash_fits("3f2a", "3f2a91bc00")
    (True, False)
    """
    plain = "".join(typed.split()).casefold()
    return len(plain) >= PREFIX_LETTERS and sidik.startswith(plain)


def added(before: Iterable[Tanda], after: Iterable[Tanda]) -> list[Tanda]:
    """The signatures that the later file has and the earlier has not."""
    known = {one.key for one in before}
    return [one for one in after if one.key not in known]
