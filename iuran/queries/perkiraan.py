"""The month before it is assessed: what it would be, beside the month before it. Writes nothing."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Sum

from desa.enums import Penanggung, StatusPenyampaian
from desa.models import Desa, Kabupaten, Penyampaian
from desa.parameters import NilaiTidakAda
from desa.queries.kepesertaan import Pejabat, Ringkas, plain_roster_on, roster_on
from desa.queries.peraturan import TidakAdaPeraturan
from iuran.models import Iuran
from iuran.queries.ketentuan import KetentuanBulan, rule_of
from iuran.queries.koreksi import BarisPembetulan, as_rows, correction_blockers, earlier_months, pending_of
from iuran.queries.penetapan import ASSESSED, billed, month_blockers, nobody, without_wage
from iuran.rules import HasilIuran, contributions
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


@dataclass(frozen=True, slots=True)
class Perubahan:
    """A person whose month differs from the month before; rupiah, None where the person had or has none."""

    nama: str
    nik: str
    desa: str
    lama: int | None
    baru: int | None


@dataclass(frozen=True, slots=True)
class PorsiPerkiraan:
    penanggung: Penanggung
    basis_poin: int
    jumlah: int


@dataclass(frozen=True, slots=True)
class Perkiraan:
    """What the month would be. `ketentuan` None: no rule or value for it, then nothing is computed."""

    halangan: list[Kesalahan]
    desa: int
    belum_lapor: int
    ketentuan: KetentuanBulan | None = None
    orang: int = 0
    porsi: list[PorsiPerkiraan] = field(default_factory=list)
    dinaikkan: int = 0
    diturunkan: int = 0
    bulan_lalu: Bulan | None = None
    baru: list[Perubahan] = field(default_factory=list)
    berhenti: list[Perubahan] = field(default_factory=list)
    dasar_berubah: list[Perubahan] = field(default_factory=list)
    jumlah_berubah: list[Perubahan] = field(default_factory=list)
    dikecualikan: list[Pejabat] = field(default_factory=list)
    pembetulan: list[BarisPembetulan] = field(default_factory=list)
    tanpa_penghasilan: list[Pejabat] = field(default_factory=list)

    @property
    def jumlah(self) -> int:
        return sum(share.jumlah for share in self.porsi)


@dataclass(frozen=True, slots=True)
class _Baris:
    """A person's month, whether assessed or only foreseen."""

    nama: str
    nik: str
    desa: str
    dasar: int
    jumlah: int


def preview(kabupaten: Kabupaten, bulan: Bulan) -> Perkiraan:
    """The month as it would be assessed now, with what stands in the way.

    The number of queries grows with the earlier months that corrections reach, never with the people.
    """
    villages = Desa.objects.filter(kecamatan__kabupaten=kabupaten).count()
    silent = villages - _reported(kabupaten, bulan)
    months = earlier_months(kabupaten, bulan)
    found = [*month_blockers(kabupaten, bulan), *correction_blockers(kabupaten, months)]
    try:
        rule = rule_of(kabupaten, bulan)
    except TidakAdaPeraturan as problem:
        return Perkiraan([problem], villages, silent)
    except NilaiTidakAda as problem:
        return Perkiraan([*found, problem], villages, silent)
    roster = plain_roster_on(kabupaten, bulan.first_day, rule.pengecualian)
    results = _results(roster, rule)
    before, now = _last_month(kabupaten, bulan), {one.orang.peserta_id: _foreseen(one, hasil) for one, hasil in results}
    apart = _apart(kabupaten, bulan, rule, roster)
    unpaid = billed(apart)
    return Perkiraan(
        halangan=found + [problem for problem in (nobody(roster, bulan), without_wage(unpaid, bulan)) if problem],
        desa=villages,
        belum_lapor=silent,
        ketentuan=rule,
        orang=len(results),
        porsi=_shares(results),
        dinaikkan=sum(hasil.dasar > hasil.penghasilan for _, hasil in results),
        diturunkan=sum(hasil.dasar < hasil.penghasilan for _, hasil in results),
        bulan_lalu=bulan.previous() if before else None,
        dikecualikan=[official for official in apart if official.pengecualian],
        pembetulan=as_rows(pending_of(kabupaten, months)),
        tanpa_penghasilan=unpaid,
        **_variation(before, now),
    )


