"""Signs a paper and takes in what was signed elsewhere; the heavy work is the child process'."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone

from desa.models import User
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tanda_tangan import VersiBerganti, keep_scan, keep_signed
from rekonsiliasi.enums import AsalTanda, KepastianTanda, Pihak
from rekonsiliasi.models import BeritaAcara, BerkasTertanda
from rekonsiliasi.queries.tanda_tangan import KeadaanTanda, printed, signing_of, why_not_sign
from rekonsiliasi.rules.tanda_tangan import MEDAN, Tanda, added, same_name, side_of_field

from .berkas import paper_bytes
from .penanda import add_signature, clean_scan, inspect
from .stempel import stamp

TRIES = 3  # somebody signs at the same moment: once more on top of theirs
KEY_SIZE = 100 * 1024
DAY = timedelta(days=1)
DAMAGED = "Mintalah pengelola portal memulihkannya dari cadangan."
HOW_ELSEWHERE = (
    "Unduh lagi PDF dari halaman ini, tandatangani tanpa membuka atau menyimpannya dengan program lain, lalu unggah "
    "hasilnya. Pada aplikasi tanda tangan, pilih tanda tangan PDF (PAdES) yang menambah berkas, bukan menulis ulang."
)


def sign(*, berita_acara: BeritaAcara, pihak: Pihak, kunci: bytes, sandi: str, by: User) -> BerkasTertanda:
    """Signs for an office with the certificate of its signatory; the key is forgotten when this returns.

    Raises Kesalahan when it is not this user's turn, the certificate is unfit or in another name, or the office signed.
    """
    if len(kunci) > KEY_SIZE:
        raise Kesalahan("Berkas sertifikat lebih besar dari 100 KB.", "Pilih berkas .p12 atau .pfx Anda.")
    for _ in range(TRIES):
        state = signing_of(berita_acara)
        reason = why_not_sign(berita_acara, pihak, by, state)
        if reason:
            raise Kesalahan(reason, "Mintalah penanda tangan itu masuk dengan akunnya sendiri.")
        base = base_bytes(berita_acara, state)
        written = add_signature(
            base, kunci=kunci, sandi=sandi, medan=MEDAN[pihak], cap=_stamp(berita_acara, pihak, timezone.now())
        )
        found = _checked(berita_acara, pihak, base, written, state)
        try:
            return keep_signed(
                berita_acara=berita_acara, pihak=pihak, asal=AsalTanda.PORTAL, isi=written, tanda=found,
                nomor=len(state.berkas) + 1, by=by,
            )  # fmt: skip
        except VersiBerganti:
            continue
    raise Kesalahan("Pihak lain sedang menandatangani Berita Acara ini.", "Tunggu sebentar, lalu coba lagi.")


def receive_signed(*, berita_acara: BeritaAcara, pihak: Pihak, isi: bytes, by: User) -> BerkasTertanda:
    """Takes in a file that was signed with another application, such as BSrE's, on top of the newest version.

    Raises Kesalahan when it is not those bytes with one more signature of that office, or the issuer is not known.
    """
    state = signing_of(berita_acara)
    base = base_bytes(berita_acara, state)
    if hashlib.sha256(isi).hexdigest() == hashlib.sha256(base).hexdigest():
        raise Kesalahan("Berkas ini belum ditandatangani: isinya sama dengan yang diunduh.", HOW_ELSEWHERE)
    if not isi.startswith(base):
        raise Kesalahan(*_why_not_ours(berita_acara, isi, state))
    found = _checked(berita_acara, pihak, base, isi, state, luar=True)
    return keep_signed(
        berita_acara=berita_acara, pihak=pihak, asal=AsalTanda.LUAR, isi=isi, tanda=found, nomor=len(state.berkas) + 1,
        by=by,
    )  # fmt: skip


def receive_scan(*, berita_acara: BeritaAcara, isi: bytes, by: User) -> BerkasTertanda:
    """Takes in the scan of the paper signed by hand. Raises Kesalahan when it is no picture or PDF of a paper."""
    if not isi or len(isi) > settings.UKURAN_BERKAS_MAKS:
        raise Kesalahan("Pindaian kosong atau lebih besar dari 5 MB.", "Pindai dengan 200 dpi hitam putih.")
    kept, ending = clean_scan(isi)
    return keep_scan(berita_acara=berita_acara, isi=kept, akhiran=ending, by=by)


def base_bytes(paper: BeritaAcara, state: KeadaanTanda) -> bytes:
    """What the next signature goes on top of: the newest signed version, else the issued bytes."""
    return signed_bytes(state.terakhir) if state.terakhir else paper_bytes(paper)


def signed_bytes(row: BerkasTertanda) -> bytes:
    """The bytes of a signed version. Raises Kesalahan when they are gone or are not what was kept."""
    try:
        with row.berkas.open("rb") as stored:
            content = _read(stored)
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Kesalahan(f"Berkas {row} yang tersimpan tidak lagi sama dengan yang diterima.", DAMAGED)
    return content


def _read(stored: "File[bytes]") -> bytes:
    return bytes(stored.read())


def _stamp(paper: BeritaAcara, pihak: Pihak, now: datetime) -> bytes:
    party, zone = printed(paper, pihak), paper.rekonsiliasi.kabupaten.zona_waktu
    return stamp(nama=party["nama"], jabatan=party["jabatan"], pada=now, zona=zone)


def _checked(
    paper: BeritaAcara, pihak: Pihak, base: bytes, written: bytes, state: KeadaanTanda, *, luar: bool = False
) -> list[dict[str, Any]]:
    """The signatures of the file, once it is sure that exactly one good one of this office was added to the paper."""
    told = inspect(written, len(base))
    found = [Tanda.of(one) for one in told["tanda"]]
    new = added(state.tanda, found)
    if told["sejak_terbit"] != "tanda" or len(new) != 1 or len(found) != len(state.tanda) + 1:
        raise Kesalahan(_what_changed(told["sejak_terbit"], len(new)), HOW_ELSEWHERE)
    one = new[0]
    if side_of_field(one.medan) not in {pihak, None}:
        raise Kesalahan(
            f"Tanda tangan pada berkas ini berada di ruang pihak lain, bukan di ruang {pihak.label}.", HOW_ELSEWHERE
        )
    broken = next((each for each in found if not each.sah), None)
    if broken is not None:
        raise Kesalahan(f"Tanda tangan {broken.nama}: {broken.kepastian.label.lower()}.", HOW_ELSEWHERE)
    _require_named(paper, pihak, one)
    _require_when(paper, one)
    if luar and one.kepastian != KepastianTanda.TEPERCAYA:
        raise Kesalahan(
            f'Tanda tangan {one.nama} utuh, tetapi penerbit sertifikatnya, "{one.penerbit}", tidak dikenal portal ini. '
            "Portal tidak dapat memastikan siapa yang menandatangani.",
            "Mintalah pengelola portal menambahkan sertifikat induk penerbit itu, lalu unggah lagi.",
        )
    return [entry | {"pihak": _side(entry, one, pihak, state)} for entry in told["tanda"]]


def _side(entry: dict[str, Any], new: Tanda, pihak: Pihak, state: KeadaanTanda) -> str:
    """Whose signature it is: the new one this office's, an earlier one whose it was."""
    if (entry["medan"], entry["akhir"]) == new.key:
        return str(pihak)
    kept = state.terakhir.tanda if state.terakhir else []
    return next(one["pihak"] for one in kept if (one["medan"], one["akhir"]) == (entry["medan"], entry["akhir"]))


