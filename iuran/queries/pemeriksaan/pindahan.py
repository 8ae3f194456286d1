"""Carry-overs: each entry is the sum of everything before it, counted from the first row on."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Sum

from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten
from iuran.enums import StatusPenetapan
from iuran.models import AlokasiSetoran, Penetapan, PorsiIuran, SaldoPindahan
from jaminan.bulan import Bulan

from .bentuk import Temuan, finding

Kunci = tuple[str, int | None]


def balance_findings() -> Iterator[Temuan]:
    """What does not hold where one month hands over to the next."""
    for kabupaten in Kabupaten.objects.filter(penetapan__status=StatusPenetapan.DITUTUP).distinct():
        yield from _carried_wrong(kabupaten)
    for row in SaldoPindahan.objects.select_related("kabupaten", "desa__kecamatan__kabupaten"):
        if Bulan.of(row.dari_bulan).next() != Bulan.of(row.ke_bulan):
            yield finding(
                Bulan.of(row.dari_bulan), row.desa or row.kabupaten, row.jumlah,
                f"saldo pindahan nomor {row.pk} tidak masuk bulan berikutnya",
            )  # fmt: skip


def _carried_wrong(kabupaten: Kabupaten) -> Iterator[Temuan]:
    """Closing = everything due less everything paid so far = next opening, for every payer and village."""
    changes, carried = _changes(kabupaten), _carried(kabupaten)
    closed = Penetapan.objects.filter(kabupaten=kabupaten, status=StatusPenetapan.DITUTUP).order_by("bulan")
    here = Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan__kabupaten")
    villages = {desa.pk: desa for desa in here}
    for day in closed.values_list("bulan", flat=True):
        sums: dict[Kunci, int] = defaultdict(int)
        for key, rows in changes.items():
            sums[key] = sum(amount for when, amount in rows if when <= day)
        for key in sorted({*sums, *(key for when, key in carried if when == day)}, key=str):
            difference = carried.pop((day, key), 0) - sums[key]
            if difference:
                payer, village = key
                yield finding(
                    Bulan.of(day), villages[village] if village else kabupaten, difference,
                    f"saldo pindahan porsi {Penanggung(payer).label.lower()} bukan jumlah semua iuran dikurangi semua "
                    "setoran",
                )  # fmt: skip
    for (day, (payer, village)), amount in carried.items():
        yield finding(
            Bulan.of(day), villages[village] if village else kabupaten, amount,
            f"saldo pindahan porsi {Penanggung(payer).label.lower()} dari bulan yang belum ditutup",
        )  # fmt: skip


def _changes(kabupaten: Kabupaten) -> dict[Kunci, list[tuple[date, int]]]:
    """Per payer and village, what each month added to or took from what is owed."""
    found: dict[Kunci, list[tuple[date, int]]] = defaultdict(list)
    due = PorsiIuran.objects.filter(iuran__penetapan__kabupaten=kabupaten).order_by()
    for payer, depositor, village, day, amount in due.values_list(
        "penanggung", "penyetor", "iuran__desa_id", "iuran__penetapan__bulan"
    ).annotate(Sum("jumlah")):
        found[payer, village if depositor == Penyetor.BENDAHARA_DESA else None].append((day, amount))
    paid = AlokasiSetoran.objects.filter(setoran__kabupaten=kabupaten).order_by()
    for payer, village, day, amount in paid.values_list("setoran__penanggung", "setoran__desa_id", "bulan").annotate(
        Sum("jumlah")
    ):
        found[payer, village].append((day, -amount))
    return found


def _carried(kabupaten: Kabupaten) -> dict[tuple[date, Kunci], int]:
    rows = SaldoPindahan.objects.filter(kabupaten=kabupaten).order_by()
    return {(row.dari_bulan, (row.penanggung, row.desa_id)): row.jumlah for row in rows}