def _apart(kabupaten: Kabupaten, bulan: Bulan, rule: KetentuanBulan, roster: list[Ringkas]) -> list[Pejabat]:
    """The few who are shown one by one: not billed here, or without a wage."""
    few = {one.orang.peserta_id for one in roster if one.pengecualian or one.penghasilan is None}
    return roster_on(kabupaten, bulan.first_day, rule.pengecualian, few) if few else []


def _results(roster: list[Ringkas], rule: KetentuanBulan) -> list[tuple[Ringkas, HasilIuran]]:
    """Everybody who would owe the month and has a wage, with the contribution."""
    paid = [(official, official.penghasilan) for official in billed(roster) if official.penghasilan is not None]
    by_wage = contributions((wage for _, wage in paid), rule.ketentuan)
    return [(official, by_wage[wage]) for official, wage in paid]


def _reported(kabupaten: Kabupaten, bulan: Bulan) -> int:
    """How many villages' month is accepted."""
    rows = Penyampaian.objects.filter(
        desa__kecamatan__kabupaten=kabupaten, bulan=bulan.first_day, status=StatusPenyampaian.DITERIMA
    )
    return rows.order_by().values("desa_id").distinct().count()


def _last_month(kabupaten: Kabupaten, bulan: Bulan) -> dict[int, _Baris]:
    rows = (
        Iuran.objects.bulanan()
        .filter(
            penetapan__kabupaten=kabupaten,
            penetapan__status__in=ASSESSED,
            bulan=bulan.previous().first_day,
        )
        .order_by("desa__kode", "pk")
    )
    columns = ("peserta_id", "nama", "nik", "desa__nama", "dasar")
    # grouped by what is shown, not by the whole row with its frozen explanation
    told = rows.values("pk", *columns).annotate(total=Sum("porsi__jumlah")).values_list(*columns, "total")
    return {person: _Baris(*rest) for person, *rest in told}


def _foreseen(official: Ringkas, hasil: HasilIuran) -> _Baris:
    one = official.orang
    return _Baris(one.nama, one.nik, one.nama_desa, hasil.dasar, hasil.iuran)


def _shares(results: list[tuple[Ringkas, HasilIuran]]) -> list[PorsiPerkiraan]:
    sums: Counter[tuple[str, int]] = Counter()
    for _, hasil in results:
        for share in hasil.porsi:
            sums[share.penanggung, share.basis_poin] += share.jumlah
    return [PorsiPerkiraan(Penanggung(payer), rate, amount) for (payer, rate), amount in sums.items()]


def _variation(before: dict[int, _Baris], now: dict[int, _Baris]) -> dict[str, list[Perubahan]]:
    """Who is new, gone, or has another base or amount; without a month before there is nothing to compare."""
    if not before:
        return {}
    both = [(before[person], row) for person, row in now.items() if person in before]
    return {
        "baru": [_change(row, None, row.jumlah) for person, row in now.items() if person not in before],
        "berhenti": [_change(row, row.jumlah, None) for person, row in before.items() if person not in now],
        "dasar_berubah": [_change(new, old.dasar, new.dasar) for old, new in both if old.dasar != new.dasar],
        "jumlah_berubah": [_change(new, old.jumlah, new.jumlah) for old, new in both if old.jumlah != new.jumlah],
    }


def _change(row: _Baris, lama: int | None, baru: int | None) -> Perubahan:
    return Perubahan(row.nama, row.nik, row.desa, lama, baru)
