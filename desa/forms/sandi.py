"""The password once more, before something that cannot be undone. A wrong one counts like a wrong sign-in (axes)."""

import time
from typing import Any, cast

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from desa.actions.akun import note_password_again
from desa.models import User
from jaminan.kesalahan import Kesalahan

FRESH_SECONDS = 5 * 60
KEY = "sandi_pada"


def password_is_fresh(request: HttpRequest) -> bool:
    """Whether the user of this session typed the password within the last five minutes."""
    typed = request.session.get(KEY)
    return isinstance(typed, (int, float)) and 0 <= time.time() - typed < FRESH_SECONDS


def require_password(request: HttpRequest, sandi: str, user: User) -> None:
    """Raises Kesalahan when it is not the user's own password; after several the user waits, as at the sign-in page.

    In no transaction: what was counted of a wrong one must not be undone with the refusal.
    """
    found = authenticate(request=request, username=user.get_username(), password=sandi)
    if found is None or found.pk != user.pk:
        raise Kesalahan("Sandi akun Anda salah, jadi belum ada yang dikerjakan.", "Ketik sandi yang Anda pakai masuk.")
    note_password_again(by=user)


def remember_password(request: HttpRequest) -> None:
    """A browser's session need not ask again for five minutes; it gets a new name, and the old one is dead."""
    request.session.cycle_key()
    request.session[KEY] = time.time()


class DenganSandi(forms.Form):
    """A form that ends with the user's own password, unless it was typed just now."""

    sandi = forms.CharField(
        label="Sandi akun portal Anda",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Untuk memastikan bahwa ini Anda sendiri. Tidak ditanyakan lagi selama lima menit.",
        error_messages={"required": "Ketik sandi akun Anda."},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        last = self.fields.pop("sandi")
        if not password_is_fresh(request):
            self.fields["sandi"] = last

    def require_password(self) -> None:
        """Raises Kesalahan when the password is wrong; call it before the act, once the rest of the form is right."""
        if "sandi" in self.fields:
            require_password(self.request, self.cleaned_data["sandi"], cast(User, self.request.user))
            remember_password(self.request)
            del self.fields["sandi"]  # not asked for again, should the act itself be refused
