"""Reads what takes both sides: the range of a reconciliation, and requests to open one again."""

from desa.access import memberships_of
from desa.enums import Peran
from desa.models import Kabupaten, User
from jaminan.bulan import Bulan
from rekonsiliasi.enums import Pihak, StatusUsulan
from rekonsiliasi.models import BeritaAcara, KesepakatanRentang, PembukaanKembali, Rekonsiliasi

SIDES = {Peran.DPM: Pihak.DINAS, Peran.BPJS: Pihak.BPJS}


def side_in(user: User, kabupaten: Kabupaten) -> Pihak | None:
    """Which of the two sides the user is of; None: neither."""
    roles = [Peran(one.peran) for one in memberships_of(user) if one.kabupaten_id == kabupaten.pk]
    return next((SIDES[role] for role in roles if role in SIDES), None)


def range_of(work: Rekonsiliasi) -> KesepakatanRentang | None:
    """The newest proposal of exactly these months; None for a single month, which needs none."""
    if work.bulan_mulai == work.bulan_sampai:
        return None
    rows = KesepakatanRentang.objects.filter(
        kabupaten=work.kabupaten_id, bulan_mulai=work.bulan_mulai, bulan_sampai=work.bulan_sampai
    )
    return rows.select_related("diusulkan_oleh", "dijawab_oleh").first()


def range_agreed(work: Rekonsiliasi) -> bool:
    """Whether these months may be settled on one paper: a single month, or a range that both sides agreed to."""
    found = range_of(work)
    return work.bulan_mulai == work.bulan_sampai or (found is not None and found.status == StatusUsulan.DISETUJUI)


def months_told(work: Rekonsiliasi | KesepakatanRentang) -> str:
    """ "Oktober 2026", "Oktober sampai Desember 2026"."""
    first, last = Bulan.of(work.bulan_mulai), Bulan.of(work.bulan_sampai)
    return first.nama if first == last else f"{first.nama} sampai {last.nama}"


def reopening_of(paper: BeritaAcara) -> PembukaanKembali | None:
    """The newest request to open the months of a paper again."""
    rows = PembukaanKembali.objects.filter(berita_acara=paper)
    return rows.select_related("diusulkan_oleh", "dijawab_oleh").first()


def waiting_for(kabupaten: Kabupaten, pihak: Pihak) -> list[KesepakatanRentang | PembukaanKembali]:
    """What this side still has to answer."""
    waiting = StatusUsulan.DIUSULKAN
    ranges = KesepakatanRentang.objects.filter(kabupaten=kabupaten, status=waiting).exclude(pihak=pihak)
    papers = PembukaanKembali.objects.filter(berita_acara__rekonsiliasi__kabupaten=kabupaten, status=waiting)
    return [*ranges, *papers.exclude(pihak=pihak).select_related("berita_acara__rekonsiliasi")]
