"""Who should be insured through the regency today by the accepted roster, described as BPJS Kesehatan is told."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from desa.enums import ANAK, JenisKeterangan, KeadaanAnggota
from desa.models import AnggotaKeluarga, Desa, Kabupaten, MasaJabatan, Peserta
from desa.parameters.bagian import ANGKA_KELAS
from desa.queries.bagian import family_rule_in
from desa.queries.kelas import class_by_wage
from desa.queries.keluarga import standings_on, statements_on
from desa.queries.kepesertaan import BarisPejabat, Ringkas, family_on, in_office, plain_roster_on, roster_on
from desa.queries.peraturan import TidakAdaPeraturan, exclusions, peraturan_in_force
from desa.rules.keluarga import StatusAnggota
from jaminan.bulan import Bulan

SHARED = (
    "alamat", "kode_desa", "nama_desa", "kode_kecamatan", "kecamatan", "nomor_kk", "faskes", "telepon", "kelas",
)  # fmt: skip
TOLD_OF_MEMBER = ("nama", "jenis_kelamin", "nomor_kartu", "mulai", "berakhir")
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


@dataclass(frozen=True, slots=True)
class Daftar:
    """Everybody who should be insured, and why the others of these families and posts should not."""

    orang: dict[Kunci, Sasaran]
    alasan: dict[Kunci, str]


def targets(kabupaten: Kabupaten, hari: date, hanya: Collection[int] | None = None) -> Daftar:
    """Officials in office on the day and not insured otherwise, with their covered family. Few queries for all.

    `hanya` limits it to these officials (None: everybody).
    """
    bulan = Bulan.of(hari)
    class_of = class_by_wage(kabupaten, bulan)
    found = Daftar({}, {})
    officials: dict[int, Sasaran] = {}
    for one in roster_on(kabupaten, hari, tuple(_exclusions(kabupaten, bulan)), hanya):
        if one.pengecualian:
            found.alasan[one.peserta.pk, 0] = one.pengecualian
            continue
        isi = describe(one.peserta, one.masa, place_of(one.masa.desa), one.penghasilan, class_of(one.penghasilan))
        target = Sasaran(one.peserta, None, one.masa.desa, one.masa.mulai, isi)
        officials[one.peserta.pk] = found.orang[target.kunci] = target
    _families(found, officials, kabupaten, hari)
    return found


def _families(found: Daftar, officials: dict[int, Sasaran], kabupaten: Kabupaten, hari: date) -> None:
    taking_part = _taking_part(officials, hari)
    for member, status in _members(list(officials), kabupaten, hari):
        official = officials[member.peserta_id]
        if _insured(member, status, taking_part):
            target = _member(official, member, status)
            found.orang[target.kunci] = target
        else:
            found.alasan[official.peserta.pk, member.pk] = status.alasan


def told_now(kabupaten: Kabupaten, hari: date) -> dict[Kunci, dict[str, Any]]:
    """The same people as `targets`, only as BPJS Kesehatan is told: for whoever looks at everybody and shows few."""
    class_of, villages = class_by_wage(kabupaten, Bulan.of(hari)), _places(kabupaten)
    found: dict[Kunci, dict[str, Any]] = {}
    for official, member, status in insured_on(kabupaten, hari):
        person, wage = official.orang, official.penghasilan
        if member is None:
            isi = describe(person, person, villages[person.desa_id], wage, class_of(wage))
            found[person.peserta_id, 0] = isi
        else:
            found[person.peserta_id, member.pk] = _told_of(found[person.peserta_id, 0], member, status)
    return found


def insured_on(kabupaten: Kabupaten, hari: date) -> Iterator[tuple[Ringkas, Any, Any]]:
    """The same people as plain rows: officials first, then their family members each with its standing."""
    exclusions = tuple(_exclusions(kabupaten, Bulan.of(hari)))
    roster = plain_roster_on(kabupaten, hari, exclusions)
    officials = {one.orang.peserta_id: one for one in roster if not one.pengecualian}
    yield from ((one, None, None) for one in officials.values())
    people = in_office(kabupaten, hari)
    taking_part = _taking_part(people, hari)
    for member, status in _members(people, kabupaten, hari, TOLD_OF_MEMBER):
        if member.peserta_id in officials and _insured(member, status, taking_part):
            yield officials[member.peserta_id], member, status


def _places(kabupaten: Kabupaten) -> dict[int, dict[str, Any]]:
    rows = Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan")
    return {desa.pk: place_of(desa) for desa in rows}


def _taking_part(people: Collection[int] | QuerySet[Any], hari: date) -> set[int]:
    """Which family members an official pays a tariff for."""
    paying = statements_on(hari).filter(jenis=JenisKeterangan.DIIKUTSERTAKAN, anggota__peserta__in=people)
    return set(paying.values_list("anggota_id", flat=True))


def _insured(member: Any, status: StatusAnggota, taking_part: set[int]) -> bool:
    return status.ditanggung or (status.keadaan == KeadaanAnggota.LAIN and member.pk in taking_part)


def _members(
    people: list[int] | QuerySet[Any], kabupaten: Kabupaten, hari: date, kolom: Iterable[str] | None = None
) -> list[tuple[Any, StatusAnggota]]:
    """Ages count on the first of the month; who was recorded since is looked at on the day itself."""
    rule, first = family_rule_in(kabupaten, Bulan.of(hari)), Bulan.of(hari).first_day
    known = standings_on(people, rule, first, kolom)
    grown = set(family_on(people, hari).filter(mulai__gt=first).values_list("peserta_id", flat=True))
    since = [one for one in standings_on(grown, rule, hari, kolom) if one[0].mulai > first] if grown else []
    kept = [one for one in known if one[0].berakhir is None or one[0].berakhir >= hari]
    return [(member, status) for member, _, status in kept + since]


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
    return tempat | _person(person) | {
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


def _member(official: Sasaran, member: AnggotaKeluarga, status: StatusAnggota) -> Sasaran:
    isi = _told_of(official.isi, member, status)
    return Sasaran(official.peserta, member, official.desa, max(official.sejak, member.mulai), isi)


def _told_of(official: dict[str, Any], member: Any, status: StatusAnggota) -> dict[str, Any]:
    return describe_member(official, member, tambahan=status.keadaan == KeadaanAnggota.LAIN)


def describe_member(official: dict[str, Any], member: Any, *, tambahan: bool = False) -> dict[str, Any]:
    """A family member as BPJS Kesehatan is told: lives, is treated and is classed as the official."""
    relation = "tambahan" if tambahan else KEDUDUKAN_KELUARGA.get(str(member.hubungan), "tambahan")
    married = relation in {"suami", "istri"} or member.sudah_menikah
    marriage = {"hubungan": relation, "status_kawin": "kawin" if married else "belum"}
    return {name: official[name] for name in SHARED} | _person(member) | marriage
