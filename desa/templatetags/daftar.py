"""How the old and new values of a roster difference are written for people."""

import re
from datetime import date
from typing import Any

from django import template

from desa.templatetags.format_id import EMPTY, rupiah, tanggal

register = template.Library()


@register.filter
def nilai_daftar(value: Any) -> str:
    """An ISO date in words, an amount in rupiah, nothing as a dash; text as it is."""
    if value in (None, ""):
        return EMPTY
    if isinstance(value, int):
        return rupiah(value)
    text = str(value)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return tanggal(date.fromisoformat(text))
    return text
