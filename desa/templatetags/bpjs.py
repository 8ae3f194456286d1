"""What a village's own pages say of BPJS Kesehatan's refusals."""

from typing import Any

from django import template

from desa.access import today_in
from desa.models import Desa
from desa.queries.kedudukan import refusals_of

register = template.Library()


@register.inclusion_tag("desa/_tugas_bpjs.html")
def ditolak_bpjs(desa: Desa) -> dict[str, Any]:
    """The refusals that wait for the village, or nothing."""
    return {"desa": desa, "boleh": False, "ditolak": refusals_of(desa, today_in(desa.kabupaten))}
