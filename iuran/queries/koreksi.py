"""Corrections: those that the next bill will hold, and those already written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from desa.enums import AlasanBerakhir, Jabatan, Penanggung, SifatJabatan
from desa.models import Desa, Kabupaten, Kecamatan, MasaJabatan, PenghasilanTetap, Peserta, StatusJaminan
from desa.parameters import KumpulanNilai
from desa.queries.bagian import correction_article
from desa.queries.baris import plain_rows
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
    settled = [
        (one, lalu)
        for lalu in months
        for person, fakta in found.fakta.items()
        for one in corrections(fakta, lalu, found.semula.get((person, lalu.bulan), ()))
        if one.desa in villages
    ]
    people = Peserta.objects.in_bulk({one.peserta for one, _ in settled})
    rows = [Tertunda(one, people[one.peserta], villages[one.desa], lalu) for one, lalu in settled]
    return sorted(rows, key=lambda row: (row.desa.kode, row.peserta.nama, row.peserta.pk, row.pembetulan.bulan))


def correction_blockers(place: Place, months: list[BulanLalu]) -> list[Kesalahan]:
    """Why these months' corrections cannot be counted: somebody who should have been billed has no wage at all."""
    if not months:
        return []
    unpaid = Peserta.objects.filter(penghasilan__isnull=True, masa_jabatan__in=_served(place, months))
    found = _known(set(unpaid.values_list("pk", flat=True)), months)
    missing = Peserta.objects.filter(
        pk__in=[pk for pk, fakta in found.fakta.items() if any(should_owe(fakta, lalu).tanpa_gaji for lalu in months)]
    )
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
    return _Lalu(_facts(people), _assessed(people, months))


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


def _facts(people: set[int]) -> dict[int, Fakta]:
    """Everything known of these people. Plain columns: a regency has thousands of them, and none is changed here."""
    terms = _terms(people)
    wages: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    paid = PenghasilanTetap.objects.filter(peserta__in=people).order_by("peserta_id", "mulai")
    for person, since, amount in plain_rows(paid, "peserta_id", "mulai", "jumlah"):
        wages[person].append((since, amount))
    standings: defaultdict[int, list[Status]] = defaultdict(list)
    told = StatusJaminan.objects.filter(peserta__in=people)
    for person, since, pns, cover in told.values_list("peserta_id", "mulai", "pns", "jaminan_lain"):
        standings[person].append(Status(since, pns, cover))
    now = Peserta.objects.filter(pk__in=people).values_list("pk", "pns", "jaminan_lain")
    return {
        pk: Fakta(pk, tuple(terms[pk]), tuple(wages[pk]), tuple(standings.get(pk) or [Status(EVER, pns, cover)]))
        for pk, pns, cover in now
    }


def _terms(people: set[int]) -> defaultdict[int, list[Masa]]:
    columns = ("pk", "peserta_id", "desa_id", "jabatan", "sifat", "mulai", "berakhir")
    words = ("bidang", "desa__nama", "alasan_berakhir")
    found: defaultdict[int, list[Masa]] = defaultdict(list)
    rows = MasaJabatan.objects.filter(peserta__in=people).order_by("pk")
    for pk, person, desa, post, standing, since, until, field, village, why in plain_rows(rows, *columns, *words):
        reason = AlasanBerakhir(why).label if why else ""
        term = (pk, person, desa, Jabatan(post), SifatJabatan(standing), since, until)
        found[person].append(Masa(*term, bidang=field, nama_desa=village, alasan=str(reason)))
    return found


def _assessed(people: set[int], months: list[BulanLalu]) -> dict[tuple[int, Bulan], list[Semula]]:
    """Per person and month what was assessed so far in each village, whichever bill it stood in."""
    days = {month.bulan.first_day: month.bulan for month in months}
    columns = ("peserta_id", "bulan", "desa_id", "desa__nama", "penghasilan", "porsi__penanggung", "porsi__jumlah")
    rows = Iuran.objects.filter(peserta__in=people, bulan__in=days).order_by("pk")
    billed: dict[tuple[int, Bulan], dict[int, tuple[str, int, dict[str, int]]]] = defaultdict(dict)
    for person, day, desa, name, wage, payer, amount in plain_rows(rows, *columns):
        places = billed[person, days[day]]
        shares = places[desa][2] if desa in places else {}
        if payer:
            shares[payer] = shares.get(payer, 0) + amount
        places[desa] = (name, wage, shares)
    return {key: [Semula(desa, *told) for desa, told in places.items()] for key, places in billed.items()}


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
