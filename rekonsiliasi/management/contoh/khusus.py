"""The unusual villages of the sample: a civil servant as Pj., a person with two posts, other cover, a high wage."""

from collections.abc import Callable
from datetime import date

from desa.enums import Jabatan, SifatJabatan

from .orang import JabatanContoh, OrangContoh

SINCE = date(2026, 3, 2)
ABOVE_THE_CAP = 12_500_000  # rupiah a month; the national cap is 12 million


def with_special_cases(desa_kode: str, people: list[OrangContoh]) -> list[OrangContoh]:
    """The officials of a village, changed where this village has a case to show."""
    return CASES[desa_kode](people) if desa_kode in CASES else people


def _civil_servant_leads(people: list[OrangContoh]) -> list[OrangContoh]:
    """A civil servant is Pj. Kepala Desa: on the roster, but not in the bill."""
    head = _holder(people, Jabatan.KEPALA_DESA)
    head.pns = True
    head.jabatan[0] = JabatanContoh(Jabatan.KEPALA_DESA, "", SINCE, SifatJabatan.PJ)
    return people


def _secretary_stands_in(people: list[OrangContoh]) -> list[OrangContoh]:
    """The post of the head is vacant and the secretary is Plt.: two posts, one contribution."""
    stand_in = JabatanContoh(Jabatan.KEPALA_DESA, "", SINCE, SifatJabatan.PLT)
    _holder(people, Jabatan.SEKRETARIS_DESA).jabatan.append(stand_in)
    return [person for person in people if person.jabatan[0].jabatan != Jabatan.KEPALA_DESA]


def _other_cover(people: list[OrangContoh]) -> list[OrangContoh]:
    """Somebody whose cover the government pays already: no second contribution."""
    _holder(people, Jabatan.KEPALA_SEKSI).jaminan_lain = "KIS PBI-JK"
    return people


def _paid_above_the_cap(people: list[OrangContoh]) -> list[OrangContoh]:
    """A head whose wage is above the national cap: the base is lowered to it."""
    _holder(people, Jabatan.KEPALA_DESA).penghasilan = ABOVE_THE_CAP
    return people


def _holder(people: list[OrangContoh], post: Jabatan) -> OrangContoh:
    return next(person for person in people if person.jabatan[0].jabatan == post)


CASES: dict[str, Callable[[list[OrangContoh]], list[OrangContoh]]] = {
    "76.03.01.2016": _civil_servant_leads,  # Salubanua
    "76.03.01.2017": _secretary_stands_in,  # Tapalina
    "76.03.01.2019": _paid_above_the_cap,  # Sendana
    "61.11.01.2003": _civil_servant_leads,  # Sejahtera
    "61.11.01.2004": _secretary_stands_in,  # Simpang Tiga
    "61.11.01.2005": _other_cover,  # Benawai Agung
}
