"""What a proposed law value would change: open months at once, assessed ones in the next bill."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Sum

from desa.access import today_in
from desa.enums import JenisUsul, Penanggung
from desa.models import Kabupaten, UsulNilai
from desa.parameters import KumpulanNilai, Nilai, NilaiTidakAda
from desa.queries.kepesertaan import roster_on
from desa.queries.peraturan import (
    TidakAdaPeraturan,
    bagian_iuran,
    exclusions,
    nilai_rows,
    peraturan_in_force,
    tempat_of,
)
from desa.rules.nilai import PerubahanNilai, with_change
from iuran.enums import StatusPenetapan
from iuran.models import Iuran, Penetapan, PorsiIuran
from iuran.queries.ketentuan import rule_with
from iuran.queries.koreksi import earlier_months, pending_of
from iuran.queries.nilai import change_of
from iuran.queries.penetapan import ASSESSED, billed, latest_month
from iuran.rules import HasilIuran, Ketentuan, contributions, resolve
from iuran.rules.koreksi import BulanLalu, first_month_reached
from jaminan.bulan import Bulan

MONTHS_SHOWN = 3
# Rupiah by person, month and payer.
Selisih = Counter[tuple[int, Bulan, str]]


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
    """A month before and after; a side is None when it could not be computed.

    Of an assessed month (`tagihan`: the bill that will correct it) `orang` are those whose contribution changes.
    """

    bulan: Bulan
    orang: int
    lama: SisiAkibat | None
    baru: SisiAkibat | None
    tagihan: Bulan | None = None
    ditutup: bool = False

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
    """What a proposal does to one regency. `terlalu_lama`: the last month it would change that no bill corrects."""

    kabupaten: Kabupaten
    bulan: list[AkibatBulan]
    terlalu_lama: Bulan | None = None

    @property
    def dibetulkan(self) -> list[AkibatBulan]:
        """The assessed months that the next bill corrects."""
        return [one for one in self.bulan if one.tagihan is not None]

    @property
    def pembetulan(self) -> int:
        """All corrections in rupiah; negative: what is given back."""
        return sum(one.selisih or 0 for one in self.dibetulkan)


def effects(usul: UsulNilai, kabupaten: Iterable[Kabupaten]) -> list[Akibat]:
    """What the proposal would change in these regencies, from the roster as it is known."""
    if usul.jenis == JenisUsul.PASTIKAN:
        return []
    change = change_of(usul)
    return [_effect(one, change) for one in kabupaten]


def _effect(kabupaten: Kabupaten, change: PerubahanNilai) -> Akibat:
    rows = nilai_rows(kabupaten)
    after = with_change(rows, change)
    last = latest_month(kabupaten)
    past = _corrected(kabupaten, last.next(), KumpulanNilai(after)) if last else []
    start = max(change.bulan, last.next()) if last else change.bulan
    months = start.until(max(Bulan.of(today_in(kabupaten)).next(), start))[-MONTHS_SHOWN:]
    found = [_open_month(kabupaten, bulan, rows, after) for bulan in months]
    return Akibat(
        kabupaten,
        past + [one for one in found if one is not None],
        _out_of_reach(kabupaten, last.next(), rows, after) if last else None,
    )


def _corrected(kabupaten: Kabupaten, tagihan: Bulan, values: KumpulanNilai) -> list[AkibatBulan]:
    """The assessed months whose rule the change makes another, with what the next bill would correct more or less."""
    states = {Bulan.of(one.bulan): one for one in _assessed(kabupaten)}
    now, then = [], []
    for lalu in earlier_months(kabupaten, tagihan):
        rule = rule_with(states[lalu.bulan], values)
        if rule is not None and _limits(rule) != _limits(lalu.ketentuan):
            now.append(lalu)
            then.append(replace(lalu, ketentuan=rule))
    if not now:
        return []
    before, after = _sums(kabupaten, now), _sums(kabupaten, then)
    more = {key: after[key] - before[key] for key in {*before, *after} if after[key] != before[key]}
    return [_past_month(states[old.bulan], old, new, more, tagihan) for old, new in zip(now, then, strict=True)]


def _assessed(kabupaten: Kabupaten) -> Iterable[Penetapan]:
    rows = Penetapan.objects.filter(kabupaten=kabupaten, status__in=ASSESSED)
    return rows.select_related("kabupaten", "peraturan")


def _sums(kabupaten: Kabupaten, months: list[BulanLalu]) -> Selisih:
    found: Selisih = Counter()
    for row in pending_of(kabupaten, months):
        for share in row.pembetulan.porsi:
            found[row.peserta.pk, row.pembetulan.bulan, share.penanggung] += share.jumlah
    return found


def _past_month(
    penetapan: Penetapan, old: BulanLalu, new: BulanLalu, more: dict[tuple[int, Bulan, str], int], tagihan: Bulan
) -> AkibatBulan:
    here = {key: amount for key, amount in more.items() if key[1] == old.bulan}
    shares = PorsiIuran.objects.filter(iuran__penetapan__kabupaten=penetapan.kabupaten_id, iuran__bulan=penetapan.bulan)
    due = Counter({Penanggung(one): sums for one, sums in shares.order_by().values_list("penanggung").annotate(
        Sum("jumlah"))})  # fmt: skip
    then = Counter(due)
    for (_, _, payer), amount in here.items():
        then[Penanggung(payer)] += amount
    wages = list(Iuran.objects.bulanan().filter(penetapan=penetapan).values_list("penghasilan", flat=True))
    return AkibatBulan(
        old.bulan,
        len({person for person, _, _ in here}),
        SisiAkibat(_lifted(wages, old.ketentuan), due),
        SisiAkibat(_lifted(wages, new.ketentuan), then),
        tagihan,
        penetapan.status == StatusPenetapan.DITUTUP,
    )


def _lifted(wages: Sequence[int], rule: Ketentuan) -> int:
    side = _side(wages, rule)
    return side.dinaikkan if side else 0


def _out_of_reach(kabupaten: Kabupaten, tagihan: Bulan, rows: list[Nilai], after: list[Nilai]) -> Bulan | None:
    """The last assessed month that the change concerns and that is too old to be corrected."""
    old, new = KumpulanNilai(rows), KumpulanNilai(after)
    older = [one for one in _assessed(kabupaten) if Bulan.of(one.bulan) < first_month_reached(tagihan)]
    hit = [Bulan.of(one.bulan) for one in older if _limits(rule_with(one, old)) != _limits(rule_with(one, new))]
    return max(hit, default=None)


def _open_month(kabupaten: Kabupaten, bulan: Bulan, rows: list[Nilai], after: list[Nilai]) -> AkibatBulan | None:
    try:
        peraturan = peraturan_in_force(kabupaten, bulan)
    except TidakAdaPeraturan:
        return None
    bagian, tempat = bagian_iuran(peraturan), tempat_of(kabupaten)

    def rule(values: list[Nilai]) -> Ketentuan | None:
        try:
            return resolve(peraturan.judul, bagian, KumpulanNilai(values), tempat, bulan)
        except NilaiTidakAda:
            return None

    old, new = rule(rows), rule(after)
    if _limits(old) == _limits(new):
        return None
    roster = billed(roster_on(kabupaten, bulan.first_day, exclusions(peraturan)))
    wages = [one.penghasilan for one in roster if one.penghasilan is not None]
    return AkibatBulan(bulan, len(wages), _side(wages, old), _side(wages, new))


def _limits(rule: Ketentuan | None) -> list[tuple[str, int]] | None:
    """What decides the month, in rupiah; None where a value is missing."""
    return None if rule is None else [(value.kunci, value.rupiah) for value in rule.nilai]


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
