"""Reads the roster: who held which post on a day, with which wage."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, prefetch_related_objects

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
from desa.queries.baris import plain_rows
from desa.rules.masa_jabatan import Jabatannya, deciding_posts, exclusion, name_of_post


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


class BarisPejabat(NamedTuple):
    """An official on a day as plain columns, for whoever reads thousands and shows few. Names are the models'."""

    pk: int
    peserta_id: int
    desa_id: int
    jabatan: str
    sifat: str
    bidang: str
    mulai: date
    berakhir: date | None
    kode_desa: str
    nama_desa: str
    kode_kecamatan: str
    kabupaten_id: int
    pns: bool
    jaminan_lain: str
    nik: str
    nama: str
    jenis_kelamin: str
    tempat_lahir: str
    tanggal_lahir: date
    status_kawin: str
    nomor_kk: str
    nomor_kartu: str
    faskes: str
    telepon: str

    @property
    def nama_jabatan(self) -> str:
        return name_of_post(self.sifat, self.jabatan, self.bidang)


RANK = {post.value: place for place, post in enumerate(Jabatan)}
OF_TERM = ("pk", "peserta_id", "desa_id", "jabatan", "sifat", "bidang", "mulai", "berakhir")
OF_PLACE = ("desa__kode", "desa__nama", "desa__kecamatan__kode", "desa__kecamatan__kabupaten_id")
OF_PERSON = tuple(f"peserta__{name}" for name in BarisPejabat._fields[len(OF_TERM) + len(OF_PLACE) :])


def plain_terms(terms: QuerySet[MasaJabatan]) -> list[BarisPejabat]:
    """These spells in office, each with person and place, as plain columns."""
    return [BarisPejabat(*row) for row in plain_rows(terms, *OF_TERM, *OF_PLACE, *OF_PERSON)]


class Ringkas(NamedTuple):
    """As Pejabat, the person and the post in one plain row."""

    orang: BarisPejabat
    penghasilan: int | None
    pengecualian: str


def plain_roster_on(
    place: Desa | Kecamatan | Kabupaten,
    day: date,
    kecuali: Iterable[PengecualianAturan] = (),
    hanya: Collection[int] | None = None,
) -> list[Ringkas]:
    """As roster_on, from plain columns: for whoever reads thousands of officials and shows few."""
    here, rules = in_office(place, day, hanya), tuple(kecuali)
    wages, standings = wages_on(here, day), standings_on(here, day)
    return [
        Ringkas(
            one,
            wages.get(one.peserta_id),
            _excluded(standings.get(one.peserta_id, (one.pns, one.jaminan_lain)), rules),
        )
        for one in _deciding_rows(place, day, hanya)
    ]


def in_office(place: Desa | Kecamatan | Kabupaten, day: date, hanya: Collection[int] | None = None) -> QuerySet[Any]:
    """The people with a post at this place on a day, to be asked for within another query; `hanya` limits them."""
    here = terms_on(day).filter(inside(place)).order_by().values("peserta_id")
    return here if hanya is None else here.filter(peserta_id__in=hanya)


def roster_on(
    place: Desa | Kecamatan | Kabupaten,
    day: date,
    kecuali: Iterable[PengecualianAturan] = (),
    hanya: Collection[int] | None = None,
) -> list[Pejabat]:
    """The officials of a place on a day, one entry a person, by village and post; `hanya` limits it to these.

    A person with several posts stands under the one that decides, in its village, even when another of
    the posts is in this place. Constant number of queries.
    """
    rows = plain_roster_on(place, day, kecuali, hanya)
    terms = _terms_of([one.orang for one in rows], place)
    return [
        Pejabat(term.peserta, term, one.penghasilan, one.pengecualian) for term, one in zip(terms, rows, strict=True)
    ]


def deciding_terms(
    place: Desa | Kecamatan | Kabupaten, day: date, hanya: Collection[int] | None = None
) -> list[MasaJabatan]:
    """The spells in office of roster_on with their people, without wages and other cover."""
    return _terms_of(_deciding_rows(place, day, hanya), place)


