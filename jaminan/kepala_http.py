"""Headers that every answer carries, the one that keeps people's pages out of every cache, and how much may come in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

# The portal needs none of these; a page that was tampered with doesn't get them either.
POWERFUL = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer",
    "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join(f"{name}=()" for name in POWERFUL)


class KepalaHttpMiddleware:
    """Stands outermost, so that redirects, errors and static files carry the headers too.

    Whatever came past the session is made for one person and is stored nowhere, the page after signing out and the
    sign-in page included. Static files never get that far and keep the long life that whitenoise gives them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if hasattr(request, "user"):
            response.headers["Cache-Control"] = "no-store"
        return response


class TubuhTerbatasMiddleware:
    """Refuses a page's body that is larger than anything people send here, before a byte of it is read or kept.

    The API says so in its own words (`desa.api.dasar.Terbatas`). Without a length nothing of a body is read at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        within = length.isdecimal() and int(length) <= settings.KIRIMAN_MAKS
        if within or request.path.startswith("/api/"):
            return self.get_response(request)
        return render(request, "413.html", status=413)
