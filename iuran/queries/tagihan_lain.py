"""Reads who owes what for other family members, what is charged already, and what was paid, by village and year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from desa.enums import JenisKeterangan, KeadaanAnggota
from desa.models import AnggotaKeluarga, Desa, Kabupaten, KeteranganKeluarga, Peserta
from desa.parameters.bagian import AturanKeluarga
from desa.queries.bagian import family_rule_in, national_family_rule
from desa.queries.keluarga import families_on
from desa.queries.kepesertaan import roster_on, wages_on
from iuran.models import KewajibanKeluargaLain, PembayaranKeluargaLain
from jaminan.bulan import Bulan
from jaminan.rupiah import Rupiah, percent_to_basis_points, share_of

ALL_YEAR = range(1, 13)


@dataclass(frozen=True, slots=True)
class Diikutkan:
    """A family member who takes part, with the official, the village, and the months of the year."""

    anggota: AnggotaKeluarga
    peserta: Peserta
    desa: Desa
    bulan: tuple[Bulan, ...]


@dataclass(slots=True)
class TagihanPeserta:
    """One official's year: the rows, the payments, and what the national rule would ask."""

    peserta: Peserta
    kewajiban: list[KewajibanKeluargaLain] = field(default_factory=list)
    pembayaran: list[PembayaranKeluargaLain] = field(default_factory=list)
    nasional: Rupiah | None = None

    @property
    def terutang(self) -> int:
        return sum(one.jumlah for one in self.kewajiban)

    @property
    def dibayar(self) -> int:
        return sum(one.jumlah for one in self.pembayaran)

    @property
    def sisa(self) -> int:
        return self.terutang - self.dibayar


def taking_part(place: Desa | Kabupaten, tahun: int) -> list[Diikutkan]:
    """Everybody who takes part in the year: stated so, and *anggota keluarga yang lain* on each first of the month.

    A month is the village's in which the official serves then. A number of queries that does not grow with people.
    """
    months: dict[int, list[Bulan]] = defaultdict(list)
    seen: dict[int, tuple[AnggotaKeluarga, Peserta, Desa]] = {}
    for bulan in (Bulan(tahun, month) for month in ALL_YEAR):
        stated = _stated(bulan)
        if not stated:
            continue
        people = {one.peserta.pk: one for one in roster_on(place, bulan.first_day)}
        members = [pk for pk in stated.values() if pk in people]
        aturan = family_rule_in(_kabupaten(place), bulan)
        for member, status in families_on(members, aturan, bulan.first_day):
            if member.pk in stated and status.keadaan == KeadaanAnggota.LAIN:
                person = people[member.peserta_id]
                months[member.pk].append(bulan)
                seen[member.pk] = (member, person.peserta, person.masa.desa)
    return [Diikutkan(*seen[pk], tuple(found)) for pk, found in months.items()]


def _kabupaten(place: Desa | Kabupaten) -> Kabupaten:
    return place if isinstance(place, Kabupaten) else place.kabupaten


def _stated(bulan: Bulan) -> dict[int, int]:
    """Members who take part in a month, with their official."""
    rows = KeteranganKeluarga.objects.filter(
        Q(berakhir__isnull=True) | Q(berakhir__gt=bulan.first_day),
        jenis=JenisKeterangan.DIIKUTSERTAKAN,
        mulai__lte=bulan.first_day,
    )
    return dict(rows.values_list("anggota_id", "anggota__peserta_id"))


def could_take_part(desa: Desa, bulan: Bulan) -> list[AnggotaKeluarga]:
    """Other family members of a village's officials who do not take part yet in a month."""
    stated = _stated(bulan)
    people = [one.peserta.pk for one in roster_on(desa, bulan.first_day)]
    told = families_on(people, family_rule_in(desa.kabupaten, bulan), bulan.first_day)
    return [member for member, status in told if status.keadaan == KeadaanAnggota.LAIN and member.pk not in stated]


def bills_of(desa: Desa, tahun: int) -> list[TagihanPeserta]:
    """The bill of each official of a village who owes or paid something in the year."""
    found: dict[int, TagihanPeserta] = {}
    for row in KewajibanKeluargaLain.objects.filter(desa=desa, tahun=tahun).select_related("peserta", "anggota"):
        found.setdefault(row.peserta_id, TagihanPeserta(row.peserta)).kewajiban.append(row)
    payments = PembayaranKeluargaLain.objects.filter(desa=desa, tahun=tahun)
    for paid in payments.select_related("peserta", "dibatalkan_oleh"):
        found.setdefault(paid.peserta_id, TagihanPeserta(paid.peserta)).pembayaran.append(paid)
    _beside(found.values(), tahun)
    return sorted(found.values(), key=lambda one: one.peserta.nama)


def _beside(bills: Iterable[TagihanPeserta], tahun: int) -> None:
    """What 1 % of the wage would be for the same people and months, by the national rule; wages as of December."""
    last = Bulan(tahun, 12)
    rule = national_family_rule(last)
    wages = wages_on([one.peserta.pk for one in bills], last.first_day)
    for bill in bills:
        wage = wages.get(bill.peserta.pk)
        if wage is not None and rule is not None:
            bill.nasional = _national(rule, wage, bill.kewajiban)


def _national(rule: AturanKeluarga, wage: int, rows: list[KewajibanKeluargaLain]) -> Rupiah | None:
    if rule.yang_lain.iuran.persen is None:
        return None
    months = sum(len(row.tarif) if row.membatalkan_id is None else -len(row.tarif) for row in rows)
    return Rupiah(share_of(wage, percent_to_basis_points(rule.yang_lain.iuran.persen)) * months)


def totals_by_village(kabupaten: Kabupaten, tahun: int) -> list[tuple[Desa, int, int]]:
    """(village, due, paid) of every village with a row in the year."""
    due: dict[int, int] = defaultdict(int)
    paid: dict[int, int] = defaultdict(int)
    for desa_id, jumlah in KewajibanKeluargaLain.objects.filter(kabupaten=kabupaten, tahun=tahun).values_list(
        "desa_id", "jumlah"
    ):
        due[desa_id] += jumlah
    for desa_id, jumlah in PembayaranKeluargaLain.objects.filter(kabupaten=kabupaten, tahun=tahun).values_list(
        "desa_id", "jumlah"
    ):
        paid[desa_id] += jumlah
    villages = Desa.objects.filter(pk__in={*due, *paid}).select_related("kecamatan").order_by("kode")
    return [(desa, due[desa.pk], paid[desa.pk]) for desa in villages]
