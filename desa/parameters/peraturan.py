"""The shape of one regency's regulation as data; what does not fit is refused, all errors together."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr, field_validator, model_validator

from jaminan.rupiah import basis_points_to_percent, percent_to_basis_points

from .anggaran import BagianAnggaran
from .bagian import (
    Bagian,
    BagianKelasRawat,
    BagianKeluarga,
    BagianKepesertaan,
    BagianRekonsiliasi,
    BagianTunggakan,
    Kunci,
    PengecualianAturan,
    Persen,
)
from .kelayakan import BagianKelayakan

__all__ = [
    "Bagian",
    "BagianIuran",
    "BagianKelasRawat",
    "BagianKeluarga",
    "BagianKepesertaan",
    "BagianRekonsiliasi",
    "BagianTunggakan",
    "DasarAturan",
    "IsiPeraturan",
    "JatuhTempoAturan",
    "KepalaPeraturan",
    "NilaiAturan",
    "PengecualianAturan",
    "PorsiAturan",
]

NATIONAL_RATE = "5"  # Perpres 82/2018 and its amendments; a regulation with another rate states `persen`
KodeKabupaten = Annotated[StrictStr, Field(pattern=r"^[0-9]{2}\.[0-9]{2}$")]


class KepalaPeraturan(Bagian):
    """Which regulation this is and when it applies; `kabupaten` None is the national rule."""

    kode: StrictStr = Field(pattern=r"^[a-z0-9-]+$", max_length=60)
    kabupaten: KodeKabupaten | None
    judul: StrictStr = Field(min_length=5, max_length=200)
    ditetapkan: date
    berlaku_mulai: date
    berlaku_sampai: date | None = None
    mencabut: StrictStr | None = None
    tertulis: StrictStr | None = None  # the date as printed, where it is read differently
    pasal_berlaku: StrictStr = ""

    @model_validator(mode="after")
    def _dates_in_order(self) -> "KepalaPeraturan":
        if self.berlaku_sampai is not None and self.berlaku_sampai < self.berlaku_mulai:
            raise ValueError("berlaku_sampai lebih awal dari berlaku_mulai")
        return self


class DasarAturan(Bagian):
    """What the contribution is counted from, and between which limits (keys of values)."""

    sumber: Literal["penghasilan_tetap"]
    batas_bawah: tuple[Kunci, ...] = ()
    batas_atas: Literal["nasional"] | None = None
    pasal: StrictStr


class PorsiAturan(Bagian):
    """One payer's share."""

    penanggung: Literal["pemda", "desa", "peserta"]
    persen: Persen
    sumber_dana: StrictStr = Field(max_length=40)
    penyetor: Literal["bendahara_pengeluaran", "bendahara_desa"]
    pasal: StrictStr

    @property
    def basis_poin(self) -> int:
        return percent_to_basis_points(self.persen)


class TahapAddAturan(Bagian):
    """Months may be due with a stage of ADD instead, by a recorded decision."""

    pasal: StrictStr


class JatuhTempoAturan(Bagian):
    tanggal: StrictInt = Field(ge=1, le=28)
    hari_libur: Literal["hari_kerja_berikutnya", "tetap"]
    tahap_add: TahapAddAturan | None = None
    pasal: StrictStr


class DiMukaAturan(Bagian):
    """Months may be paid ahead after a recorded coordination with BPJS Kesehatan."""

    bulan_paling_banyak: StrictInt = Field(default=12, ge=1, le=12)
    pasal: StrictStr


class SumberLainAturan(Bagian):
    """Whose share may come from another source of APBDesa where ADD is short; `kutipan`: the sentence on Dana Desa."""

    penanggung: Literal["desa", "peserta"]
    kutipan: StrictStr
    pasal: StrictStr


class BagianIuran(Bagian):
    """Rate, base, shares and due date; the other keys only where the regulation has such an article."""

    persen: Persen = NATIONAL_RATE
    dasar: DasarAturan
    porsi: tuple[PorsiAturan, ...] = Field(min_length=1)
    jatuh_tempo: JatuhTempoAturan
    di_muka: DiMukaAturan | None = None
    sumber_lain: SumberLainAturan | None = None

    @field_validator("porsi")
    @classmethod
    def _one_share_per_payer(cls, porsi: tuple[PorsiAturan, ...]) -> tuple[PorsiAturan, ...]:
        payers = [share.penanggung for share in porsi]
        if len(set(payers)) != len(payers):
            raise ValueError("satu penanggung hanya boleh punya satu porsi")
        return porsi

    @model_validator(mode="after")
    def _shares_add_up(self) -> "BagianIuran":
        total = sum(share.basis_poin for share in self.porsi)
        if total != percent_to_basis_points(self.persen):
            raise ValueError(
                f"jumlah porsi {basis_points_to_percent(total)} persen tidak sama dengan tarif {self.persen} persen"
            )
        return self


class BacaanAturan(Bagian):
    """How the portal reads an article that is misprinted or not clear; no pasal: what the whole is silent on."""

    pasal: StrictStr = ""
    teks: StrictStr = Field(min_length=5, max_length=400)


class NilaiAturan(Bagian):
    """A dated value that comes with the file. `nilai` None states a gap."""

    kunci: Kunci
    kabupaten: KodeKabupaten | None = None
    provinsi: Annotated[StrictStr, Field(pattern=r"^[0-9]{2}$")] | None = None
    mulai: date
    sampai: date | None = None
    nilai: StrictStr | None
    sumber: StrictStr = Field(min_length=3, max_length=300)
    kepastian: Literal["terkonfirmasi", "belum_dikonfirmasi", "celah"] = "terkonfirmasi"

    @field_validator("nilai")
    @classmethod
    def _amount(cls, nilai: str | None) -> str | None:
        if nilai is not None:
            amount = Decimal(nilai) if _is_amount(nilai) else Decimal(-1)
            if not 0 <= amount < Decimal("1e13"):
                raise ValueError('tulis rupiah dalam tanda kutip dengan titik desimal, misalnya "3315934.00"')
        return nilai

    @model_validator(mode="after")
    def _consistent(self) -> "NilaiAturan":
        if self.kabupaten and self.provinsi:
            raise ValueError("isi kabupaten atau provinsi, tidak keduanya")
        if (self.nilai is None) != (self.kepastian == "celah"):
            raise ValueError("nilai kosong hanya untuk kepastian celah, dan sebaliknya")
        if self.sampai is not None and self.sampai < self.mulai:
            raise ValueError("sampai lebih awal dari mulai")
        return self


def _is_amount(text: str) -> bool:
    whole, _, decimals = text.partition(".")
    return whole.isdecimal() and (not decimals or (decimals.isdecimal() and len(decimals) <= 2)) and text[-1] != "."


class IsiPeraturan(Bagian):
    """A whole file: the heading, its articles, quotes by pasal, and the values it brings."""

    peraturan: KepalaPeraturan
    iuran: BagianIuran
    kepesertaan: BagianKepesertaan | None = None
    keluarga: BagianKeluarga | None = None
    kelas_rawat: BagianKelasRawat | None = None
    tunggakan: BagianTunggakan | None = None
    rekonsiliasi: BagianRekonsiliasi | None = None
    anggaran: BagianAnggaran | None = None
    kelayakan: BagianKelayakan | None = None
    bacaan: tuple[BacaanAturan, ...] = ()
    kutipan: dict[StrictStr, StrictStr] = Field(default_factory=dict)
    nilai: tuple[NilaiAturan, ...] = ()
