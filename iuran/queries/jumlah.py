"""Sums of an assessed month: per payer, per kecamatan and village, and against the national rule."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from desa.enums import Penanggung, Penyetor
from desa.models import Desa
from desa.queries.peraturan import bagian_iuran, national_rule
from iuran.models import Iuran, Penetapan, PorsiIuran
from iuran.rules import PENANGGUNG
from jaminan.bulan import Bulan
from jaminan.rupiah import share_of


@dataclass(frozen=True, slots=True)
class JumlahPorsi:
    """One payer's share of a month, summed over people, in rupiah."""

    penanggung: Penanggung
    basis_poin: int
    penyetor: Penyetor
    sumber_dana: str
    pasal: str
    jumlah: int


def share_totals(penetapan: Penetapan) -> list[JumlahPorsi]:
    """The month's own shares as they were frozen, summed per payer; corrections of earlier months left out."""
    grouped = (
        PorsiIuran.objects.filter(iuran__penetapan=penetapan, iuran__alasan="")
        .order_by()
        .values("penanggung", "basis_poin", "penyetor", "sumber_dana", "pasal")
        .annotate(total=Sum("jumlah"))
    )
    rows = [
        JumlahPorsi(
            penanggung=Penanggung(row["penanggung"]),
            basis_poin=row["basis_poin"],
            penyetor=Penyetor(row["penyetor"]),
            sumber_dana=row["sumber_dana"],
            pasal=row["pasal"],
            jumlah=row["total"],
        )
        for row in grouped
    ]
    order = list(Penanggung)
    return sorted(rows, key=lambda row: (order.index(row.penanggung), row.basis_poin))


def people_in(penetapan: Penetapan) -> int:
    """How many people owe the month."""
    return Iuran.objects.bulanan().filter(penetapan=penetapan).values("peserta_id").distinct().count()


@dataclass(frozen=True, slots=True)
class JumlahDesa:
    """A village's month: people, rupiah of the month, and rupiah of corrections of earlier months."""

    desa: Desa
    orang: int
    jumlah: int
    koreksi: int


@dataclass(frozen=True, slots=True)
class JumlahKecamatan:
    """A kecamatan's month with its villages."""

    nama: str
    desa: list[JumlahDesa]

    @property
    def orang(self) -> int:
        return sum(row.orang for row in self.desa)

    @property
    def jumlah(self) -> int:
        return sum(row.jumlah for row in self.desa)

    @property
    def koreksi(self) -> int:
        return sum(row.koreksi for row in self.desa)


def place_totals(penetapan: Penetapan) -> list[JumlahKecamatan]:
    """Every kecamatan and village of the regency, those with nobody included. Constant number of queries."""
    people = dict(
        Iuran.objects.bulanan()
        .filter(penetapan=penetapan)
        .order_by()
        .values_list("desa_id")
        .annotate(Count("peserta", distinct=True))
    )
    shares = PorsiIuran.objects.filter(iuran__penetapan=penetapan).order_by().values_list("iuran__desa_id")
    sums = dict(shares.filter(iuran__alasan="").annotate(Sum("jumlah")))
    corrected = dict(shares.exclude(iuran__alasan="").annotate(Sum("jumlah")))
    groups: defaultdict[str, list[JumlahDesa]] = defaultdict(list)
    for desa in Desa.objects.filter(kecamatan__kabupaten=penetapan.kabupaten_id).select_related("kecamatan"):
        row = JumlahDesa(desa, people.get(desa.pk, 0), sums.get(desa.pk, 0), corrected.get(desa.pk, 0))
        groups[desa.kecamatan.nama].append(row)
    return [JumlahKecamatan(nama, rows) for nama, rows in groups.items()]


def village_rows(desa: Desa, bulan: Bulan) -> QuerySet[Iuran]:
    """A village's people of a month with their shares, as the month was assessed."""
    rows = Iuran.objects.bulanan().filter(desa=desa, bulan=bulan.first_day)
    return rows.prefetch_related("porsi").order_by("pk")


@dataclass(frozen=True, slots=True)
class BedaPorsi:
    """A payer's share by the regency's rule and by the national one, summed over people, in rupiah."""

    nama: str
    kabupaten: int
    nasional: int

    @property
    def selisih(self) -> int:
        return self.kabupaten - self.nasional


@dataclass(frozen=True, slots=True)
class Kepatuhan:
    """How the month compares with the national rule; `peraturan` is that rule's title."""

    peraturan: str
    orang: int
    berbeda: int
    porsi: list[BedaPorsi]


def compliance(penetapan: Penetapan) -> Kepatuhan | None:
    """The month beside the national rule; None where no national rule or value is known for it."""
    bulan = Bulan.of(penetapan.bulan)
    rule = national_rule(bulan)
    known = Iuran.objects.bulanan().filter(penetapan=penetapan, nasional_dasar__isnull=False).order_by()
    bases = known.values_list("nasional_dasar").annotate(Count("pk"))
    if rule is None or not bases:
        return None
    national: dict[str, int] = {
        share.penanggung: sum(share_of(base, share.basis_poin) * people for base, people in bases)
        for share in bagian_iuran(rule).porsi
    }
    ours = {row.penanggung.value: row.jumlah for row in share_totals(penetapan)}
    return Kepatuhan(
        peraturan=rule.judul,
        orang=sum(people for _, people in bases),
        berbeda=known.filter(nasional_sesuai=False).count(),
        porsi=[
            BedaPorsi(PENANGGUNG[payer], ours.get(payer, 0), national.get(payer, 0))
            for payer in PENANGGUNG
            if payer in ours or payer in national
        ],
    )
