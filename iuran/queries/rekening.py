"""The accounts of the village budget beside the plan: assessed and deposited, account by account (KU Pasal 10)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desa.parameters import BagianAnggaran
from desa.parameters.anggaran import RekeningAturan
from desa.rules.masa_jabatan import post_named
from iuran.queries.buku_anggaran import BukuAnggaran, BulanAnggaran
from iuran.rules.anggaran import BarisRencana, by_account
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class RekeningAnggaran:
    """One account of the village budget: plan, ceiling and realisation of the year, in rupiah."""

    kode: str
    nama: str
    pagu: int | None
    bulan: list[BulanAnggaran]

    @property
    def rencana(self) -> int:
        return sum(one.rencana for one in self.bulan)

    @property
    def ditetapkan(self) -> int:
        return sum(one.ditetapkan or 0 for one in self.bulan)

    @property
    def disetor(self) -> int:
        return sum(one.disetor for one in self.bulan)

    @property
    def terjadi(self) -> list[BulanAnggaran]:
        """The months of which something was assessed or deposited."""
        return [one for one in self.bulan if one.ditetapkan is not None or one.disetor]


def account_named(bagian: BagianAnggaran, nama_jabatan: str) -> RekeningAturan:
    """The account of a post as an assessed row wrote it down; of one that is no post, the last account."""
    try:
        return bagian.account_of(post_named(nama_jabatan))
    except ValueError:
        return bagian.rekening[-1]


def account_rows(
    bagian: BagianAnggaran, rencana: Iterable[BarisRencana], months: list[Bulan], book: BukuAnggaran,
    limits: Mapping[str, int],
) -> list[RekeningAnggaran]:  # fmt: skip
    """Every account that the regulation names, of a village or of all villages of the regency."""
    planned: Counter[tuple[str, Bulan]] = Counter()
    for row in rencana:
        if row.penanggung == bagian.penanggung:
            planned[bagian.account_of(row.jabatan).kode, row.bulan] += row.jumlah
    due, paid = _realised(bagian, book)
    return [
        RekeningAnggaran(
            one.kode,
            one.nama,
            limits.get(one.kode),
            [
                BulanAnggaran(
                    month,
                    planned[one.kode, month],
                    due[one.kode, month] if month in book.assessed else None,
                    paid[one.kode, month],
                )
                for month in months
            ],
        )
        for one in bagian.rekening
    ]


Rupiah = Counter[tuple[str, Bulan]]


def _realised(bagian: BagianAnggaran, book: BukuAnggaran) -> tuple[Rupiah, Rupiah]:
    """Assessed and deposited by account and month; each village's deposits go to its own accounts."""
    due: Rupiah = Counter()
    of_village: defaultdict[int | None, defaultdict[Bulan, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for village, post, month, amount in book.by_post(bagian.penanggung):
        kode = account_named(bagian, post).kode
        due[kode, month] += amount
        of_village[village][month][kode] += amount
    paid: Rupiah = Counter()
    codes = [one.kode for one in bagian.rekening]
    for desa, months in book.paid_by_village(bagian.penanggung).items():
        for month, amount in months.items():
            wanted = {kode: of_village[desa][month][kode] for kode in codes}
            for kode, part in by_account(amount, wanted).items():
                paid[kode, month] += part
    return due, paid
