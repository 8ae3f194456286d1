"""Proves the money invariants of the book; whatever does not hold is a Temuan with month, place and rupiah."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet, Sum

from desa.queries.peraturan import bagian_iuran
from iuran.enums import StatusPenetapan
from iuran.models import AlokasiSetoran, Iuran, Penetapan, PorsiIuran, Setoran
from iuran.queries.kebutuhan import coordinated
from iuran.queries.penetapan import ASSESSED
from jaminan.bulan import Bulan
from jaminan.rupiah import percent_to_basis_points, share_of


@dataclass(frozen=True, slots=True)
class Temuan:
    """One thing that does not hold: the month, the place, by how many rupiah, and what it is."""

    bulan: Bulan | None
    tempat: str
    rupiah: int
    pesan: str


def findings() -> Iterator[Temuan]:
    """Everything in the book that does not hold; nothing when it is sound."""
    yield from _shares_off()
    yield from _rates_off()
    yield from _months_unfinished()
    yield from _allocations_over()
    yield from _allocations_homeless()
    yield from _reversals_uneven()


def _place(row: Setoran | Iuran) -> str:
    if row.desa is not None:
        return f"Desa {row.desa.nama} ({row.desa.kode})"
    return f"Kabupaten {row.kabupaten.nama}"


def _first_rows() -> QuerySet[PorsiIuran]:
    """Shares of contributions as assessed; corrections are differences and follow no rate."""
    return PorsiIuran.objects.filter(iuran__koreksi_atas__isnull=True).order_by()


def _shares_off() -> Iterator[Temuan]:
    """Each share is its rate of the base, rounded half-up on its own."""
    for share in _first_rows().select_related("iuran__desa").iterator(2000):
        difference = share.jumlah - share_of(share.iuran.dasar, share.basis_poin)
        if difference:
            yield Temuan(
                Bulan.of(share.iuran.bulan), _place(share.iuran), difference,
                f"porsi {share.penanggung} iuran nomor {share.iuran_id} tidak sama dengan tarif kali dasarnya",
            )  # fmt: skip


def _rates_off() -> Iterator[Temuan]:
    """The rates of a contribution add up to the regulation's whole rate."""
    whole = {
        penetapan.pk: percent_to_basis_points(bagian_iuran(penetapan.peraturan).persen)
        for penetapan in Penetapan.objects.select_related("peraturan")
    }
    rows = Iuran.objects.filter(koreksi_atas__isnull=True).annotate(
        tarif=Sum("porsi__basis_poin"), seluruh=Sum("porsi__jumlah")
    )
    for row in rows.select_related("desa").order_by().iterator(2000):
        if row.tarif != whole[row.penetapan_id]:
            yield Temuan(
                Bulan.of(row.bulan), _place(row), row.seluruh or 0,
                f"tarif porsi iuran nomor {row.pk} {row.tarif or 0} basis poin, bukan {whole[row.penetapan_id]}",
            )  # fmt: skip


def _months_unfinished() -> Iterator[Temuan]:
    """A month that counts as assessed has all its kecamatan."""
    rows = Penetapan.objects.filter(status__in=ASSESSED).annotate(ada=Count("kecamatan"))
    for row in rows.exclude(ada=F("kecamatan_jumlah")).select_related("kabupaten"):
        yield Temuan(
            Bulan.of(row.bulan), f"Kabupaten {row.kabupaten.nama}", 0,
            f"{row.ada} dari {row.kecamatan_jumlah} kecamatan ditetapkan, padahal statusnya "
            f"{StatusPenetapan(row.status).label.lower()}",
        )  # fmt: skip


def _allocations_over() -> Iterator[Temuan]:
    """No more of a deposit is allocated than was deposited; a reversal likewise, with its sign."""
    rows = Setoran.objects.select_related("kabupaten", "desa").annotate(dialokasikan=Sum("alokasi__jumlah"))
    for row in rows.order_by().iterator(2000):
        given = row.dialokasikan or 0
        sign = 1 if row.jumlah > 0 else -1
        over = max(given * sign - row.jumlah * sign, -given * sign)
        if over > 0:
            yield Temuan(
                Bulan.of(row.tanggal), _place(row), over, f"alokasi setoran nomor {row.pk} melebihi setorannya"
            )


def _allocations_homeless() -> Iterator[Temuan]:
    """Money is allocated only to months that are assessed, or that a coordination with BPJS allows ahead."""
    assessed = set(Penetapan.objects.filter(status__in=ASSESSED).values_list("kabupaten_id", "bulan"))
    for row in AlokasiSetoran.objects.select_related("setoran__kabupaten", "setoran__desa").iterator(2000):
        if (row.setoran.kabupaten_id, row.bulan) not in assessed and not coordinated(row):
            yield Temuan(
                Bulan.of(row.bulan), _place(row.setoran), row.jumlah,
                f"setoran nomor {row.setoran_id} dialokasikan ke bulan yang belum ditetapkan",
            )  # fmt: skip


def _reversals_uneven() -> Iterator[Temuan]:
    """A deposit and its reversal add up to zero, as a whole and in each month."""
    pairs = Setoran.objects.filter(membatalkan__isnull=False).select_related("kabupaten", "desa", "membatalkan")
    for row in pairs.prefetch_related("alokasi", "membatalkan__alokasi"):
        original = row.membatalkan
        months: dict[date | None, int] = {None: row.jumlah + (original.jumlah if original else 0)}
        for allocation in [*row.alokasi.all(), *(original.alokasi.all() if original else [])]:
            months[allocation.bulan] = months.get(allocation.bulan, 0) + allocation.jumlah
        for month, rest in months.items():
            if rest:
                yield Temuan(
                    Bulan.of(month or row.tanggal), _place(row), rest,
                    f"setoran nomor {row.membatalkan_id} dan pembatalannya tidak berjumlah nol",
                )  # fmt: skip