def _deciding_rows(place: Desa | Kecamatan | Kabupaten, day: date, hanya: Collection[int] | None) -> list[BarisPejabat]:
    """The one spell a person that decides, where it is at this place, by village and post."""
    terms = plain_terms(terms_on(day).filter(peserta_id__in=in_office(place, day, hanya)))
    chosen = [one for one in _deciding(terms) if _is_inside(one, place)]
    return sorted(chosen, key=lambda one: (one.kode_desa, RANK[one.jabatan], one.bidang, one.nama))


def _terms_of(rows: list[BarisPejabat], place: Desa | Kecamatan | Kabupaten) -> list[MasaJabatan]:
    """The rows themselves, each with person and village; a village is read once, not once a person."""
    found = MasaJabatan.objects.select_related("peserta").in_bulk([one.pk for one in rows])
    terms = [found[one.pk] for one in rows]
    if isinstance(place, Desa):
        for term in terms:
            term.desa = place
    else:
        prefetch_related_objects(terms, "desa__kecamatan__kabupaten")
    return terms


def wages_on(peserta: Iterable[int] | QuerySet[Any], day: date) -> dict[int, int]:
    """Penghasilan tetap in rupiah per person on a day: the newest row that has begun."""
    rows = PenghasilanTetap.objects.filter(peserta_id__in=peserta, mulai__lte=day).order_by("mulai")
    return dict(rows.values_list("peserta_id", "jumlah"))


def standings_on(peserta: Iterable[int] | QuerySet[Any], day: date) -> dict[int, tuple[bool, str]]:
    """Civil servant and other cover on a day, of those for whom a change was ever reported."""
    rows = StatusJaminan.objects.filter(peserta_id__in=peserta, mulai__lte=day).order_by("mulai")
    return {person: (pns, cover) for person, pns, cover in rows.values_list("peserta_id", "pns", "jaminan_lain")}


def _excluded(standing: tuple[bool, str], rules: tuple[PengecualianAturan, ...]) -> str:
    pns, cover = standing
    return exclusion(pns=pns, jaminan_lain=cover, aturan=rules)


def family_on(peserta: Iterable[int], day: date) -> QuerySet[AnggotaKeluarga]:
    """Family members of these officials recorded on a day."""
    return recorded_on(day).filter(peserta_id__in=peserta)


def recorded_on(day: date) -> QuerySet[AnggotaKeluarga]:
    """Everybody recorded in a family on a day."""
    return AnggotaKeluarga.objects.filter(Q(berakhir__isnull=True) | Q(berakhir__gte=day), mulai__lte=day)


def inside(place: Desa | Kecamatan | Kabupaten) -> Q:
    """A filter for spells in office at this place."""
    if isinstance(place, Desa):
        return Q(desa=place)
    if isinstance(place, Kecamatan):
        return Q(desa__kecamatan=place)
    return Q(desa__kecamatan__kabupaten=place)


def _is_inside(one: BarisPejabat, place: Desa | Kecamatan | Kabupaten) -> bool:
    if isinstance(place, Kabupaten):
        return one.kabupaten_id == place.pk
    return place.kode in {one.kode_desa, one.kode_kecamatan}


def _deciding(terms: list[BarisPejabat]) -> list[BarisPejabat]:
    """The one spell a person that decides; nearly everybody has only one."""
    posts = Counter(term.peserta_id for term in terms)
    chosen = deciding_posts(_as_rule(term) for term in terms if posts[term.peserta_id] > 1)
    return [term for term in terms if posts[term.peserta_id] == 1 or chosen[term.peserta_id].id == term.pk]


def _as_rule(term: BarisPejabat) -> Jabatannya:
    return Jabatannya(
        term.pk,
        term.peserta_id,
        term.desa_id,
        Jabatan(term.jabatan),
        SifatJabatan(term.sifat),
        term.mulai,
        term.berakhir,
    )
