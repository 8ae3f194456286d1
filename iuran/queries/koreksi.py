"""Corrections: those that the next bill will hold, and those already written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from desa.enums import Jabatan, Penanggung, SifatJabatan
from desa.models import Desa, Kabupaten, Kecamatan, MasaJabatan, PenghasilanTetap, Peserta, StatusJaminan
from desa.parameters import KumpulanNilai
from desa.queries.bagian import correction_article
from desa.queries.kepesertaan import inside
from desa.queries.peraturan import exclusions, values_for
from iuran.models import Iuran, Penetapan
from iuran.queries.ketentuan import frozen_rule, rule_with
from iuran.queries.penetapan import ASSESSED
from iuran.rules.koreksi import (
    BulanLalu,
    Fakta,
    Masa,
    Pembetulan,
    Semula,
    Status,
    corrections,
    first_month_reached,
    should_owe,
)
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_number

EVER = date.min
Place = Desa | Kecamatan | Kabupaten
NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Tertunda:
    """A correction that is not written yet, with the person and the village it is about."""

    pembetulan: Pembetulan
    peserta: Peserta
    desa: Desa
    lalu: BulanLalu


@dataclass(frozen=True, slots=True)
class _Lalu:
    """Everything known of some people now, and what they were assessed so far."""

    fakta: dict[int, Fakta]
    semula: dict[tuple[int, Bulan], list[Semula]]
    orang: dict[int, Peserta]


def pending(place: Place, bulan: Bulan) -> list[Tertunda]:
    """What the bill of this month would correct if it were assessed now, by village, person and month.

    The number of queries grows with the months reached (at most 24), never with the people.
    """
    return pending_of(place, earlier_months(_kabupaten(place), bulan))


def pending_of(place: Place, months: list[BulanLalu]) -> list[Tertunda]:
    """The same for months whose rules were already read."""
    if not months:
        return []
    found = _known(_people(place, months), months)
    villages = {desa.pk: desa for desa in Desa.objects.filter(_within(place)).select_related("kecamatan")}
    rows = [
        Tertunda(one, found.orang[person], villages[one.desa], lalu)
        for lalu in months
        for person, fakta in found.fakta.items()
        for one in corrections(fakta, lalu, found.semula.get((person, lalu.bulan), ()))
        if one.desa in villages
    ]
    return sorted(rows, key=lambda row: (row.desa.kode, row.peserta.nama, row.peserta.pk, row.pembetulan.bulan))


def correction_blockers(place: Place, months: list[BulanLalu]) -> list[Kesalahan]:
    """Why these months' corrections cannot be counted: somebody who should have been billed has no wage at all."""
    if not months:
        return []
    unpaid = Peserta.objects.filter(penghasilan__isnull=True, masa_jabatan__in=_served(place, months))
    found = _known(set(unpaid.values_list("pk", flat=True)), months)
    missing = [
        person
        for pk, person in found.orang.items()
        if any(should_owe(found.fakta[pk], lalu).tanpa_gaji for lalu in months)
    ]
    if not missing:
        return []
    names = "; ".join(f"{one.nama} ({mask_number(one.nik)})" for one in missing[:NAMES_SHOWN])
    return [
        Kesalahan(
            f"Penghasilan tetap {len(missing)} orang yang menjabat pada bulan lalu belum tercatat: {names}.",
            "Minta desanya mengirim daftar dengan penghasilan tetap, lalu terima daftar itu.",
        )
    ]


def earlier_months(kabupaten: Kabupaten, bulan: Bulan) -> list[BulanLalu]:
    """The assessed months that a bill still corrects, each by its own regulation and the law values known now."""
    rows = Penetapan.objects.filter(
        kabupaten=kabupaten,
        status__in=ASSESSED,
        bulan__gte=first_month_reached(bulan).first_day,
        bulan__lt=bulan.first_day,
    )
    values = values_for(kabupaten)
    return [_past(row, values) for row in rows.select_related("kabupaten", "peraturan").order_by("bulan")]


def _past(penetapan: Penetapan, values: KumpulanNilai) -> BulanLalu:
    bulan, peraturan = Bulan.of(penetapan.bulan), penetapan.peraturan
    assessed = frozen_rule(penetapan, values)
    now = rule_with(penetapan, values) or assessed
    return BulanLalu(bulan, now, exclusions(peraturan), correction_article(peraturan, bulan), assessed)


def _kabupaten(place: Place) -> Kabupaten:
    return place if isinstance(place, Kabupaten) else place.kabupaten


def _known(people: set[int], months: list[BulanLalu]) -> _Lalu:
    persons = Peserta.objects.in_bulk(people)
    return _Lalu(_facts(persons), _assessed(persons, months), persons)


def _people(place: Place, months: list[BulanLalu]) -> set[int]:
    """Who was billed here in these months, or held a post here in one of them."""
    days = [month.bulan.first_day for month in months]
    billed = Iuran.objects.filter(_within(place, "desa__"), bulan__in=days).order_by()
    served = _served(place, months).order_by()
    return {*billed.values_list("peserta_id", flat=True), *served.values_list("peserta_id", flat=True)}


