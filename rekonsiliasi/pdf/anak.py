"""The child process that opens a signed PDF or a certificate: one JSON on stdin, one on stdout. No Django, no network.

Started as a file (`python rekonsiliasi/pdf/anak.py`), so that nothing of the portal is loaded beside it. It may have
little memory and little time, writes no file, and what it was told (key and passphrase) ends with it.

    {"kerja": "periksa", "pdf", "akar": [PEM …], "awal"}             -> {"tanda": […], "halaman", "pengenal", …}
    {"kerja": "bubuhkan", "pdf", "kunci", "sandi", "medan", "cap"}   -> {"pdf"}
    {"kerja": "pindaian", "pdf"}                                     -> {"isi", "akhiran"}
    anything that is wrong                                           -> {"galat": [what is wrong, what to do]}

`pdf`, `kunci` and `cap` are base64. `awal` is how many bytes of the file are those that were issued.
"""

import base64
import binascii
import io
import json
import logging
import resource
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import pkcs12 as pkcs12_asn1
from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from PIL import Image, ImageOps
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 10
FIELDS = ("TTD_BPJS", "TTD_DINAS")
RSA_BITS = 2048
SIGNATURES = 20  # more than any paper of two offices has, and each costs time
SCANNED_PAGES = 60  # a paper of 170 villages with its annexes, scanned page by page
PIXELS = 60_000_000  # A4 at 600 dpi is 35 million
LONGEST, SMALLEST = 2_600, 600
USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
COVERAGE = {SignatureCoverageLevel.ENTIRE_FILE: "berkas", SignatureCoverageLevel.ENTIRE_REVISION: "revisi"}

BUKAN_PDF = ("Berkas ini bukan PDF, rusak, atau terlalu rumit untuk dibaca.", "Pilih berkas PDF yang asli.")
DIKUNCI = ("PDF ini dikunci dengan sandi, jadi isinya tidak dapat diperiksa.", "Pilih berkas PDF tanpa sandi.")
TERLALU_BANYAK = (f"PDF ini memuat lebih dari {SIGNATURES} tanda tangan.", "Pilih berkas Berita Acara yang asli.")
BUKAN_KUNCI = ("Berkas sertifikat bukan PKCS#12.", "Pilih berkas .p12 atau .pfx dari penerbit sertifikat Anda.")
SANDI_SALAH = (
    "Sandi sertifikat salah, atau berkas sertifikatnya rusak.",
    "Ketik sandi yang diberikan bersama berkas .p12 itu, lalu coba lagi.",
)
TANPA_KUNCI = (
    "Berkas sertifikat ini tidak memuat kunci dan sertifikat penanda tangan.",
    "Minta penerbit sertifikat berkas .p12 yang memuat keduanya.",
)
LEMAH = (
    "Kunci sertifikat ini tidak dapat dipakai: jenisnya tidak dikenal atau terlalu pendek.",
    "Pakai sertifikat dengan kunci RSA paling sedikit 2048 bit atau kunci EC.",
)
BUKAN_TTD = ("Sertifikat ini bukan sertifikat untuk menandatangani.", "Pakai sertifikat tanda tangan elektronik.")

BUKAN_PINDAIAN = ("Pindaian ini bukan PDF, JPG atau PNG.", "Pindai atau foto kertasnya, lalu pilih berkas itu.")
PINDAIAN_RUSAK = ("Pindaian ini rusak dan tidak dapat dibuka.", "Pindai atau foto sekali lagi, lalu pilih berkas itu.")
TERLALU_LEBAR = ("Gambar pindaian ini terlalu besar.", "Pindai dengan 300 dpi, lalu unggah lagi.")
TERLALU_KECIL = ("Gambar pindaian ini terlalu kecil untuk dibaca.", "Foto lebih dekat, atau pindai dengan 200 dpi.")
TERLALU_TEBAL = (f"Pindaian ini kosong atau lebih dari {SCANNED_PAGES} halaman.", "Pindai hanya Berita Acara ini.")
BERTINDAK = (
    "PDF ini memuat lampiran atau perintah yang berjalan sendiri.",
    "Pindai kertasnya, dan unggah hasil pindai itu.",
)


