"""Other sources of APBDesa for a share: month by month no more than the share, and never Dana Desa (MM Pasal 11)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Sum

from desa.enums import Penanggung
from desa.models import Desa
from desa.models.catatan import standing
from iuran.models import PorsiIuran, SumberLain
from iuran.queries.penetapan import ASSESSED
from iuran.rules.sumber_lain import names_add, names_dana_desa
from jaminan.bulan import Bulan

from .bentuk import Temuan, finding

# A village's share of one month.
Kunci = tuple[int, str, date]


def source_findings() -> Iterator[Temuan]:
    """What does not hold in the named sources that stand."""
    rows = list(standing(SumberLain.objects.all()).select_related("desa__kecamatan__kabupaten").order_by("pk"))
    yield from _forbidden(rows)
    yield from _over_the_share(rows)


def _forbidden(rows: list[SumberLain]) -> Iterator[Temuan]:
    for row in rows:
        if names_dana_desa(row.uraian) or names_add(row.uraian):
            yield finding(
                Bulan.of(row.bulan_mulai), row.desa, row.jumlah,
                f"sumber lain nomor {row.pk} menyebut Dana Desa atau ADD, padahal bukan keduanya yang boleh",
            )  # fmt: skip


def _over_the_share(rows: list[SumberLain]) -> Iterator[Temuan]:
    """Every month of a source is looked at: one that is not assessed has no share at all."""
    named, villages = _named(rows), {row.desa_id: row.desa for row in rows}
    due = _due(villages)
    for key, amount in sorted(named.items()):
        over = amount - due.get(key, 0)
        if over > 0:
            village, payer, day = key
            yield finding(
                Bulan.of(day), villages[village], over,
                f"sumber lain untuk porsi {Penanggung(payer).label.lower()} melebihi porsi bulan itu",
            )  # fmt: skip


def _named(rows: list[SumberLain]) -> dict[Kunci, int]:
    sums: dict[Kunci, int] = defaultdict(int)
    for row in rows:
        for month in Bulan.of(row.bulan_mulai).until(Bulan.of(row.bulan_sampai)):
            sums[row.desa_id, row.penanggung, month.first_day] += row.jumlah
    return sums


def _due(villages: dict[int, Desa]) -> dict[Kunci, int]:
    """The share in each month's bill, corrections included."""
    rows = PorsiIuran.objects.filter(iuran__desa__in=villages, iuran__penetapan__status__in=ASSESSED).order_by()
    grouped = rows.values_list("iuran__desa_id", "penanggung", "iuran__penetapan__bulan").annotate(Sum("jumlah"))
    return {(village, payer, day): amount for village, payer, day, amount in grouped}
