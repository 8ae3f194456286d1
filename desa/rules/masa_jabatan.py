"""Who owes a month, and who is on the roster without owing it here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from desa.enums import JABATAN_TUNGGAL, Jabatan, SifatJabatan
from desa.parameters.peraturan import PengecualianAturan
from jaminan.bulan import Bulan

# Which post names a person who holds several: a definitive post before a stand-in's, then by rank.
RANK = {post: place for place, post in enumerate(Jabatan)}


@dataclass(frozen=True, slots=True)
class Jabatannya:
    """One spell in office, as the rule needs it."""

    id: int
    peserta: int
    desa: int
    jabatan: Jabatan
    sifat: SifatJabatan
    mulai: date
    berakhir: date | None


AnyTerm = TypeVar("AnyTerm", bound=Jabatannya)


def holds_office_on(mulai: date, berakhir: date | None, day: date) -> bool:
    """Whether the spell includes the day; the last day in office is included."""
    return mulai <= day and (berakhir is None or day <= berakhir)


def owes_month(mulai: date, berakhir: date | None, bulan: Bulan) -> bool:
    """Who is in office on the first day of the month owes it, whole (design decision 7).

    Who starts later owes from the next month; who leaves during the month owes it still.
    """
    return holds_office_on(mulai, berakhir, bulan.first_day)


def deciding_posts(terms: Iterable[AnyTerm]) -> dict[int, AnyTerm]:
    """One post per person: several posts are one contribution, the definitive and higher post decides."""
    chosen: dict[int, AnyTerm] = {}
    for term in sorted(terms, key=_weight):
        chosen.setdefault(term.peserta, term)
    return chosen


def same_seat(jabatan: str, sifat: str, other_jabatan: str, other_sifat: str) -> bool:
    """Whether two people may not hold these two posts of one village on the same days.

    MM Pasal 3 and KU Pasal 2 name one kepala desa and one sekretaris desa, and are silent on stand-ins. A Pj. is
    appointed when the post is vacant (UU 6/2014 Pasal 46 and 47): he is the holder, and nobody is beside him. A Plt.
    only does the work while the holder is suspended (UU 6/2014 Pasal 45) or away. The holder is not dismissed, so
    his cover goes on (MM Pasal 5 ayat (4), KU Pasal 9 ayat (1)), and both are on the roster; one Plt. at a time.
    The day of handing over is the last of the one and the first of the other: it belongs to both.
    """
    if jabatan != other_jabatan or jabatan not in JABATAN_TUNGGAL:
        return False
    return (sifat == SifatJabatan.PLT) == (other_sifat == SifatJabatan.PLT)


def why_deciding(chosen: Jabatannya, other: Jabatannya) -> str:
    """Why the one post decides before the other, as it stands after "karena"."""
    if (chosen.sifat == SifatJabatan.DEFINITIF) != (other.sifat == SifatJabatan.DEFINITIF):
        return "jabatan definitif didahulukan dari jabatan sementara"
    if chosen.jabatan != other.jabatan:
        return "jabatannya lebih tinggi"
    return "lebih dahulu dijabat"


def _weight(term: Jabatannya) -> tuple[bool, int, date, int]:
    return (term.sifat != SifatJabatan.DEFINITIF, RANK[term.jabatan], term.mulai, term.id)


def exclusion(*, pns: bool, jaminan_lain: str, aturan: Iterable[PengecualianAturan]) -> str:
    """Why a person on the roster is not billed here; empty when billed (KU Pasal 2 ayat (2))."""
    for rule in aturan:
        if rule.alasan == "pns" and pns:
            return f"Tidak diiurkan di sini: pegawai negeri sipil (Pasal {rule.pasal})."
        if rule.alasan == "jaminan_lain" and jaminan_lain:
            return f"Tidak diiurkan di sini: sudah dijamin {jaminan_lain} (Pasal {rule.pasal})."
    return ""


@lru_cache(maxsize=1_000)  # a regency's thousands hold the same dozens of posts
def name_of_post(sifat: str, jabatan: str, bidang: str) -> str:
    """ "Plt. Kepala Urusan Keuangan": the post as people say it."""
    standing = "" if sifat == SifatJabatan.DEFINITIF else SifatJabatan(sifat).label
    return " ".join(part for part in (standing, Jabatan(jabatan).label, bidang) if part)


def post_named(nama_jabatan: str) -> Jabatan:
    """The post behind a name that was written down: "Plt. Kepala Urusan Keuangan" is a Kepala Urusan.

    Raises ValueError for a name that is no post's.
    """
    name = nama_jabatan
    for sifat in SifatJabatan:
        name = name.removeprefix(f"{sifat.label} ")
    for post in Jabatan:
        if name == post.label or name.startswith(f"{post.label} "):
            return post
    raise ValueError(f"{nama_jabatan!r} bukan jabatan yang dikenal.")
