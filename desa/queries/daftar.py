"""Reads what a roster file is compared with: the village's people, and which of the file's numbers are taken."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from django.db.models import Q
from lokal import wilayah

from desa.enums import Jabatan, SifatJabatan
from desa.models import AnggotaKeluarga, Desa, MasaJabatan, PenghasilanTetap, Peserta
from desa.queries.ganda import warn_of_newcomers
from desa.queries.peraturan import TidakAdaPeraturan, peraturan_in_force
from desa.queries.sumber import PerangkatResource, roster_columns
from desa.rules.daftar import Aturan, Daftar, Hasil, Keadaan, Kerabat, Masa, compare, newcomers, read_daftar
from desa.rules.daftar_bentuk import Jawaban
from desa.rules.daftar_keluarga import ISIAN_KELUARGA
from desa.rules.daftar_perangkat import ISIAN_ORANG
from desa.rules.isian import Post
from desa.rules.perbaikan import Alamat, mended
from desa.rules.salah import ORANG
from jaminan.bulan import Bulan

PASAL_JABATAN = "3 ayat (2)"


def difference(
    desa: Desa,
    isi: bytes,
    *,
    hari: date,
    bulan: Bulan,
    perbaikan: Mapping[Alamat, str] | None = None,
    jawaban: dict[int, Jawaban] | None = None,
) -> Hasil:
    """A file against the village's roster on `hari` (today in the regency), as a report of `bulan`.

    `perbaikan` are cells mended in the portal, `jawaban` what was answered for those who are not in the file.
    Raises Kesalahan when the file cannot be read at all.
    """
    rules = reading_rules(desa, hari)
    daftar = read_daftar(mended(PerangkatResource.sheets(isi), perbaikan or {}, rules.kolom), rules)
    return judged(desa, daftar, replace(state_for(desa, daftar, hari, bulan), jawaban=jawaban or {}))


def judged(desa: Desa, daftar: Daftar, keadaan: Keadaan) -> Hasil:
    """The difference, with a question beside each newcomer who is on the list of another scheme."""
    hasil = compare(daftar, keadaan)
    hasil.ragu += warn_of_newcomers(desa, newcomers(daftar, keadaan), keadaan.hari)
    return hasil


def reading_rules(desa: Desa, hari: date) -> Aturan:
    """The columns, the day and the article that reading a file of this village depends on."""
    return Aturan(hari, _pasal(desa, Bulan.of(hari)), regency_codes(), district_codes(), kolom=roster_columns())


def _pasal(desa: Desa, bulan: Bulan) -> str:
    """Where the regulation in force says who is a participant."""
    try:
        stored = peraturan_in_force(desa.kabupaten, bulan).isi.get("kepesertaan") or {}
    except TidakAdaPeraturan:
        stored = {}
    return str(stored.get("pasal", PASAL_JABATAN))


@cache
def regency_codes() -> frozenset[str]:
    """The four-digit codes of every regency and city of the country."""
    provinces = wilayah.list_wilayah()
    return frozenset(
        regency.code.replace(".", "") for province in provinces for regency in wilayah.list_wilayah(province.code)
    )


@cache
def district_codes() -> frozenset[str]:
    """The six-digit codes of every kecamatan of the country."""
    regencies = (f"{code[:2]}.{code[2:]}" for code in regency_codes())
    return frozenset(one.code.replace(".", "") for code in regencies for one in wilayah.list_wilayah(code))


def state_for(desa: Desa, daftar: Daftar, hari: date, bulan: Bulan) -> Keadaan:
    """The village's whole roster, past spells included, and what the file's numbers mean elsewhere."""
    terms = list(MasaJabatan.objects.filter(desa=desa).select_related("peserta"))
    people = {term.peserta_id: term.peserta for term in terms}
    numbers = daftar.numbers()
    return Keadaan(
        hari=hari,
        bulan_mulai=bulan.first_day,
        orang=_people(people.values()),
        masa=[as_masa(term) for term in terms],
        keluarga=[as_kerabat(one) for one in _open_family(people)],
        terdaftar_lain=_in_office_elsewhere(desa, numbers, hari),
        keluarga_lain=_family_elsewhere(people, numbers, hari),
        kunci={person.nik: f"{ORANG}:{person.pk}" for person in people.values()},
        kartu_lain=dict(Peserta.objects.filter(nomor_kartu__in=daftar.cards()).values_list("nomor_kartu", "nik")),
    )


def _people(people: Iterable[Peserta]) -> dict[str, dict[str, object]]:
    people = list(people)
    wages = dict(
        PenghasilanTetap.objects.filter(peserta__in=people).order_by("mulai").values_list("peserta_id", "jumlah")
    )
    return {
        one.nik: {name: getattr(one, name) for name in ISIAN_ORANG} | {"penghasilan": wages.get(one.pk)}
        for one in people
    }


def _open_family(people: Iterable[int]) -> Iterable[AnggotaKeluarga]:
    return AnggotaKeluarga.objects.filter(peserta_id__in=list(people), berakhir__isnull=True).select_related("peserta")


def _in_office_elsewhere(desa: Desa, numbers: set[str], today: date) -> frozenset[str]:
    still = Q(berakhir__isnull=True) | Q(berakhir__gt=today)
    taken = MasaJabatan.objects.filter(still, peserta__nik__in=numbers).exclude(desa=desa)
    return frozenset(taken.values_list("peserta__nik", flat=True))


def _family_elsewhere(people: Iterable[int], numbers: set[str], today: date) -> frozenset[str]:
    """Family members of officials in office elsewhere."""
    still = Q(peserta__masa_jabatan__berakhir__isnull=True) | Q(peserta__masa_jabatan__berakhir__gt=today)
    taken = AnggotaKeluarga.objects.filter(
        still, nik__in=numbers, berakhir__isnull=True, peserta__masa_jabatan__isnull=False
    )
    return frozenset(taken.exclude(peserta_id__in=list(people)).values_list("nik", flat=True))


def as_post(term: MasaJabatan) -> Post:
    return Post(Jabatan(term.jabatan), term.bidang, SifatJabatan(term.sifat))


def as_masa(term: MasaJabatan) -> Masa:
    return Masa(term.pk, term.peserta.nik, as_post(term), term.mulai, term.berakhir, term.alasan_berakhir)


def as_kerabat(one: AnggotaKeluarga) -> Kerabat:
    return Kerabat(one.pk, one.peserta.nik, one.nik, {name: getattr(one, name) for name in ISIAN_KELUARGA})


def rows_for_template(desa: Desa, hari: date) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The village's present roster and families, one dict a row, as the workbook's columns name them."""
    still = Q(berakhir__isnull=True) | Q(berakhir__gte=Bulan.of(hari).first_day)
    terms = list(MasaJabatan.objects.filter(still, desa=desa).select_related("peserta"))
    rank = list(Jabatan)
    terms.sort(key=lambda term: (rank.index(Jabatan(term.jabatan)), term.bidang, term.peserta.nama, term.mulai))
    people = _people({term.peserta_id: term.peserta for term in terms}.values())
    officials = [
        people[term.peserta.nik]
        | {"nik": term.peserta.nik, "jabatan": as_post(term), "mulai": term.mulai}
        | {"berakhir": term.berakhir, "alasan_berakhir": term.alasan_berakhir, "masa": term.pk}
        for term in terms
    ]
    order = {term.peserta_id: place for place, term in reversed(list(enumerate(terms)))}
    members = sorted(_open_family(order), key=lambda one: (order[one.peserta_id], one.tanggal_lahir, one.pk))
    family = [
        as_kerabat(one).isian
        | {"nik": one.nik, "nik_peserta": one.peserta.nik, "anggota": one.pk, "tercatat": one.mulai}
        for one in members
    ]
    return officials, family
