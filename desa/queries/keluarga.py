"""Reads families as the rules need them, and who of them is covered on a day."""

from collections import Counter, namedtuple
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from desa.enums import JAMINAN_SENDIRI, Hubungan, JenisKeterangan
from desa.models import AnggotaKeluarga, BuktiSekolah, KeteranganKeluarga, PerubahanDaftar, Peserta
from desa.parameters.bagian import AturanKeluarga
from desa.queries.baris import plain_rows
from desa.queries.kepesertaan import family_on, recorded_on, terms_on
from desa.queries.riwayat_fakta import members_on
from desa.rules.keluarga import Anggota, StatusAnggota, covered_family
from desa.rules.riwayat import MENENTUKAN


@dataclass(frozen=True, slots=True)
class Fakta:
    """What is known of some family members on a day beside the roster, by member or by NIK."""

    bukti: dict[int, date] = field(default_factory=dict)
    keterangan: dict[int, dict[str, str]] = field(default_factory=dict)
    peserta: frozenset[str] = frozenset()
    penanggung: dict[str, int] = field(default_factory=dict)
    isian: dict[int, dict[str, Any]] = field(default_factory=dict)


def statements_on(day: date) -> QuerySet[KeteranganKeluarga]:
    """Statements that hold on a day."""
    return KeteranganKeluarga.objects.filter(Q(berakhir__isnull=True) | Q(berakhir__gt=day), mulai__lte=day)


def facts_on(members: QuerySet[AnggotaKeluarga], day: date) -> Fakta:
    """Proofs, statements, own posts and other officials who count the same person. Constant number of queries.

    Proofs and statements are few: each is asked whether it is of one of these members, not the other way round.
    """
    these = Exists(members.filter(pk=OuterRef("anggota_id")))
    proofs = BuktiSekolah.objects.filter(these, diakhiri_pada__isnull=True, mulai__lte=day)
    stated: dict[int, dict[str, str]] = {}
    for pk, jenis, catatan in statements_on(day).filter(these).values_list("anggota_id", "jenis", "catatan"):
        stated.setdefault(pk, {})[jenis] = catatan
    known = _known_elsewhere(members, day)
    return Fakta(
        bukti=dict(proofs.order_by("sampai").values_list("anggota_id", "sampai")),
        keterangan=stated,
        peserta=frozenset(_officials(day).filter(nik__in=known).values_list("nik", flat=True) if known else ()),
        penanggung=_counted_by(known, day) if known else {},
        isian=members_on(these, day),
    )


def _known_elsewhere(members: QuerySet[AnggotaKeluarga], day: date) -> set[str]:
    """The NIK of whoever of these members is an official too, or counted in another family: nearly nobody."""
    official = Exists(Peserta.objects.filter(nik=OuterRef("nik")))
    again = Exists(recorded_on(day).filter(nik=OuterRef("nik")).exclude(pk=OuterRef("pk")))
    return set(members.filter(official | again).values_list("nik", flat=True))


def _officials(day: date) -> QuerySet[Peserta]:
    return Peserta.objects.order_by().filter(pk__in=terms_on(day).values("peserta_id"))


def _counted_by(numbers: set[str], day: date) -> dict[str, int]:
    """The official who counts each of these NIK: who reported it first, then by NIK."""
    rows = recorded_on(day).filter(nik__in=numbers, peserta__in=_officials(day).values("pk"))
    found: dict[str, int] = {}
    for nik, peserta_id in rows.order_by("mulai", "peserta__nik").values_list("nik", "peserta_id"):
        found.setdefault(nik, peserta_id)
    return found


