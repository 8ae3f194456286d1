"""What takes both sides, on the pages it is about: the range of a comparison, and opening a paper's months again."""

from typing import Any

from django import template

from desa.access import Izin, may
from desa.models import Kabupaten
from rekonsiliasi.enums import DISEPAKATI
from rekonsiliasi.models import BeritaAcara, Rekonsiliasi
from rekonsiliasi.models.kesepakatan import DuaPihak
from rekonsiliasi.queries.kesepakatan import months_told, range_of, reopening_of, side_in

register = template.Library()


def _told(context: dict[str, Any], kabupaten: Kabupaten, found: DuaPihak | None) -> dict[str, Any]:
    user = context["request"].user
    allowed = may(user, Izin.SEPAKATI, kabupaten)
    return {
        "csrf_token": context.get("csrf_token"),
        "kabupaten": kabupaten,
        "usulan": found,
        "boleh_usul": allowed and (found is None or found.status == "ditolak"),
        "boleh_jawab": allowed and found is not None and found.menunggu and side_in(user, kabupaten) != found.pihak,
    }


@register.inclusion_tag("rekonsiliasi/_rentang.html", takes_context=True)
def rentang(context: dict[str, Any], rekonsiliasi: Rekonsiliasi) -> dict[str, Any]:
    """Who proposed and who agreed to reconcile several months together; nothing for a single month."""
    told = _told(context, rekonsiliasi.kabupaten, range_of(rekonsiliasi))
    several = rekonsiliasi.bulan_mulai != rekonsiliasi.bulan_sampai
    return told | {"rekonsiliasi": rekonsiliasi, "beberapa": several, "bulan_kata": months_told(rekonsiliasi)}


@register.inclusion_tag("rekonsiliasi/_pembukaan.html", takes_context=True)
def pembukaan(context: dict[str, Any], berita_acara: BeritaAcara) -> dict[str, Any]:
    """The request to open an agreed paper's months again, and its answer; nothing before both sides agreed."""
    told = _told(context, berita_acara.rekonsiliasi.kabupaten, reopening_of(berita_acara))
    return told | {"berita_acara": berita_acara, "berlaku": berita_acara.status in DISEPAKATI}
