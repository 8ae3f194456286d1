"""Worked examples for a regulation's law card, computed by the very rules that bill."""

from dataclasses import dataclass
from datetime import date

from desa.models import Peraturan
from desa.parameters import KumpulanNilai, NilaiTidakAda, Tempat
from desa.queries.kartu import first_month
from desa.queries.peraturan import bagian_iuran, national_rule, tempat_of, values_for
from iuran.rules import HasilIuran, Ketentuan, contribution, explain, resolve
from jaminan.bulan import Bulan

# What PP 11/2019 gives a kepala desa and another perangkat desa at least, and a wage well above it; rupiah a month.
WAGES = (2_426_640, 2_022_200, 5_000_000)


@dataclass(frozen=True, slots=True)
class ContohHitung:
    """One wage worked through, with the national figure beside it (None: not known for that month)."""

    hasil: HasilIuran
    langkah: list[str]
    nasional: HasilIuran | None


@dataclass(frozen=True, slots=True)
class ContohPeraturan:
    """A month's examples; `celah` says which value is missing when they cannot be computed."""

    bulan: Bulan
    contoh: list[ContohHitung]
    celah: str


def worked_examples(peraturan: Peraturan, today: date) -> ContohPeraturan | None:
    """Examples in the newest month begun under the regulation; None for a national rule, which bills nobody."""
    if peraturan.kabupaten is None:
        return None
    bulan = _month(peraturan, today)
    values, tempat = values_for(peraturan.kabupaten), tempat_of(peraturan.kabupaten)
    try:
        rule = _rule(peraturan, values, tempat, bulan)
    except NilaiTidakAda as gap:
        return ContohPeraturan(bulan, [], str(gap))
    beside = _national(values, tempat, bulan)
    return ContohPeraturan(bulan, [_example(wage, rule, beside) for wage in _wages(rule)], "")


def _month(peraturan: Peraturan, today: date) -> Bulan:
    last = Bulan.of(min(today, peraturan.berlaku_sampai or today))
    return max(last, first_month(peraturan))


def _wages(rule: Ketentuan) -> list[int]:
    """With a cap, one wage is a rupiah above it instead of the lowest."""
    high = [rule.batas_atas.rupiah + 1] if rule.batas_atas else []
    return [WAGES[0], WAGES[2], *high] if high else list(WAGES)


def _rule(peraturan: Peraturan, values: KumpulanNilai, tempat: Tempat, bulan: Bulan) -> Ketentuan:
    return resolve(peraturan.judul, bagian_iuran(peraturan), values, tempat, bulan)


def _national(values: KumpulanNilai, tempat: Tempat, bulan: Bulan) -> Ketentuan | None:
    found = national_rule(bulan)
    if found is None:
        return None
    try:
        return _rule(found, values, tempat, bulan)
    except NilaiTidakAda:
        return None


def _example(wage: int, rule: Ketentuan, beside: Ketentuan | None) -> ContohHitung:
    found = contribution(wage, rule)
    return ContohHitung(found, explain(found, rule), contribution(wage, beside) if beside else None)
