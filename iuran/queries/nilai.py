"""Law values and their proposals: what stands, what waits, and what a proposal would change for which month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from desa.access import today_in
from desa.enums import JenisUsul, Kepastian, Penanggung
from desa.models import Kabupaten, ParameterValue, Peraturan, UsulNilai
from desa.parameters import KumpulanNilai, Nilai, NilaiTidakAda
from desa.parameters.nilai import NAMA_KUNCI
from desa.queries.kepesertaan import roster_on
from desa.queries.peraturan import (
    TidakAdaPeraturan,
    bagian_iuran,
    exclusions,
    nilai_of,
    nilai_rows,
    peraturan_in_force,
    tempat_of,
)
from desa.rules.nilai import PerubahanNilai, amount_of, with_change
from iuran.enums import StatusPenetapan
from iuran.models import Penetapan
from iuran.queries.penetapan import billed
from iuran.rules import HasilIuran, Ketentuan, contributions, resolve
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

MONTHS_SHOWN = 3
TARIF = "tarif_mandiri"


def change_of(usul: UsulNilai) -> PerubahanNilai:
    """The proposal as the rules see it."""
    lama = nilai_of(usul.atas) if usul.atas else None
    if usul.jenis == JenisUsul.AKHIRI:
        return PerubahanNilai(None, lama, usul.sampai)
    amount = amount_of(usul.sen or 0)
    baru = Nilai(usul.kunci, usul.mulai, usul.sampai, amount, usul.sumber, usul.kabupaten, usul.provinsi)
    ends = usul.mulai - timedelta(days=1) if usul.jenis == JenisUsul.GANTI else None
    return PerubahanNilai(baru, lama, ends)


def concerned(kabupaten: str, provinsi: str) -> QuerySet[Kabupaten]:
    """The regencies whose months a value of this place may decide."""
    if kabupaten:
        return Kabupaten.objects.filter(kode=kabupaten)
    return Kabupaten.objects.filter(provinsi_kode=provinsi) if provinsi else Kabupaten.objects.all()


def series(kunci: str, kabupaten: str, provinsi: str) -> QuerySet[ParameterValue]:
    """All values of one key at one place."""
    return ParameterValue.objects.filter(kunci=kunci, kabupaten=kabupaten, provinsi=provinsi)


def closed_month_hit(usul: UsulNilai) -> Kesalahan | None:
    """Why the proposal may not be: a closed month was reckoned with what it would change. None when none was."""
    change = change_of(usul)
    for kabupaten in concerned(usul.kabupaten, usul.provinsi):
        closed = Penetapan.objects.filter(
            kabupaten=kabupaten, status=StatusPenetapan.DITUTUP, bulan__gte=change.bulan.first_day
        ).select_related("peraturan")
        rows = nilai_rows(kabupaten)
        hit = [Bulan.of(one.bulan) for one in closed if _differs(kabupaten, one, rows, change)]
        if hit:
            return Kesalahan(
                f"Iuran {max(hit).nama} di Kabupaten {kabupaten.nama} sudah ditutup dengan nilai yang ada.",
                f"Pilih tanggal mulai 1 {max(hit).next().nama} atau sesudahnya. Nilai yang lama tetap untuk bulan itu.",
            )
    return None


def _differs(kabupaten: Kabupaten, penetapan: Penetapan, rows: list[Nilai], change: PerubahanNilai) -> bool:
    bulan, peraturan = Bulan.of(penetapan.bulan), penetapan.peraturan
    touched = change.baru or change.lama
    if touched is not None and touched.kunci.startswith(TARIF):
        return bool(peraturan.isi.get("keluarga"))
    before = _rule(kabupaten, peraturan, rows, bulan)
    after = _rule(kabupaten, peraturan, with_change(rows, change), bulan)
    return _cited(before) != _cited(after)


def _cited(rule: Ketentuan | None) -> list[Nilai]:
    return rule.nilai if rule else []


def _rule(kabupaten: Kabupaten, peraturan: Peraturan, rows: Iterable[Nilai], bulan: Bulan) -> Ketentuan | None:
    """The regency's rule of a month with these values; None when one is missing."""
    try:
        return resolve(
            peraturan.judul, bagian_iuran(peraturan), KumpulanNilai(rows), tempat_of(kabupaten), bulan
        )  # fmt: skip
    except NilaiTidakAda:
        return None


@dataclass(frozen=True, slots=True)
class SisiAkibat:
    """A month by one set of values: how many bases are lifted, and rupiah per payer."""

    dinaikkan: int
    porsi: Counter[Penanggung]

    @property
    def jumlah(self) -> int:
        return sum(self.porsi.values())