def _what_changed(since: str, new: int) -> str:
    if since == "lain":
        return "Selain tanda tangan, ada isi lain yang diubah pada berkas ini sesudah terbit."
    if new == 0:
        return "Berkas ini tidak memuat tanda tangan baru."
    return f"Berkas ini memuat {new} tanda tangan baru. Tiap pihak mengunggah sesudah pihak itu saja menandatangani."


def _require_named(paper: BeritaAcara, pihak: Pihak, one: Tanda) -> None:
    name = printed(paper, pihak)["nama"]
    if not same_name(one.nama, name):
        raise Kesalahan(
            f'Sertifikat ini atas nama "{one.nama}", sedangkan penanda tangan {pihak.label} pada kertas ini {name}.',
            "Pakai sertifikat atas nama penanda tangan itu, atau tanda tangani di kertas dan unggah pindaiannya.",
        )


def _require_when(paper: BeritaAcara, one: Tanda) -> None:
    """A signer's clock may differ by some hours, not by days; nobody signs before the paper is there."""
    issued, now = paper.terbit_pada or datetime.now(UTC), timezone.now()
    if one.waktu is None or not issued - DAY <= one.waktu <= now + DAY:
        when = format_tanggal(one.waktu) if one.waktu else "yang tidak disebut"
        raise Kesalahan(
            f"Tanda tangan ini bertanggal {when}, di luar masa antara terbitnya Berita Acara dan hari ini.",
            "Betulkan jam komputer penanda tangan, lalu tandatangani lagi.",
        )


def _why_not_ours(paper: BeritaAcara, isi: bytes, state: KeadaanTanda) -> tuple[str, str]:
    """Why a file is not built on the newest version: told so that the person can mend it."""
    if not isi.startswith(b"%PDF-"):
        return "Berkas ini bukan PDF.", HOW_ELSEWHERE
    if state.terakhir and isi.startswith(paper_bytes(paper)):
        signed = " dan ".join(pihak.label for pihak in state.elektronik)
        return f"Berkas ini tidak memuat tanda tangan {signed} yang sudah ada.", HOW_ELSEWHERE
    told = inspect(isi)
    if told["pengenal"].startswith(paper.sidik[:32]):
        return (
            "Berkas ini disimpan ulang oleh program lain, jadi tidak lagi sama byte demi byte dengan yang terbit. "
            "Tanda tangan di atas salinan seperti itu tidak dapat dipastikan untuk Berita Acara ini.",
            HOW_ELSEWHERE,
        )
    return f"Berkas ini bukan Berita Acara {paper}.", HOW_ELSEWHERE
