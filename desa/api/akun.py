"""A token for programs, and the answer at addresses that do not exist."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import permissions, serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from desa.actions.akun import issue_token
from desa.forms.akun import MasukForm
from desa.models import User

from .dasar import Terbatas


class MasukSerializer(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(read_only=True)


class TokenView(Terbatas):
    """Menukar nama pengguna dan sandi dengan token; kirim token itu sebagai `Authorization: Token …`."""

    authentication_classes = []
    permission_classes = [permissions.AllowAny]
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "token"

    @extend_schema(request=MasukSerializer, responses={200: TokenSerializer}, auth=[])
    def post(self, request: Request) -> Response:
        filled = MasukSerializer(data=request.data)
        filled.is_valid(raise_exception=True)
        return Response({"token": issue_token(by=_signed_in(request, filled.validated_data))})


def _signed_in(request: Request, data: dict[str, str]) -> User:
    """The user whom the sign-in page would let in too. Raises ValidationError with the page's own sentence."""
    form = MasukForm(request._request, data=data)
    if not form.is_valid():
        raise ValidationError({"detail": str(form.non_field_errors()[0])})
    user = form.get_user()
    return User.objects.get(pk=user.pk)


@extend_schema(exclude=True)
class TakAdaView(APIView):
    """An address under /api/ that leads nowhere: JSON, like every other answer here."""

    def get(self, request: Request, sisa: str) -> Response:
        raise NotFound

    post = put = patch = delete = get
