"""Finds double cover as the registers are now: against lists of other schemes, statements, and one another.

Nothing of it is stored but what people decide; a finding is gone as soon as its cause is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from desa.enums import JAMINAN_SENDIRI, Hubungan, JenisDokumen, Skema, StatusWarga
from desa.models import (
    AnggotaKeluarga,
    Desa,
    DokumenWarga,
    Kabupaten,
    KeteranganKeluarga,
    MasaJabatan,
    OrangDaftarLain,
    PutusanJaminan,
    Warga,
)
from desa.parameters.kelayakan import BagianKelayakan
from desa.queries.kelayakan import eligibility_rule, newest_lists, standing_documents
from desa.queries.kepesertaan import BarisPejabat, inside, plain_terms, standings_on, terms_on
from desa.rules.fakta import Fakta
from desa.rules.ganda import (
    ANGGOTA,
    PESERTA,
    WARGA,
    Entri,
    Kembar,
    Orang,
    Temuan,
    doubles,
    from_list,
    from_registers,
    from_statement,
    insured_resident,
    matches,
    of_newcomer,
)
from desa.rules.salah import Salah

FEW = 500  # people for whom the lists are asked by number and birth date; for more they are read whole
Stated = dict[tuple[str, int], str]
OF_MEMBER, PERSON = ("pk", "peserta_id", "hubungan", "nik", "nama", "tanggal_lahir"), 1
RELATION = {one.value: str(one.label).lower() for one in Hubungan}


def findings(place: Desa | Kabupaten, today: date, *, residents: bool = False) -> list[Temuan]:
    """Every possible double cover of the people of a place, with what was decided; open ones first.
    With `residents`, the people of the JAMKESDA register too, for those who may read it.

    A village is told that somebody stands elsewhere too, never where.
    """
    kabupaten = place.kabupaten if isinstance(place, Desa) else place
    rule = eligibility_rule(kabupaten, today)
    people = people_of(place, today)
    found = [from_list(one, entry, sure, rule) for one, entry, sure in matches(people, _entries(kabupaten, people))]
    found += [from_statement(one, rule) for one in people if one.dinyatakan]
    found += _in_registers(place, people, today)
    if residents:
        found += _of_residents(kabupaten, _current(place), rule, today)
    return sorted(_decided(kabupaten, found), key=_order)


def findings_of_residents(kabupaten: Kabupaten, warga: Sequence[Warga], today: date) -> list[Temuan]:
    """The same of residents of the JAMKESDA register alone."""
    return list(_decided(kabupaten, _of_residents(kabupaten, warga, eligibility_rule(kabupaten, today), today)))


def warn_of_newcomers(desa: Desa, rows: Sequence[Fakta], today: date) -> list[Salah]:
    """A question beside each row of somebody new who is on another scheme's list and does not say so."""
    rule = eligibility_rule(desa.kabupaten, today)
    people = [
        Orang(PESERTA, place, row.nilai["nik"], row.nilai["nama"], row.nilai["tanggal_lahir"], "", desa.nama)
        for place, row in enumerate(rows)
    ]
    found: dict[str, Salah] = {}
    for one, entry, sure in matches(people, _entries(desa.kabupaten, people)) if people else ():
        row, skema = rows[one.pk], Skema(entry.skema)
        excluded = rule.rule_for(skema)
        if excluded is None or not row.nilai.get(excluded.alasan):
            told = of_newcomer(one.nama, skema, sure, rule)
            found[told] = Salah(row.lembar, row.sel("nik"), told, baris=row.nomor)
    return list(found.values())


def _current(place: Desa | Kabupaten) -> list[Warga]:
    rows = Warga.objects.filter(status__in=[StatusWarga.DIAJUKAN, StatusWarga.AKTIF])
    here = rows.filter(desa=place) if isinstance(place, Desa) else rows.filter(desa__kecamatan__kabupaten=place)
    return list(here.select_related("desa__kecamatan"))


