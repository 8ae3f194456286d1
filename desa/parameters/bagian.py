"""The articles of a regulation beside the contribution itself: who, family, care class, arrears, reconciliation.

A regulation may be silent on any of them, and on parts of one; then the national rule's article of the month
applies (`desa.queries.bagian`). Each carries the pasal it stands in.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

from desa.enums import ANAK, PASANGAN, AlasanBerakhir, Hubungan
from jaminan.rupiah import percent_to_basis_points


def _percent(value: str) -> str:
    percent_to_basis_points(value)
    return value


Persen = Annotated[StrictStr, Field(pattern=r"^[0-9]+(\.[0-9]{1,2})?$"), AfterValidator(_percent)]
Kunci = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
RupiahUtuh = Annotated[StrictStr, Field(pattern=r"^[1-9][0-9]{0,11}$")]
Kelas = Literal["I", "II", "III"]
ANGKA_KELAS: dict[Kelas, int] = {"I": 1, "II": 2, "III": 3}


class Bagian(BaseModel):
    """One article; a key that nobody knows is an error, not a comment."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Part = TypeVar("Part", bound=Bagian)


class PasanganAturan(Bagian):
    """Husband or wife, and how many of them are covered."""

    hubungan: tuple[Hubungan, ...] = Field(min_length=1)
    paling_banyak: StrictInt = Field(ge=0, le=4)
    pasal: StrictStr
    catatan: StrictStr = ""

    @model_validator(mode="after")
    def _spouses_only(self) -> "PasanganAturan":
        return _only(self, self.hubungan, PASANGAN)


class AnakAturan(Bagian):
    """Which children are covered, and how many; ages are tested on the first day of the month.

    `pasal` says how many, `pasal_syarat` which. `bukti_sekolah`: a child over `batas_usia` counts as studying only
    while a proof is valid.
    """

    hubungan: tuple[Hubungan, ...] = Field(min_length=1)
    paling_banyak: StrictInt = Field(ge=0, le=20)
    batas_usia: StrictInt = Field(ge=1, le=40)
    batas_usia_sekolah: StrictInt = Field(ge=1, le=40)
    belum_menikah: StrictBool
    tanpa_penghasilan: StrictBool
    bukti_sekolah: StrictBool
    pasal: StrictStr
    pasal_syarat: StrictStr
    catatan: StrictStr = ""

    @model_validator(mode="after")
    def _in_order(self) -> "AnakAturan":
        if self.batas_usia_sekolah <= self.batas_usia:
            raise ValueError(
                f"batas_usia_sekolah {self.batas_usia_sekolah} harus lebih dari batas_usia {self.batas_usia}"
            )
        return _only(self, self.hubungan, ANAK)


class TarifAturan(Bagian):
    """A monthly tariff among the values, by class, and how twelve months make a year."""

    kunci: Kunci
    kelas: Kelas
    setahun: Literal["jumlah_dua_belas_bulan"]

    @property
    def kunci_nilai(self) -> str:
        """The key of the value: tarif_mandiri of class II is `tarif_mandiri_2`."""
        return f"{self.kunci}_{ANGKA_KELAS[self.kelas]}"


class IuranKeluargaLain(Bagian):
    """What the official pays for each of them: a tariff by year, or a percentage of the wage by month."""

    tarif: TarifAturan | None = None
    persen: Persen | None = None
    pasal: StrictStr
    catatan: StrictStr = ""

    @model_validator(mode="after")
    def _one_way(self) -> "IuranKeluargaLain":
        if (self.tarif is None) == (self.persen is None):
            raise ValueError("isi tarif atau persen, salah satu saja")
        return self


class KeluargaLainAturan(Bagian):
    """*Anggota keluarga yang lain*: relations, whether children beyond the limit are among them, and who pays."""

    hubungan: tuple[Hubungan, ...] = ()
    anak_berikutnya: StrictBool
    pasal: StrictStr
    iuran: IuranKeluargaLain
    catatan: StrictStr = ""


class PasanganBekerjaAturan(Bagian):
    """An official whose spouse earns a wage and is insured too is registered all the same (MM Pasal 4 ayat (2))."""

    tetap_didaftarkan: StrictBool
    pasal: StrictStr
    catatan: StrictStr = ""


class PengecualianAturan(Bagian):
    """Who has a cover of their own: on the roster, but not billed or covered here."""

    alasan: Literal["pns", "jaminan_lain"]
    pasal: StrictStr
    catatan: StrictStr = ""


class BagianKeluarga(Bagian):
    """The family article as a file states it; what it leaves out, the national rule says."""

    pasangan: PasanganAturan | None = None
    anak: AnakAturan | None = None
    yang_lain: KeluargaLainAturan | None = None
    pasangan_bekerja: PasanganBekerjaAturan | None = None
    kecuali: tuple[PengecualianAturan, ...] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "BagianKeluarga":
        return _not_empty(self)


class AturanKeluarga(Bagian):
    """The family article in full, as the rules need it."""

    pasangan: PasanganAturan
    anak: AnakAturan
    yang_lain: KeluargaLainAturan
    pasangan_bekerja: PasanganBekerjaAturan
    kecuali: tuple[PengecualianAturan, ...]


class SesudahCairAturan(Bagian):
    """Working days in which arrears are deposited; the day of disbursement itself is not counted."""

    hari_kerja: StrictInt = Field(ge=1, le=30)
    pasal: StrictStr


