"""Which family members are covered, by the regulation's own limits (KU Pasal 3; design decision 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desa.enums import Hubungan
from desa.parameters.bagian import AnakAturan, AturanKeluarga


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


def is_dependent_child(anggota: Anggota, aturan: AnakAturan, day: date) -> bool:
    """KU Pasal 3 ayat (1) huruf b: unmarried, no own income, under the limit, or under the higher one and studying."""
    limit = aturan.batas_usia_sekolah if anggota.masih_sekolah else aturan.batas_usia
    return (
        anggota.hubungan in aturan.hubungan
        and not (aturan.belum_menikah and anggota.sudah_menikah)
        and not (aturan.tanpa_penghasilan and anggota.berpenghasilan)
        and age_on(anggota.tanggal_lahir, day) < limit
    )


def covered_family(keluarga: Iterable[Anggota], aturan: AturanKeluarga, day: date) -> list[StatusAnggota]:
    """Each member's standing on a day, oldest child first: as many spouses and children as the regulation covers.

    A child born later than the last covered one, and parents, are *anggota keluarga yang lain*
    (KU Pasal 3 ayat (3)).
    """
    members = sorted(keluarga, key=lambda member: (member.tanggal_lahir, member.id))
    spouses = [member for member in members if member.hubungan in aturan.pasangan.hubungan]
    children = [member for member in members if is_dependent_child(member, aturan.anak, day)]
    within = spouses[: aturan.pasangan.paling_banyak] + children[: aturan.anak.paling_banyak]
    covered = {member.id for member in within}
    return [
        StatusAnggota(member.id, member.id in covered, _reason(member, aturan, day, member.id in covered))
        for member in members
    ]


def _reason(member: Anggota, aturan: AturanKeluarga, day: date, covered: bool) -> str:
    if member.hubungan in aturan.pasangan.hubungan:
        pasal = aturan.pasangan.pasal
        return (
            f"{'Ditanggung bersama peserta' if covered else 'Satu suami atau istri yang ditanggung'} (Pasal {pasal})."
        )
    if covered:
        return f"Ditanggung bersama peserta (Pasal {aturan.anak.pasal})."
    if member.hubungan in aturan.anak.hubungan and not is_dependent_child(member, aturan.anak, day):
        return (
            "Anak yang menikah, berpenghasilan, atau melewati batas usia tidak ditanggung "
            f"(Pasal {aturan.anak.pasal_syarat})."
        )
    lain = aturan.yang_lain
    return f"Anggota keluarga yang lain; iurannya dibayar sendiri (Pasal {lain.pasal} dan Pasal {lain.iuran.pasal})."
