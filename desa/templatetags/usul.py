"""What a village's own pages say of corrections that were proposed to it."""

from typing import Any

from django import template
from django.http import HttpRequest

from desa.access import Izin, may
from desa.models import Desa
from desa.queries.usul_daftar import waiting_proposals

register = template.Library()


@register.inclusion_tag("desa/_usul_daftar.html", takes_context=True)
def usul_daftar(context: dict[str, Any], desa: Desa) -> dict[str, Any]:
    """The proposals that wait for the village, with the two answers for whoever may give them; or nothing."""
    request: HttpRequest = context["request"]
    return {
        "desa": desa,
        "menunggu": waiting_proposals(desa),
        "boleh": may(request.user, Izin.SAMPAIKAN, desa),
        "csrf_token": context.get("csrf_token"),
    }