class StatusTunggakan(Bagian):
    """What the regulation says of people's cover while the contribution is late, in words for the screen."""

    teks: StrictStr = Field(min_length=5, max_length=300)
    pasal: StrictStr


class BagianTunggakan(Bagian):
    """Arrears: cover while the money is late, and the clock once it is there (KU Pasal 8)."""

    status: StatusTunggakan
    sesudah_cair: SesudahCairAturan | None = None


class JenjangKelas(Bagian):
    """A class of care for a base up to `sampai` rupiah a month; without it, for all above."""

    kelas: Kelas
    sampai: RupiahUtuh | None = None


class NaikKelasAturan(Bagian):
    """A higher class than one's right, and who bears its cost."""

    biaya: Literal["peserta"]
    pasal: StrictStr


class BagianKelasRawat(Bagian):
    """The class of inpatient care: one for all, or by the base of the contribution."""

    tetap: Kelas | None = None
    menurut_gaji: tuple[JenjangKelas, ...] = ()
    pasal: StrictStr
    naik_kelas: NaikKelasAturan | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "BagianKelasRawat":
        if (self.tetap is None) == (not self.menurut_gaji):
            raise ValueError("isi tetap atau menurut_gaji, salah satu saja")
        steps = [step.sampai for step in self.menurut_gaji]
        limits = [int(limit) for limit in steps[:-1] if limit is not None]
        if steps and (len(limits) != len(steps) - 1 or steps[-1] is not None or limits != sorted(set(limits))):
            raise ValueError("menurut_gaji harus naik, dan hanya jenjang terakhir tanpa sampai")
        return self


class JangkaBulan(Bagian):
    """A term of calendar months."""

    bulan: StrictInt = Field(ge=1, le=24)
    pasal: StrictStr
    catatan: StrictStr = ""


class JangkaHari(Bagian):
    """A term of calendar days."""

    hari: StrictInt = Field(ge=1, le=366)
    pasal: StrictStr
    catatan: StrictStr = ""


class SebabBerakhir(Bagian):
    """One reason for which cover ends."""

    alasan: AlasanBerakhir
    pasal: StrictStr
    catatan: StrictStr = ""


class SuratAturan(Bagian):
    """The village tells BPJS Kesehatan itself, by letter, who was dismissed and who follows (KU Pasal 9 ayat (2)).

    `pengalihan` is where the place of somebody with aid for the contribution may be handed on (ayat (3)).
    """

    pasal: StrictStr
    pengalihan: StrictStr = ""
    catatan: StrictStr = ""


class BagianKepesertaan(Bagian):
    """Who is a participant, the clocks on registering and reporting them, and how it ends."""

    kecuali: tuple[PengecualianAturan, ...] = ()
    daftar: JangkaBulan | None = None
    lapor: JangkaHari | None = None
    berakhir: tuple[SebabBerakhir, ...] | None = Field(default=None, min_length=1)
    surat: SuratAturan | None = None
    pasal: StrictStr

    @model_validator(mode="after")
    def _each_reason_once(self) -> "BagianKepesertaan":
        reasons = [one.alasan for one in self.berakhir or ()]
        if len(set(reasons)) != len(reasons):
            raise ValueError("satu alasan berakhir hanya boleh tertulis sekali")
        return self


class AturanKepesertaan(Bagian):
    """The membership article in full."""

    kecuali: tuple[PengecualianAturan, ...]
    daftar: JangkaBulan
    lapor: JangkaHari
    berakhir: tuple[SebabBerakhir, ...]
    surat: SuratAturan | None = None
    pasal: StrictStr


class PeriodeAturan(Bagian):
    """How long a reconciliation may reach: a month, or an agreed stage of several."""

    pilihan: tuple[Literal["bulan", "tahap"], ...] = Field(min_length=1)
    pasal: StrictStr


class BulanBerikutnya(Bagian):
    """Something found now that counts in the next month."""

    berlaku: Literal["bulan_berikutnya"]
    pasal: StrictStr


class BagianRekonsiliasi(Bagian):
    """What the regulation says of comparing the books and of the Berita Acara.

    `penutup` replaces the closing text of the portal's template; "...." in it stands for the month and then the
    year of the next bill.
    """

    pasal: StrictStr
    periode: PeriodeAturan | None = None
    koreksi_data: BulanBerikutnya | None = None
    selisih: BulanBerikutnya | None = None
    penutup: tuple[StrictStr, ...] = ()


class AturanRekonsiliasi(Bagian):
    """The reconciliation article in full."""

    pasal: StrictStr
    periode: PeriodeAturan
    koreksi_data: BulanBerikutnya
    selisih: BulanBerikutnya
    penutup: tuple[StrictStr, ...] = ()


def _only(part: Part, found: tuple[Hubungan, ...], allowed: tuple[Hubungan, ...]) -> Part:
    wrong = [one.value for one in found if one not in allowed]
    if wrong:
        raise ValueError(f"hubungan {', '.join(wrong)} tidak termasuk bagian ini")
    return part


def _not_empty(part: Part) -> Part:
    if all(value is None for _, value in part):
        raise ValueError("bagian ini kosong; isi, atau hapus supaya aturan nasional yang berlaku")
    return part
