"""Forms of one's own account, in the portal's words."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import get_default_password_validators


class MasukForm(AuthenticationForm):
    """Name and password; one message for every wrong pair, so that nobody learns which names exist."""

    error_messages = {
        "invalid_login": "Nama pengguna atau sandi salah. Periksa huruf besar dan kecil, lalu coba lagi.",
        "inactive": "Nama pengguna atau sandi salah. Periksa huruf besar dan kecil, lalu coba lagi.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["username"], "Nama pengguna", "Isi nama pengguna Anda.")
        _name(self.fields["password"], "Sandi", "Isi sandi Anda.")
        self.fields["username"].widget.attrs |= {"spellcheck": "false"}


class SandiGantiForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {
        "password_incorrect": "Sandi lama salah. Ketik lagi sandi yang Anda pakai saat ini.",
        "password_mismatch": "Kedua sandi baru tidak sama. Ketik sandi yang sama dua kali.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["old_password"], "Sandi lama", "Isi sandi yang Anda pakai saat ini.")
        _name(self.fields["new_password1"], "Sandi baru", "Isi sandi baru.")
        _name(self.fields["new_password2"], "Ulangi sandi baru", "Ketik sandi baru sekali lagi.")
        self.fields["new_password1"].help_text = (
            f"Paling sedikit {_shortest_password()} huruf, angka atau tanda. "
            "Jangan memakai nama Anda, kata yang umum, atau angka saja."
        )
        self.fields["new_password2"].help_text = ""
        self.fields["old_password"].widget.attrs.pop("autofocus", None)


def _shortest_password() -> int:
    return max(getattr(validator, "min_length", 0) for validator in get_default_password_validators())


def _name(field: forms.Field, label: str, when_missing: str) -> None:
    field.label = label
    field.error_messages["required"] = when_missing
