"""Who signs in the stories: Hendra for the dinas and Rosa for BPJS, with accounts and certificates of their own."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

from pyhanko.pdf_utils.generic import DictionaryObject, NumberObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import fields, signers

from desa.enums import Peran
from desa.models import Membership, User
from rekonsiliasi.enums import Pihak
from rekonsiliasi.management.contoh.sertifikat import Penerbit
from rekonsiliasi.models import BeritaAcara, BerkasTertanda, Penandatangan
from rekonsiliasi.pdf.anak import signer_of
from rekonsiliasi.pdf.tanda_tangan import sign
from tests.cast import SINCE, Cast

from .kertas import issued

SANDI, SANDI_AKUN = "sandi-sertifikat", "sandi-akun-yang-panjang"


@dataclass
class Meja:
    """A paper that both offices agreed to, and the two people who sign it."""

    cast: Cast
    paper: BeritaAcara
    hendra: User
    rosa: User
    penerbit: Penerbit

    def user(self, pihak: Pihak) -> User:
        return self.hendra if pihak == Pihak.DINAS else self.rosa

    def p12(self, pihak: Pihak) -> bytes:
        return self.penerbit.pkcs12(self.user(pihak).nama.upper(), SANDI)

    def sign(self, pihak: Pihak, kunci: bytes | None = None, sandi: str = SANDI) -> BerkasTertanda:
        return sign(
            berita_acara=self.paper, pihak=pihak, kunci=kunci or self.p12(pihak), sandi=sandi, by=self.user(pihak)
        )

    def trusted(self, folder: Path) -> Path:
        """A folder of roots with this issuer in it."""
        folder.mkdir(exist_ok=True)
        (folder / "uji.pem").write_text(self.penerbit.pem, encoding="ascii")
        return folder


def signing_table(cast: Cast) -> Meja:
    hendra = _account(cast, "hendra", "Hendra", Pihak.DINAS, Peran.DPM)
    rosa = _account(cast, "rosa", "Rosa", Pihak.BPJS, Peran.BPJS)
    return Meja(cast, issued(cast), hendra, rosa, Penerbit("Penerbit Uji"))


def _account(cast: Cast, username: str, nama: str, pihak: Pihak, peran: Peran) -> User:
    user = User(username=username, nama=nama)
    user.set_password(SANDI_AKUN)
    user.save()
    Membership.objects.create(user=user, peran=peran, kabupaten=cast.mamasa, mulai=SINCE)
    Penandatangan.objects.filter(kabupaten=cast.mamasa, pihak=pihak).update(user=user)
    return user


def signed_elsewhere(content: bytes, kunci: bytes, field: str = "Signature1") -> bytes:
    """What another application leaves: one more signature, in a field of its own or in ours, after the bytes."""
    out = io.BytesIO()
    pades = fields.SigSeedSubFilter.PADES
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=pades, md_algorithm="sha256")
    writer, hand = IncrementalPdfFileWriter(io.BytesIO(content)), signer_of(kunci, SANDI)
    with ThreadPoolExecutor(1) as apart:  # away from Playwright's loop
        apart.submit(signers.sign_pdf, writer, meta, hand, output=out).result()
    return out.getvalue()


def with_another_page(content: bytes) -> bytes:
    """The file with a blank page more, added after its bytes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.insert_page(PageObject(contents=writer.add_object(_nothing()), media_box=(0, 0, 595, 842)))
    return _written(writer)


def with_a_larger_first_page(content: bytes) -> bytes:
    """The file with its first page altered, after its bytes: as many pages, other content."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Rotate")] = NumberObject(180)
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0).reference)
    return _written(writer)


def _nothing() -> DictionaryObject:
    from pyhanko.pdf_utils.generic import StreamObject

    return StreamObject(stream_data=b"")


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdfsig(content: bytes, folder: Path) -> list[str]:
    """What Poppler, which shares no line with this portal, says of each signature field."""
    path = folder / "tanda.pdf"
    path.write_bytes(content)
    told = run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    return told.split("Signature #")[1:]


def qpdf_is_content(content: bytes, folder: Path) -> bool:
    path = folder / "periksa.pdf"
    path.write_bytes(content)
    return run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0
