"""Who should be insured through the regency today by the accepted roster, described as BPJS Kesehatan is told."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from desa.enums import ANAK, JenisKeterangan, KeadaanAnggota
from desa.models import AnggotaKeluarga, Desa, Kabupaten, MasaJabatan, Peserta
from desa.parameters.bagian import ANGKA_KELAS
from desa.queries.bagian import family_rule_in
from desa.queries.kelas import class_by_wage
from desa.queries.keluarga import standings_on, statements_on
from desa.queries.kepesertaan import BarisPejabat, Ringkas, family_on, in_office, plain_roster_on
from desa.queries.peraturan import TidakAdaPeraturan, exclusions, peraturan_in_force
from desa.rules.keluarga import StatusAnggota
from jaminan.bulan import Bulan

SHARED = (
    "alamat", "kode_desa", "nama_desa", "kode_kecamatan", "kecamatan", "nomor_kk", "faskes", "telepon", "kelas",
)  # fmt: skip
TOLD_OF_MEMBER = ("nama", "jenis_kelamin", "nomor_kartu", "berakhir")
Kunci = tuple[int, int]  # the official, and the family member (0: the official)
KEDUDUKAN_KELUARGA = {"suami": "suami", "istri": "istri", **dict.fromkeys(map(str, ANAK), "anak")}


@dataclass(frozen=True, slots=True)
class Sasaran:
    """A person who should be insured: described, from which village, and since when on the roster."""

    peserta: Peserta
    anggota: AnggotaKeluarga | None
    desa: Desa
    sejak: date
    isi: dict[str, Any]

    @property
    def kunci(self) -> Kunci:
        return self.peserta.pk, self.anggota.pk if self.anggota else 0

    @property
    def nama(self) -> str:
        return self.anggota.nama if self.anggota else self.peserta.nama

    @property
    def sebutan(self) -> str:
        """ "Kepala Dusun Salu", "Anak kandung dari Yohanis"."""
        if self.anggota:
            return f"{self.anggota.get_hubungan_display()} dari {self.peserta.nama}"
        return str(self.isi.get("jabatan", ""))


class Putusan(NamedTuple):
    """Whether somebody on the roster is insured through the regency, from plain rows.

    `anggota` None: the official, with `keadaan` None. `alasan` says why not; empty: insured.
    """

    kunci: Kunci
    pejabat: Ringkas
    anggota: Any = None
    keadaan: KeadaanAnggota | None = None
    alasan: str = ""


@dataclass(frozen=True, slots=True)
class Daftar:
    """Everybody who should be insured, and why the others of these families and posts should not."""

    orang: dict[Kunci, Sasaran]
    alasan: dict[Kunci, str]


def targets(kabupaten: Kabupaten, hari: date, hanya: Collection[int] | None = None) -> Daftar:
    """Officials in office on the day and not insured otherwise, with their covered family. Few queries for all.

    `hanya` limits it to these officials (None: everybody).
    """
    judged = list(judged_on(kabupaten, hari, hanya))
    return in_full(judged, descriptions(kabupaten, hari, judged))


def in_full(judged: Collection[Putusan], isi: Mapping[Kunci, dict[str, Any]]) -> Daftar:
    """These people with the rows themselves; `isi` describes whoever of them is insured. Three queries."""
    insured = [one for one in judged if not one.alasan]
    people = Peserta.objects.in_bulk({one.pejabat.orang.peserta_id for one in insured})
    members = AnggotaKeluarga.objects.in_bulk({one.anggota.pk for one in insured if one.anggota})
    villages = Desa.objects.select_related("kecamatan__kabupaten").in_bulk(
        {one.pejabat.orang.desa_id for one in insured}
    )
    found = Daftar({}, {one.kunci: one.alasan for one in judged if one.alasan})
    for one in insured:
        official = one.pejabat.orang
        member = members[one.anggota.pk] if one.anggota else None
        since = max(official.mulai, member.mulai) if member else official.mulai
        found.orang[one.kunci] = Sasaran(
            people[official.peserta_id], member, villages[official.desa_id], since, isi[one.kunci]
        )
    return found


def judged_on(kabupaten: Kabupaten, hari: date, hanya: Collection[int] | None = None) -> Iterator[Putusan]:
    """Everybody on the roster of the day from plain rows: officials first, then the family of the insured ones."""
    roster = plain_roster_on(kabupaten, hari, tuple(_exclusions(kabupaten, Bulan.of(hari))), hanya)
    yield from (Putusan((one.orang.peserta_id, 0), one, alasan=one.pengecualian) for one in roster)
    officials = {one.orang.peserta_id: one for one in roster if not one.pengecualian}
    told = list(_members(in_office(kabupaten, hari, hanya), kabupaten, hari))
    further = _taking_part([member.pk for member, status in told if status.keadaan == KeadaanAnggota.LAIN], hari)
    for member, status in told:
        official = officials.get(member.peserta_id)
        if official:
            why = "" if status.ditanggung or member.pk in further else status.alasan
            yield Putusan((member.peserta_id, member.pk), official, member, status.keadaan, why)


def descriptions(kabupaten: Kabupaten, hari: date, judged: Iterable[Putusan]) -> dict[Kunci, dict[str, Any]]:
    """Whoever of these is insured, as BPJS Kesehatan is told; officials come before their families."""
    class_of, villages = class_by_wage(kabupaten, Bulan.of(hari)), _places(kabupaten)
    found: dict[Kunci, dict[str, Any]] = {}
    shared: dict[int, dict[str, Any]] = {}
    for one in judged:
        person, wage = one.pejabat.orang, one.pejabat.penghasilan
        if one.alasan:
            continue
        if one.anggota is None:
            isi = describe(person, person, villages[person.desa_id], wage, class_of(wage))
            shared[person.peserta_id] = household(isi)
        else:
            further = one.keadaan == KeadaanAnggota.LAIN
            isi = describe_member(shared[person.peserta_id], one.anggota, tambahan=further)
        found[one.kunci] = isi
    return found


def _places(kabupaten: Kabupaten) -> dict[int, dict[str, Any]]:
    rows = Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan")
    return {desa.pk: place_of(desa) for desa in rows}


def _taking_part(members: list[int], hari: date) -> set[int]:
    """For which of these further family members an official pays a tariff."""
    paying = statements_on(hari).filter(jenis=JenisKeterangan.DIIKUTSERTAKAN, anggota__in=members)
    return set(paying.order_by().values_list("anggota_id", flat=True)) if members else set()


def _members(people: QuerySet[Any], kabupaten: Kabupaten, hari: date) -> Iterator[tuple[Any, StatusAnggota]]:
    """Ages count on the first of the month; who was recorded since is looked at on the day itself."""
    rule, first = family_rule_in(kabupaten, Bulan.of(hari)), Bulan.of(hari).first_day
    for member, _, status in standings_on(people, rule, first, TOLD_OF_MEMBER):
        if member.berakhir is None or member.berakhir >= hari:
            yield member, status
    grown = dict(family_on(people, hari).filter(mulai__gt=first).order_by().values_list("pk", "peserta_id"))
    since = standings_on(set(grown.values()), rule, hari, TOLD_OF_MEMBER) if grown else ()
    yield from ((member, status) for member, _, status in since if member.pk in grown)


def _exclusions(kabupaten: Kabupaten, bulan: Bulan) -> Iterator[Any]:
    try:
        yield from exclusions(peraturan_in_force(kabupaten, bulan))
    except TidakAdaPeraturan:
        return


def describe(
    person: Peserta | BarisPejabat, masa: MasaJabatan | BarisPejabat, tempat: dict[str, Any], gaji: int | None,
    kelas: str | None,
) -> dict[str, Any]:  # fmt: skip
    """An official as BPJS Kesehatan is told; `tempat` is the village's part (`place_of`)."""
    return {
        **tempat, **_person(person),
        "hubungan": "peserta", "nomor_kk": person.nomor_kk, "tempat_lahir": person.tempat_lahir,
        "status_kawin": person.status_kawin, "faskes": person.faskes, "telepon": person.telepon,
        "jabatan": masa.nama_jabatan, "pegawai": "peserta", "tmt": masa.mulai.isoformat(),
        "gaji": gaji if gaji is not None else "",
        "kelas": str(ANGKA_KELAS[kelas]) if kelas else "",  # type: ignore[index] # a class of the rule
    }  # fmt: skip


