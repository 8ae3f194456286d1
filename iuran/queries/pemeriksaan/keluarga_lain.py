"""The yearly bill of other family members: each month charged once, taken back at most once, paid as the trail says.

It stands apart from the monthly contribution; a finding names year, village and official (KU Pasal 5).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from desa.models import AuditEvent
from iuran.models import KewajibanKeluargaLain, PembayaranKeluargaLain
from jaminan.bulan import Bulan

from .bentuk import Temuan, yearly_finding

Baris = KewajibanKeluargaLain | PembayaranKeluargaLain
WHOSE = ("peserta", "desa__kecamatan__kabupaten")


def other_family_findings() -> Iterator[Temuan]:
    """What does not hold in bills and payments for other family members."""
    rows = list(KewajibanKeluargaLain.objects.select_related(*WHOSE).order_by("pk"))
    returns: dict[int, list[KewajibanKeluargaLain]] = defaultdict(list)
    for row in rows:
        if row.membatalkan_id is not None:
            returns[row.membatalkan_id].append(row)
    for row in rows:
        yield from _row_off(row)
        if row.membatalkan_id is None:
            yield from _returned_wrong(row, returns[row.pk])
    yield from _charged_twice(rows, returns)
    yield from _unlike_the_trail(rows, "keluarga_lain.tetapkan", "tagihan")
    yield from _payments_off({_key(row) for row in rows})


def _key(row: Baris) -> tuple[int, int, int]:
    return row.peserta_id, row.desa_id, row.tahun


def _off(row: Baris, rupiah: int, pesan: str) -> Temuan:
    return yearly_finding(row.tahun, row.desa, rupiah, f"{pesan}, anggota keluarga yang lain dari {row.peserta.nama}")


def _months(row: KewajibanKeluargaLain) -> list[Bulan]:
    return [Bulan.parse(one["bulan"]) for one in row.tarif]


def _tariffs(row: KewajibanKeluargaLain) -> dict[str, int]:
    return {one["bulan"]: int(one["jumlah"]) for one in row.tarif}


def _row_off(row: KewajibanKeluargaLain) -> Iterator[Temuan]:
    """The amount is the sum of its months' tariffs, and the months are those the row names, of its year."""
    sign = 1 if row.membatalkan_id is None else -1
    difference = row.jumlah - sign * sum(_tariffs(row).values())
    if difference:
        yield _off(row, difference, f"tagihan nomor {row.pk} bukan jumlah tarif bulannya")
    months = _months(row)
    named = months and (months[0].first_day, months[-1].first_day) == (row.mulai, row.sampai)
    if not named or months != sorted(set(months)) or {month.year for month in months} != {row.tahun}:
        yield _off(row, 0, f"bulan tagihan nomor {row.pk} tidak sesuai tarifnya")


def _returned_wrong(row: KewajibanKeluargaLain, returns: list[KewajibanKeluargaLain]) -> Iterator[Temuan]:
    """What was taken back are months of this very bill at its tariff, each at most once."""
    left = _tariffs(row)
    for back in returns:
        if (back.anggota_id, *_key(back)) != (row.anggota_id, *_key(row)):
            yield _off(back, back.jumlah, f"pengurangan nomor {back.pk} bukan milik tagihan nomor {row.pk}")
        for month, amount in _tariffs(back).items():
            difference = left.pop(month, 0) - amount
            if difference:
                yield _off(
                    back,
                    difference,
                    f"pengurangan nomor {back.pk} tidak sama dengan tagihan nomor {row.pk} bulan {month}",
                )


def _charged_twice(
    rows: Iterable[KewajibanKeluargaLain], returns: dict[int, list[KewajibanKeluargaLain]]
) -> Iterator[Temuan]:
    """A family member has a month in one standing bill, whichever village it is in."""
    seen: set[tuple[int, Bulan]] = set()
    for row in rows:
        if row.membatalkan_id is not None:
            continue
        gone = Counter(month for back in returns[row.pk] for month in _months(back))
        for month in _months(row):
            if not gone[month] and (row.anggota_id, month) in seen:
                yield _off(row, _tariffs(row)[str(month)], f"{month.nama} ditagih dua kali pada tagihan nomor {row.pk}")
            if not gone[month]:
                seen.add((row.anggota_id, month))


def _unlike_the_trail(rows: Iterable[Baris], aksi: str, noun: str) -> Iterator[Temuan]:
    """Amounts are those that the audit trail wrote down; trails from before it did so say nothing."""
    told: dict[int, int] = {}
    for event in AuditEvent.objects.filter(aksi=aksi):
        told |= _amounts(event.rincian)
    for row in rows:
        difference = row.jumlah - told.get(row.pk, row.jumlah)
        if difference:
            yield _off(row, difference, f"{noun} nomor {row.pk} bukan yang tertulis pada jejak perbuatan")


def _amounts(rincian: dict[str, Any]) -> dict[int, int]:
    return {int(pk): amount for pk, amount in rincian.get("jumlah", {}).items()}


def _payments_off(billed: set[tuple[int, int, int]]) -> Iterator[Temuan]:
    """A payment belongs to a bill; what undoes it is its amount, of the same person, village and year."""
    rows = list(PembayaranKeluargaLain.objects.select_related(*WHOSE).order_by("pk"))
    by_pk = {row.pk: row for row in rows}
    for row in rows:
        if _key(row) not in billed:
            yield _off(row, row.jumlah, f"pembayaran nomor {row.pk} tanpa tagihan")
        undone = by_pk.get(row.membatalkan_id or 0)
        if undone is not None and (row.jumlah, _key(row)) != (-undone.jumlah, _key(undone)):
            yield _off(
                row, row.jumlah + undone.jumlah, f"pembayaran nomor {undone.pk} dan pembatalannya tidak berjumlah nol"
            )
    yield from _unlike_the_trail(rows, "keluarga_lain.bayar", "pembayaran")
