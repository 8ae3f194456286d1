"""Two notices beside the contribution: additional family by tariff or by wage, and the class of inpatient care."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desa.enums import KeadaanAnggota
from desa.models import Peraturan
from desa.parameters import KumpulanNilai
from desa.parameters.bagian import AturanKeluarga, BagianKelasRawat, IuranKeluargaLain
from desa.queries.bagian import care_class_rule, family_rule, national_family_rule
from desa.queries.keluarga import standings_on, with_more_family
from desa.queries.peraturan import tempat_of
from iuran.models import Iuran, Penetapan
from iuran.rules import Ketentuan, base_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import percent_to_basis_points, share_of


@dataclass(frozen=True, slots=True)
class KeluargaLain:
    """Additional family: how many, what they cost a month by both rules, in rupiah."""

    orang: int
    kabupaten: int
    nasional: int
    pasal: str
    pasal_nasional: str

    @property
    def selisih(self) -> int:
        return self.kabupaten - self.nasional


@dataclass(frozen=True, slots=True)
class KelasRawat:
    """How many people's class of care differs: the regulation's class, and people per national class."""

    kelas: str
    nasional: dict[str, int]
    pasal: str
    pasal_nasional: str

    @property
    def berbeda(self) -> int:
        return sum(count for kelas, count in self.nasional.items() if kelas != self.kelas)


def other_family(penetapan: Penetapan, national: Ketentuan, values: KumpulanNilai) -> KeluargaLain | None:
    """Additional family of those who owe the month; None where nobody has any, or a rule or tariff is not known."""
    bulan = Bulan.of(penetapan.bulan)
    theirs = national_family_rule(bulan)
    try:
        ours = family_rule(penetapan.peraturan, bulan)
        wages = dict(Iuran.objects.bulanan().filter(penetapan=penetapan).values_list("peserta_id", "penghasilan"))
        extra = _extra(wages, ours, bulan.first_day)
        if theirs is None or not extra:
            return None
        costs = [
            sum(_cost(rule, wages[person], count, national, values, penetapan) for person, count in extra.items())
            for rule in (ours.yang_lain.iuran, theirs.yang_lain.iuran)
        ]
    except Kesalahan:
        return None
    return KeluargaLain(
        orang=extra.total(),
        kabupaten=costs[0],
        nasional=costs[1],
        pasal=ours.yang_lain.iuran.pasal,
        pasal_nasional=theirs.yang_lain.iuran.pasal,
    )


def _extra(people: Iterable[int], aturan: AturanKeluarga, day: date) -> Counter[int]:
    """How many *anggota keluarga yang lain* each official has on a day (KU Pasal 3 ayat (3))."""
    told = standings_on(with_more_family(list(people), aturan, day), aturan, day, ())
    return Counter(member.peserta_id for member, _, status in told if status.keadaan == KeadaanAnggota.LAIN)


def _cost(
    rule: IuranKeluargaLain, wage: int, count: int, national: Ketentuan, values: KumpulanNilai, penetapan: Penetapan
) -> int:
    """Rupiah a month for that many: the tariff of the month, or the percentage of the national base."""
    if rule.persen is not None:
        return share_of(base_of(wage, national), percent_to_basis_points(rule.persen)) * count
    if rule.tarif is None:
        return 0
    found = values.get(rule.tarif.kunci_nilai, tempat_of(penetapan.kabupaten), Bulan.of(penetapan.bulan))
    return found.rupiah * count


def care_class(peraturan: Peraturan, national: Peraturan, bulan: Bulan, people: Mapping[int, int]) -> KelasRawat | None:
    """The regulation's one class beside the national class of each wage; None where both go by wage."""
    try:
        ours, theirs = care_class_rule(peraturan, bulan), care_class_rule(national, bulan)
    except Kesalahan:
        return None
    if ours.tetap is None:
        return None
    counts: Counter[str] = Counter()
    for wage, count in people.items():
        counts[_class_of(wage, theirs)] += count
    return KelasRawat(ours.tetap, dict(sorted(counts.items())), ours.pasal, theirs.pasal)


def _class_of(wage: int, rule: BagianKelasRawat) -> str:
    if rule.tetap is not None:
        return rule.tetap
    return next(step.kelas for step in rule.menurut_gaji if step.sampai is None or wage <= int(step.sampai))