def _person(one: Any) -> dict[str, Any]:
    return {
        "nik": one.nik, "nama": one.nama, "jenis_kelamin": str(one.jenis_kelamin),
        "tanggal_lahir": one.tanggal_lahir.isoformat(), "nomor_kartu": one.nomor_kartu,
    }  # fmt: skip


def place_of(desa: Desa) -> dict[str, Any]:
    return {
        "alamat": f"Desa {desa.nama}, Kecamatan {desa.kecamatan.nama}", "kode_desa": desa.kode, "nama_desa": desa.nama,
        "kode_kecamatan": desa.kecamatan.kode, "kecamatan": desa.kecamatan.nama,
    }  # fmt: skip


def household(official: dict[str, Any]) -> dict[str, Any]:
    """What an official's description shares with the family: lives, is treated and is classed as the official."""
    return {name: official[name] for name in SHARED}


def describe_member(shared: dict[str, Any], member: Any, *, tambahan: bool = False) -> dict[str, Any]:
    """A family member as BPJS Kesehatan is told; `shared` is the official's part (`household`)."""
    relation = "tambahan" if tambahan else KEDUDUKAN_KELUARGA.get(str(member.hubungan), "tambahan")
    married = relation in {"suami", "istri"} or member.sudah_menikah
    return {**shared, **_person(member), "hubungan": relation, "status_kawin": "kawin" if married else "belum"}
