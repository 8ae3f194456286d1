"""Which family members are covered, by the regulation's own limits (KU Pasal 2 and 3; design decision 8)."""

from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from desa.enums import Hubungan, JenisKeterangan, KeadaanAnggota
from desa.parameters.bagian import AnakAturan, AturanKeluarga
from jaminan.bulan import format_tanggal

FEBRUARY_29 = (2, 29)


class Anggota(NamedTuple):
    """What the rule needs to know of one family member on a day.

    `bukti_sampai` is the last day of the newest study proof, `sendiri` the kind of cover that is the member's own,
    `keputusan` why an officer lets a further child be covered, `dihitung` whether another official counts them.
    """

    id: int
    hubungan: Hubungan
    tanggal_lahir: date
    sudah_menikah: bool = False
    berpenghasilan: bool = False
    masih_sekolah: bool = False
    bukti_sampai: date | None = None
    sendiri: str = ""
    keputusan: str = ""
    dihitung: bool = False


class StatusAnggota(NamedTuple):
    """Where a member stands, and the reason with its pasal."""

    id: int
    keadaan: KeadaanAnggota
    alasan: str

    @property
    def ditanggung(self) -> bool:
        return self.keadaan == KeadaanAnggota.DITANGGUNG


def age_on(born: date, day: date) -> int:
    """Whole years of age on a day; a birthday counts from that day on."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, years: int) -> date:
    """The day on which somebody turns so old; born on 29 February, on 1 March of other years."""
    if (born.month, born.day) == FEBRUARY_29:
        return date(born.year + years, 2, 28) + timedelta(days=1)
    return born.replace(year=born.year + years)


def deciding_ages(aturan: AturanKeluarga) -> tuple[int, int]:
    """The birthdays on which a standing can change; whatever else decides it has a date of its own."""
    return aturan.anak.batas_usia, aturan.anak.batas_usia_sekolah


def covered_family(keluarga: Iterable[Anggota], aturan: AturanKeluarga, day: date) -> list[StatusAnggota]:
    """Each member's standing on a day, oldest first: as many spouses and children as the regulation covers.

    A child born later than the last covered one, and parents, are *anggota keluarga yang lain* (KU Pasal 3
    ayat (3)); an officer may let such a child take the place of a spouse that there is not.
    """
    members = sorted(keluarga, key=_age)
    hindered = {one.id: found for one in members if (found := _hindrance(one, aturan, day))}
    able = [one for one in members if one.id not in hindered] if hindered else members
    spouses = [one for one in able if one.hubungan in aturan.pasangan.hubungan][: aturan.pasangan.paling_banyak]
    children = [one for one in able if one.hubungan in aturan.anak.hubungan]
    covered = {one.id for one in [*spouses, *_covered_children(children, len(spouses), aturan)]}
    return [hindered.get(one.id) or _standing(one, aturan, one.id in covered) for one in members]


_age = attrgetter("tanggal_lahir", "id")


def _covered_children(children: list[Anggota], spouses: int, aturan: AturanKeluarga) -> list[Anggota]:
    first, further = children[: aturan.anak.paling_banyak], children[aturan.anak.paling_banyak :]
    free = aturan.pasangan.paling_banyak - spouses
    return first + [one for one in further if one.keputusan][:free]


def _hindrance(member: Anggota, aturan: AturanKeluarga, day: date) -> StatusAnggota | None:
    """Why a member cannot be counted with this official at all; None where they can."""
    if member.sendiri:
        return StatusAnggota(member.id, KeadaanAnggota.SENDIRI, _own_cover(member, aturan))
    if member.hubungan in aturan.pasangan.hubungan:
        return None
    if member.hubungan in aturan.anak.hubungan:
        found = _child_hindrance(member, aturan.anak, day)
        if found:
            return StatusAnggota(member.id, *found)
    elif member.hubungan not in aturan.yang_lain.hubungan:
        text = f"Hubungan ini tidak termasuk anggota keluarga (Pasal {aturan.yang_lain.pasal})."
        return StatusAnggota(member.id, KeadaanAnggota.TIDAK, text)
    if member.dihitung:
        text = f"Sudah dihitung pada keluarga peserta lain; satu orang dihitung sekali (Pasal {_working(aturan)})."
        return StatusAnggota(member.id, KeadaanAnggota.DIHITUNG, text)
    return None


def _own_cover(member: Anggota, aturan: AturanKeluarga) -> str:
    for excluded in aturan.kecuali:
        if excluded.alasan == member.sendiri:
            name = "Pegawai negeri sipil" if member.sendiri == "pns" else "Pemegang jaminan lain"
            return f"{name} sudah dijamin sendiri (Pasal {excluded.pasal})."
    if member.sendiri == JenisKeterangan.PEKERJA and member.hubungan in aturan.pasangan.hubungan:
        return f"Pekerja yang terdaftar sendiri; suami dan istri sama-sama membayar (Pasal {_working(aturan)})."
    return "Terdaftar sendiri sebagai peserta, jadi tidak dihitung sebagai keluarga."


def _working(aturan: AturanKeluarga) -> str:
    return aturan.pasangan_bekerja.pasal


def _child_hindrance(member: Anggota, aturan: AnakAturan, day: date) -> tuple[KeadaanAnggota, str] | None:
    """KU Pasal 3 ayat (1) huruf b: unmarried, no own income, under the limit, or under the higher one and studying."""
    pasal = aturan.pasal_syarat
    if told := _terms(member, aturan, day):
        return KeadaanAnggota.TIDAK, f"{told} (Pasal {pasal})."
    if age_on(member.tanggal_lahir, day) < aturan.batas_usia or _studies(member, aturan, day):
        return None
    since = _since(member, aturan.batas_usia)
    if member.bukti_sampai:
        until = format_tanggal(member.bukti_sampai)
        return KeadaanAnggota.BUKTI, f"{since}; bukti sekolah habis {until} (Pasal {pasal})."
    if member.masih_sekolah:
        return KeadaanAnggota.BUKTI, f"{since}; bukti sekolah belum ada (Pasal {pasal})."
    return KeadaanAnggota.TIDAK, f"{since} (Pasal {pasal})."


def _terms(member: Anggota, aturan: AnakAturan, day: date) -> str:
    if aturan.belum_menikah and member.sudah_menikah:
        return "Anak sudah menikah"
    if aturan.tanpa_penghasilan and member.berpenghasilan:
        return "Anak berpenghasilan sendiri"
    limit = aturan.batas_usia_sekolah
    if age_on(member.tanggal_lahir, day) >= limit:
        return _since(member, limit)
    return ""


def _since(member: Anggota, years: int) -> str:
    return f"Berusia {years} tahun sejak {format_tanggal(birthday(member.tanggal_lahir, years))}"


def _studies(member: Anggota, aturan: AnakAturan, day: date) -> bool:
    """A valid proof; the village's word alone only where the regulation asks for no proof."""
    proven = member.bukti_sampai is not None and member.bukti_sampai >= day
    return proven or (member.masih_sekolah and not aturan.bukti_sekolah)


