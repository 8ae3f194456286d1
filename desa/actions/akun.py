"""Writes to one's own account."""

from django.db import transaction

from desa.actions.audit import record
from desa.models import User


@transaction.atomic
def change_password(*, by: User, password: str) -> None:
    """Gives the user a new password, already checked by the form; every other session of theirs ends."""
    by.set_password(password)
    by.save(update_fields=["password"])
    record("sandi.ganti", by=by, objek=by, ringkas="Mengganti sandi sendiri")
