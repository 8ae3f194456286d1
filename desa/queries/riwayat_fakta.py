"""Reads dated facts: what each person's fields held on a day, and which of them were told for a later day already."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, QuerySet

from desa.models import PerubahanDaftar
from desa.rules.riwayat import MENENTUKAN, Fakta, restored, values_on

Numbers = Iterable[int] | QuerySet[Any]


def members_on(these: Exists, day: date) -> dict[int, dict[str, Any]]:
    """Of family members (`these`, asked of each change) whose cover was decided otherwise: the fields on the day."""
    rows = PerubahanDaftar.objects.filter(these, isian__in=MENENTUKAN)
    return values_on([_fact(row) for row in rows.values_list(*COLUMNS)], day)


COLUMNS = ("pk", "anggota_id", "isian", "mulai", "lama", "baru")


def _fact(row: tuple[Any, ...]) -> Fakta:
    number, person, field, since, old, new = row
    return Fakta(number, person, field, since, restored(field, old), restored(field, new))


def told_for_later(people: Numbers, day: date, *, family: bool) -> set[tuple[int, str]]:
    """Which fields of these people (or of these family members) were already told for a later day."""
    column = "anggota_id" if family else "peserta_id"
    rows = PerubahanDaftar.objects.filter(**{f"{column}__in": people}, anggota__isnull=not family, mulai__gt=day)
    return set(rows.exclude(isian="").values_list(column, "isian"))