def _of_residents(kabupaten: Kabupaten, warga: Sequence[Warga], rule: BagianKelayakan, today: date) -> list[Temuan]:
    """On a list of another scheme, by their own statement, or insured as an official or in an official's family."""
    if rule.jamkesda is None or not warga:
        return []
    stated = _residents_statements(warga)
    people = [
        Orang(WARGA, one.pk, one.nik, one.nama, one.tanggal_lahir, "warga JAMKESDA", one.desa.nama,
              one.desa.kecamatan.kode, dinyatakan=stated.get(one.pk, ""))
        for one in warga
    ]  # fmt: skip
    listed = [entry for entry in _entries(kabupaten, people) if entry.skema in rule.jamkesda.skema]
    found = [from_list(one, entry, sure, rule) for one, entry, sure in matches(people, listed)]
    found += [from_statement(one, rule) for one in people if one.dinyatakan]
    insured = {one.nik for one in _standing({one.nik for one in people}, today)}
    return found + [insured_resident(one, rule) for one in people if one.nik in insured]


def _residents_statements(warga: Sequence[Warga]) -> dict[int, str]:
    """What the newest statement of each resident says of other cover."""
    rows = DokumenWarga.objects.filter(
        warga__in=[one.pk for one in warga], jenis=JenisDokumen.PERNYATAAN, diakhiri_pada__isnull=True
    )
    return dict(rows.order_by("tanggal", "pk").values_list("warga_id", "jaminan"))


def _order(one: Temuan) -> tuple[bool, bool, str, str, str]:
    return (one.selesai, one.menunggu_desa, one.orang.desa, one.orang.nama, one.kunci)


def finding(place: Desa | Kabupaten, kunci: str, today: date) -> Temuan | None:
    """One of them by its key."""
    return next((one for one in findings(place, today, residents=True) if one.kunci == kunci), None)


def people_of(place: Desa | Kabupaten, today: date) -> list[Orang]:
    """Officials in office on the day and their families. Constant number of queries."""
    terms = terms_on(today).filter(inside(place))
    stated = _stated_covers(terms)
    recorded = standings_on(terms.values("peserta_id"), today)
    officials = {term.peserta_id: _official(term, recorded, stated) for term in plain_terms(terms)}
    return [*officials.values(), *_families(terms, officials, stated)]


def _official(term: BarisPejabat, recorded: dict[int, tuple[bool, str]], stated: Stated) -> Orang:
    person = term.peserta_id
    pns, cover = recorded.get(person, (term.pns, term.jaminan_lain))
    return Orang(
        PESERTA, person, term.nik, term.nama, term.tanggal_lahir, term.nama_jabatan, term.nama_desa,
        term.kode_kecamatan, person,
        frozenset((["pns"] if pns else []) + (["jaminan_lain"] if cover else [])), stated.get((PESERTA, person), ""),
    )  # fmt: skip


def _families(terms: QuerySet[MasaJabatan], officials: dict[int, Orang], stated: Stated) -> list[Orang]:
    rows = AnggotaKeluarga.objects.filter(peserta__in=terms.values("peserta_id"), berakhir__isnull=True)
    covers = KeteranganKeluarga.objects.filter(
        anggota__in=rows.values("pk"), jenis__in=JAMINAN_SENDIRI, berakhir__isnull=True
    )
    own: dict[int, set[str]] = {}
    for pk, jenis in covers.values_list("anggota_id", "jenis"):
        own.setdefault(pk, set()).add(jenis)
    members = rows.order_by("pk").values_list(*OF_MEMBER)
    return [_member(row, officials[row[PERSON]], frozenset(own.get(row[0], ())), stated) for row in members]


def _member(row: tuple[Any, ...], official: Orang, own: frozenset[str], stated: Stated) -> Orang:
    pk, person, relation, nik, name, born = row
    label = f"{RELATION[relation]} dari {official.nama}"
    return Orang(
        ANGGOTA, pk, nik, name, born, label, official.desa, official.kecamatan, person, own,
        stated.get((ANGGOTA, pk), ""),
    )  # fmt: skip


