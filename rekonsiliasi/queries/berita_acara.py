"""Everything a Berita Acara prints, as one JSON value, and its fingerprint; and the papers of a place."""

import hashlib
import json
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from desa.models import Kabupaten
from rekonsiliasi.enums import BEKU, Pihak, StatusBeritaAcara
from rekonsiliasi.models import BeritaAcara, Rekonsiliasi, undecided

from .angka import balances, by_month, by_place, differences, totals
from .kepesertaan_berita_acara import membership_table
from .kertas import layout_value, wording_of
from .naskah import party_of, words_of
from .nomor import propose_number
from .penandatangan import signatory_on

# 2: corrections of earlier months stand apart. 3: deposits for no month yet stand beside each payer's balance.
# 4: numbers are given at issue, the paper names its size, logo, wording and the list of people by hash.
# A paper of an earlier version shows as it was frozen.
VERSI = 4
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
        "kertas": layout_value(kabupaten),
        "lampiran": None,
        "naskah": words_of(rekonsiliasi, tanggal, tempat, wording_of(kabupaten)),
        "pihak_kesatu": party_of(kabupaten, Pihak.DINAS, signatory_on(kabupaten, Pihak.DINAS, tanggal)),
        "angka": figures(rekonsiliasi),
        "penerbitan": {
            "nomor_dinas": nomor_dinas,
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


def with_issue(berita_acara: BeritaAcara, *, nomor: dict[Pihak, str], pihak_kedua: dict[str, Any]) -> dict[str, Any]:
    """The content as it is issued: both numbers, BPJS' signatory, and the address that confirms it."""
    address = f"{settings.ALAMAT_PORTAL}{reverse('berita_acara_periksa', args=[berita_acara.kode])}"
    issue = {
        "nomor_dinas": nomor[Pihak.DINAS],
        "nomor_bpjs": nomor[Pihak.BPJS],
        "pihak_kedua": pihak_kedua,
        "kode": berita_acara.kode,
        "alamat": address,
    }
    return berita_acara.isi | {"penerbitan": issue}


def numbers_at_issue(berita_acara: BeritaAcara, nomor_bpjs: str = "") -> dict[Pihak, str]:
    """The numbers that the paper would bear now: those an office typed, else the next of its series."""
    kabupaten, day = berita_acara.rekonsiliasi.kabupaten, berita_acara.tanggal
    typed = {Pihak.DINAS: berita_acara.nomor_dinas, Pihak.BPJS: nomor_bpjs}
    return {pihak: nomor or propose_number(kabupaten, day, pihak) for pihak, nomor in typed.items()}


def draft_isi(berita_acara: BeritaAcara) -> dict[str, Any]:
    """A draft as it shows: with the numbers it would get now. They are given when the paper is issued."""
    nomor = numbers_at_issue(berita_acara)
    told = {"nomor_dinas": nomor[Pihak.DINAS], "nomor_bpjs": nomor[Pihak.BPJS]}
    return berita_acara.isi | {"penerbitan": berita_acara.isi["penerbitan"] | told}


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
    """Compared months that wait for their paper, or for the one that replaces it; `belum` lines need an answer."""
    papers = BeritaAcara.objects.filter(rekonsiliasi=OuterRef("pk")).exclude(status=StatusBeritaAcara.DIGANTI)
    waiting = Rekonsiliasi.objects.filter(~Exists(papers), kabupaten=kabupaten)
    return waiting.annotate(belum=Count("selisih", filter=undecided("selisih__")))


def paper_with_code(kode: str) -> BeritaAcara | None:
    return BeritaAcara.objects.select_related("rekonsiliasi__kabupaten").filter(kode=kode).first()


def paper_with_bytes(sha256: str) -> BeritaAcara | None:
    """The issued paper that is this file, byte for byte; also one that was replaced since."""
    issued = BeritaAcara.objects.filter(status__in=BEKU, pdf_sha256=sha256)
    return issued.select_related("rekonsiliasi__kabupaten").first()