class Ditolak(Exception):
    """What is wrong, and what to do."""


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def limit_resources() -> None:
    """Little memory, little time, no files: what a hostile PDF or certificate may cost."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


class Reader(PdfFileReader):
    """A reader that opens each object stream once. Its parent reads the head of a stream again for every object in it,
    which takes seconds for a tagged paper, whose thousand tags stand in one stream.
    """

    def __init__(self, data: bytes) -> None:
        self._heads: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
        super().__init__(io.BytesIO(data))

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        if stmnum not in self._heads:
            self._heads[stmnum] = self._head(stmnum)
        body, places = self._heads[stmnum]
        if not 0 <= idx < len(places) or places[idx][0] != idnum:
            raise PdfReadError("Object is in wrong index.")
        source = io.BytesIO(body)
        source.seek(places[idx][1])
        found = generic.read_object(source, generic.Reference(idnum, 0, self))
        if isinstance(found, (generic.StreamObject, generic.IndirectObject)):
            raise PdfReadError("Encountered forbidden object type in object stream")
        return found

    def _head(self, stmnum: int) -> tuple[bytes, list[tuple[int, int]]]:
        """The bytes of an object stream, and of each object its number and where it begins."""
        stream = generic.Reference(stmnum, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream["/Type"] != "/ObjStm":
            raise PdfReadError("No object stream")
        body, first = stream.read_data(DecodePurpose.OBJECT_STREAM), int(stream["/First"])
        numbers = [int(word) for word in body[:first].split()[: 2 * int(stream["/N"])]]
        return body, [(number, first + offset) for number, offset in zip(numbers[::2], numbers[1::2], strict=True)]


# --- checking -----------------------------------------------------------------------------------------------------


def inspect(pdf: bytes, roots: list[str], issued: int) -> dict[str, Any]:
    """Every signature of the file, and whether anything but signatures came after the issued bytes."""
    reader = Reader(pdf)
    if reader.encrypted:
        raise Ditolak(*DIKUNCI)
    found = list(reader.embedded_regular_signatures)
    if len(found) > SIGNATURES:
        raise Ditolak(*TERLALU_BANYAK)
    trusted = [cert for pem in roots for cert in load_certs_from_pemder_data(pem.encode())]
    return {
        "tanda": [told(reader, one, trusted) for one in found],
        "halaman": pages(reader.root),
        "pengenal": identifier(reader),
        "kode": code(reader),
        "sejak_terbit": changed_since_issue(reader, issued) if issued else "",
    }


def pages(root: Any) -> int:
    return int(root["/Pages"]["/Count"])


def in_trailer(reader: PdfFileReader, name: str) -> Any:
    """What the end of the file says of itself, or None."""
    try:
        return reader.trailer[name]
    except KeyError:
        return None


def code(reader: PdfFileReader) -> str:
    """The code of the paper, which stands among the document's properties and outlives most programs too."""
    return str((in_trailer(reader, "/Info") or {}).get("/Keywords", ""))[:32]


def identifier(reader: PdfFileReader) -> str:
    """The first part of the file's /ID, which programs keep when they save a file anew."""
    first = (in_trailer(reader, "/ID") or [b""])[0]
    return bytes(getattr(first, "original_bytes", first)).hex()


def changed_since_issue(reader: PdfFileReader, issued: int) -> str:
    """ "tidak", "tanda" (signatures alone) or "lain": what came after the revision that ends with the issued bytes."""
    last = reader.total_revisions - 1
    base = max(
        (number for number in range(last + 1) if reader.xrefs.get_startxref_for_revision(number) < issued), default=None
    )
    if base is None:  # the file does not build on those bytes, though it begins with them
        return "lain"
    if base == last:
        return "tidak"
    result = DEFAULT_DIFF_POLICY.review_file(reader, base)
    if isinstance(result, SuspiciousModification):
        return "lain"
    return "tanda" if result.modification_level <= ModificationLevel.FORM_FILLING else "lain"


