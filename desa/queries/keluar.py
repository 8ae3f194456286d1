"""Foresees who will lose cover in the next sixty days: on which first of the month, why, and what to do."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from desa.models import AnggotaKeluarga, Desa, Kabupaten, Peserta
from desa.parameters.bagian import AturanKeluarga
from desa.queries.bagian import family_rule_in
from desa.queries.keluarga import standings_on
from desa.queries.kepesertaan import Pejabat, roster_on
from desa.rules.keluarga import Anggota, StatusAnggota, advice
from jaminan.bulan import Bulan, format_tanggal

DAYS = 60


@dataclass(frozen=True, slots=True)
class Keluar:
    """Somebody who will lose cover; `anggota` None is the official, and the family goes too."""

    tanggal: date
    desa: Desa
    peserta: Peserta
    anggota: AnggotaKeluarga | None
    alasan: str
    saran: str

    @property
    def nama(self) -> str:
        return self.anggota.nama if self.anggota else self.peserta.nama

    @property
    def hubungan(self) -> str:
        return str(self.anggota.get_hubungan_display()) if self.anggota else "Peserta"


@dataclass(frozen=True, slots=True)
class Keadaan:
    """A place on a first of the month: the rule, the officials, and each family member's standing."""

    hari: date
    aturan: AturanKeluarga
    pejabat: dict[int, Pejabat]
    keluarga: dict[int, tuple[AnggotaKeluarga, Anggota, StatusAnggota]]

    def covers(self, member: AnggotaKeluarga) -> bool:
        return member.pk in self.keluarga and self.keluarga[member.pk][2].ditanggung


def leaving(place: Desa | Kabupaten, today: date) -> list[Keluar]:
    """Who is covered now and no longer on a first of the month within sixty days, by day, village and name.

    A number of queries that does not grow with the people.
    """
    kabupaten = place if isinstance(place, Kabupaten) else place.kabupaten
    months = Bulan.of(today).until(Bulan.of(today + timedelta(days=DAYS)))
    found = [
        one for before, after in pairwise(_state(place, kabupaten, month) for month in months)
        for one in _between(before, after)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.tanggal, one.desa.kode, one.peserta.nama, one.hubungan != "Peserta"))


def _state(place: Desa | Kabupaten, kabupaten: Kabupaten, bulan: Bulan) -> Keadaan:
    people = {one.peserta.pk: one for one in roster_on(place, bulan.first_day)}
    aturan = family_rule_in(kabupaten, bulan)
    told = standings_on(people, aturan, bulan.first_day)
    return Keadaan(bulan.first_day, aturan, people, {member.pk: (member, seen, how) for member, seen, how in told})


def _between(before: Keadaan, after: Keadaan) -> list[Keluar]:
    gone = [_official(one, after.hari) for pk, one in before.pejabat.items() if pk not in after.pejabat]
    return gone + [
        _member(member, before.pejabat[member.peserta_id], after)
        for member, _, status in before.keluarga.values()
        if status.ditanggung and member.peserta_id in after.pejabat and not after.covers(member)
    ]


def _member(member: AnggotaKeluarga, person: Pejabat, after: Keadaan) -> Keluar:
    text, todo = "Tidak tercatat lagi sebagai anggota keluarga.", "Pastikan keluarganya tahu."
    if member.pk in after.keluarga:
        _, seen, status = after.keluarga[member.pk]
        text, todo = status.alasan, advice(seen, status, after.aturan, after.hari)
    return Keluar(after.hari, person.masa.desa, person.peserta, member, text, todo)


def _official(one: Pejabat, day: date) -> Keluar:
    last = one.masa.berakhir
    until = f" sampai {format_tanggal(last)}" if last else ""
    return Keluar(
        day, one.masa.desa, one.peserta, None,
        f"Masa jabatan {one.masa.nama_jabatan}{until}; keluarganya ikut keluar.",
        "Beri tahu yang bersangkutan. Laporkan penggantinya, dan ia dapat melanjutkan sebagai peserta mandiri.",
    )  # fmt: skip
