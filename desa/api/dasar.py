"""The frame of every resource: who may ask, what they may see, and how lists are narrowed."""

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, parsers, permissions, viewsets
from rest_framework.exceptions import APIException, NotAuthenticated, ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from desa.access import Izin, get_desa, get_kabupaten, may, may_somewhere, may_write
from desa.models import Desa, Kabupaten, User
from jaminan.bulan import Bulan

from .galat import TooLarge
from .isian import POLA_BULAN

TEXT_LIMIT = 256 * 1024
KODE = r"[0-9.]{2,13}"
LARGEST = 10**15
NOMOR = r"[0-9]{1,18}"


class JsonParser(parsers.JSONParser):
    """JSON that nests deeper than Python reads is no JSON of ours: 400, never a crash."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().parse(*args, **kwargs)
        except RecursionError:
            raise ParseError from None


class Terbatas(APIView):
    """Refuses a body that is larger than a person's work needs, before anything of it is read."""

    parser_classes = [JsonParser, parsers.FormParser, parsers.MultiPartParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        with_file = (request.content_type or "").startswith("multipart/")
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE if with_file else TEXT_LIMIT
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > limit:
            raise TooLarge(f"Kiriman ini lebih dari {limit // 1024} KB.")
        super().initial(request, *args, **kwargs)


class PunyaPeran(permissions.IsAuthenticated):
    """Signed in; and to write, a role that may change something somewhere. Where, each action asks again."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        return request.method in permissions.SAFE_METHODS or may_write(request.user)


class ApaAdanya(BaseContentNegotiation):
    """Whatever the caller accepts: the file comes as it is, an error as JSON."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser:
        return next(iter(parsers))

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        first = next(iter(renderers))
        return first, first.media_type


class PortalViewSet(Terbatas, viewsets.GenericViewSet):
    """Rows that the user may see; everything else does not exist. Subclasses say which in `visible`.

    `mencatat` names what a new row asks for: who may do it nowhere, or not at the place they name, is told so before
    anybody looks at the rest of what they sent.
    """

    permission_classes = [PunyaPeran]
    lookup_value_regex = NOMOR
    mencatat: tuple[Izin, ...] = ()

    def check_permissions(self, request: Request) -> None:
        super().check_permissions(request)
        if self.action == "create" and self.mencatat and not self.may_record(request):
            raise PermissionDenied

    def may_record(self, request: Request) -> bool:
        """Whether the user may record at the place that the request names, or anywhere if it names none."""
        held = may_somewhere(self.pengguna, *self.mencatat)
        place = self._named(_told(request, readable=held))
        return held and (place is None or self.may_at(place))

    def may_at(self, place: Desa | Kabupaten) -> bool:
        return any(may(self.pengguna, izin, place) for izin in self.mencatat)

    def _named(self, told: Mapping[str, Any]) -> Desa | Kabupaten | None:
        """The place that the request names (404 where it does not exist for the user)."""
        desa, kabupaten = (str(told.get(field) or "") for field in ("desa", "kabupaten"))
        if kabupaten:
            return self.see_kabupaten(kabupaten)
        return self.see_desa(desa) if desa else None

    def see_desa(self, kode: str) -> Desa:
        return get_desa(self.pengguna, kode)

    def see_kabupaten(self, kode: str) -> Kabupaten:
        return get_kabupaten(self.pengguna, kode)

    def get_queryset(self) -> QuerySet[Any]:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        return self.visible(rows, self.request.user)

    def visible(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        raise NotImplementedError

    @property
    def pengguna(self) -> User:
        """Who asks; permission has already sent strangers away."""
        user = self.request.user
        if not isinstance(user, User):
            raise NotAuthenticated
        return user

    def isian(self, serializer: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """What the request says, checked; raises ValidationError with a sentence per field."""
        filled = serializer(data=self.request.data, context=self.get_serializer_context())
        filled.is_valid(raise_exception=True)
        checked: dict[str, Any] = filled.validated_data
        return checked


def _told(request: Request, *, readable: bool) -> Mapping[str, Any]:
    """What the request says; for somebody who may not send anyhow, what cannot be read says nothing."""
    try:
        told = request.data
    except APIException:
        if readable:
            raise
        return {}
    return told if isinstance(told, Mapping) else {}


class BacaViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, PortalViewSet):
    """A resource to list and to read."""


class BulanFormField(forms.CharField):
    def clean(self, value: Any) -> Bulan | None:
        text = super().clean(value)
        try:
            return Bulan.parse(text) if text else None
        except ValueError:
            raise ValidationError("Tulis bulan sebagai tahun-bulan, misalnya 2026-10.") from None


@extend_schema_field({"type": "string", "pattern": POLA_BULAN, "example": "2026-10"})
class BulanFilter(django_filters.Filter):
    """`?bulan=2026-10` on a column that holds the first day of a month."""

    field_class = BulanFormField

    def filter(self, rows: QuerySet[Any], value: Bulan | None) -> QuerySet[Any]:
        found: QuerySet[Any] = super().filter(rows, value.first_day if value else None)
        return found


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": LARGEST})
class NomorFilter(django_filters.Filter):
    """`?peserta=12`: a row by its number."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST, **kwargs)


class DesaFilter(django_filters.FilterSet):
    """Narrows rows of a village by code of regency, district or village."""

    kabupaten = django_filters.CharFilter(field_name="desa__kecamatan__kabupaten__kode")
    kecamatan = django_filters.CharFilter(field_name="desa__kecamatan__kode")
    desa = django_filters.CharFilter(field_name="desa__kode")


class KabupatenFilter(django_filters.FilterSet):
    """Narrows rows of a regency by its code."""

    kabupaten = django_filters.CharFilter(field_name="kabupaten__kode")
