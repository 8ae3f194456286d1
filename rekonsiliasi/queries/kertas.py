"""How a regency wants its paper: size, logo, words; and the list of people that goes with a paper."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from desa.models import Kabupaten, Peraturan
from desa.queries.peraturan import peraturan_in_force
from jaminan.bulan import Bulan
from rekonsiliasi.enums import StatusNaskah, UkuranKertas
from rekonsiliasi.models import BeritaAcara, CetakLampiran, LampiranOrang, NaskahKertas, Rekonsiliasi, TataKertas
from rekonsiliasi.parameters.berita_acara import binding_closing, starting_words

from .naskah import payers_of, words_of


def layout_of(kabupaten: Kabupaten) -> TataKertas:
    """The newest layout; A4 without a logo where none was chosen."""
    return TataKertas.objects.filter(kabupaten=kabupaten).first() or TataKertas(kabupaten=kabupaten)


def layout_value(kabupaten: Kabupaten) -> dict[str, str]:
    """What a paper freezes of the layout: the size, and which logo by its hash."""
    found = layout_of(kabupaten)
    return {"ukuran": str(UkuranKertas(found.ukuran)), "logo": found.logo_sha256}


def logo_with_hash(sha256: str) -> bytes:
    """The logo a paper froze; rows are never changed, so its bytes are always there."""
    found = TataKertas.objects.filter(logo_sha256=sha256).first() if sha256 else None
    return bytes(found.logo) if found else b""


def wording_of(kabupaten: Kabupaten) -> NaskahKertas | None:
    """The regency's own words in force; None while the portal's hold."""
    found = NaskahKertas.objects.filter(kabupaten=kabupaten, status=StatusNaskah.BERLAKU).first()
    return found if found is not None and found.naskah else None


def proposed_wording(kabupaten: Kabupaten) -> NaskahKertas | None:
    return NaskahKertas.objects.filter(kabupaten=kabupaten, status=StatusNaskah.DIUSULKAN).first()


def binding_words(kabupaten: Kabupaten, bulan: Bulan) -> tuple[str, ...]:
    """The sentences of the regency's regulation that its own words must hold to the letter."""
    return binding_closing(kabupaten.nama, _own_closing(peraturan_in_force(kabupaten, bulan)))


def words_to_begin_from(kabupaten: Kabupaten, bulan: Bulan) -> dict[str, str]:
    """The words in force, as a text with named places."""
    found = wording_of(kabupaten)
    if found:
        return dict(found.naskah)
    peraturan = peraturan_in_force(kabupaten, bulan)
    return starting_words(_own_closing(peraturan), payers_of(peraturan))


def _own_closing(peraturan: Peraturan) -> tuple[str, ...]:
    own = peraturan.isi.get("rekonsiliasi") or {}
    return tuple(own.get("penutup") or ())


def words_shown(naskah: NaskahKertas, bulan: Bulan) -> dict[str, Any]:
    """How the words read for a month, as the paper would print them."""
    work = Rekonsiliasi(kabupaten=naskah.kabupaten, bulan_mulai=bulan.first_day, bulan_sampai=bulan.first_day)
    return words_of(work, bulan.first_day, naskah.kabupaten.ibu_kota or naskah.kabupaten.nama, naskah)


SILENCE = timedelta(seconds=90)  # a worker that says nothing for this long has gone


def print_of(paper: BeritaAcara) -> CetakLampiran | None:
    """The list of people as PDF, as far as it is drawn; None when nobody asked for it."""
    frozen = annex_of(paper)
    rows = CetakLampiran.objects.select_related("lampiran__berita_acara__rekonsiliasi__kabupaten")
    return rows.filter(lampiran=frozen).first() if frozen else None


def stopped(row: CetakLampiran) -> bool:
    """Whether nobody draws it any more although it is not done."""
    return not row.berkas and (bool(row.gagal) or timezone.now() - row.kabar_pada > SILENCE)


def annex_of(paper: BeritaAcara) -> LampiranOrang | None:
    """The list of people whose hash the paper prints."""
    told: dict[str, Any] = paper.isi.get("lampiran") or {}
    rows = LampiranOrang.objects.filter(berita_acara=paper).select_related("berita_acara__rekonsiliasi__kabupaten")
    return rows.filter(sha256=told.get("sha256", "")).first()
