"""Fields that every floor's resources share: a month, a masked number, a place's code, a file."""

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files import File
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.utils import html

from jaminan.bulan import Bulan
from jaminan.penyamar import mask_number

from .galat import TooLarge

POLA_BULAN = r"^2[01][0-9]{2}-(0[1-9]|1[0-2])$"


@extend_schema_field({"type": "string", "pattern": POLA_BULAN, "example": "2026-10"})
class BulanField(serializers.Field):
    """A month: `2026-10` outside, a Bulan for actions; a stored first day of a month is shown as its month."""

    default_error_messages = {"salah": "Tulis bulan sebagai tahun-bulan, misalnya 2026-10."}

    def to_internal_value(self, data: Any) -> Bulan:
        if not isinstance(data, str) or not re.fullmatch(POLA_BULAN, data, flags=re.ASCII):
            self.fail("salah")
        return Bulan.parse(data)

    def to_representation(self, value: date | Bulan) -> str:
        return str(value if isinstance(value, Bulan) else Bulan.of(value))


@extend_schema_field(OpenApiTypes.STR)
class SamarField(serializers.Field):
    """A NIK, KK or card number, never in full."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: str) -> str:
        return mask_number(value)


class KodeField(serializers.SlugRelatedField):
    """A place or regulation, shown by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="kode", read_only=True, allow_null=True, **kwargs)


class OlehField(serializers.StringRelatedField):
    """The person who did it, by name; nobody yet, or a command on the server, is null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)


class KodeTempatField(serializers.CharField):
    """The code of a place in a request; who may see it decides whether it exists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=13, **kwargs)


def file_of(berkas: File[Any]) -> tuple[str, bytes]:
    """A checked upload as the actions take it: its name and its bytes."""
    return berkas.name or "", berkas.read()


class RupiahField(serializers.IntegerField):
    """Whole rupiah: a JSON number, or digits in a form. A JSON text, a fraction or true is refused."""

    default_error_messages = {"bulat": "Tulis rupiah sebagai bilangan bulat tanpa titik, misalnya 2426640."}

    def to_internal_value(self, data: Any) -> int:
        typed = html.is_html_input(getattr(self.root, "initial_data", None))
        if typed and isinstance(data, str) and re.fullmatch(r"[0-9]{1,15}", data, flags=re.ASCII):
            return int(data)
        if type(data) is not int:
            self.fail("bulat")
        return data


class BilanganField(RupiahField):
    """A whole number that is no money: a year, a number of people."""

    default_error_messages = {
        "bulat": "Tulis bilangan bulat, misalnya 1.",
        "min_value": "Paling sedikit {min_value}.",
        "max_value": "Paling banyak {max_value}.",
    }


class BerkasField(serializers.FileField):
    """An uploaded file within the portal's limit."""

    def to_internal_value(self, data: Any) -> File[Any]:
        limit = settings.UKURAN_BERKAS_MAKS
        if getattr(data, "size", 0) > limit:
            raise TooLarge(f"Berkas ini lebih dari {limit // (1024 * 1024)} MB.")
        file: File[Any] = super().to_internal_value(data)
        return file
