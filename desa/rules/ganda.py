"""Whether a person has cover twice: by NIK for certain, by name and birth date as a question for a human. Pure.

A match by name never decides anything. Titles and the order of the parts of a name do not count.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz

from desa.enums import JenisGanda, PutusanGanda, Skema
from desa.parameters.kelayakan import BagianKelayakan

ALIKE = 86  # of 100: one letter more or less in a name of two words is asked about, a brother's name is not
# A degree is known by its full stop ("S.Pd"): without one, "Sari" and "Mira" would be titles.
TITLES = re.compile(r"\b(h|hj|haji|hajjah|dr|drs|dra|ir|a\.?md|[sm]\.[a-z]{1,4})\b\.?", re.IGNORECASE)
PESERTA, ANGGOTA, WARGA = "peserta", "anggota", "warga"
END_IN_REGISTER = "DPM-Pemdes menolak atau mengakhirinya dengan putusan dua orang."


class Orang(NamedTuple):
    """A person of one of our registers. `tercatat` names the reasons of exclusion that the register already holds."""

    register: str
    pk: int
    nik: str
    nama: str
    tanggal_lahir: date
    sebutan: str
    desa: str
    kecamatan: str = ""
    peserta: int | None = None
    tercatat: frozenset[str] = frozenset()
    dinyatakan: str = ""


@dataclass(frozen=True, slots=True)
class Entri:
    """A person on the list of another scheme."""

    skema: str
    nik: str
    nama: str
    tanggal_lahir: date | None
    baris: int


@dataclass(frozen=True, slots=True)
class Temuan:
    """One possible double cover of one person, with what was decided about it."""

    kunci: str
    jenis: JenisGanda
    orang: Orang
    teks: str
    akibat: str
    tindakan: str
    pasal: str = ""
    skema: str = ""
    perlu_laporan: bool = False
    tercatat: bool = False
    putusan: str = ""
    alasan: str = ""

    @property
    def pasti(self) -> bool:
        """Whether it is no mere likeness."""
        return self.jenis != JenisGanda.MIRIP

    @property
    def selesai(self) -> bool:
        """Recorded already, no double after all, or confirmed without anything left to report."""
        return self.tercatat or self.putusan == PutusanGanda.BUKAN or bool(self.putusan and not self.perlu_laporan)

    @property
    def menunggu_desa(self) -> bool:
        """Confirmed, and not yet in the village's report."""
        return self.putusan == PutusanGanda.GANDA and not self.selesai

    @property
    def terbuka(self) -> bool:
        """Somebody at DPM-Pemdes must decide."""
        return not self.selesai and not self.putusan


def plain_name(nama: str) -> str:
    """The name as it is compared: small letters, without titles and signs.

    >>> plain_name("Hj. Sitti Nur'aini, S.Pd")
    'sitti nuraini'
    >>> plain_name("Drs. M. Sari S.Sos")
    'm sari'
    """
    words = re.sub(r"['’`]", "", TITLES.sub(" ", nama.partition(",")[0]).casefold())
    return " ".join(re.sub(r"[^\w ]", " ", words).split())


def likeness(one: str, other: str) -> int:
    """How alike two names are, 0 to 100, whatever the order of their parts."""
    return round(fuzz.token_sort_ratio(plain_name(one), plain_name(other)))