def _stated_covers(terms: QuerySet[MasaJabatan]) -> Stated:
    """What the newest statement of each person says of other cover."""
    people = terms.values("peserta_id")
    rows = standing_documents().filter(
        Q(peserta__in=people) | Q(anggota__peserta__in=people), jenis=JenisDokumen.PERNYATAAN
    )
    found: Stated = {}
    for row in rows.order_by("tanggal", "pk"):
        key = (PESERTA, row.peserta_id) if row.peserta_id else (ANGGOTA, row.anggota_id or 0)
        found[key] = row.jaminan
    return found


def _entries(kabupaten: Kabupaten, people: list[Orang]) -> list[Entri]:
    """The rows of the newest lists that can concern these people."""
    schemes = {one.pk: one.skema for one in newest_lists(kabupaten)}
    rows = OrangDaftarLain.objects.filter(daftar__in=schemes)
    if len(people) <= FEW:
        rows = rows.filter(
            Q(nik__in={one.nik for one in people}) | Q(tanggal_lahir__in={one.tanggal_lahir for one in people})
        )
    values = rows.order_by("daftar_id", "nomor").values_list("daftar_id", "nik", "nama", "tanggal_lahir", "nomor")
    return [Entri(schemes[pk], nik, nama, born, row) for pk, nik, nama, born, row in values]


def _in_registers(place: Desa | Kabupaten, people: list[Orang], today: date) -> list[Temuan]:
    """Who of these people stands twice among all officials and families of the portal."""
    everybody = _standing(_more_than_once({one.nik for one in people}, today), today)
    here = {(one.register, one.pk): one for one in people}
    found = []
    for places in doubles(everybody).values():
        ours = [here[key] for one in places.semua if (key := (one.register, one.pk)) in here]
        if ours:
            found.append(from_registers(places, ours[0], _where(place, places)))
    return found


def _more_than_once(numbers: set[str], today: date) -> set[str]:
    """Which of these numbers stand at least twice; only numbers are read for a whole regency, not people."""
    terms = terms_on(today)
    family = AnggotaKeluarga.objects.filter(berakhir__isnull=True)
    if len(numbers) <= FEW:
        terms, family = terms.filter(peserta__nik__in=numbers), family.filter(nik__in=numbers)
    counted = Counter(terms.order_by().values_list("peserta__nik", flat=True))
    counted.update(family.order_by().values_list("nik", flat=True))
    return {nik for nik in numbers if counted[nik] > 1}


def _standing(numbers: set[str], today: date) -> list[Orang]:
    """Everywhere in the portal that these numbers stand; a village apart for each post."""
    officials = [_official(term, {}, {}) for term in plain_terms(terms_on(today).filter(peserta__nik__in=numbers))]
    rows = AnggotaKeluarga.objects.filter(
        nik__in=numbers, berakhir__isnull=True, peserta__in=terms_on(today).values("peserta_id")
    )
    theirs = plain_terms(terms_on(today).filter(peserta__in=rows.values("peserta_id")))
    places = {term.peserta_id: _official(term, {}, {}) for term in theirs}
    members = [_member(row, places[row[PERSON]], frozenset(), {}) for row in rows.values_list(*OF_MEMBER)]
    return [*officials, *members]


def _where(place: Desa | Kabupaten, kembar: Kembar) -> str:
    """Where else, for an office of the regency; a village and another regency are not named to those outside."""
    if isinstance(place, Desa):
        return f"{kembar.sebutan} Tempat lainnya diketahui DPM-Pemdes."
    parts = [
        f"{one.sebutan} ({f'Desa {one.desa}' if one.kecamatan.startswith(place.kode) else 'kabupaten lain'})"
        for one in kembar.semua
    ]
    return f"{kembar.sebutan} {'; '.join(dict.fromkeys(parts))}."


def _decided(kabupaten: Kabupaten, found: Iterable[Temuan]) -> list[Temuan]:
    """The findings, once each, with the newest decision about them."""
    once = {one.kunci: one for one in found}
    decided = {
        row.kunci: row
        for row in PutusanJaminan.objects.filter(kabupaten=kabupaten, kunci__in=list(once)).order_by("pk")
    }
    return [
        replace(one, putusan=decided[key].putusan, alasan=decided[key].alasan) if key in decided else one
        for key, one in once.items()
    ]
