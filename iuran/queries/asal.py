"""How a figure came about: the steps' articles in the regulation's own words, the roster behind it, its groups."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet, Sum

from desa.enums import Penanggung
from desa.models import Peraturan
from desa.parameters import Nilai
from desa.parameters.nilai import NAMA_KUNCI
from desa.queries.asal import AsalDaftar, origin_on
from desa.queries.peraturan import bagian_iuran
from desa.rules.kutipan import cited_in, quotes_for
from iuran.models import Iuran, Penetapan, PorsiIuran
from iuran.queries.ketentuan import as_nilai


@dataclass(frozen=True, slots=True)
class Bunyi:
    """An article that a figure rests on, in the words of the regulation; no sentences where they are not kept."""

    pasal: str
    kalimat: list[tuple[str, str]]


def wording(peraturan: Peraturan, pasal: Iterable[str]) -> list[Bunyi]:
    """The named articles as the regulation prints them, each once, in the order given."""
    kept = peraturan.isi.get("kutipan") or {}
    return [Bunyi(one, quotes_for(one, kept)) for one in dict.fromkeys(pasal)]


def wording_of(iuran: Iuran) -> list[Bunyi]:
    """The articles of one contribution: those of its month, and any other that its own sentences name."""
    peraturan = iuran.penetapan.peraturan
    found = wording_of_rule(peraturan)
    named = wording(peraturan, cited_in([*iuran.penjelasan, iuran.alasan]))
    return found + [one for one in named if one.kalimat and one not in found]


def wording_of_rule(peraturan: Peraturan) -> list[Bunyi]:
    """The articles of every contribution: base and limits, each share, due date."""
    rule = bagian_iuran(peraturan)
    shares = [share.pasal for share in rule.porsi]
    return wording(peraturan, [rule.dasar.pasal, *shares, rule.jatuh_tempo.pasal])


def wording_of_budget(peraturan: Peraturan | None, pasal: str) -> list[Bunyi]:
    """The articles that a plan counts by: those of every contribution, and `pasal`, where the budget's own stands."""
    if peraturan is None:
        return []
    return wording_of_rule(peraturan) + (wording(peraturan, [pasal]) if pasal else [])


def values_of(iuran: Iuran) -> list[tuple[str, Nilai]]:
    """The dated law values that a contribution used, each with its name."""
    return [(NAMA_KUNCI.get(value.kunci, value.kunci), value) for value in map(as_nilai, iuran.nilai)]


def values_used(penetapan: Penetapan) -> list[tuple[str, Nilai]]:
    """The dated law values of a month: everybody's are the same."""
    first = Iuran.objects.filter(penetapan=penetapan, alasan="").order_by("pk").only("nilai").first()
    return values_of(first) if first else []


def roster_behind(iuran: Iuran) -> AsalDaftar:
    """The village's reports that put this person and this wage on the roster, as it was when assessed."""
    return origin_on(iuran.peserta, iuran.desa, iuran.bulan, iuran.penetapan.selesai_pada)


@dataclass(frozen=True, slots=True)
class Kelompok:
    """People of a month with the same wage: each pays the same, so rupiah a person times people is the sum.

    `contoh` is the number of one such contribution, to follow its steps. `porsi` is by payer, in rupiah a person.
    """

    penghasilan: int
    dasar: int
    orang: int
    contoh: int
    porsi: dict[str, int]

    @property
    def bagian(self) -> list[tuple[str, int]]:
        """Each payer's name and rupiah a person, in the order of payers."""
        return [(str(payer.label), self.porsi[payer.value]) for payer in Penanggung if payer.value in self.porsi]

    @property
    def per_orang(self) -> int:
        return sum(self.porsi.values())

    @property
    def jumlah(self) -> int:
        return self.per_orang * self.orang


@dataclass(frozen=True, slots=True)
class Susunan:
    """What a month's sum is made of: groups of equal contributions, and corrections of earlier months."""

    kelompok: list[Kelompok]
    koreksi: int

    @property
    def jumlah(self) -> int:
        """The month's own contributions, corrections of earlier months apart."""
        return sum(group.jumlah for group in self.kelompok)

    @property
    def tagihan(self) -> int:
        """What the month's bill comes to."""
        return self.jumlah + self.koreksi


def composition(rows: QuerySet[Iuran]) -> Susunan:
    """The groups of these contributions, the largest first; a constant number of queries."""
    plain = rows.filter(alasan="")
    counted = plain.order_by().values_list("penghasilan", "dasar").annotate(Count("pk"), Min("pk"))
    shares: defaultdict[int, dict[str, int]] = defaultdict(dict)
    first = PorsiIuran.objects.filter(iuran__in=[number for *_, number in counted]).order_by("pk")
    for number, payer, amount in first.values_list("iuran_id", "penanggung", "jumlah"):
        shares[number][payer] = amount
    groups = [Kelompok(wage, base, people, number, shares[number]) for wage, base, people, number in counted]
    return Susunan(
        kelompok=sorted(groups, key=lambda group: (-group.orang, -group.penghasilan)),
        koreksi=PorsiIuran.objects.filter(iuran__in=rows.exclude(alasan="")).aggregate(n=Sum("jumlah"))["n"] or 0,
    )
