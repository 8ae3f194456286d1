"""What the comparison is told of both books, and what it answers. Amounts in whole rupiah."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jaminan.bulan import Bulan
from jaminan.penyamar import mask_number
from rekonsiliasi.enums import SELISIH_UANG, JenisSelisih, NomorDikenal

EMPTY = "–"


@dataclass(frozen=True, slots=True)
class PesertaKita:
    """An official with a contribution this month. `pemberi_kerja` is the share of regency or village.

    `kelas` is the class of care as a figure, empty where it is not known, `kelas_nasional` the nation's where it is
    another; `pendaftaran` says why BPJS may not know them.
    """

    id: int
    nik: str
    kartu: str
    nama: str
    lahir: date | None
    desa: str
    nama_desa: str
    penghasilan: int
    dasar: int
    pemberi_kerja: int
    peserta: int
    jenis_kelamin: str = ""
    kelas: str = ""
    pendaftaran: str = ""
    kelas_nasional: str = ""

    @property
    def jumlah(self) -> int:
        return self.pemberi_kerja + self.peserta


@dataclass(frozen=True, slots=True)
class Dikenal:
    """A person of ours without a contribution this month, and why; `menjabat` says whether still in office.

    `rinci` is the reason as a code.
    """

    id: int
    nik: str
    kartu: str
    alasan: str
    menjabat: bool
    rinci: str = ""
    nama: str = ""
    lahir: date | None = None
    desa: str = ""


@dataclass(frozen=True, slots=True)
class KeluargaKita:
    """A family member of a person of ours, covered this month or not."""

    peserta: int
    nik: str
    kartu: str
    nama: str
    lahir: date | None
    desa: str
    ditanggung: bool
    alasan: str = ""
    jenis_kelamin: str = ""
    hubungan: int = 0


@dataclass(frozen=True, slots=True)
class BarisBpjs:
    """One row of BPJS' list."""

    id: int
    nomor: int
    kartu: str
    nik: str
    nama: str
    lahir: date | None
    hubungan: int
    aktif: bool
    desa: str
    nama_desa: str
    gaji: int
    pemberi_kerja: int
    peserta: int
    jenis_kelamin: str = ""
    kelas: str = ""

    @property
    def jumlah(self) -> int:
        return self.pemberi_kerja + self.peserta

    @property
    def dikenal(self) -> tuple[str, str]:
        """By what the row is known again in a later list: its NIK, or its card where it has none."""
        return (NomorDikenal.NIK, self.nik) if self.nik else (NomorDikenal.KARTU, self.kartu)

    @property
    def tidur(self) -> bool:
        """An inactive row without an amount: it claims nothing, so it cannot differ."""
        return not self.aktif and self.jumlah == 0


@dataclass(frozen=True, slots=True)
class KoreksiKita:
    """A correction of an earlier month that this month's bill settles; the amounts may be negative."""

    peserta: int
    nik: str
    nama: str
    desa: str
    bulan: Bulan
    pemberi_kerja: int
    milik_peserta: int
    alasan: str

    @property
    def jumlah(self) -> int:
        return self.pemberi_kerja + self.milik_peserta


@dataclass(frozen=True, slots=True)
class Ingatan:
    """What people said about pairs in this or an earlier month: a row's number -> the official; and refused pairs."""

    setuju: Mapping[tuple[str, str], int] = field(default_factory=dict)
    tolak: frozenset[tuple[int, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class BukuBulan:
    """Both lists of people for one month."""

    bulan: Bulan
    kita: tuple[PesertaKita, ...]
    bpjs: tuple[BarisBpjs, ...]
    dikenal: tuple[Dikenal, ...] = ()
    keluarga: tuple[KeluargaKita, ...] = ()
    koreksi: tuple[KoreksiKita, ...] = ()
    ingatan: Ingatan = field(default_factory=Ingatan)


@dataclass(frozen=True, slots=True)
class Beda:
    """One column that differs, as people read it; numbers of persons are masked."""

    kolom: str
    kita: str
    bpjs: str

    def as_dict(self) -> dict[str, str]:
        return {"kolom": self.kolom, "kita": self.kita, "bpjs": self.bpjs}


@dataclass(frozen=True, slots=True)
class Temuan:
    """One difference. People's kinds carry `kita` and `bpjs`, money kinds `jumlah_setoran`.

    `rinci` says which case of its kind it is; `mungkin` is an official of ours who may be this stranger, `mirip` how
    alike they are.
    """

    bulan: Bulan
    jenis: JenisSelisih
    nama: str
    nik: str = ""
    peserta: int | None = None
    baris: int | None = None
    desa: str = ""
    penanggung: str = ""
    kita: int = 0
    bpjs: int = 0
    jumlah_setoran: int = 0
    rincian: tuple[Beda, ...] = ()
    rinci: str = ""
    mungkin: int | None = None
    mirip: int = 0

    def __post_init__(self) -> None:
        """A difference speaks of people or of money, never of both."""
        if self.jumlah if self.jenis in SELISIH_UANG else self.jumlah_setoran:
            raise ValueError(f"Selisih {self.jenis} memuat rupiah yang bukan miliknya.")

    @property
    def jumlah(self) -> int:
        """Ours less theirs, in rupiah."""
        return self.kita - self.bpjs


def masked(number: str) -> str:
    return mask_number(number) if number else EMPTY
