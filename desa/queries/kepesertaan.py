"""Reads the roster: who held which post on a day, with which wage."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from desa.enums import Jabatan, SifatJabatan
from desa.models import (
    AnggotaKeluarga,
    Desa,
    Kabupaten,
    Kecamatan,
    MasaJabatan,
    PenghasilanTetap,
    Peserta,
    StatusJaminan,
)
from desa.parameters.peraturan import PengecualianAturan
from desa.rules.masa_jabatan import Jabatannya, deciding_posts, exclusion


@dataclass(frozen=True, slots=True)
class Pejabat:
    """An official on a day: the person, the post that decides, and the wage in rupiah (None: none recorded)."""

    peserta: Peserta
    masa: MasaJabatan
    penghasilan: int | None
    pengecualian: str = ""


def terms_on(day: date) -> QuerySet[MasaJabatan]:
    """Every spell in office that includes the day."""
    return MasaJabatan.objects.filter(Q(berakhir__isnull=True) | Q(berakhir__gte=day), mulai__lte=day)


def roster_on(
    place: Desa | Kecamatan | Kabupaten, day: date, kecuali: Iterable[PengecualianAturan] = ()
) -> list[Pejabat]:
    """The officials of a place on a day, one entry a person, by village and post.

    A person with several posts stands under the one that decides, in its village, even when another of
    the posts is in this place. Constant number of queries.
    """
    here = terms_on(day).filter(inside(place)).values("peserta_id")
    terms = list(
        terms_on(day)
        .filter(peserta_id__in=here)
        .select_related("peserta")
        .prefetch_related("desa__kecamatan__kabupaten")  # a village once, not once a person
    )
    chosen = [term for term in _deciding(terms) if _isinside(term.desa, place)]
    wages, standings = wages_on(here, day), standings_on(here, day)
    rules = tuple(kecuali)
    rank = {post.value: place for place, post in enumerate(Jabatan)}
    chosen.sort(key=lambda term: (term.desa.kode, rank[term.jabatan], term.bidang, term.peserta.nama))
    return [
        Pejabat(
            term.peserta,
            term,
            wages.get(term.peserta_id),
            _excluded(term.peserta, standings, rules),
        )
        for term in chosen
    ]


def wages_on(peserta: Iterable[int] | QuerySet[Any], day: date) -> dict[int, int]:
    """Penghasilan tetap in rupiah per person on a day: the newest row that has begun."""
    rows = PenghasilanTetap.objects.filter(peserta_id__in=peserta, mulai__lte=day).order_by("mulai")
    return dict(rows.values_list("peserta_id", "jumlah"))


def standings_on(peserta: Iterable[int] | QuerySet[Any], day: date) -> dict[int, tuple[bool, str]]:
    """Civil servant and other cover on a day, of those for whom a change was ever reported."""
    rows = StatusJaminan.objects.filter(peserta_id__in=peserta, mulai__lte=day).order_by("mulai")
    return {person: (pns, cover) for person, pns, cover in rows.values_list("peserta_id", "pns", "jaminan_lain")}


def _excluded(peserta: Peserta, standings: dict[int, tuple[bool, str]], rules: tuple[PengecualianAturan, ...]) -> str:
    pns, cover = standings.get(peserta.pk, (peserta.pns, peserta.jaminan_lain))
    return exclusion(pns=pns, jaminan_lain=cover, aturan=rules)


def family_on(peserta: Iterable[int], day: date) -> QuerySet[AnggotaKeluarga]:
    """Family members recorded on a day."""
    return AnggotaKeluarga.objects.filter(
        Q(berakhir__isnull=True) | Q(berakhir__gte=day), peserta_id__in=peserta, mulai__lte=day
    )


def inside(place: Desa | Kecamatan | Kabupaten) -> Q:
    """A filter for spells in office at this place."""
    if isinstance(place, Desa):
        return Q(desa=place)
    if isinstance(place, Kecamatan):
        return Q(desa__kecamatan=place)
    return Q(desa__kecamatan__kabupaten=place)


def _isinside(desa: Desa, place: Desa | Kecamatan | Kabupaten) -> bool:
    if isinstance(place, Desa):
        return desa.pk == place.pk
    if isinstance(place, Kecamatan):
        return desa.kecamatan_id == place.pk
    return desa.kecamatan.kabupaten_id == place.pk


def _deciding(terms: list[MasaJabatan]) -> list[MasaJabatan]:
    """The one spell a person that decides; nearly everybody has only one."""
    posts = Counter(term.peserta_id for term in terms)
    chosen = deciding_posts(_as_rule(term) for term in terms if posts[term.peserta_id] > 1)
    return [term for term in terms if posts[term.peserta_id] == 1 or chosen[term.peserta_id].id == term.pk]


def _as_rule(term: MasaJabatan) -> Jabatannya:
    return Jabatannya(
        term.pk,
        term.peserta_id,
        term.desa_id,
        Jabatan(term.jabatan),
        SifatJabatan(term.sifat),
        term.mulai,
        term.berakhir,
    )
