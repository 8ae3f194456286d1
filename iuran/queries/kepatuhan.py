"""A regency's year beside the national rule: per month, per payer, by cause. Nothing of it is ever assessed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count

from desa.models import Kabupaten, Peraturan
from desa.parameters import KumpulanNilai, NilaiTidakAda
from desa.queries.peraturan import bagian_iuran, holidays_of, national_rule, tempat_of, values_for
from desa.rules.kalender import due_date
from desa.rules.kepatuhan import Banding, compare
from iuran.models import Iuran, Penetapan
from iuran.queries.kepatuhan_keluarga import KelasRawat, KeluargaLain, care_class, other_family
from iuran.queries.ketentuan import frozen_rule
from iuran.queries.penetapan import ASSESSED
from iuran.rules import PENANGGUNG, resolve
from iuran.rules.kepatuhan import BedaPenanggung, Sebab, differences
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class BandingPasal:
    """One thing that both rules settle, in words, each with its pasal."""

    banding: Banding
    pasal: str
    pasal_nasional: str


@dataclass(frozen=True, slots=True)
class BulanPatuh:
    """One assessed month. `porsi` is None when the national figure cannot be said; then `celah` says why."""

    bulan: Bulan
    orang: int
    jatuh_tempo: date
    jatuh_tempo_nasional: date | None
    porsi: dict[str, BedaPenanggung] | None
    celah: str = ""
    keluarga: KeluargaLain | None = None

    @property
    def jumlah(self) -> BedaPenanggung:
        return sum((self.porsi or {}).values(), BedaPenanggung())


@dataclass(frozen=True, slots=True)
class TahunPatuh:
    """A year beside the national rule; `banding`, `kelas` are those of its last assessed month."""

    kabupaten: Kabupaten
    tahun: int
    bulan: list[BulanPatuh]
    peraturan: Peraturan | None = None
    nasional: Peraturan | None = None
    banding: list[BandingPasal] = field(default_factory=list)
    kelas: KelasRawat | None = None

    @property
    def terhitung(self) -> list[BulanPatuh]:
        """The months that could be compared."""
        return [one for one in self.bulan if one.porsi is not None]

    @property
    def porsi(self) -> list[tuple[str, BedaPenanggung]]:
        """The year's sums per payer, by the payer's name."""
        sums: dict[str, BedaPenanggung] = {}
        for month in self.terhitung:
            for payer, beda in (month.porsi or {}).items():
                sums[payer] = sums.get(payer, BedaPenanggung()) + beda
        return [(name, sums[payer]) for payer, name in PENANGGUNG.items() if payer in sums]

    @property
    def sebab(self) -> Sebab:
        return sum((beda.sebab for _, beda in self.porsi), Sebab())


def compliance_year(kabupaten: Kabupaten, tahun: int) -> TahunPatuh:
    """Every assessed month of a year, as it was assessed; corrections of it stand in later bills and are left out."""
    rows = list(
        Penetapan.objects.filter(kabupaten=kabupaten, bulan__year=tahun, status__in=ASSESSED)
        .select_related("peraturan", "kabupaten")
        .order_by("bulan")
    )
    if not rows:
        return TahunPatuh(kabupaten, tahun, [])
    values = values_for(kabupaten)
    months = [_month(one, values) for one in rows]
    last = rows[-1]
    bulan, national = Bulan.of(last.bulan), national_rule(Bulan.of(last.bulan))
    return TahunPatuh(
        kabupaten, tahun, months, last.peraturan, national,
        _side_by_side(last.peraturan, national) if national else [],
        care_class(last.peraturan, national, bulan, _incomes(last)) if national else None,
    )  # fmt: skip


def years_assessed(kabupaten: Kabupaten) -> list[int]:
    """The years that have an assessed month, newest first."""
    rows = Penetapan.objects.filter(kabupaten=kabupaten, status__in=ASSESSED)
    return sorted({day.year for day in rows.values_list("bulan", flat=True)}, reverse=True)


def _incomes(penetapan: Penetapan) -> Counter[int]:
    rows = Iuran.objects.bulanan().filter(penetapan=penetapan).order_by()
    return Counter(dict(rows.values_list("penghasilan").annotate(Count("pk"))))


def _month(penetapan: Penetapan, values: KumpulanNilai) -> BulanPatuh:
    bulan, people = Bulan.of(penetapan.bulan), _incomes(penetapan)
    stored = national_rule(bulan)
    common: dict[str, Any] = {"bulan": bulan, "orang": people.total(), "jatuh_tempo": penetapan.jatuh_tempo}
    if stored is None:
        told = f"Aturan nasional untuk {bulan.nama} belum ada di portal."
        return BulanPatuh(**common, jatuh_tempo_nasional=None, porsi=None, celah=told)
    bagian, kabupaten = bagian_iuran(stored), penetapan.kabupaten
    off = holidays_of(kabupaten, bulan.first_day, bulan.next().last_day)
    common["jatuh_tempo_nasional"] = due_date(bulan, bagian.jatuh_tempo, off).tanggal
    try:
        national = resolve(stored.judul, bagian, values, tempat_of(kabupaten), bulan)
        porsi = differences(people, frozen_rule(penetapan, values), national)
    except NilaiTidakAda as gap:
        return BulanPatuh(**common, porsi=None, celah=gap.pesan)
    return BulanPatuh(**common, porsi=porsi, keluarga=other_family(penetapan, national, values))


def _side_by_side(peraturan: Peraturan, national: Peraturan) -> list[BandingPasal]:
    ours, theirs = bagian_iuran(peraturan), bagian_iuran(national)
    pasal = [
        (" dan ".join(share.pasal for share in one.porsi), one.dasar.pasal, one.dasar.pasal, one.jatuh_tempo.pasal)
        for one in (ours, theirs)
    ]
    return [BandingPasal(*row) for row in zip(compare(ours, theirs), *pasal, strict=True)]
