"""Foresees who will lose cover in the next sixty days: on which first of the month, why, and what to do."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Q

from desa.models import (
    AnggotaKeluarga,
    BuktiSekolah,
    Desa,
    Kabupaten,
    KeteranganKeluarga,
    MasaJabatan,
    PerubahanDaftar,
    Peserta,
)
from desa.parameters.bagian import AturanKeluarga
from desa.queries.bagian import family_rule_in
from desa.queries.keluarga import standings_on
from desa.queries.kepesertaan import deciding_terms, in_office
from desa.rules.keluarga import Anggota, StatusAnggota, advice, deciding_ages
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
    """A place on a first of the month: the rule, the officials' posts, and each family member's standing."""

    hari: date
    aturan: AturanKeluarga
    pejabat: dict[int, MasaJabatan]
    keluarga: dict[int, tuple[AnggotaKeluarga, Anggota, StatusAnggota]]

    def covers(self, member: AnggotaKeluarga) -> bool:
        return member.pk in self.keluarga and self.keluarga[member.pk][2].ditanggung


def leaving(place: Desa | Kabupaten, today: date) -> list[Keluar]:
    """Who is covered now and no longer on a first of the month within sixty days, by day, village and name.

    A number of queries that does not grow with the people. Only families are read for whom something changes.
    """
    kabupaten = place if isinstance(place, Kabupaten) else place.kabupaten
    months = Bulan.of(today).until(Bulan.of(today + timedelta(days=DAYS)))
    rules = [family_rule_in(kabupaten, month) for month in months]
    stirred = None if any(rule != rules[0] for rule in rules) else _stirred(place, months, rules[0])
    if stirred == set():
        return []
    states = (_state(place, month, rule, stirred) for month, rule in zip(months, rules, strict=True))
    found = [one for before, after in pairwise(states) for one in _between(before, after)]
    return sorted(found, key=lambda one: (one.tanggal, one.desa.kode, one.peserta.nama, one.hubungan != "Peserta"))


def _stirred(place: Desa | Kabupaten, months: list[Bulan], aturan: AturanKeluarga) -> set[int]:
    """The officials with a dated fact in these months, of their own or their families': nobody else's cover changes,
    for besides such facts the rule looks at birthdays alone. A few more than those who leave, never fewer.
    """
    window = (months[0].first_day - timedelta(days=1), months[-1].first_day + timedelta(days=1))
    begun_or_ended = Q(mulai__range=window) | Q(berakhir__range=window)
    moved = set(MasaJabatan.objects.filter(begun_or_ended).order_by().values_list("peserta_id", flat=True))
    here = Q(peserta__in=in_office(place, months[0].first_day))
    grown = AnggotaKeluarga.objects.filter(here, begun_or_ended | _birthdays(window, aturan))
    theirs = Q(anggota__in=AnggotaKeluarga.objects.filter(here).values("pk"))
    facts = (
        BuktiSekolah.objects.filter(theirs, Q(mulai__range=window) | Q(sampai__range=window)),
        KeteranganKeluarga.objects.filter(theirs, begun_or_ended),
        PerubahanDaftar.objects.filter(theirs, mulai__gte=window[0]),  # until it holds, the older value counts
    )
    found = moved | set(grown.values_list("peserta_id", flat=True)) | _sharing(moved, begun_or_ended)
    return found.union(*(rows.order_by().values_list("anggota__peserta_id", flat=True) for rows in facts))


def _birthdays(window: tuple[date, date], aturan: AturanKeluarga) -> Q:
    """Whoever reaches an age that decides between these days, two days more on either side for leap years."""
    found = Q()
    for years in deciding_ages(aturan):
        back = timedelta(days=years * 1461 // 4)
        spare = timedelta(days=2)
        found |= Q(tanggal_lahir__range=(window[0] - back - spare, window[1] - back + spare))
    return found


def _sharing(moved: set[int], begun_or_ended: Q) -> set[int]:
    """Whose family counts somebody who is or was counted with, or holds office as, one of those who moved."""
    rows = AnggotaKeluarga.objects.order_by()
    numbers = {
        *rows.filter(Q(peserta__in=moved) | begun_or_ended).values_list("nik", flat=True),
        *Peserta.objects.filter(pk__in=moved).values_list("nik", flat=True),
    }
    return set(rows.filter(nik__in=numbers).values_list("peserta_id", flat=True)) if numbers else set()


def _state(place: Desa | Kabupaten, bulan: Bulan, aturan: AturanKeluarga, stirred: set[int] | None) -> Keadaan:
    people = {term.peserta_id: term for term in deciding_terms(place, bulan.first_day, stirred)}
    told = standings_on(people, aturan, bulan.first_day)
    return Keadaan(bulan.first_day, aturan, people, {member.pk: (member, seen, how) for member, seen, how in told})


def _between(before: Keadaan, after: Keadaan) -> list[Keluar]:
    gone = [_official(one, after.hari) for pk, one in before.pejabat.items() if pk not in after.pejabat]
    return gone + [
        _member(member, before.pejabat[member.peserta_id], after)
        for member, _, status in before.keluarga.values()
        if status.ditanggung and member.peserta_id in after.pejabat and not after.covers(member)
    ]


def _member(member: AnggotaKeluarga, masa: MasaJabatan, after: Keadaan) -> Keluar:
    text, todo = "Tidak tercatat lagi sebagai anggota keluarga.", "Pastikan keluarganya tahu."
    if member.pk in after.keluarga:
        _, seen, status = after.keluarga[member.pk]
        text, todo = status.alasan, advice(seen, status, after.aturan, after.hari)
    return Keluar(after.hari, masa.desa, masa.peserta, member, text, todo)


def _official(masa: MasaJabatan, day: date) -> Keluar:
    until = f" sampai {format_tanggal(masa.berakhir)}" if masa.berakhir else ""
    return Keluar(
        day, masa.desa, masa.peserta, None,
        f"Masa jabatan {masa.nama_jabatan}{until}; keluarganya ikut keluar.",
        "Beri tahu yang bersangkutan. Laporkan penggantinya, dan ia dapat melanjutkan sebagai peserta mandiri.",
    )  # fmt: skip