def _served(place: Place, months: list[BulanLalu]) -> QuerySet[MasaJabatan]:
    """The spells in office here that reach into these months."""
    first, last = months[0].bulan.first_day, months[-1].bulan.first_day
    still = Q(berakhir__isnull=True) | Q(berakhir__gte=first)
    return MasaJabatan.objects.filter(inside(place), still, mulai__lte=last)


def _within(place: Place, prefix: str = "") -> Q:
    """A filter for rows of villages of this place; `prefix` leads to the village."""
    if isinstance(place, Desa):
        return Q(**{f"{prefix}pk": place.pk})
    leads_to = "kecamatan" if isinstance(place, Kecamatan) else "kecamatan__kabupaten"
    return Q(**{f"{prefix}{leads_to}": place})


def _facts(people: dict[int, Peserta]) -> dict[int, Fakta]:
    terms: defaultdict[int, list[Masa]] = defaultdict(list)
    for term in MasaJabatan.objects.filter(peserta__in=people).select_related("desa").order_by("pk"):
        terms[term.peserta_id].append(_as_rule(term))
    wages: defaultdict[int, list[Any]] = defaultdict(list)
    for person, since, amount in PenghasilanTetap.objects.filter(peserta__in=people).values_list(
        "peserta_id", "mulai", "jumlah"
    ):
        wages[person].append((since, amount))
    standings: defaultdict[int, list[Status]] = defaultdict(list)
    for row in StatusJaminan.objects.filter(peserta__in=people):
        standings[row.peserta_id].append(Status(row.mulai, row.pns, row.jaminan_lain))
    return {pk: _fact(person, terms[pk], wages[pk], standings.get(pk)) for pk, person in people.items()}


def _fact(person: Peserta, terms: list[Masa], wages: list[Any], standings: list[Status] | None) -> Fakta:
    always = Status(EVER, person.pns, person.jaminan_lain)
    return Fakta(person.pk, tuple(terms), tuple(sorted(wages)), tuple(standings or [always]))


def _as_rule(term: MasaJabatan) -> Masa:
    return Masa(
        term.pk,
        term.peserta_id,
        term.desa_id,
        Jabatan(term.jabatan),
        SifatJabatan(term.sifat),
        term.mulai,
        term.berakhir,
        nama=term.nama_jabatan,
        nama_desa=term.desa.nama,
        alasan=term.get_alasan_berakhir_display() if term.alasan_berakhir else "",
    )


def _assessed(people: Iterable[int], months: list[BulanLalu]) -> dict[tuple[int, Bulan], list[Semula]]:
    """Per person and month what was assessed so far in each village, whichever bill it stood in."""
    days = [month.bulan.first_day for month in months]
    columns = ("peserta_id", "bulan", "desa_id", "desa__nama", "penghasilan", "porsi__penanggung", "porsi__jumlah")
    rows = Iuran.objects.filter(peserta__in=people, bulan__in=days).order_by("pk").values_list(*columns)
    found: dict[tuple[int, Bulan], dict[int, Semula]] = defaultdict(dict)
    for person, day, desa, name, wage, payer, amount in rows:
        places = found[person, Bulan.of(day)]
        before = places[desa].porsi if desa in places else {}
        shares = {**before, payer: before.get(payer, 0) + amount} if payer else before
        places[desa] = Semula(desa, name, wage, shares)
    return {key: list(places.values()) for key, places in found.items()}


@dataclass(frozen=True, slots=True)
class BarisPembetulan:
    """A correction as a page shows it, pending (`iuran` None) or written; rupiah per payer."""

    nama: str
    nik: str
    desa: Desa
    bulan: Bulan
    porsi: list[tuple[str, int]]
    alasan: str
    iuran: Iuran | None = None

    @property
    def jumlah(self) -> int:
        return sum(amount for _, amount in self.porsi)


def as_rows(found: Iterable[Tertunda]) -> list[BarisPembetulan]:
    """Pending corrections for a page."""
    return [
        BarisPembetulan(
            row.peserta.nama,
            row.peserta.nik,
            row.desa,
            row.pembetulan.bulan,
            [(str(Penanggung(share.penanggung).label), share.jumlah) for share in row.pembetulan.porsi],
            row.pembetulan.alasan,
        )
        for row in found
    ]


def written(rows: QuerySet[Iuran]) -> list[BarisPembetulan]:
    """The corrections among these rows for a page, by village, person and month. Constant number of queries."""
    found = rows.exclude(alasan="").select_related("desa__kecamatan").prefetch_related("porsi")
    return [
        BarisPembetulan(
            row.nama,
            row.nik,
            row.desa,
            Bulan.of(row.bulan),
            [(share.get_penanggung_display(), share.jumlah) for share in row.porsi.all()],
            row.alasan,
            row,
        )
        for row in found.order_by("desa__kode", "nama", "bulan", "pk")
    ]


def totals_by_payer(rows: Iterable[BarisPembetulan]) -> list[tuple[str, int]]:
    """The corrections per payer, in the order of the payers."""
    sums: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for payer, amount in row.porsi:
            sums[payer] += amount
    return [(str(payer.label), sums[str(payer.label)]) for payer in Penanggung if str(payer.label) in sums]
