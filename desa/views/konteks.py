"""What every page is told of its user: place, role, menu, and whether the data is invented."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from desa.access import role_of
from desa.enums import Peran
from desa.models import Kabupaten, Membership, User

# Menu entries per role, in the order of the month: (label, URL name).
MENU: dict[Peran, tuple[tuple[str, str], ...]] = {
    Peran.SEKDES: (("Beranda", "beranda"),),
    Peran.BENDAHARA_DESA: (("Beranda", "beranda"),),
    Peran.DPM: (("Beranda", "beranda"),),
    Peran.BENDAHARA: (("Beranda", "beranda"),),
    Peran.BPJS: (("Beranda", "beranda"),),
    Peran.INSPEKTORAT: (("Beranda", "beranda"),),
}


def template_context(request: HttpRequest) -> dict[str, Any]:
    """The context every template may use: menu, tempat, peran_nama, data_contoh, kontak."""
    user = getattr(request, "user", None)
    membership = role_of(user) if isinstance(user, User) else None
    if membership is None:
        return {"menu": [], "data_contoh": Kabupaten.objects.filter(contoh=True).exists()}
    return {
        "menu": menu_for(membership, request.path),
        "tempat": membership.desa or membership.kabupaten,
        "peran_nama": membership.get_peran_display(),
        "data_contoh": membership.kabupaten.contoh,
        "kontak": membership.kabupaten.kontak,
    }


def menu_for(membership: Membership, path: str) -> list[dict[str, Any]]:
    """The role's menu; the entry of the page being shown is marked."""
    entries = [(nama, reverse(name)) for nama, name in MENU[Peran(membership.peran)]]
    here = max((url for _, url in entries if path.startswith(url)), key=len, default="")
    return [{"nama": nama, "url": url, "aktif": url == here} for nama, url in entries]
