"""Whoever must sign in again finds what they had typed: a session that ended loses no word."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect

KEPT = "titipan"
LONGEST = 16_000  # letters of one form; more is no form of ours
View = TypeVar("View", bound=Callable[..., Any])


def keeps_typed(view: View) -> View:
    """Marks a page whose form is kept while its sender signs in again; the page must also answer GET."""
    view.titip = True  # type: ignore[attr-defined]  # read by the middleware below
    return view


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What was sent to this very page before its sender had to sign in again; empty otherwise."""
    kept = request.session.get(KEPT) or {}
    fields: dict[str, str] = kept.get("isian", {}) if kept.get("alamat") == request.path else {}
    return fields


def forget_typed(request: HttpRequest) -> None:
    """The kept form is saved now."""
    if KEPT in request.session:
        del request.session[KEPT]


class MasukDahuluMiddleware(LoginRequiredMiddleware):
    """Leads strangers to the sign-in page, and keeps the form they sent in their own session until they are back.

    The browser's token against forged requests was checked before this; files cannot be kept.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        if request.method == "POST" and getattr(view_func, "titip", False):
            fields = {name: str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
            if sum(len(name) + len(value) for name, value in fields.items()) <= LONGEST:
                request.session[KEPT] = {"alamat": request.path, "isian": fields}
        return super().handle_no_permission(request, view_func)
