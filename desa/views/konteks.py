"""What every page is told of its user: place, role, menu, and whether the data is invented."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from desa.access import role_of
from desa.enums import Peran
from desa.models import Kabupaten, Membership, User

# A menu entry is (label, URL name); the address gets the user's own place where the name is in PLACED.
Entry = tuple[str, str]
HOME: Entry = ("Beranda", "beranda")

# Menu of each role, in the order of the month.
MENU: dict[Peran, tuple[Entry, ...]] = {
    Peran.SEKDES: (HOME, ("Perangkat desa", "kepesertaan"), ("Selisih", "selisih_desa")),
    Peran.BENDAHARA_DESA: (HOME, ("Perangkat desa", "kepesertaan"), ("Selisih", "selisih_desa")),
    Peran.DPM: (
        HOME,
        ("Tagihan BPJS", "tagihan"),
        ("Rekonsiliasi", "rekonsiliasi"),
        ("Berita Acara", "berita_acara_daftar"),
        ("Jejak", "jejak"),
    ),
    Peran.BENDAHARA: (HOME, ("Rekonsiliasi", "rekonsiliasi"), ("Berita Acara", "berita_acara_daftar")),
    Peran.BPJS: (
        HOME,
        ("Tagihan BPJS", "tagihan"),
        ("Rekonsiliasi", "rekonsiliasi"),
        ("Berita Acara", "berita_acara_daftar"),
    ),
    Peran.INSPEKTORAT: (
        HOME,
        ("Tagihan BPJS", "tagihan"),
        ("Rekonsiliasi", "rekonsiliasi"),
        ("Berita Acara", "berita_acara_daftar"),
        ("Jejak", "jejak"),
    ),
}
UNPLACED = frozenset({"beranda", "peraturan", "kalkulator"})
FOOTER: tuple[Entry, ...] = (("Kalkulator iuran", "kalkulator"), ("Peraturan", "peraturan"))


def template_context(request: HttpRequest) -> dict[str, Any]:
    """The context every template may use: menu, menu_kaki, tempat, peran_nama, data_contoh, kontak."""
    user = getattr(request, "user", None)
    membership = role_of(user) if isinstance(user, User) else None
    footer = [{"nama": nama, "url": reverse(route)} for nama, route in FOOTER]
    if membership is None:
        return {"menu": [], "menu_kaki": footer, "data_contoh": Kabupaten.objects.filter(contoh=True).exists()}
    return {
        "menu": menu_for(membership, request.path),
        "menu_kaki": footer,
        "tempat": membership.desa or membership.kabupaten,
        "peran_nama": membership.get_peran_display(),
        "data_contoh": membership.kabupaten.contoh,
        "kontak": membership.kabupaten.kontak,
    }


def menu_for(membership: Membership, path: str) -> list[dict[str, Any]]:
    """The role's menu; the entry of the page being shown is marked."""
    entries = [(nama, _address(route, membership)) for nama, route in MENU[Peran(membership.peran)]]
    here = max((url for _, url in entries if path.startswith(url)), key=len, default="")
    return [{"nama": nama, "url": url, "aktif": url == here} for nama, url in entries]


def _address(route: str, membership: Membership) -> str:
    if route in UNPLACED:
        return reverse(route)
    place = membership.desa or membership.kabupaten
    return reverse(route, args=[place.kode])
