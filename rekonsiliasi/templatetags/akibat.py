"""What a reconciliation does to the next bill, for any page that is about to close it."""

from typing import Any

from django import template

from rekonsiliasi.models import Rekonsiliasi
from rekonsiliasi.queries.akibat import effect_on_next

register = template.Library()


@register.inclusion_tag("rekonsiliasi/_akibat.html")
def akibat(rekonsiliasi: Rekonsiliasi, *, lengkap: bool = False) -> dict[str, Any]:
    """ "Pengaruh pada tagihan November 2026"; `lengkap` also looks for corrections that are not written yet."""
    return {
        "akibat": effect_on_next(rekonsiliasi, lengkap=lengkap),
        "kabupaten": rekonsiliasi.kabupaten,
        "rekonsiliasi": rekonsiliasi,
    }
