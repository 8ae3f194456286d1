"""The file of a paper: the kept bytes once it is issued, drawn anew while it is a draft."""

import hashlib
import re

from django.db.models.fields.files import FieldFile

from desa.models import User
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.berita_acara import agree_bpjs
from rekonsiliasi.actions.nomor import NomorBergeser
from rekonsiliasi.enums import BEKU, Pihak
from rekonsiliasi.models import BeritaAcara, CetakLampiran, NaskahKertas
from rekonsiliasi.queries.berita_acara import draft_isi, numbers_at_issue, papers_of, sealed, with_issue
from rekonsiliasi.queries.kertas import print_of
from rekonsiliasi.queries.naskah import party_of, words_of
from rekonsiliasi.queries.penandatangan import signatory

from .cetak import render

NOT_PRINTED = ("PDF daftar orang belum dicetak.", "Mintalah dahulu pada halaman Berita Acara.")
TRIES = 8  # other papers of the same offices may be issued while this one is drawn


def issue(*, berita_acara: BeritaAcara, by: User | None, nomor_bpjs: str = "") -> BeritaAcara:
    """BPJS agrees: draws the paper with the next numbers, then issues it with these bytes.

    Should another paper have taken a number meanwhile, it is drawn anew. Raises Kesalahan as `agree_bpjs` does.
    """
    for _ in range(TRIES - 1):
        try:
            return _issue_once(berita_acara, " ".join(nomor_bpjs.split()), by)
        except NomorBergeser:
            continue
    return _issue_once(berita_acara, " ".join(nomor_bpjs.split()), by)


def _issue_once(berita_acara: BeritaAcara, nomor_bpjs: str, by: User | None) -> BeritaAcara:
    kabupaten = berita_acara.rekonsiliasi.kabupaten
    party = party_of(kabupaten, Pihak.BPJS, signatory(kabupaten, Pihak.BPJS, berita_acara.tanggal))
    isi = with_issue(berita_acara, nomor=numbers_at_issue(berita_acara, nomor_bpjs), pihak_kedua=party)
    return agree_bpjs(berita_acara=berita_acara, isi=isi, pdf=render(isi, False), by=by, nomor_otomatis=not nomor_bpjs)


def paper_bytes(paper: BeritaAcara) -> bytes:
    """The paper's file. Raises Kesalahan when the kept bytes are gone or are not what was issued."""
    if paper.status not in BEKU:
        return render(draft_isi(paper), True)
    return kept_bytes(paper.pdf, paper.pdf_sha256)


def kept_bytes(berkas: FieldFile, sha256: str) -> bytes:
    """A kept file, once it is proved to be the one of that hash. Raises Kesalahan when it is gone or another one."""
    try:
        with berkas.open("rb") as stored:
            content = bytes(stored.read())
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Kesalahan(
            f"Berkas Berita Acara bersidik {sha256[:12]} yang tersimpan tidak lagi sama dengan yang diterbitkan.",
            "Mintalah pengelola portal memulihkannya dari cadangan.",
        )
    return content


def printed_annex(paper: BeritaAcara) -> tuple[CetakLampiran, bytes]:
    """The list of people as PDF, and its bytes. Raises Kesalahan when it is not drawn, or not what was drawn."""
    row = print_of(paper)
    if row is None or not row.berkas:
        raise Kesalahan(*NOT_PRINTED)
    return row, kept_bytes(row.berkas, row.sha256)


def preview(naskah: NaskahKertas) -> bytes:
    """The newest paper's figures in these words, marked as a draft. Raises Kesalahan where there is no paper yet."""
    paper = papers_of(naskah.kabupaten).first()
    if paper is None:
        raise Kesalahan("Belum ada Berita Acara yang dapat dijadikan contoh.", "Susun satu konsep lebih dahulu.")
    words = words_of(paper.rekonsiliasi, paper.tanggal, paper.tempat, naskah if naskah.naskah else None)
    return render(sealed(draft_isi(paper) | {"naskah": words}), True)


def file_name(paper: BeritaAcara) -> str:
    """ "berita-acara_mamasa_2026-10.pdf"; a draft says so in its name."""
    place = re.sub(r"[^a-z0-9]+", "-", paper.rekonsiliasi.kabupaten.nama.lower()).strip("-")
    draft = "" if paper.status in BEKU else "_konsep"
    return f"berita-acara_{place}_{paper.rekonsiliasi.bulan_mulai:%Y-%m}{draft}.pdf"