def told(reader: PdfFileReader, embedded: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> dict[str, Any]:
    """One signature as plain facts; the parent puts them into words."""
    cert = embedded.signer_cert
    claimed = embedded.self_reported_timestamp
    moment = claimed or datetime.now(UTC)
    answer: dict[str, Any] = certificate(cert) | {
        "medan": embedded.field_name,
        "waktu": claimed.astimezone(UTC).isoformat() if claimed else None,
        "akhir": int(embedded.byte_range[2]) + int(embedded.byte_range[3]),
        "masa": cert.not_valid_before <= moment <= cert.not_valid_after,
    }
    status = validate_pdf_signature(
        embedded, ValidationContext(trust_roots=roots, moment=moment), key_usage_settings=USAGE
    )
    answer["utuh"] = bool(status.intact and status.valid)
    answer["akar"] = bool(status.trusted)
    answer["cakupan"] = COVERAGE.get(status.coverage or SignatureCoverageLevel.UNCLEAR, "sebagian")
    answer["sesudah"] = after_it(reader, embedded, status)
    return answer


def after_it(reader: PdfFileReader, embedded: EmbeddedPdfSignature, status: Any) -> str:
    """What came after this signature: nothing ("tidak"), other signatures ("tanda"), pages ("halaman"), else "lain"."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "tidak"
    if pages(reader.get_historical_root(embedded.signed_revision)) != pages(reader.root):
        return "halaman"
    level = status.modification_level
    return "tanda" if level is not None and level <= ModificationLevel.FORM_FILLING and status.docmdp_ok else "lain"


def certificate(cert: x509.Certificate) -> dict[str, Any]:
    """Whose certificate it is, who issued it, and for which time."""
    subject, issuer = cert.subject.native, cert.issuer.native
    return {
        "nama": text(subject.get("common_name")),
        "organisasi": text(subject.get("organization_name")),
        "penerbit": text(issuer.get("common_name") or issuer.get("organization_name")),
        "seri": f"{cert.serial_number:x}"[:64],
        "berlaku_mulai": cert.not_valid_before.isoformat(),
        "berlaku_sampai": cert.not_valid_after.isoformat(),
        "sendiri": cert.subject == cert.issuer,
    }


def text(value: Any) -> str:
    """One line of printable letters: what a certificate says is the word of whoever made it."""
    joined = ", ".join(value) if isinstance(value, list) else str(value or "")
    return "".join(letter if letter.isprintable() else " " for letter in joined).strip()[:200]


# --- signing ------------------------------------------------------------------------------------------------------


class Stamp(PdfContent):
    """One PDF page from memory, to be drawn in the signature field."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.page = page

    def render(self) -> bytes:
        picture = self._ensure_writer.import_page_as_xobject(Reader(self.page))
        self.resources.xobject["/Cap"] = picture
        x1, y1, x2, y2 = picture.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(x1 - x2), height=abs(y1 - y2))
        return b"/Cap Do"


class Signer(signers.PdfSigner):
    """Signs by the machine's clock, or at the `moment` it is told: the sample's papers are of their own month."""

    moment: datetime | None = None

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment or session.system_time
        return session


def sign(
    pdf: bytes, key: bytes, passphrase: str, field: str, stamp: bytes, moment: datetime | None = None
) -> dict[str, Any]:
    """The file with one more signature in `field`, added after its bytes; `stamp` is a PDF page to show there."""
    signer = signer_of(key, passphrase)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), prev=Reader(pdf))
    known = {name for name, _, _ in fields.enumerate_sig_fields(writer)}
    # An older paper has no fields: it is signed without a picture.
    for missing in (name for name in FIELDS if name not in known):
        fields.append_signature_field(writer, fields.SigFieldSpec(missing))
    pades = fields.SigSeedSubFilter.PADES
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=pades, md_algorithm="sha256")
    box = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)
    style = StaticStampStyle(border_width=0, background=Stamp(stamp), background_layout=box)
    hand, out = Signer(meta, signer, stamp_style=style), io.BytesIO()
    hand.moment = moment
    hand.sign_pdf(writer, existing_fields_only=True, output=out)
    return {"pdf": b64(out.getvalue())}


