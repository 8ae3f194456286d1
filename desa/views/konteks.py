"""What every page is told of its user: place, role, menu, and whether the data is invented."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from desa.access import IZIN, Izin, role_of, today_in
from desa.enums import Peran
from desa.models import Kabupaten, Membership, User
from desa.queries.jamkesda import keeps_register

# A menu entry is (label, URL name); the address gets the user's own place unless the name is in UNPLACED.
Entry = tuple[str, str]
HOME: Entry = ("Beranda", "beranda")
VILLAGE: tuple[Entry, ...] = (HOME, ("Perangkat desa", "kepesertaan"), ("Iuran", "iuran_desa_terakhir"))
REGION: tuple[Entry, ...] = (
    HOME,
    ("Laporan desa", "penyampaian"),
    ("Pendaftaran", "pendaftaran"),
    ("Iuran", "iuran"),
    ("Setoran", "setoran"),
    ("Tagihan BPJS", "tagihan"),
    ("Rekonsiliasi", "rekonsiliasi"),
    ("Berita Acara", "berita_acara_daftar"),
)

# Menu of each role, in the order of the month.
MENU: dict[Peran, tuple[Entry, ...]] = {
    Peran.SEKDES: (*VILLAGE, ("Selisih", "selisih_desa")),
    Peran.BENDAHARA_DESA: (*VILLAGE, ("Setoran", "setoran_desa_terakhir"), ("Selisih", "selisih_desa")),
    Peran.DPM: REGION,
    Peran.BENDAHARA: (HOME, ("Iuran", "iuran"), ("Setoran", "setoran"), ("Berita Acara", "berita_acara_daftar")),
    Peran.BPJS: (HOME, REGION[2], *REGION[5:]),
    Peran.INSPEKTORAT: REGION,
}
FOOTER: tuple[Entry, ...] = (("Kalkulator iuran", "kalkulator"), ("Periksa Berita Acara", "periksa"))
FOOTER_SIGNED_IN: tuple[Entry, ...] = (("Peraturan", "peraturan"), *FOOTER)
FOOTER_VILLAGE: tuple[Entry, ...] = (("Kelayakan", "kelayakan_desa"), *FOOTER_SIGNED_IN)
FOOTER_REGION: tuple[Entry, ...] = (
    ("Kelayakan", "kelayakan"),
    ("Nilai peraturan", "nilai"),
    ("Hari libur", "hari_libur"),
    ("Jejak perbuatan", "jejak"),
    *FOOTER_SIGNED_IN,
)
# In the footer of those who may.
FOOTER_BOOK: dict[Izin, Entry] = {
    Izin.PERIKSA_BUKU: ("Pemeriksaan buku", "pemeriksaan"),
    Izin.JURNAL: ("Jurnal tahunan", "jurnal"),
}
UNPLACED = frozenset({"beranda", "peraturan", "kalkulator", "periksa"})


def template_context(request: HttpRequest) -> dict[str, Any]:
    """The context every template may use: menu, menu_kaki, tempat, peran_nama, data_contoh, kontak."""
    user = getattr(request, "user", None)
    membership = role_of(user) if isinstance(user, User) else None
    if membership is None:
        footer = [{"nama": nama, "url": reverse(route)} for nama, route in FOOTER]
        return {"menu": [], "menu_kaki": footer, "data_contoh": Kabupaten.objects.filter(contoh=True).exists()}
    entries = _register_entry(membership) + (
        FOOTER_VILLAGE if membership.desa else (*_book_entries(membership), *FOOTER_REGION)
    )
    return {
        "menu": menu_for(membership, request.path),
        "menu_kaki": [{"nama": nama, "url": _address(route, membership)} for nama, route in entries],
        "tempat": membership.desa or membership.kabupaten,
        "peran_nama": membership.get_peran_display(),
        "data_contoh": membership.kabupaten.contoh,
        "kontak": membership.kabupaten.kontak,
    }


def _register_entry(membership: Membership) -> tuple[Entry, ...]:
    """JAMKESDA for those who may read its register, where the regency keeps one."""
    if Izin.JAMKESDA not in IZIN[Peran(membership.peran)]:
        return ()
    kept = keeps_register(membership.kabupaten, today_in(membership.kabupaten))
    return (("JAMKESDA", "jamkesda_desa" if membership.desa else "jamkesda"),) if kept else ()


def _book_entries(membership: Membership) -> list[Entry]:
    return [entry for izin, entry in FOOTER_BOOK.items() if izin in IZIN[Peran(membership.peran)]]


def menu_for(membership: Membership, path: str) -> list[dict[str, Any]]:
    """The role's menu; the entry of the page being shown is marked."""
    entries = [(nama, _address(route, membership)) for nama, route in MENU[Peran(membership.peran)]]
    home = reverse("beranda")
    here = max(
        (url for _, url in entries if path == url or (url != home and path.startswith(url))), key=len, default=""
    )
    return [{"nama": nama, "url": url, "aktif": url == here} for nama, url in entries]


def _address(route: str, membership: Membership) -> str:
    if route in UNPLACED:
        return reverse(route)
    place = membership.desa or membership.kabupaten
    return reverse(route, args=[place.kode])
