"""The audit row that every write makes, in the write's own transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model

from desa.models import AuditEvent, Desa, Kabupaten, User
from jaminan.penyamar import mask_text


def record(
    aksi: str,
    *,
    by: User | None,
    objek: Model,
    ringkas: str,
    tempat: Desa | Kabupaten | None = None,
    rincian: dict[str, Any] | None = None,
) -> AuditEvent:
    """Adds the audit row of one act and returns it; call it inside the transaction of the act.

    `by` is None for a command on the server. Every 13- to 16-digit number is masked before it is stored.
    Raises RuntimeError outside a transaction: an act without its audit row must not be possible.
    """
    (event,) = record_all([event_of(aksi, by=by, objek=objek, ringkas=ringkas, tempat=tempat, rincian=rincian)])
    return event


def record_all(events: Iterable[AuditEvent]) -> list[AuditEvent]:
    """The same for many acts of one transaction, each made by `event_of`."""
    if not connection.in_atomic_block:
        raise RuntimeError("Catatan audit harus berada dalam transaksi perbuatannya.")
    return AuditEvent.objects.bulk_create(events)


def event_of(
    aksi: str,
    *,
    by: User | None,
    objek: Model,
    ringkas: str,
    tempat: Desa | Kabupaten | None = None,
    rincian: dict[str, Any] | None = None,
) -> AuditEvent:
    """The audit row of one act, not stored yet."""
    desa, kabupaten = (tempat, tempat.kabupaten) if isinstance(tempat, Desa) else (None, tempat)
    return AuditEvent(
        aksi=aksi,
        oleh=by,
        objek=objek._meta.model_name or "",
        objek_id=objek.pk,
        kabupaten=kabupaten,
        desa=desa,
        ringkas=mask_text(ringkas)[:300],
        rincian=_masked(rincian or {}),
    )


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, dict):
        return {key: _masked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(item) for item in value]
    return value
