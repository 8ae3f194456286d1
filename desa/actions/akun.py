"""Writes to one's own account."""

from django.db import transaction
from rest_framework.authtoken.models import Token

from desa.access import role_of
from desa.actions.audit import record
from desa.models import Desa, Kabupaten, User


@transaction.atomic
def change_password(*, by: User, password: str) -> None:
    """Gives the user a new password, already checked by the form; every other session and token of theirs ends."""
    by.set_password(password)
    by.save(update_fields=["password"])
    Token.objects.filter(user=by).delete()
    record("sandi.ganti", by=by, objek=by, tempat=_place(by), ringkas="Mengganti sandi sendiri")


@transaction.atomic
def issue_token(*, by: User) -> str:
    """The user's token for the API, made at the first request; it ends when the password changes."""
    token, new = Token.objects.get_or_create(user=by)
    if new:
        record("token.buat", by=by, objek=by, tempat=_place(by), ringkas="Membuat token API")
    return token.key


@transaction.atomic
def note_sign_in(*, by: User) -> None:
    """Writes down that the user came in; call it in the transaction that makes the session."""
    record("akun.masuk", by=by, objek=by, tempat=_place(by), ringkas="Masuk ke portal")


@transaction.atomic
def note_sign_out(*, by: User) -> None:
    """Writes down that the user left; call it in the transaction that ends the session."""
    record("akun.keluar", by=by, objek=by, tempat=_place(by), ringkas="Keluar dari portal")


@transaction.atomic
def note_password_again(*, by: User) -> None:
    """Writes down that the user typed the password once more, before something that cannot be undone."""
    record("akun.pastikan", by=by, objek=by, tempat=_place(by), ringkas="Memastikan diri dengan sandi sekali lagi")


def _place(user: User) -> Desa | Kabupaten | None:
    """Where the user works, so that the regency's audit trail shows the act."""
    role = role_of(user)
    return (role.desa or role.kabupaten) if role else None
