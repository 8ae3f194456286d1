"""All addresses, floor by floor; the API under /api/v1/."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.csrf import requires_csrf_token

urlpatterns = [
    path("", include("rekonsiliasi.urls")),
    path("", include("iuran.urls")),
    path("", include("desa.urls")),
]


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page for a form that was sent without its token, or with an old one."""
    return render(request, "403_csrf.html", status=403)
