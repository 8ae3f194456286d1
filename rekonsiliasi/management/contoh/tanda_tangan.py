"""September's papers are signed: Mamasa's with sample certificates, Kayong Utara's by hand, with a scan."""

import base64
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from desa.enums import Peran
from desa.models import Kabupaten, User
from rekonsiliasi.actions.tanda_tangan import confirm_scan, keep_scan, keep_signed
from rekonsiliasi.enums import AsalTanda, Pihak
from rekonsiliasi.models import BeritaAcara
from rekonsiliasi.pdf import paper_bytes
from rekonsiliasi.pdf.anak import Reader, sign, told
from rekonsiliasi.pdf.stempel import stamp
from rekonsiliasi.queries.tanda_tangan import printed, signer_of
from rekonsiliasi.rules.tanda_tangan import MEDAN

from .akun import second_dpm, username
from .jam import at
from .sertifikat import Penerbit

ELECTRONIC = "76.03"
SCAN = settings.BASE_DIR / "fixtures" / "contoh" / "pindaian_berita_acara.pdf"


def sign_september(paper: BeritaAcara) -> None:
    """Brings the paper to its end, on the day after it was issued."""
    with at(datetime(2026, 9, 30, 2, tzinfo=UTC)):
        if paper.rekonsiliasi.kabupaten.kode == ELECTRONIC:
            _sign(paper)
        else:
            _by_hand(paper, paper.rekonsiliasi.kabupaten)


def _sign(paper: BeritaAcara) -> None:
    """Here and not in the child process: the paper is our own, and a newcomer waits for the sample.

    The first signature's facts after the second are written, not looked up again; a test compares them with the file.
    """
    issuer, passphrase = Penerbit(), secrets.token_urlsafe()
    content, facts = paper_bytes(paper), list[dict[str, Any]]()
    for number, pihak in enumerate((Pihak.DINAS, Pihak.BPJS), start=1):
        party, zone = printed(paper, pihak), paper.rekonsiliasi.kabupaten.zona_waktu
        now = timezone.now()
        cap = stamp(nama=party["nama"], jabatan=party["jabatan"], pada=now, zona=zone)
        key = issuer.pkcs12(party["nama"], passphrase, mulai=now - timedelta(days=1))
        content = base64.b64decode(sign(content, key, passphrase, MEDAN[pihak], cap, now)["pdf"])
        reader = Reader(content)
        newest = list(reader.embedded_regular_signatures)[-1]
        facts = [one | {"cakupan": "revisi", "sesudah": "tanda"} for one in facts]
        facts.append(told(reader, newest, []) | {"pihak": str(pihak)})
        signer = signer_of(paper, pihak)
        keep_signed(
            berita_acara=paper, pihak=pihak, asal=AsalTanda.PORTAL, isi=content, tanda=facts, nomor=number,
            by=signer.user if signer else None,
        )  # fmt: skip


def _by_hand(paper: BeritaAcara, kabupaten: Kabupaten) -> None:
    dinas = User.objects.get(username=second_dpm(kabupaten))
    bpjs = User.objects.get(username=username(Peran.BPJS, kabupaten))
    keep_scan(berita_acara=paper, isi=SCAN.read_bytes(), akhiran=".pdf", by=dinas)
    for user in (dinas, bpjs):
        confirm_scan(berita_acara=paper, ketikan=paper.sidik, by=user)
