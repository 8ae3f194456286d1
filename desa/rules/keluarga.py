"""Which family members are covered (KU Pasal 3; design decision 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desa.enums import ANAK, PASANGAN, Hubungan

MAX_CHILDREN = 3
AGE_LIMIT = 21
AGE_LIMIT_STUDENT = 25


@dataclass(frozen=True, slots=True)
class Anggota:
    """What the rule needs to know of one family member."""

    id: int
    hubungan: Hubungan
    tanggal_lahir: date
    sudah_menikah: bool = False
    berpenghasilan: bool = False
    masih_sekolah: bool = False


@dataclass(frozen=True, slots=True)
class StatusAnggota:
    """Whether a member is covered with the official, and the reason with its pasal."""

    id: int
    ditanggung: bool
    alasan: str


def age_on(born: date, day: date) -> int:
    """Whole years of age on a day; a birthday counts from that day on."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_dependent_child(anggota: Anggota, day: date) -> bool:
    """KU Pasal 3 ayat (1) huruf b: unmarried, no own income, under 21, or under 25 and studying."""
    limit = AGE_LIMIT_STUDENT if anggota.masih_sekolah else AGE_LIMIT
    return not anggota.sudah_menikah and not anggota.berpenghasilan and age_on(anggota.tanggal_lahir, day) < limit


def covered_family(keluarga: Iterable[Anggota], day: date) -> list[StatusAnggota]:
    """Each member's standing on a day, oldest child first: one spouse and at most three children are covered.

    A child born later than the third dependent one, and parents, are *anggota keluarga yang lain*
    (KU Pasal 3 ayat (3)).
    """
    members = sorted(keluarga, key=lambda member: (member.tanggal_lahir, member.id))
    spouses = [member for member in members if member.hubungan in PASANGAN]
    children = [member for member in members if member.hubungan in ANAK and is_dependent_child(member, day)]
    covered = {member.id for member in spouses[:1] + children[:MAX_CHILDREN]}
    return [
        StatusAnggota(member.id, member.id in covered, _reason(member, day, member.id in covered)) for member in members
    ]


def _reason(member: Anggota, day: date, covered: bool) -> str:
    if covered:
        return "Ditanggung bersama peserta (Pasal 3 ayat (1))."
    if member.hubungan in ANAK and not is_dependent_child(member, day):
        return (
            "Anak yang menikah, berpenghasilan, atau melewati batas usia tidak ditanggung (Pasal 3 ayat (1) huruf b)."
        )
    if member.hubungan in PASANGAN:
        return "Satu suami atau istri yang ditanggung (Pasal 3 ayat (1) huruf a)."
    return "Anggota keluarga yang lain; iurannya dibayar sendiri (Pasal 3 ayat (3) dan Pasal 5)."
