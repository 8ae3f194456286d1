"""The file of a paper: the kept bytes once it is issued, drawn anew while it is a draft."""

import hashlib
import re

from desa.models import User
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.berita_acara import agree_bpjs
from rekonsiliasi.enums import BEKU, Pihak
from rekonsiliasi.models import BeritaAcara
from rekonsiliasi.queries.berita_acara import with_issue
from rekonsiliasi.queries.naskah import party_of
from rekonsiliasi.queries.penandatangan import signatory

from .cetak import render


def issue(*, berita_acara: BeritaAcara, nomor_bpjs: str, by: User | None) -> BeritaAcara:
    """BPJS agrees: draws the paper, then issues it with these bytes. Raises Kesalahan as `agree_bpjs` does."""
    kabupaten = berita_acara.rekonsiliasi.kabupaten
    party = party_of(kabupaten, Pihak.BPJS, signatory(kabupaten, Pihak.BPJS, berita_acara.tanggal))
    isi = with_issue(berita_acara, nomor_bpjs=" ".join(nomor_bpjs.split()), pihak_kedua=party)
    return agree_bpjs(berita_acara=berita_acara, isi=isi, pdf=render(isi, False), by=by)


def paper_bytes(paper: BeritaAcara) -> bytes:
    """The paper's file. Raises Kesalahan when the kept bytes are gone or are not what was issued."""
    if paper.status not in BEKU:
        return render(paper.isi, True)
    try:
        with paper.pdf.open("rb") as stored:
            content = bytes(stored.read())
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != paper.pdf_sha256:
        raise Kesalahan(
            f"Berkas Berita Acara {paper} yang tersimpan tidak lagi sama dengan yang diterbitkan.",
            "Mintalah pengelola portal memulihkannya dari cadangan.",
        )
    return content


def file_name(paper: BeritaAcara) -> str:
    """ "berita-acara_mamasa_2026-10.pdf"; a draft says so in its name."""
    place = re.sub(r"[^a-z0-9]+", "-", paper.rekonsiliasi.kabupaten.nama.lower()).strip("-")
    draft = "" if paper.status in BEKU else "_konsep"
    return f"berita-acara_{place}_{paper.rekonsiliasi.bulan_mulai:%Y-%m}{draft}.pdf"