def signer_of(key: bytes, passphrase: str) -> signers.SimpleSigner:
    """Key and certificate of a PKCS#12 file. Raises Ditolak for each way in which they cannot be used."""
    try:
        pkcs12_asn1.Pfx.load(key, strict=True)["auth_safe"]["content_type"].native  # noqa: B018 - parses as far as that
    except (ValueError, TypeError):
        raise Ditolak(*BUKAN_KUNCI) from None
    try:
        private, cert, _ = pkcs12.load_key_and_certificates(key, passphrase.encode())
    except Exception:  # noqa: BLE001 - whatever the library says of a file somebody uploaded, it cannot be used
        raise Ditolak(*SANDI_SALAH) from None
    if private is None or cert is None:
        raise Ditolak(*TANPA_KUNCI)
    if not isinstance(private, ec.EllipticCurvePrivateKey) and not (
        isinstance(private, rsa.RSAPrivateKey) and private.key_size >= RSA_BITS
    ):
        raise Ditolak(*LEMAH)
    in_time(cert.not_valid_before_utc, cert.not_valid_after_utc)
    signer = signers.SimpleSigner.load_pkcs12_data(key, other_certs=[], passphrase=passphrase.encode())
    if signer is None:
        raise Ditolak(*TANPA_KUNCI)
    usage = signer.signing_cert.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        raise Ditolak(*BUKAN_TTD)
    return signer


def in_time(start: datetime, end: datetime) -> None:
    now = datetime.now(UTC)
    if now > end:
        raise Ditolak(
            f"Sertifikat ini sudah berakhir pada {end:%d-%m-%Y}.", "Perpanjang sertifikat itu pada penerbitnya."
        )
    if now + timedelta(minutes=5) < start:
        raise Ditolak(f"Sertifikat ini baru berlaku mulai {start:%d-%m-%Y}.", "Tunggu sampai hari itu.")


# --- scans --------------------------------------------------------------------------------------------------------


def scan(data: bytes) -> dict[str, Any]:
    """A scan as it is kept: a picture drawn anew as JPEG, without whatever else its file held; a PDF whole."""
    if data.startswith(b"%PDF-"):
        return scanned_pdf(data)
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise Ditolak(*BUKAN_PINDAIAN)
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as found:
        if found.width * found.height > PIXELS:
            raise Ditolak(*TERLALU_LEBAR)
        if min(found.size) < SMALLEST:
            raise Ditolak(*TERLALU_KECIL)
        picture = ImageOps.exif_transpose(found).convert("RGB")
    picture.thumbnail((LONGEST, LONGEST))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, optimize=True)
    return {"isi": b64(out.getvalue()), "akhiran": ".jpg"}


def scanned_pdf(data: bytes) -> dict[str, Any]:
    """A scanner's PDF: readable, unlocked, of a few pages, and without anything that acts by itself."""
    reader = Reader(data)
    if reader.encrypted:
        raise Ditolak(*DIKUNCI)
    if not 1 <= pages(reader.root) <= SCANNED_PAGES:
        raise Ditolak(*TERLALU_TEBAL)
    root = reader.root  # an /OpenAction that is a list only says which page to show first
    acts = isinstance(root.get("/OpenAction"), dict) or {"/AA", "/Collection"} & set(root)
    if acts or {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {})):
        raise Ditolak(*BERTINDAK)
    return {"isi": b64(data), "akhiran": ".pdf"}


# --- the program --------------------------------------------------------------------------------------------------


def answer_for(asked: dict[str, Any]) -> dict[str, Any]:
    """The document that the parent reads."""
    try:
        pdf = base64.b64decode(asked["pdf"])
        if asked["kerja"] == "periksa":
            return inspect(pdf, asked["akar"], asked["awal"])
        if asked["kerja"] == "pindaian":
            return scan(pdf)
        return sign(
            pdf, base64.b64decode(asked["kunci"]), asked["sandi"], asked["medan"], base64.b64decode(asked["cap"])
        )
    except Ditolak as refused:
        return {"galat": list(refused.args)}
    except (binascii.Error, KeyError):
        raise
    except Exception:  # noqa: BLE001 - a file from outside makes a PDF library fail in any way it likes
        return {"galat": list(PINDAIAN_RUSAK if asked["kerja"] == "pindaian" else BUKAN_PDF)}


def main() -> None:
    logging.disable(logging.CRITICAL)
    sys.setrecursionlimit(3_000)
    asked = json.load(sys.stdin)
    limit_resources()
    json.dump(answer_for(asked), sys.stdout)


if __name__ == "__main__":
    main()
