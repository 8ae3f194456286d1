"""Invents the officials of a village and their families; the same village always gets the same people."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from desa.enums import Hubungan, Jabatan, JenisKelamin, SifatJabatan, StatusKawin
from desa.models import Desa

# The posts of an ordinary village: 12 of them, of which up to two stand empty.
POSTS: tuple[tuple[Jabatan, str], ...] = (
    (Jabatan.KEPALA_DESA, ""),
    (Jabatan.SEKRETARIS_DESA, ""),
    (Jabatan.KEPALA_URUSAN, "Keuangan"),
    (Jabatan.KEPALA_URUSAN, "Tata Usaha dan Umum"),
    (Jabatan.KEPALA_URUSAN, "Perencanaan"),
    (Jabatan.KEPALA_SEKSI, "Pemerintahan"),
    (Jabatan.KEPALA_SEKSI, "Kesejahteraan"),
    (Jabatan.KEPALA_SEKSI, "Pelayanan"),
    (Jabatan.KEPALA_DUSUN, "Satu"),
    (Jabatan.KEPALA_DUSUN, "Dua"),
    (Jabatan.KEPALA_DUSUN, "Tiga"),
    (Jabatan.KEPALA_DUSUN, "Empat"),
)
# PP 11/2019: the least monthly income of each post, in rupiah.
LEAST_INCOME = {Jabatan.KEPALA_DESA: 2_426_640, Jabatan.SEKRETARIS_DESA: 2_224_420}
LEAST_INCOME_OTHERS = 2_022_200
FIRST_SERIAL = 9001  # 9xxx marks an invented person


@dataclass(slots=True)
class AnggotaContoh:
    nik: str
    nama: str
    jenis_kelamin: JenisKelamin
    tanggal_lahir: date
    hubungan: Hubungan
    masih_sekolah: bool


@dataclass(frozen=True, slots=True)
class JabatanContoh:
    """A post that is held since `mulai`, still today."""

    jabatan: Jabatan
    bidang: str
    mulai: date
    sifat: SifatJabatan = SifatJabatan.DEFINITIF


@dataclass(slots=True)
class OrangContoh:
    """An invented official; `penghasilan` in rupiah per month."""

    nik: str
    nomor_kk: str
    nama: str
    jenis_kelamin: JenisKelamin
    tempat_lahir: str
    tanggal_lahir: date
    status_kawin: StatusKawin
    jabatan: list[JabatanContoh]
    penghasilan: int
    pns: bool = False
    jaminan_lain: str = ""
    keluarga: list[AnggotaContoh] = field(default_factory=list)


class PenemuOrang:
    """Invents people for one regency; never gives a NIK twice."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        self._names = names
        self._given: set[str] = set()

    def officials_of(self, desa: Desa) -> list[OrangContoh]:
        """10 to 12 officials of the village with their families."""
        chance = Random(desa.kode)  # noqa: S311 - invented people, no secret
        empty = chance.sample(range(8, len(POSTS)), k=chance.choice((0, 1, 1, 2)))
        level = chance.choice((100, 100, 100, 105, 110, 120, 140, 180))
        return [
            self._official(desa, jabatan, bidang, level, chance)
            for place, (jabatan, bidang) in enumerate(POSTS)
            if place not in empty
        ]

    def _official(self, desa: Desa, jabatan: Jabatan, bidang: str, level: int, chance: Random) -> OrangContoh:
        sex = chance.choice((JenisKelamin.L, JenisKelamin.L, JenisKelamin.P))
        born = _day_between(chance, date(1968, 1, 1), date(1999, 12, 31))
        married = chance.random() < 0.8
        person = OrangContoh(
            nik=self._nik(desa, born, sex),
            nomor_kk=self._nik(desa, _day_between(chance, date(2005, 1, 1), date(2020, 12, 31)), JenisKelamin.L),
            nama=self._name(sex, chance, degree=True),
            jenis_kelamin=sex,
            tempat_lahir=desa.kecamatan.nama,
            tanggal_lahir=born,
            status_kawin=StatusKawin.KAWIN if married else StatusKawin.BELUM,
            jabatan=[JabatanContoh(jabatan, bidang, _day_between(chance, date(2021, 8, 2), date(2025, 11, 28)))],
            penghasilan=LEAST_INCOME.get(jabatan, LEAST_INCOME_OTHERS) * level // 100,
        )
        if married:
            person.keluarga = self._family(desa, person, chance)
        return person

    def _family(self, desa: Desa, person: OrangContoh, chance: Random) -> list[AnggotaContoh]:
        sex = JenisKelamin.P if person.jenis_kelamin == JenisKelamin.L else JenisKelamin.L
        spouse = Hubungan.ISTRI if sex == JenisKelamin.P else Hubungan.SUAMI
        born = person.tanggal_lahir + timedelta(days=chance.randint(-1500, 1500))
        members = [self._member(desa, spouse, sex, born, chance)]
        oldest = max(person.tanggal_lahir.year + 21, 2000)
        for _ in range(chance.choice((0, 1, 1, 2, 2, 2, 3, 3, 4))):
            child = _day_between(chance, date(oldest, 1, 1), date(2025, 12, 31))
            sex = chance.choice((JenisKelamin.L, JenisKelamin.P))
            members.append(self._member(desa, Hubungan.ANAK_KANDUNG, sex, child, chance))
        if chance.random() < 0.05:
            born = person.tanggal_lahir - timedelta(days=chance.randint(8000, 11000))
            members.append(self._member(desa, Hubungan.IBU, JenisKelamin.P, born, chance))
        return members

    def _member(self, desa: Desa, hubungan: Hubungan, sex: JenisKelamin, born: date, chance: Random) -> AnggotaContoh:
        studying = hubungan == Hubungan.ANAK_KANDUNG and 2001 <= born.year <= 2020
        return AnggotaContoh(
            self._nik(desa, born, sex), self._name(sex, chance, degree=False), sex, born, hubungan, studying
        )

    def _name(self, sex: JenisKelamin, chance: Random, *, degree: bool) -> str:
        given = chance.choice(self._names["laki" if sex == JenisKelamin.L else "perempuan"])
        title = chance.choice(self._names["gelar"]) if degree else ""
        return f"{given} {chance.choice(self._names['keluarga'])}{title}"

    def _nik(self, desa: Desa, born: date, sex: JenisKelamin) -> str:
        day = born.day + (40 if sex == JenisKelamin.P else 0)
        stem = f"{desa.kecamatan.kode.replace('.', '')}{day:02d}{born:%m%y}"
        serial = FIRST_SERIAL
        while f"{stem}{serial}" in self._given:
            serial += 1
        self._given.add(f"{stem}{serial}")
        return f"{stem}{serial}"


def _day_between(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def card_number(sequence: int) -> str:
    """An invented 13-digit card number that begins with 0009."""
    return f"0009{sequence:09d}"


def chosen(rows: list[Any], count: int, seed: str) -> list[Any]:
    """`count` of the rows, the same ones at every call with this seed."""
    return Random(seed).sample(rows, k=min(count, len(rows)))  # noqa: S311 - invented data, no secret
