"""Writes dated law values: adds new ones, fills gaps, marks what months used; never changes a known amount."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from desa.actions.audit import record
from desa.enums import Kepastian
from desa.models import Kabupaten, ParameterValue, User
from desa.parameters import Nilai
from desa.parameters.peraturan import NilaiAturan
from desa.queries.muatan import conflicts, key_of, stored_nilai
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


@transaction.atomic
def save_nilai(*, rows: Iterable[NilaiAturan], by: User | None) -> int:
    """Adds the values that are missing and fills known gaps; returns how many rows that were.

    Rows that contradict a stored value are left alone; the caller has refused or reported them.
    """
    rows = list(rows)
    stored = stored_nilai(rows)
    touched = 0
    for row in rows:
        present = stored.get(key_of(row))
        if present is None:
            add_nilai(nilai=_as_model(row), by=by)
            touched += 1
        elif row.nilai is not None and present.kepastian == Kepastian.CELAH:
            present.sampai = row.sampai
            fill_nilai(
                nilai=present, jumlah=Decimal(row.nilai), sumber=row.sumber, kepastian=Kepastian(row.kepastian), by=by
            )
            touched += 1
        elif _is_surer(Kepastian(row.kepastian), present) and not conflicts(row, present):
            confirm_nilai(nilai=present, sumber=row.sumber, by=by)
            touched += 1
    return touched


def _is_surer(kepastian: Kepastian, present: ParameterValue) -> bool:
    return kepastian == Kepastian.TERKONFIRMASI and present.kepastian != Kepastian.TERKONFIRMASI


def _as_model(row: NilaiAturan) -> ParameterValue:
    return ParameterValue(
        kunci=row.kunci,
        kabupaten=row.kabupaten or "",
        provinsi=row.provinsi or "",
        mulai=row.mulai,
        sampai=row.sampai,
        nilai=None if row.nilai is None else Decimal(row.nilai),
        sumber=row.sumber,
        kepastian=row.kepastian,
    )


@transaction.atomic
def mark_used(*, values: Iterable[Nilai], bulan: Bulan) -> None:
    """Notes that a month was assessed with these values; from then on the database keeps them as they are.

    The act itself stands in the trail of the assessment that calls this.
    """
    places = Q(pk__in=())
    for one in values:
        places |= Q(
            kunci=one.kunci, kabupaten=one.kabupaten, provinsi=one.provinsi, mulai=one.mulai, versi=one.versi
        )  # fmt: skip
    earlier = Q(dipakai_sampai__isnull=True) | Q(dipakai_sampai__lt=bulan.first_day)
    ParameterValue.objects.filter(places, earlier).update(dipakai_sampai=bulan.first_day)


@transaction.atomic
def add_nilai(*, nilai: ParameterValue, by: User | None) -> ParameterValue:
    """Adds one law value, already checked by its form or file."""
    nilai.save(force_insert=True)
    _record("nilai.tambah", nilai, by)
    return nilai


@transaction.atomic
def fill_nilai(
    *, nilai: ParameterValue, jumlah: Decimal, sumber: str, by: User | None, kepastian: Kepastian
) -> ParameterValue:
    """Gives a gap its amount and source. Raises Kesalahan when the row is no gap."""
    if nilai.kepastian != Kepastian.CELAH:
        raise Kesalahan(
            f"Nilai {nilai} sudah berisi angka, maka tidak diubah.",
            "Tambahkan nilai baru dengan tanggal mulai sendiri.",
        )
    before = {"nilai": None, "sumber": nilai.sumber, "kepastian": str(nilai.kepastian)}
    nilai.nilai, nilai.sumber, nilai.kepastian = jumlah, sumber, kepastian
    nilai.save(update_fields=["nilai", "sumber", "kepastian", "sampai"])
    _record("nilai.isi_celah", nilai, by, {"sebelum": before})
    return nilai


@transaction.atomic
def confirm_nilai(*, nilai: ParameterValue, sumber: str, by: User | None) -> ParameterValue:
    """Marks an amount as confirmed by a source that somebody has seen; the amount stays."""
    before = {"sumber": nilai.sumber, "kepastian": str(nilai.kepastian)}
    nilai.sumber, nilai.kepastian = sumber, Kepastian.TERKONFIRMASI
    nilai.save(update_fields=["sumber", "kepastian"])
    _record("nilai.konfirmasi", nilai, by, {"sebelum": before})
    return nilai


@transaction.atomic
def end_nilai(*, nilai: ParameterValue, sampai: date, by: User | None) -> ParameterValue:
    """Sets the last day of a value; the amount stays. Raises Kesalahan when it would end before it began."""
    if sampai < nilai.mulai:
        raise Kesalahan(f"Nilai {nilai} tidak dapat berakhir sebelum mulai.", "Pilih tanggal yang lebih lambat.")
    before = _iso(nilai.sampai)
    nilai.sampai = sampai
    nilai.save(update_fields=["sampai"])
    _record("nilai.akhiri", nilai, by, {"sebelum": {"sampai": before}})
    return nilai


def _record(aksi: str, nilai: ParameterValue, by: User | None, before: dict[str, Any] | None = None) -> None:
    record(
        aksi,
        by=by,
        objek=nilai,
        ringkas=f"Nilai {nilai}: {'belum ada' if nilai.nilai is None else nilai.nilai}",
        tempat=Kabupaten.objects.filter(kode=nilai.kabupaten).first() if nilai.kabupaten else None,
        rincian={
            "sampai": _iso(nilai.sampai),
            "nilai": None if nilai.nilai is None else str(nilai.nilai),
            "sumber": nilai.sumber,
            "kepastian": str(nilai.kepastian),
        }
        | (before or {}),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
