"""Who should be insured through the regency today by the accepted roster, described as BPJS Kesehatan is told."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from desa.enums import ANAK, Hubungan, JenisKeterangan, KeadaanAnggota
from desa.models import AnggotaKeluarga, Desa, Kabupaten, Peserta
from desa.parameters.bagian import ANGKA_KELAS
from desa.queries.bagian import family_rule_in
from desa.queries.kelas import class_by_wage
from desa.queries.keluarga import families_on, statements_on
from desa.queries.kepesertaan import Pejabat, family_on, roster_on
from desa.queries.peraturan import TidakAdaPeraturan, exclusions, peraturan_in_force
from desa.rules.keluarga import StatusAnggota
from jaminan.bulan import Bulan

SHARED = (
    "alamat", "kode_desa", "nama_desa", "kode_kecamatan", "kecamatan", "nomor_kk", "faskes", "telepon", "kelas",
)  # fmt: skip
Kunci = tuple[int, int]  # the official, and the family member (0: the official)
KEDUDUKAN_KELUARGA = {Hubungan.SUAMI: "suami", Hubungan.ISTRI: "istri", **dict.fromkeys(ANAK, "anak")}


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
    for one in roster_on(kabupaten, hari, tuple(_exclusions(kabupaten, bulan))):
        if hanya is not None and one.peserta.pk not in hanya:
            continue
        if one.pengecualian:
            found.alasan[one.peserta.pk, 0] = one.pengecualian
            continue
        target = Sasaran(one.peserta, None, one.masa.desa, one.masa.mulai, describe(one, class_of(one.penghasilan)))
        officials[one.peserta.pk] = found.orang[target.kunci] = target
    _families(found, officials, kabupaten, hari)
    return found


def _families(found: Daftar, officials: dict[int, Sasaran], kabupaten: Kabupaten, hari: date) -> None:
    paying = statements_on(hari).filter(jenis=JenisKeterangan.DIIKUTSERTAKAN, anggota__peserta__in=officials)
    taking_part = set(paying.values_list("anggota_id", flat=True))
    for member, status in _members(list(officials), kabupaten, hari):
        official = officials[member.peserta_id]
        other = status.keadaan == KeadaanAnggota.LAIN and member.pk in taking_part
        if status.ditanggung or other:
            target = _member(official, member, status)
            found.orang[target.kunci] = target
        else:
            found.alasan[official.peserta.pk, member.pk] = status.alasan


def _members(people: list[int], kabupaten: Kabupaten, hari: date) -> list[tuple[AnggotaKeluarga, StatusAnggota]]:
    """Ages count on the first of the month; who was recorded since is looked at on the day itself."""
    rule, first = family_rule_in(kabupaten, Bulan.of(hari)), Bulan.of(hari).first_day
    known = families_on(people, rule, first)
    grown = set(family_on(people, hari).filter(mulai__gt=first).values_list("peserta_id", flat=True))
    since = [(member, status) for member, status in families_on(grown, rule, hari) if member.mulai > first]
    return [row for row in known if row[0].berakhir is None or row[0].berakhir >= hari] + since


def _exclusions(kabupaten: Kabupaten, bulan: Bulan) -> Iterator[Any]:
    try:
        yield from exclusions(peraturan_in_force(kabupaten, bulan))
    except TidakAdaPeraturan:
        return


def describe(one: Pejabat, kelas: str | None) -> dict[str, Any]:
    """An official as BPJS Kesehatan is told."""
    person = one.peserta
    return _place(one.masa.desa) | _person(person) | {
        "hubungan": "peserta", "nomor_kk": person.nomor_kk, "tempat_lahir": person.tempat_lahir,
        "status_kawin": person.status_kawin, "faskes": person.faskes, "telepon": person.telepon,
        "jabatan": one.masa.nama_jabatan, "pegawai": "peserta", "tmt": one.masa.mulai.isoformat(),
        "gaji": one.penghasilan if one.penghasilan is not None else "",
        "kelas": str(ANGKA_KELAS[kelas]) if kelas else "",  # type: ignore[index] # a class of the rule
    }  # fmt: skip


def _person(one: Peserta | AnggotaKeluarga) -> dict[str, Any]:
    return {
        "nik": one.nik, "nama": one.nama, "jenis_kelamin": str(one.jenis_kelamin),
        "tanggal_lahir": one.tanggal_lahir.isoformat(), "nomor_kartu": one.nomor_kartu,
    }  # fmt: skip


def _place(desa: Desa) -> dict[str, Any]:
    return {
        "alamat": f"Desa {desa.nama}, Kecamatan {desa.kecamatan.nama}", "kode_desa": desa.kode, "nama_desa": desa.nama,
        "kode_kecamatan": desa.kecamatan.kode, "kecamatan": desa.kecamatan.nama,
    }  # fmt: skip


def _member(official: Sasaran, member: AnggotaKeluarga, status: StatusAnggota) -> Sasaran:
    isi = describe_member(official.isi, member, tambahan=status.keadaan == KeadaanAnggota.LAIN)
    return Sasaran(official.peserta, member, official.desa, max(official.sejak, member.mulai), isi)


def describe_member(official: dict[str, Any], member: AnggotaKeluarga, *, tambahan: bool = False) -> dict[str, Any]:
    """A family member as BPJS Kesehatan is told: lives, is treated and is classed as the official."""
    relation = "tambahan" if tambahan else KEDUDUKAN_KELUARGA.get(Hubungan(member.hubungan), "tambahan")
    married = relation in {"suami", "istri"} or member.sudah_menikah
    marriage = {"hubungan": relation, "status_kawin": "kawin" if married else "belum"}
    return {name: official[name] for name in SHARED} | _person(member) | marriage
