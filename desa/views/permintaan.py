"""What a request says: its month and who sent it."""

from django.http import Http404, HttpRequest

from desa.models import User
from jaminan.bulan import Bulan


def month_of(text: str) -> Bulan:
    """The month in an address; Http404 when it is none."""
    try:
        return Bulan.parse(text)
    except ValueError:
        raise Http404 from None


def user_of(request: HttpRequest) -> User:
    """Who sent the request; LoginRequiredMiddleware lets nobody else through."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