def _standing(member: Anggota, aturan: AturanKeluarga, covered: bool) -> StatusAnggota:
    if covered:
        return StatusAnggota(member.id, KeadaanAnggota.DITANGGUNG, _covered_because(member, aturan))
    if member.hubungan in aturan.pasangan.hubungan:
        text = (
            f"Hanya {aturan.pasangan.paling_banyak} suami atau istri yang ditanggung (Pasal {aturan.pasangan.pasal})."
        )
        return StatusAnggota(member.id, KeadaanAnggota.TIDAK, text)
    lain = aturan.yang_lain
    if member.hubungan in aturan.anak.hubungan and not lain.anak_berikutnya:
        text = f"Hanya {aturan.anak.paling_banyak} anak yang ditanggung (Pasal {aturan.anak.pasal})."
        return StatusAnggota(member.id, KeadaanAnggota.TIDAK, text)
    text = f"Boleh diikutsertakan dengan iuran sendiri (Pasal {lain.pasal} dan Pasal {lain.iuran.pasal})."
    return StatusAnggota(member.id, KeadaanAnggota.LAIN, text)


def _covered_because(member: Anggota, aturan: AturanKeluarga) -> str:
    if member.hubungan in aturan.pasangan.hubungan:
        return f"Ditanggung bersama peserta (Pasal {aturan.pasangan.pasal})."
    if member.keputusan:
        return f"Ditanggung dengan keputusan petugas: {member.keputusan} (Pasal {aturan.anak.pasal})."
    if member.bukti_sampai:
        until = format_tanggal(member.bukti_sampai)
        return f"Ditanggung bersama peserta; bukti sekolah sampai {until} (Pasal {aturan.anak.pasal_syarat})."
    return f"Ditanggung bersama peserta (Pasal {aturan.anak.pasal})."


def advice(member: Anggota, status: StatusAnggota, aturan: AturanKeluarga, day: date) -> str:
    """What to do for a member who is no longer covered on that day, in words."""
    if status.keadaan == KeadaanAnggota.SENDIRI:
        return "Tidak perlu apa-apa: ia sudah dijamin sendiri."
    if status.keadaan == KeadaanAnggota.BUKTI:
        return f"Minta surat keterangan sekolah yang baru, dan catat sebelum {format_tanggal(day)}."
    if member.hubungan in aturan.anak.hubungan and not _terms(member, aturan.anak, day):
        return f"Bila masih sekolah, minta surat keterangannya dan catat sebelum {format_tanggal(day)}."
    return "Beri tahu keluarganya. Ia dapat mendaftar sendiri sebagai peserta mandiri."
