"""A village's month as it is posted in SISKEUDES: account by account, in words and codes (KU Pasal 10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desa.access import today_in
from desa.enums import Penanggung
from desa.models import Desa, Kabupaten
from desa.parameters import BagianAnggaran
from desa.queries.pejabat import PenandaTangan, signatories_of_desa
from desa.queries.peraturan import bagian_anggaran
from iuran.models import AlokasiSetoran, Iuran, Penetapan, PorsiIuran
from iuran.queries.rekening import account_named
from iuran.queries.tagihan_porsi import is_correction, require_bill, source_name
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import in_words

Pasangan = tuple[Iuran, PorsiIuran]


@dataclass(frozen=True, slots=True)
class BarisPosting:
    """One line to post, in rupiah; a withholding has no account of its own (`kode` empty)."""

    kode: str
    uraian: str
    sumber_dana: str
    orang: int
    dasar: int
    iuran: int
    koreksi: int

    @property
    def jumlah(self) -> int:
        return self.iuran + self.koreksi


@dataclass(frozen=True, slots=True)
class BuktiPosting:
    """A deposit to name as proof."""

    tanggal: date
    penanggung: Penanggung
    referensi: str
    jumlah: int


@dataclass(frozen=True, slots=True)
class Posting:
    """The sheet: what the village spends (`belanja`), what it withholds (`potongan`), what it deposited (`bukti`)."""

    desa: Desa
    bulan: Bulan
    peraturan: str
    anggaran: BagianAnggaran
    belanja: tuple[BarisPosting, ...]
    potongan: BarisPosting
    bukti: tuple[BuktiPosting, ...]
    penanda_tangan: tuple[PenandaTangan, PenandaTangan]

    @property
    def kabupaten(self) -> Kabupaten:
        return self.desa.kabupaten

    @property
    def baris_potongan(self) -> tuple[BarisPosting, ...]:
        return (self.potongan,)

    @property
    def jumlah_belanja(self) -> int:
        return sum(row.jumlah for row in self.belanja)

    @property
    def jumlah(self) -> int:
        """What leaves the village's account for the month: its own share and what it withheld."""
        return self.jumlah_belanja + self.potongan.jumlah

    @property
    def terbilang(self) -> str:
        return in_words(self.jumlah)


def posting_of(desa: Desa, bulan: Bulan) -> Posting:
    """The sheet of a month. Raises Kesalahan when it is not assessed, or its regulation names no accounts."""
    penetapan = require_bill(desa.kabupaten, bulan)
    anggaran = require_accounts(penetapan)
    rows = Iuran.objects.filter(penetapan=penetapan, desa=desa).prefetch_related("porsi").order_by("pk")
    shares = [(row, share) for row in rows for share in row.porsi.all()]
    return Posting(
        desa=desa,
        bulan=bulan,
        peraturan=penetapan.peraturan.judul,
        anggaran=anggaran,
        belanja=tuple(_expenses(anggaran, shares)),
        potongan=_line("", anggaran.potongan, _of(shares, Penanggung.PESERTA)),
        bukti=tuple(_proof(row) for row in _standing(desa, bulan)),
        penanda_tangan=signatories_of_desa(desa, today_in(desa.kabupaten)),
    )


def require_accounts(penetapan: Penetapan) -> BagianAnggaran:
    """The accounts by the month's regulation. Raises Kesalahan where it names none."""
    found = bagian_anggaran(penetapan.peraturan)
    if found is None:
        raise Kesalahan(
            f"{penetapan.peraturan.judul} tidak memuat rekening anggaran desa, jadi tidak ada yang diposting desa.",
            "Iuran di kabupaten ini tidak menjadi belanja desa. Lihat halaman setoran kabupaten.",
        )
    return found


def _of(shares: Iterable[Pasangan], penanggung: str) -> list[Pasangan]:
    return [(row, share) for row, share in shares if share.penanggung == penanggung]


def _expenses(anggaran: BagianAnggaran, shares: Iterable[Pasangan]) -> Iterable[BarisPosting]:
    own = _of(shares, anggaran.penanggung)
    for account in anggaran.rekening:
        mine = [pair for pair in own if account_named(anggaran, pair[0].jabatan) == account]
        yield _line(account.kode, account.nama, mine)


def _line(kode: str, uraian: str, shares: list[Pasangan]) -> BarisPosting:
    ordinary = [(row, share) for row, share in shares if not is_correction(row)]
    return BarisPosting(
        kode=kode,
        uraian=uraian,
        sumber_dana="; ".join(dict.fromkeys(source_name(share) for _, share in shares)),
        orang=len({row.peserta_id for row, _ in ordinary}),
        dasar=sum(row.dasar for row, _ in ordinary),
        iuran=sum(share.jumlah for _, share in ordinary),
        koreksi=sum(share.jumlah for row, share in shares if is_correction(row)),
    )


def _standing(desa: Desa, bulan: Bulan) -> Iterable[AlokasiSetoran]:
    """What stands of the village's deposits for the month, oldest first."""
    rows = AlokasiSetoran.objects.filter(
        setoran__desa=desa,
        bulan=bulan.first_day,
        setoran__membatalkan__isnull=True,
        setoran__dibatalkan_oleh__isnull=True,
    )
    return rows.select_related("setoran").order_by("setoran__tanggal", "pk")


def _proof(row: AlokasiSetoran) -> BuktiPosting:
    paid = row.setoran
    return BuktiPosting(paid.tanggal, Penanggung(paid.penanggung), paid.referensi, row.jumlah)