def key_of(*parts: object) -> str:
    """The name of a finding, stable over new versions of a list and unreadable for people."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]


def matches(orang: Sequence[Orang], entri: Iterable[Entri]) -> Iterator[tuple[Orang, Entri, bool]]:
    """Every person with an entry of the same NIK (True), or of the same birth date and a name much alike (False)."""
    by_nik: dict[str, list[Orang]] = {}
    by_birth: dict[date, list[Orang]] = {}
    for one in orang:
        by_nik.setdefault(one.nik, []).append(one)
        by_birth.setdefault(one.tanggal_lahir, []).append(one)
    for entry in entri:
        same = by_nik.get(entry.nik, []) if entry.nik else []
        yield from ((one, entry, True) for one in same)
        if entry.tanggal_lahir and entry.nama and not same:
            for one in by_birth.get(entry.tanggal_lahir, []):
                if likeness(one.nama, entry.nama) >= ALIKE:
                    yield one, entry, False


def from_list(orang: Orang, entri: Entri, pasti: bool, aturan: BagianKelayakan) -> Temuan:
    """The finding that a person stands, or seems to stand, on the list of another scheme."""
    skema = Skema(entri.skema)
    jenis = JenisGanda.NIK if pasti else JenisGanda.MIRIP
    person = (orang.register, orang.pk, skema)
    if pasti:
        key, text = key_of(jenis, *person), f"NIK-nya ada pada daftar {skema.label}, baris {entri.baris}."
    else:
        key = key_of(jenis, *person, entri.nik, plain_name(entri.nama), entri.tanggal_lahir)
        text = f"Mirip dengan {entri.nama} pada daftar {skema.label}, baris {entri.baris}: tanggal lahirnya sama."
    return _against(orang, skema, key, jenis, text, aturan)


def of_newcomer(nama: str, skema: Skema, pasti: bool, aturan: BagianKelayakan) -> str:
    """The sentence beside somebody new who stands, or seems to stand, on another scheme's list.

    The list's own words stay with DPM-Pemdes: a village asks here about a number that nobody has accepted yet.
    """
    rule = aturan.rule_for(skema)
    where = f"NIK {nama} ada" if pasti else f"Nama dan tanggal lahir {nama} mirip dengan seseorang"
    follows = f" Yang sudah dijamin di sana tidak berhak dijamin lagi (Pasal {rule.pasal})." if rule else ""
    return f"{where} pada daftar {skema.label}.{follows}"


def from_statement(orang: Orang, aturan: BagianKelayakan) -> Temuan:
    """The finding that somebody states other cover of their own."""
    skema = Skema(orang.dinyatakan)
    key = key_of(JenisGanda.PERNYATAAN, orang.register, orang.pk, skema)
    text = f"Menyatakan sendiri memegang {skema.label}."
    return _against(orang, skema, key, JenisGanda.PERNYATAAN, text, aturan)


def _against(orang: Orang, skema: Skema, kunci: str, jenis: JenisGanda, teks: str, aturan: BagianKelayakan) -> Temuan:
    if orang.register == WARGA:
        return _resident(orang, kunci, jenis, teks, aturan, skema)
    rule = aturan.rule_for(skema)
    if rule is None:
        consequence = f"Peraturan kabupaten tidak mengecualikan pemegang {skema.label}. Iurannya tetap dihitung."
        return Temuan(kunci, jenis, orang, teks, consequence, "Catat saja.", skema=skema)
    consequence = f"Tidak berhak dijamin dua kali, jadi tidak diiurkan di sini (Pasal {rule.pasal})."
    return Temuan(
        kunci, jenis, orang, teks, consequence, _report(orang, rule.alasan, skema), rule.pasal, skema,
        perlu_laporan=True, tercatat=rule.alasan in orang.tercatat,
    )  # fmt: skip


def _resident(
    orang: Orang, kunci: str, jenis: JenisGanda, teks: str, aturan: BagianKelayakan, skema: str = ""
) -> Temuan:
    """The finding against a resident of the JAMKESDA register: any other cover excludes."""
    rule = aturan.jamkesda
    pasal = f"Pasal {rule.pasal} {rule.peraturan}" if rule else ""
    consequence = f"Tidak berhak atas JAMKESDA ({pasal})."
    return Temuan(kunci, jenis, orang, teks, consequence, END_IN_REGISTER, pasal, skema, perlu_laporan=True)


def insured_resident(orang: Orang, aturan: BagianKelayakan) -> Temuan:
    """The finding that a resident is insured as an official, or in an official's family; where is nobody's business."""
    text = "NIK-nya ada pada daftar perangkat desa atau keluarganya."
    return _resident(orang, key_of(JenisGanda.JAMKESDA, orang.pk), JenisGanda.JAMKESDA, text, aturan)


def _report(orang: Orang, alasan: str, skema: Skema) -> str:
    """How the village reports it; nobody changes the roster in another way."""
    if orang.register == ANGGOTA:
        return "Desa mencatat keterangan jaminan sendiri pada halaman keluarga."
    if alasan == "pns":
        return "Desa melaporkannya sebagai perubahan, atau mengisi kolom PNS dengan Y pada daftar perangkat bulan ini."
    return (
        "Desa melaporkannya sebagai perubahan, atau mengisi kolom Jaminan Lain pada daftar perangkat bulan ini "
        f"dengan {skema.label}."
    )


KEMBAR = {
    JenisGanda.DUA_DESA: (
        "Satu orang satu iuran. Jabatan yang menentukan ditampilkan pada rincian iuran.",
        "Periksa apakah jabatan yang lama sudah berakhir. Bila sudah, desa itu melaporkannya.",
    ),
    JenisGanda.PEJABAT_KELUARGA: (
        "Dijamin sebagai pejabat, jadi tidak dihitung dalam keluarga orang lain.",
        "Tidak perlu diubah. Periksa hanya bila orangnya ternyata berbeda.",
    ),
    JenisGanda.DUA_KELUARGA: (
        "Dihitung sekali saja, dalam keluarga yang lebih dahulu melaporkannya.",
        "Desa yang keliru menghapusnya dari lembar Keluarga pada laporan berikutnya.",
    ),
}


@dataclass(slots=True)
class Kembar:
    """Everywhere in our registers that one NIK stands."""

    pejabat: list[Orang] = field(default_factory=list)
    keluarga: list[Orang] = field(default_factory=list)

    @property
    def semua(self) -> list[Orang]:
        return [*self.pejabat, *self.keluarga]

    @property
    def sebutan(self) -> str:
        return f"{self.jenis.label}." if self.jenis else ""

    @property
    def jenis(self) -> JenisGanda | None:
        if len({one.desa for one in self.pejabat}) > 1:
            return JenisGanda.DUA_DESA
        if self.pejabat and self.keluarga:
            return JenisGanda.PEJABAT_KELUARGA
        return JenisGanda.DUA_KELUARGA if len({one.peserta for one in self.keluarga}) > 1 else None


def doubles(orang: Iterable[Orang]) -> dict[str, Kembar]:
    """Every NIK that stands more than once, and where."""
    found: dict[str, Kembar] = {}
    for one in orang:
        place = found.setdefault(one.nik, Kembar())
        (place.pejabat if one.register == PESERTA else place.keluarga).append(one)
    return {nik: places for nik, places in found.items() if places.jenis}


def from_registers(kembar: Kembar, orang: Orang, teks: str) -> Temuan:
    """The finding that one person of a place stands elsewhere in our registers too."""
    jenis = kembar.jenis
    assert jenis is not None  # noqa: S101 - `doubles` keeps no other
    consequence, deed = KEMBAR[jenis]
    return Temuan(
        key_of(jenis, orang.nik), jenis, orang, teks, consequence, deed,
        perlu_laporan=jenis != JenisGanda.PEJABAT_KELUARGA,
    )  # fmt: skip
