"""Everything a Berita Acara prints, as one JSON value, and its fingerprint; and the papers of a place."""

import hashlib
import json
import re
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from desa.models import Kabupaten
from rekonsiliasi.enums import BEKU, Pihak, StatusBeritaAcara
from rekonsiliasi.models import BeritaAcara, Rekonsiliasi

from .angka import balances, by_month, by_place, differences, totals
from .kepesertaan_berita_acara import membership_table
from .naskah import party_of, words_of
from .penandatangan import signatory_on

# 2: corrections of earlier months stand apart. 3: deposits for no month yet stand beside each payer's balance.
# A paper of an earlier version shows as it was frozen.
VERSI = 3
# Filled in after the figures were agreed; the fingerprint covers everything else.
OUTSIDE_FINGERPRINT = ("sidik", "penerbitan")


def build_isi(rekonsiliasi: Rekonsiliasi, *, nomor_dinas: str, tanggal: date, tempat: str) -> dict[str, Any]:
    """Every figure and word of the paper, from the present rows; the paper is made of this alone.

    The two parties are those who sign on its date. Raises Kesalahan when a payer's balance does not close.
    """
    kabupaten = rekonsiliasi.kabupaten
    isi = {
        "versi": VERSI,
        "kabupaten": {"kode": kabupaten.kode, "nama": kabupaten.nama},
        "mulai": rekonsiliasi.bulan_mulai.isoformat(),
        "sampai": rekonsiliasi.bulan_sampai.isoformat(),
        "tanggal": tanggal.isoformat(),
        "tempat": tempat,
        "nomor_dinas": nomor_dinas,
        "naskah": words_of(rekonsiliasi, tanggal, tempat),
        "pihak_kesatu": party_of(kabupaten, Pihak.DINAS, signatory_on(kabupaten, Pihak.DINAS, tanggal)),
        "angka": figures(rekonsiliasi),
        "penerbitan": {
            "nomor_bpjs": "",
            "pihak_kedua": party_of(kabupaten, Pihak.BPJS, signatory_on(kabupaten, Pihak.BPJS, tanggal)),
            "kode": "",
            "alamat": "",
        },
    }
    return sealed(isi)


def figures(rekonsiliasi: Rekonsiliasi) -> dict[str, Any]:
    """Only the numbers and the differences, to tell whether they changed since a paper froze them."""
    return {
        "kepesertaan": membership_table(rekonsiliasi),
        "iuran": by_month(rekonsiliasi),
        "saldo": balances(rekonsiliasi),
        "total": totals(rekonsiliasi),
        "tempat": by_place(rekonsiliasi),
        "orang": {"kita": rekonsiliasi.orang_kita, "bpjs": rekonsiliasi.orang_bpjs},
        "selisih": differences(rekonsiliasi),
    }


def canonical(isi: dict[str, Any]) -> bytes:
    """The agreed content as bytes that anybody can make again: keys sorted, no blanks, UTF-8."""
    agreed = {key: value for key, value in isi.items() if key not in OUTSIDE_FINGERPRINT}
    return json.dumps(agreed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sidik_of(isi: dict[str, Any]) -> str:
    """SHA-256 of what both sides agree to: every figure and word but the number that BPJS gives at issue."""
    return hashlib.sha256(canonical(isi)).hexdigest()


def sealed(isi: dict[str, Any]) -> dict[str, Any]:
    """The content with its fingerprint in it."""
    return isi | {"sidik": sidik_of(isi)}


def figures_changed(berita_acara: BeritaAcara) -> bool:
    """Whether roster, deposits or differences moved since the paper was drafted."""
    now: dict[str, Any] = json.loads(json.dumps(figures(berita_acara.rekonsiliasi)))
    if berita_acara.isi["versi"] < 3:
        for row in now["saldo"]:
            del row["belum"]
    return bool(now != berita_acara.isi["angka"])


def with_issue(berita_acara: BeritaAcara, *, nomor_bpjs: str, pihak_kedua: dict[str, Any]) -> dict[str, Any]:
    """The content as it is issued: BPJS' number, its signatory, and the address that confirms it."""
    address = f"{settings.ALAMAT_PORTAL}{reverse('berita_acara_periksa', args=[berita_acara.kode])}"
    issue = {"nomor_bpjs": nomor_bpjs, "pihak_kedua": pihak_kedua, "kode": berita_acara.kode, "alamat": address}
    return berita_acara.isi | {"penerbitan": issue}


def papers_of(kabupaten: Kabupaten) -> QuerySet[BeritaAcara]:
    """Every paper of a regency, newest month first; of one month the paper in force, then those it replaced."""
    rows = BeritaAcara.objects.filter(rekonsiliasi__kabupaten=kabupaten).select_related("rekonsiliasi__kabupaten")
    return rows.order_by("-rekonsiliasi__bulan_mulai", "-id")


def paper_of(rekonsiliasi: Rekonsiliasi) -> BeritaAcara | None:
    """The paper of these months; not one that another replaces."""
    rows = rekonsiliasi.berita_acara.exclude(status=StatusBeritaAcara.DIGANTI)
    return rows.select_related("rekonsiliasi__kabupaten").first()


def replaced_without_successor(rekonsiliasi: Rekonsiliasi) -> BeritaAcara | None:
    """The reopened paper of these months for which no new one was drafted yet."""
    return rekonsiliasi.berita_acara.filter(status=StatusBeritaAcara.DIGANTI, pengganti__isnull=True).first()


def reconciliations_without_paper(kabupaten: Kabupaten) -> QuerySet[Rekonsiliasi]:
    """Compared months that still wait for their paper, or for the one that replaces it."""
    papers = BeritaAcara.objects.filter(rekonsiliasi=OuterRef("pk")).exclude(status=StatusBeritaAcara.DIGANTI)
    return Rekonsiliasi.objects.filter(~Exists(papers), kabupaten=kabupaten)


def paper_with_code(kode: str) -> BeritaAcara | None:
    return BeritaAcara.objects.select_related("rekonsiliasi__kabupaten").filter(kode=kode).first()


def paper_with_bytes(sha256: str) -> BeritaAcara | None:
    """The issued paper that is this file, byte for byte; also one that was replaced since."""
    issued = BeritaAcara.objects.filter(status__in=BEKU, pdf_sha256=sha256)
    return issued.select_related("rekonsiliasi__kabupaten").first()


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def propose_number(kabupaten: Kabupaten, day: date) -> str:
    """The dinas' next letter number, by the pattern of its last one; a new year begins at 1."""
    last = (
        BeritaAcara.objects.filter(rekonsiliasi__kabupaten=kabupaten)
        .exclude(nomor_dinas="")
        .order_by("-tanggal", "-id")
        .first()
    )
    if last is None:
        return f"001/BA-JKN/{kabupaten.dinas_singkat.upper()}/{ROMAN[day.month - 1]}/{day.year}"
    return "/".join(_next_parts(last.nomor_dinas.split("/"), last.tanggal, day))


def _next_parts(parts: list[str], last: date, day: date) -> list[str]:
    serial = next((part for part in parts if re.fullmatch(r"[0-9]{1,3}|0[0-9]+", part)), None)
    moved = {str(last.year): str(day.year), ROMAN[last.month - 1]: ROMAN[day.month - 1]}
    if serial is not None:
        number = int(serial) + 1 if last.year == day.year else 1
        moved[serial] = f"{number:0{len(serial)}d}"
    return [moved.get(part, part) for part in parts]
