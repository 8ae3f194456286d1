"""What a reconciliation does to the next month: one line a payer in its bill, corrections, proposals to villages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum
from django.urls import reverse

from desa.enums import Penanggung
from desa.models import Desa
from desa.queries.bagian import carry_over_article
from iuran.enums import StatusPenetapan
from iuran.models import Iuran, SaldoPindahan
from iuran.queries.buku import BarisBuku, book, opening
from iuran.queries.koreksi import BarisPembetulan, as_rows, pending, written
from iuran.queries.penetapan import ASSESSED, penetapan_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import BEKU
from rekonsiliasi.models import BeritaAcara, Rekonsiliasi, Selisih
from rekonsiliasi.rules.pindahan import handed_on

ROWS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class TujuanSelisih:
    """Where one difference of money goes. `jumlah` is the payer's one line in the next bill; `pasti`: it is signed."""

    ke: Bulan
    penanggung: str
    desa: Desa | None
    awal: int
    selisih: int
    jumlah: int
    pasti: bool
    pasal: str
    alamat: str
    kertas: BeritaAcara | None


def consequence_of(row: Selisih) -> TujuanSelisih | None:
    """The next bill's line that this difference is part of; None for differences about people."""
    if not row.penanggung:
        return None
    kabupaten, month = row.rekonsiliasi.kabupaten, Bulan.of(row.bulan)
    before = opening(kabupaten, month).get((row.penanggung, row.desa_id), 0)
    entry = SaldoPindahan.objects.filter(
        kabupaten=kabupaten, desa=row.desa, penanggung=row.penanggung, dari_bulan=row.bulan
    ).first()
    penetapan = penetapan_of(kabupaten, month)
    closed = penetapan is not None and penetapan.status == StatusPenetapan.DITUTUP
    return TujuanSelisih(
        ke=month.next(), penanggung=str(Penanggung(row.penanggung).label), desa=row.desa, awal=before,
        selisih=row.jumlah_setoran,
        jumlah=(entry.jumlah if entry else 0) if closed else handed_on(before, [row.jumlah_setoran]), pasti=closed,
        pasal=carry_over_article(penetapan.peraturan, month) if penetapan else "",
        alamat=_bill_page(row, month.next()), kertas=row.rekonsiliasi.berita_acara.filter(status__in=BEKU).first(),
    )  # fmt: skip


def _bill_page(row: Selisih, ke: Bulan) -> str:
    if row.desa is not None:
        return reverse("setoran_desa", args=[row.desa.kode, str(ke)])
    return reverse("setoran_bulan", args=[row.rekonsiliasi.kabupaten.kode, str(ke)])


@dataclass(frozen=True, slots=True)
class Pindahan:
    """One payer's line in the next bill, in rupiah; negative: paid too much. `desa` where the village deposits."""

    penanggung: str
    desa: str
    jumlah: int


@dataclass(frozen=True, slots=True)
class Pengaruh:
    """What the next month's bill carries from this reconciliation, in rupiah.

    `ditagih`: the next month is assessed already, so its corrections are written; else they are what is known today.
    """

    bulan: Bulan
    pasal: str
    pindahan: list[Pindahan]
    jumlah_pindahan: int
    pembetulan: list[BarisPembetulan]
    jumlah_pembetulan: int
    usul: int
    ditagih: bool

    @property
    def jumlah(self) -> int:
        return self.jumlah_pindahan + self.jumlah_pembetulan

    @property
    def terlihat(self) -> list[Pindahan]:
        return self.pindahan[:ROWS_SHOWN]

    @property
    def lainnya(self) -> int:
        return max(0, len(self.pindahan) - ROWS_SHOWN)


def effect_on_next(work: Rekonsiliasi, *, lengkap: bool = False) -> Pengaruh:
    """How closing this reconciliation shapes the next bill. What stands at the end of its last month goes over.

    `lengkap`: with the corrections that the next bill would write today, for which every official is looked at.
    """
    kabupaten, last = work.kabupaten, Bulan.of(work.bulan_sampai)
    penetapan = penetapan_of(kabupaten, last)
    rows = [row for row in book(kabupaten, last) if row.sisa]
    after = penetapan_of(kabupaten, last.next())
    assessed = after is not None and after.status in ASSESSED
    fixes = written(Iuran.objects.filter(penetapan=after)) if assessed else _known(work, last.next(), lengkap)
    return Pengaruh(
        bulan=last.next(),
        pasal=carry_over_article(penetapan.peraturan, last) if penetapan else "",
        pindahan=_lines(rows),
        jumlah_pindahan=sum(row.sisa for row in rows),
        pembetulan=fixes,
        jumlah_pembetulan=sum(row.jumlah for row in fixes),
        usul=work.selisih.filter(usul__isnull=False, usul__dicabut_pada__isnull=True).count(),
        ditagih=assessed,
    )


def _lines(rows: Iterable[BarisBuku]) -> list[Pindahan]:
    """The largest first, whoever owes or is owed."""
    found = [Pindahan(str(row.penanggung.label), row.desa.nama if row.desa else "", row.sisa) for row in rows]
    return sorted(found, key=lambda one: (-abs(one.jumlah), one.desa, one.penanggung))


def _known(work: Rekonsiliasi, bulan: Bulan, lengkap: bool) -> list[BarisPembetulan]:
    """The corrections that the next bill would write today; none where a law value is missing."""
    if not lengkap:
        return []
    try:
        return as_rows(pending(work.kabupaten, bulan))
    except Kesalahan:
        return []


def lines_by_payer(work: Rekonsiliasi) -> dict[tuple[str, int | None], int]:
    """The differences of money of the whole period, per payer and village that deposits."""
    sums: dict[tuple[str, int | None], int] = defaultdict(int)
    rows = work.selisih.exclude(penanggung="").order_by().values_list("penanggung", "desa_id")
    for payer, village, amount in rows.annotate(Sum("jumlah_setoran")):
        sums[payer, village] += amount
    return sums