def as_anggota(one: AnggotaKeluarga, fakta: Fakta) -> Anggota:
    """A stored family member as the rules see it; a field that changed since, as it was on the day of the facts."""
    changed = fakta.isian.get(one.pk)
    then = _as_it_was(one, changed) if changed else one
    stated = fakta.keterangan.get(one.pk)
    own = next((str(kind) for kind in JAMINAN_SENDIRI if kind in stated), "") if stated else ""
    return Anggota(
        one.pk,
        Hubungan(then.hubungan),
        then.tanggal_lahir,
        then.sudah_menikah,
        then.berpenghasilan,
        then.masih_sekolah,
        bukti_sampai=fakta.bukti.get(one.pk),
        sendiri=str(JenisKeterangan.PEKERJA) if one.nik in fakta.peserta else own,
        keputusan=stated.get(JenisKeterangan.DITANGGUNG, "") if stated else "",
        dihitung=fakta.penanggung.get(one.nik, one.peserta_id) != one.peserta_id,
    )


def _as_it_was(one: AnggotaKeluarga, isian: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(**{name: getattr(one, name) for name in MENENTUKAN} | isian)


def families_on(
    peserta: Iterable[int], aturan: AturanKeluarga, day: date
) -> list[tuple[AnggotaKeluarga, StatusAnggota]]:
    """Every family member of these officials recorded on the day, with its standing. Constant number of queries."""
    return [(member, status) for member, _, status in standings_on(peserta, aturan, day)]


def with_more_family(peserta: list[int], aturan: AturanKeluarga, day: date) -> set[int]:
    """The officials among these who can have an *anggota keluarga yang lain* on the day: those with a parent, with
    more children than are covered, or with a relation that was told otherwise later. Two light queries.
    """
    children: Counter[int] = Counter()
    found = set(
        PerubahanDaftar.objects.filter(anggota__peserta__in=peserta, isian="hubungan").values_list(
            "anggota__peserta_id", flat=True
        )
    )
    for person, relation in family_on(peserta, day).order_by().values_list("peserta_id", "hubungan"):
        if relation in aturan.anak.hubungan:
            children[person] += 1
        elif relation in aturan.yang_lain.hubungan:
            found.add(person)
    return found | {person for person, count in children.items() if count > aturan.anak.paling_banyak}


def standings_on(
    peserta: Iterable[int] | QuerySet[Any], aturan: AturanKeluarga, day: date, kolom: Iterable[str] | None = None
) -> list[tuple[Any, Anggota, StatusAnggota]]:
    """As families_on, with the facts by which the rule decided. With `kolom`, members are plain rows of what decides
    and these columns: a regency has thousands of them, and an instance costs more than the rule.
    """
    rows = family_on(peserta, day)
    if kolom is None:
        return _standings(rows, rows, aturan, day)
    columns = ("pk", "peserta_id", "nik", *MENENTUKAN, *kolom)
    row = _row_of(columns)
    return _standings(rows, [row(*one) for one in plain_rows(rows.order_by(), *columns)], aturan, day)


@cache
def _row_of(columns: tuple[str, ...]) -> type[Any]:
    return namedtuple("BarisAnggota", columns)  # which columns, the caller says


def covered_count(peserta: Iterable[int] | QuerySet[Any], aturan: AturanKeluarga, day: date) -> int:
    """How many family members of these officials are covered on the day; only the columns that decide it are read."""
    return sum(status.ditanggung for _, _, status in standings_on(peserta, aturan, day, ()))


def _standings(
    rows: QuerySet[AnggotaKeluarga], members: Iterable[Any], aturan: AturanKeluarga, day: date
) -> list[tuple[Any, Anggota, StatusAnggota]]:
    """Per member of these rows, as instances or plain columns, the facts and the standing."""
    fakta = facts_on(rows.order_by(), day)
    families: dict[int, list[tuple[Any, Anggota]]] = {}
    for member in members:
        families.setdefault(member.peserta_id, []).append((member, as_anggota(member, fakta)))
    found: list[tuple[Any, Anggota, StatusAnggota]] = []
    for _, family in sorted(families.items()):
        by_id = {member.pk: (member, seen) for member, seen in family}
        told = covered_family([seen for _, seen in family], aturan, day)
        found += [(*by_id[one.id], one) for one in told]
    return found
