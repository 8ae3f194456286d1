"""The yearly tariff of *anggota keluarga yang lain* in a regency, by the regulation of that year."""

from dataclasses import dataclass

from desa.models import Kabupaten, Peraturan
from desa.parameters.bagian import IuranKeluargaLain, TarifAturan
from desa.queries.bagian import family_rule, national_family_rule
from desa.queries.peraturan import TidakAdaPeraturan, peraturan_in_force, tempat_of, values_for
from desa.rules.bagian import payment_in_words
from iuran.rules.keluarga_lain import TarifBulan, monthly_tariffs, months_of, total
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import Rupiah

MAX_PERSONS = 100


class TanpaTarif(Kesalahan):
    """The regulation has no tariff of its own; the sentence says which rule applies instead."""


@dataclass(frozen=True, slots=True)
class KetentuanTarif:
    """The tariff of a year: the regulation, its article, and each month with its value."""

    peraturan: Peraturan
    aturan: IuranKeluargaLain
    tarif: TarifAturan
    bulan: list[TarifBulan]

    @property
    def setahun(self) -> Rupiah:
        return total(self.bulan)


@dataclass(frozen=True, slots=True)
class HitunganKeluargaLain:
    """The calculator's answer, with what stands behind it."""

    ketentuan: KetentuanTarif
    orang: int
    nasional: str

    @property
    def jumlah(self) -> Rupiah:
        return Rupiah(self.ketentuan.setahun * self.orang)

    @property
    def jawaban(self) -> dict[str, str | int]:
        """The answer in the shape that command and API promise."""
        return {"kelas": self.ketentuan.tarif.kelas, "setahun": self.ketentuan.setahun, "jumlah": self.jumlah}


def calculate_other(kabupaten: Kabupaten, tahun: int, orang: int) -> HitunganKeluargaLain:
    """What so many people cost in a year (KU Pasal 5 ayat (2)).

    Raises Kesalahan for a number of people that is none, TidakAdaPeraturan, TanpaTarif, or NilaiTidakAda.
    """
    check_persons(orang)
    rule = tariff_of(kabupaten, months_of(tahun))
    nation = national_family_rule(Bulan(tahun, 12))
    words = f"{payment_in_words(nation.yang_lain.iuran)} (Pasal {nation.yang_lain.iuran.pasal})." if nation else ""
    return HitunganKeluargaLain(rule, orang, words)


def check_persons(orang: int) -> None:
    """Raises Kesalahan when this is no number of family members."""
    if isinstance(orang, bool) or not isinstance(orang, int) or orang < 1:
        raise Kesalahan("Jumlah anggota keluarga paling sedikit 1 orang.", "Isi 1 atau lebih.")
    if orang > MAX_PERSONS:
        raise Kesalahan(
            f"Jumlah anggota keluarga {orang} orang, paling banyak {MAX_PERSONS} orang.", "Periksa jumlahnya."
        )


def tariff_of(kabupaten: Kabupaten, bulan: list[Bulan]) -> KetentuanTarif:
    """The tariff of these months of one year, by the regulation in force in the last of them that has one.

    Raises TidakAdaPeraturan, TanpaTarif, or NilaiTidakAda.
    """
    peraturan = _regulation(kabupaten, bulan)
    aturan = family_rule(peraturan, bulan[-1]).yang_lain.iuran
    if aturan.tarif is None:
        raise TanpaTarif(
            f"{peraturan.judul} tidak mengatur tarif setahun bagi anggota keluarga yang lain. Yang berlaku aturan "
            f"nasional: {payment_in_words(aturan)} (Pasal {aturan.pasal}).",
            "Hitung dari gaji peserta, lalu bayar bersama iuran bulanan.",
        )
    months = monthly_tariffs(aturan.tarif, values_for(kabupaten), tempat_of(kabupaten), bulan)
    return KetentuanTarif(peraturan, aturan, aturan.tarif, months)


def _regulation(kabupaten: Kabupaten, bulan: list[Bulan]) -> Peraturan:
    for month in reversed(bulan[1:]):
        try:
            return peraturan_in_force(kabupaten, month)
        except TidakAdaPeraturan:
            continue
    return peraturan_in_force(kabupaten, bulan[0])