@dataclass(frozen=True, slots=True)
class AkibatBulan:
    """An open month before and after; a side is None when it could not be computed."""

    bulan: Bulan
    ditetapkan: bool
    orang: int
    lama: SisiAkibat | None
    baru: SisiAkibat | None

    @property
    def selisih(self) -> int | None:
        return self.baru.jumlah - self.lama.jumlah if self.lama and self.baru else None

    @property
    def naik(self) -> int | None:
        """How many more people are lifted to the floor."""
        return self.baru.dinaikkan - self.lama.dinaikkan if self.lama and self.baru else None

    @property
    def turun(self) -> int:
        """How many fewer are."""
        return -(self.naik or 0)

    @property
    def porsi(self) -> list[tuple[str, int | None, int | None]]:
        """Per payer: before and after, in rupiah."""
        payers = [one for one in Penanggung if any(side and one in side.porsi for side in (self.lama, self.baru))]
        return [
            (one.label, self.lama.porsi[one] if self.lama else None, self.baru.porsi[one] if self.baru else None)
            for one in payers
        ]


@dataclass(frozen=True, slots=True)
class Akibat:
    """What a proposal does to one regency; no months: none of its open months lean on the value."""

    kabupaten: Kabupaten
    bulan: list[AkibatBulan]


def effects(usul: UsulNilai, kabupaten: Iterable[Kabupaten]) -> list[Akibat]:
    """What the proposal would change in the open months of these regencies, from the roster as it is known."""
    if usul.jenis == JenisUsul.PASTIKAN:
        return []
    change = change_of(usul)
    return [Akibat(one, _months(one, change)) for one in kabupaten]


def _months(kabupaten: Kabupaten, change: PerubahanNilai) -> list[AkibatBulan]:
    states = dict(Penetapan.objects.filter(kabupaten=kabupaten).values_list("bulan", "status"))
    closed = [Bulan.of(day).next() for day, status in states.items() if status == StatusPenetapan.DITUTUP]
    start = max([change.bulan, *closed])
    months = start.until(max(Bulan.of(today_in(kabupaten)).next(), start))[-MONTHS_SHOWN:]
    rows = nilai_rows(kabupaten)
    after = with_change(rows, change)
    found = [_month(kabupaten, bulan, rows, after, states.get(bulan.first_day)) for bulan in months]
    return [one for one in found if one is not None]


def _month(
    kabupaten: Kabupaten, bulan: Bulan, rows: list[Nilai], after: list[Nilai], status: Any
) -> AkibatBulan | None:
    try:
        peraturan = peraturan_in_force(kabupaten, bulan)
    except TidakAdaPeraturan:
        return None
    old, new = (_rule(kabupaten, peraturan, values, bulan) for values in (rows, after))
    if _cited(old) == _cited(new):
        return None
    roster = billed(roster_on(kabupaten, bulan.first_day, exclusions(peraturan)))
    wages = [one.penghasilan for one in roster if one.penghasilan is not None]
    return AkibatBulan(bulan, status is not None, len(wages), _side(wages, old), _side(wages, new))


def _side(wages: Sequence[int], rule: Ketentuan | None) -> SisiAkibat | None:
    if rule is None:
        return None
    results = contributions(wages, rule)
    people = Counter(wages)
    return SisiAkibat(
        sum(count for wage, count in people.items() if results[wage].dasar > wage), _by_payer(results, people)
    )


def _by_payer(results: dict[int, HasilIuran], people: Counter[int]) -> Counter[Penanggung]:
    sums: Counter[Penanggung] = Counter()
    for wage, count in people.items():
        for share in results[wage].porsi:
            sums[Penanggung(share.penanggung)] += share.jumlah * count
    return sums


@dataclass(frozen=True, slots=True)
class SeriNilai:
    """All values of one key at one place, the newest first."""

    kunci: str
    kabupaten: str
    provinsi: str
    baris: list[ParameterValue]

    @property
    def celah(self) -> int:
        return sum(one.kepastian == Kepastian.CELAH for one in self.baris)


def series_seen(where: Q) -> list[SeriNilai]:
    """The values that a filter leaves, by key and place."""
    found: dict[tuple[str, str, str], list[ParameterValue]] = {}
    for row in ParameterValue.objects.filter(where).order_by("-kabupaten", "-provinsi", "kunci", "-mulai"):
        found.setdefault((row.kunci, row.kabupaten, row.provinsi), []).append(row)
    return [SeriNilai(*key, rows) for key, rows in found.items()]


def proposals(where: Q) -> QuerySet[UsulNilai]:
    """Proposals that a filter leaves, newest first."""
    people = ("diusulkan_oleh", "diputus_oleh", "atas", "hasil")
    return UsulNilai.objects.filter(where).select_related(*people).order_by("-pk")


def is_known_key(kunci: str, kabupaten: Iterable[Kabupaten]) -> bool:
    """Whether the law, a stored value or the regulation of one of these regencies knows the key."""
    if kunci in NAMA_KUNCI or ParameterValue.objects.filter(kunci=kunci).exists():
        return True
    return any(kunci in keys_of(one, today_in(one)) for one in kabupaten)


def keys_of(kabupaten: Kabupaten, day: date) -> list[str]:
    """The keys that a regency may add: the minimum wages, and what its regulation's floor names."""
    try:
        named = bagian_iuran(peraturan_in_force(kabupaten, Bulan.of(day))).dasar.batas_bawah
    except TidakAdaPeraturan:
        named = ()
    return list(dict.fromkeys(("umk", "ump", *named)))
