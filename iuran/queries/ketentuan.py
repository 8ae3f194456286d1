"""Looks up, once per month, everything that decides a contribution: regulation, values, exclusions, due date."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from desa.access import today_in
from desa.models import Kabupaten, Peraturan
from desa.parameters import KumpulanNilai, Nilai, NilaiTidakAda
from desa.parameters.peraturan import PengecualianAturan
from desa.queries.jatuh_tempo import due_of
from desa.queries.peraturan import (
    TidakAdaPeraturan,
    bagian_iuran,
    exclusions,
    national_rule,
    peraturan_in_force,
    tempat_of,
    values_for,
)
from desa.rules.kalender import JatuhTempo
from iuran.models import Iuran, Penetapan
from iuran.rules import Ketentuan, resolve
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class KetentuanBulan:
    """A regency's rule for a month, the national one beside it (None: not known), and the due date."""

    peraturan: Peraturan
    ketentuan: Ketentuan
    nasional: Ketentuan | None
    pengecualian: tuple[PengecualianAturan, ...]
    jatuh_tempo: JatuhTempo


def present_rule(kabupaten: Kabupaten) -> Peraturan | None:
    """The regulation in force this month; None where there is none."""
    try:
        return peraturan_in_force(kabupaten, Bulan.of(today_in(kabupaten)))
    except TidakAdaPeraturan:
        return None


def rule_of(kabupaten: Kabupaten, bulan: Bulan, penetapan: Penetapan | None = None) -> KetentuanBulan:
    """The rule of a month; of a month already begun, with the regulation and the values it began with.

    Raises TidakAdaPeraturan or NilaiTidakAda. Constant number of queries.
    """
    peraturan = penetapan.peraturan if penetapan else peraturan_in_force(kabupaten, bulan)
    values = values_for(kabupaten)
    bagian = bagian_iuran(peraturan)
    tempat = tempat_of(kabupaten)
    frozen = values_frozen(penetapan) if penetapan else None
    return KetentuanBulan(
        peraturan=peraturan,
        ketentuan=resolve(peraturan.judul, bagian, frozen or values, tempat, bulan),
        nasional=_national(kabupaten, bulan, values),
        pengecualian=exclusions(peraturan),
        jatuh_tempo=due_of(kabupaten, bulan, bagian.jatuh_tempo),
    )


def frozen_rule(penetapan: Penetapan, values: KumpulanNilai) -> Ketentuan:
    """The rule of a month with the regulation and the values that it was assessed with; `values` if it has no rows."""
    return _resolved(penetapan, values_frozen(penetapan) or values)


def rule_with(penetapan: Penetapan, values: KumpulanNilai) -> Ketentuan | None:
    """The rule of a month with its own regulation and these values; None when one is missing."""
    try:
        return _resolved(penetapan, values)
    except NilaiTidakAda:
        return None


def _resolved(penetapan: Penetapan, values: KumpulanNilai) -> Ketentuan:
    kabupaten, peraturan = penetapan.kabupaten, penetapan.peraturan
    month = Bulan.of(penetapan.bulan)
    return resolve(peraturan.judul, bagian_iuran(peraturan), values, tempat_of(kabupaten), month)


def _national(kabupaten: Kabupaten, bulan: Bulan, values: KumpulanNilai) -> Ketentuan | None:
    """The national rule of the month; None when there is none or one of its values is missing."""
    peraturan = national_rule(bulan)
    if peraturan is None:
        return None
    try:
        return resolve(peraturan.judul, bagian_iuran(peraturan), values, tempat_of(kabupaten), bulan)
    except NilaiTidakAda:
        return None


def values_frozen(penetapan: Penetapan) -> KumpulanNilai | None:
    """The values that the month's first rows used; None while no row is written."""
    first = Iuran.objects.bulanan().filter(penetapan=penetapan).order_by("pk").only("nilai").first()
    return KumpulanNilai(as_nilai(row) for row in first.nilai) if first else None


def as_json(value: Nilai) -> dict[str, Any]:
    """A law value as an Iuran row keeps it."""
    return {
        "kunci": value.kunci,
        "nilai": None if value.nilai is None else str(value.nilai),
        "mulai": value.mulai.isoformat(),
        "sampai": value.berlaku_sampai.isoformat() if value.berlaku_sampai else None,
        "sumber": value.sumber,
        "kepastian": value.kepastian,
        "kabupaten": value.kabupaten,
        "provinsi": value.provinsi,
        "versi": value.versi,
    }


def as_nilai(kept: dict[str, Any]) -> Nilai:
    """The law value that an Iuran row kept."""
    return Nilai(
        kunci=kept["kunci"],
        mulai=date.fromisoformat(kept["mulai"]),
        sampai=date.fromisoformat(kept["sampai"]) if kept["sampai"] else None,
        nilai=None if kept["nilai"] is None else Decimal(kept["nilai"]),
        sumber=kept["sumber"],
        kabupaten=kept["kabupaten"],
        provinsi=kept["provinsi"],
        kepastian=kept["kepastian"],
        versi=kept.get("versi", 1),
    )
