"""Reads the audit trail."""

from django.db.models import QuerySet

from desa.models import AuditEvent, Desa, Kabupaten


def trail(kabupaten: Kabupaten, desa: Desa | None = None, aksi: str = "") -> QuerySet[AuditEvent]:
    """The acts of a regency, newest first; of one village or one kind when asked."""
    rows = AuditEvent.objects.filter(kabupaten=kabupaten).select_related("oleh", "desa").order_by("-pada", "-id")
    if desa is not None:
        rows = rows.filter(desa=desa)
    return rows.filter(aksi=aksi) if aksi else rows


def kinds(kabupaten: Kabupaten) -> list[str]:
    """The kinds of act that the regency's trail holds."""
    found = AuditEvent.objects.filter(kabupaten=kabupaten).order_by("aksi").values_list("aksi", flat=True).distinct()
    return list(found)
