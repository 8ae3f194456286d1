"""Writes since which month an official is a civil servant or has other cover, in whatever order it is told."""

from datetime import date
from typing import Any

from desa.models import PerubahanDaftar, Peserta, StatusJaminan

EVER = date(2000, 1, 1)  # earlier than any month of the portal
FIELDS = ("pns", "jaminan_lain")


def set_standing(peserta: Peserta, isian: str, nilai: Any, mulai: date) -> None:
    """One of both facts holds from this month until the month for which it was told otherwise.

    The first change keeps what was known before as holding ever since.
    """
    rows = list(peserta.status_jaminan.order_by("mulai"))
    if not rows:
        first = {name: getattr(peserta, name) for name in FIELDS}
        rows = [StatusJaminan.objects.create(peserta=peserta, mulai=EVER, **first)]
    row = _row_of(peserta, rows, mulai)
    setattr(row, isian, nilai)
    row.save(update_fields=[isian])
    told = _told_after(peserta, isian, mulai)
    for later in (one for one in rows if one.mulai > mulai):
        if told is not None and later.mulai >= told:
            break
        setattr(later, isian, nilai)
        later.save(update_fields=[isian])


def _row_of(peserta: Peserta, rows: list[StatusJaminan], mulai: date) -> StatusJaminan:
    """The row of this month; a new one begins as what held before it."""
    before = [one for one in rows if one.mulai <= mulai][-1]
    if before.mulai == mulai:
        return before
    held = {name: getattr(before, name) for name in FIELDS}
    return StatusJaminan.objects.create(peserta=peserta, mulai=mulai, **held)


def _told_after(peserta: Peserta, isian: str, mulai: date) -> date | None:
    """The first later month for which this fact was told on its own."""
    told = PerubahanDaftar.objects.filter(peserta=peserta, anggota__isnull=True, isian=isian, mulai__gt=mulai)
    return told.order_by("mulai").values_list("mulai", flat=True).first()
