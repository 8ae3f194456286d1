"""A law value with its dates, place and source, and the one way to look it up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import Rupiah, round_half_up

NAMA_KUNCI = {
    "umk": "Upah Minimum Kabupaten (UMK)",
    "ump": "Upah Minimum Provinsi (UMP)",
    "batas_atas": "batas paling tinggi gaji",
    "tarif_mandiri_1": "tarif peserta mandiri kelas I",
    "tarif_mandiri_2": "tarif peserta mandiri kelas II",
    "tarif_mandiri_3": "tarif peserta mandiri kelas III",
}
# A minimum wage is set for a calendar year: a row without an end ends with its year.
KUNCI_TAHUNAN = ("umk", "ump")


# Whose value it is. A regency adds its own and its province's; the nation's only the technical administrator.
LINGKUP_KUNCI = {"umk": "kabupaten", "ump": "provinsi"}
SIAPA = {
    "kabupaten": "DPM-Pemdes kabupaten ini atau admin teknis",
    "provinsi": "DPM-Pemdes salah satu kabupaten di provinsi ini atau admin teknis",
    "nasional": "admin teknis",
}


class NilaiTidakAda(Kesalahan):
    """No row gives this value for this place and month. Never replaced by a guess.

    `kunci` are the keys of which one has to be added, so that a page can lead there.
    """

    kunci: tuple[str, ...] = ()


class CelahNilai(NilaiTidakAda):
    """The value is known to exist, but nobody has entered it yet."""

    def __init__(self, kunci: str, tempat: str, bulan: str, sumber: str) -> None:
        self.nama = short_name(kunci)
        self.kunci = (kunci,)
        super().__init__(
            f"Nilai {NAMA_KUNCI.get(kunci, kunci)} untuk {tempat}, {bulan}, belum ada di portal.",
            f"Yang dapat mengisinya: {SIAPA[scope_of(kunci)]}. ({sumber})",
        )


@dataclass(frozen=True, slots=True)
class Tempat:
    """A regency as the values know it: its code, its province's code, and both names."""

    kabupaten: str
    nama: str
    provinsi: str
    nama_provinsi: str


@dataclass(frozen=True, slots=True)
class Nilai:
    """One dated value in rupiah (two decimals possible), of a regency, a province or the nation.

    `nilai` None marks a gap: the value exists but is not known here.
    """

    kunci: str
    mulai: date
    sampai: date | None
    nilai: Decimal | None
    sumber: str
    kabupaten: str = ""
    provinsi: str = ""
    kepastian: str = "terkonfirmasi"
    versi: int = 1

    @property
    def rupiah(self) -> Rupiah:
        """The value in whole rupiah, sen rounded half-up once (design decision 3)."""
        if self.nilai is None:
            raise CelahNilai(self.kunci, self.kabupaten or self.provinsi or "nasional", str(self.mulai), self.sumber)
        return round_half_up(self.nilai)

    @property
    def berlaku_sampai(self) -> date | None:
        """The last day in force; a minimum wage ends with its year."""
        if self.sampai is None and self.kunci in KUNCI_TAHUNAN:
            return date(self.mulai.year, 12, 31)
        return self.sampai

    def in_force(self, day: date) -> bool:
        return self.mulai <= day and (self.berlaku_sampai is None or day <= self.berlaku_sampai)

    def concerns(self, tempat: Tempat) -> bool:
        """Whether this is a value of the regency, of its province, or of the nation."""
        return self.kabupaten in {"", tempat.kabupaten} and self.provinsi in {"", tempat.provinsi}


class KumpulanNilai:
    """All known values; answers for a key, a place and a month."""

    def __init__(self, values: Iterable[Nilai]) -> None:
        self._by_key: dict[str, list[Nilai]] = {}
        for value in values:
            self._by_key.setdefault(value.kunci, []).append(value)

    def find(self, kunci: str, tempat: Tempat, bulan: Bulan) -> Nilai | None:
        """The newest value in force on the first day of the month, None when no row says anything.

        Of a regency's, a province's and the nation's the nearest; then the one that begins last, then the last version.

        Raises CelahNilai when a row says that the value exists but is unknown.
        """
        found = [
            value for value in self._by_key.get(kunci, []) if value.concerns(tempat) and value.in_force(bulan.first_day)
        ]
        if not found:
            return None
        newest = max(found, key=lambda one: (one.kabupaten != "", one.provinsi != "", one.mulai, one.versi))
        if newest.nilai is None:
            raise CelahNilai(kunci, tempat.nama, bulan.nama, newest.sumber)
        return newest

    def get(self, kunci: str, tempat: Tempat, bulan: Bulan) -> Nilai:
        """Like find, but raises NilaiTidakAda, which names key, regency and month."""
        value = self.find(kunci, tempat, bulan)
        if value is None:
            raise missing((kunci,), tempat, bulan)
        return value

    def first(self, kunci: tuple[str, ...], tempat: Tempat, bulan: Bulan) -> Nilai:
        """The value of the first key that has one: the UMK, else the UMP (MM Pasal 8 ayat (3)-(4)).

        A gap stops the search: an unknown UMK is not replaced by the UMP. Raises NilaiTidakAda.
        """
        for key in kunci:
            value = self.find(key, tempat, bulan)
            if value is not None:
                return value
        raise missing(kunci, tempat, bulan)


def scope_of(kunci: str) -> str:
    """Whose value this is: `kabupaten`, `provinsi` or `nasional`; a key that only a regulation knows is a regency's."""
    return LINGKUP_KUNCI.get(kunci, "nasional" if kunci in NAMA_KUNCI else "kabupaten")


def short_name(kunci: str) -> str:
    """A value's name as it stands inside a sentence: UMP, batas paling tinggi gaji."""
    return kunci.upper() if kunci in KUNCI_TAHUNAN else NAMA_KUNCI.get(kunci, kunci.replace("_", " "))


def missing(kunci: tuple[str, ...], tempat: Tempat, bulan: Bulan) -> NilaiTidakAda:
    """The error for keys of which none has a value."""
    names = " maupun ".join(NAMA_KUNCI.get(name, name) for name in kunci)
    who = "; ".join(f"{short_name(name)} oleh {SIAPA[scope_of(name)]}" for name in kunci)
    found = NilaiTidakAda(
        f"Tidak ada nilai {names} untuk {tempat.nama} pada {bulan.nama}.",
        f"Iuran tidak dapat dihitung. Tambahkan nilai yang berlaku pada {bulan.nama}, dengan sumbernya: {who}.",
    )
    found.kunci = kunci
    return found
