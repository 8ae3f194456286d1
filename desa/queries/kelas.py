"""Reads the class of care of an official, the couple they form with another one, and what they pay on top."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Q

from desa.enums import PASANGAN, StatusKawin
from desa.models import AnggotaKeluarga, Kabupaten, MasaJabatan, NaikKelas, Peraturan, Peserta
from desa.parameters import NilaiTidakAda
from desa.parameters.bagian import BagianKelasRawat, Kelas
from desa.queries.bagian import care_class_rule
from desa.queries.kepesertaan import terms_on, wages_on
from desa.queries.peraturan import (
    bagian_iuran,
    national_rule,
    peraturan_in_force,
    tempat_of,
    values_for,
)
from desa.rules.kelas import class_for, higher
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah


@dataclass(frozen=True, slots=True)
class KelasRawat:
    """The class of an official in a month, why, and the national one where it is another."""

    kelas: Kelas
    alasan: str
    pasal: str
    nasional: str = ""


@dataclass(frozen=True, slots=True)
class Pasangan:
    """The other official of a couple, how the portal knows, and the class of the whole family."""

    peserta: Peserta
    masa: MasaJabatan
    dasar: str
    kelas: Kelas | None


def care_class(peserta: Peserta, kabupaten: Kabupaten, bulan: Bulan) -> KelasRawat | None:
    """The class of care of an official; None while no wage is recorded that would decide it, or no rule is known."""
    try:
        peraturan = peraturan_in_force(kabupaten, bulan)
        rule = care_class_rule(peraturan, bulan)
    except Kesalahan:
        return None
    dasar = _base(peserta, kabupaten, bulan, peraturan)
    if rule.tetap:
        return KelasRawat(rule.tetap, "Sama untuk semua peserta", rule.pasal, _national_class(bulan, rule.tetap, dasar))
    if dasar is None:
        return None
    return KelasRawat(class_for(rule, dasar), f"Menurut dasar iuran {format_rupiah(dasar)} sebulan", rule.pasal)


def class_by_wage(kabupaten: Kabupaten, bulan: Bulan) -> Callable[[int | None], Kelas | None]:
    """The class of care for a wage in rupiah, with regulation and floor read once for a whole regency."""
    try:
        peraturan = peraturan_in_force(kabupaten, bulan)
        rule = care_class_rule(peraturan, bulan)
    except Kesalahan:
        return lambda _wage: None
    floor = _floor(kabupaten, bulan, peraturan)
    fixed = rule.tetap

    @cache
    def found(wage: int | None) -> Kelas | None:
        if fixed:
            return fixed
        return None if wage is None else class_for(rule, max(wage, floor))

    return found


def _national_class(bulan: Bulan, ours: Kelas, dasar: int | None) -> str:
    nation = national_rule(bulan)
    stored = nation.isi.get("kelas_rawat") if nation else None
    if not stored or dasar is None:
        return ""
    theirs = class_for(BagianKelasRawat.model_validate(stored), dasar)
    return f"Menurut aturan nasional kelas {theirs} (Pasal {stored['pasal']})." if theirs != ours else ""


def _base(peserta: Peserta, kabupaten: Kabupaten, bulan: Bulan, peraturan: Peraturan) -> int | None:
    """The wage lifted to the floor; the floor that is missing lifts nothing."""
    wage = wages_on([peserta.pk], bulan.first_day).get(peserta.pk)
    return None if wage is None else max(wage, _floor(kabupaten, bulan, peraturan))


def _floor(kabupaten: Kabupaten, bulan: Bulan, peraturan: Peraturan) -> int:
    """The floor of the base in rupiah; 0 where there is none or its value is missing."""
    keys = bagian_iuran(peraturan).dasar.batas_bawah
    if not keys:
        return 0
    try:
        return values_for(kabupaten).first(keys, tempat_of(kabupaten), bulan).rupiah
    except NilaiTidakAda:
        return 0


def couple_of(peserta: Peserta, kabupaten: Kabupaten, bulan: Bulan) -> Pasangan | None:
    """The official's spouse who holds office too (MM Pasal 4 ayat (2)): by NIK in either family, else by one KK."""
    found = _spouse(peserta, bulan.first_day)
    if found is None:
        return None
    other, dasar = found
    masa = (
        terms_on(bulan.first_day).filter(peserta=other).select_related("desa__kecamatan__kabupaten").earliest("mulai")
    )
    ours, theirs = care_class(peserta, kabupaten, bulan), care_class(other, masa.desa.kabupaten, bulan)
    return Pasangan(other, masa, dasar, higher(ours.kelas, theirs.kelas) if ours and theirs else None)


def _spouse(peserta: Peserta, day: date) -> tuple[Peserta, str] | None:
    serving = Peserta.objects.filter(pk__in=terms_on(day).values("peserta_id")).exclude(pk=peserta.pk)
    rows = AnggotaKeluarga.objects.filter(
        Q(berakhir__isnull=True) | Q(berakhir__gte=day), mulai__lte=day, hubungan__in=PASANGAN
    )
    theirs = Q(nik__in=rows.filter(peserta=peserta).values("nik")) | Q(
        pk__in=rows.filter(nik=peserta.nik).values("peserta_id")
    )
    named = serving.filter(theirs).order_by("pk").first()
    if named:
        return named, "NIK suami atau istri"
    if not peserta.nomor_kk or peserta.status_kawin != StatusKawin.KAWIN:
        return None
    one_house = serving.filter(nomor_kk=peserta.nomor_kk, status_kawin=StatusKawin.KAWIN)
    alike = one_house.exclude(jenis_kelamin=peserta.jenis_kelamin).order_by("pk").first()
    return (alike, "nomor KK yang sama") if alike else None


def higher_class_of(peserta: Peserta) -> NaikKelas | None:
    """The higher class that the official pays alone now."""
    return NaikKelas.objects.filter(peserta=peserta, diakhiri_pada__isnull=True).first()
