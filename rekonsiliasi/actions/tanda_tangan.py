"""Keeps signed versions of a paper and says when it is final; rekonsiliasi.pdf has checked what a file holds."""

import hashlib
from typing import Any

from django.db import transaction

from desa.access import Izin, may
from desa.actions.audit import record
from desa.models import User
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.lampiran import keep_bytes
from rekonsiliasi.enums import AsalTanda, CaraTanda, Pihak, StatusBeritaAcara
from rekonsiliasi.models import BeritaAcara, BerkasTertanda, PutusanPindaian
from rekonsiliasi.queries.tanda_tangan import KeadaanTanda, side_of, signing_of, why_not_sign
from rekonsiliasi.rules.tanda_tangan import PREFIX_LETTERS, typed_hash_fits

BUKA_LAGI = "Buka lagi halaman Berita Acara untuk melihat keadaannya sekarang."


class VersiBerganti(Kesalahan):
    """Somebody signed meanwhile: the signature belongs on top of their version."""


@transaction.atomic
def keep_signed(
    *, berita_acara: BeritaAcara, pihak: Pihak, asal: AsalTanda, isi: bytes, tanda: list[dict[str, Any]],
    nomor: int, by: User | None,
) -> BerkasTertanda:  # fmt: skip
    """Keeps the version with which an office signed; with the second office's the paper is final.

    `nomor` is the version it was made to be. Raises VersiBerganti when that number is taken, Kesalahan when the paper
    does not wait for this signature.
    """
    paper = _locked(berita_acara)
    _require_side(paper, pihak, by)
    state = signing_of(paper)
    _require_unsigned(paper, state, pihak)
    if asal == AsalTanda.PORTAL and by is not None:
        _require_signer(paper, state, pihak, by)
    if nomor != len(state.berkas) + 1:
        raise VersiBerganti("Pihak lain baru saja menandatangani Berita Acara ini.", BUKA_LAGI)
    kept = _keep(paper, CaraTanda.ELEKTRONIK, asal, pihak, (isi, ".pdf"), nomor, by, tanda)
    last = state.elektronik.keys() | {pihak} == set(Pihak)
    _record("tanda_tangan", paper, by, f"Menandatangani Berita Acara {paper} untuk {pihak.label}", kept)
    if last:
        _finish(paper, by, "kedua tanda tangan elektronik sudah diperiksa")
    return kept


@transaction.atomic
def keep_scan(*, berita_acara: BeritaAcara, isi: bytes, akhiran: str, by: User | None) -> BerkasTertanda:
    """Keeps the scan of the paper that both offices signed by hand; both then say whether it is this paper."""
    paper = _locked(berita_acara)
    pihak = _side_of(paper, by)
    state = signing_of(paper)
    if state.putusan:
        raise Kesalahan(
            f"Pindaian Berita Acara {paper} sudah dipastikan satu pihak, jadi tidak diganti lagi.",
            "Bila keliru, pihak lain menjawab bahwa pindaian itu bukan kertas ini.",
        )
    kept = _keep(paper, CaraTanda.BASAH, AsalTanda.PINDAIAN, pihak, (isi, akhiran), len(state.berkas) + 1, by, [])
    _move(paper, StatusBeritaAcara.DITANDATANGANI)
    _record("pindaian", paper, by, f"Mengunggah pindaian Berita Acara {paper} yang ditandatangani", kept)
    return kept


@transaction.atomic
def confirm_scan(*, berita_acara: BeritaAcara, ketikan: str, by: User | None) -> BeritaAcara:
    """One office says that the scan is this paper, by the hash printed on it; with both offices it is final."""
    paper, scan, pihak, state = _scan_to_decide(berita_acara, by)
    if not typed_hash_fits(ketikan, paper.sidik):
        raise Kesalahan(
            f"Huruf yang diketik tidak sama dengan {PREFIX_LETTERS} huruf pertama sidik Berita Acara {paper}.",
            'Baca pada pindaian, di kaki halaman sesudah "SHA-256 isi". Bila sidiknya memang lain, tolak pindaian itu.',
        )
    PutusanPindaian.objects.create(berkas=scan, pihak=pihak, sesuai=True, oleh=by)
    _record("pindaian_sesuai", paper, by, f"Memastikan pindaian Berita Acara {paper} untuk {pihak.label}", scan)
    if state.putusan.keys() | {pihak} == set(Pihak):
        _finish(paper, by, "kedua pihak memastikan pindaiannya")
    return paper


@transaction.atomic
def refuse_scan(*, berita_acara: BeritaAcara, alasan: str, by: User | None) -> BeritaAcara:
    """One office says that the scan is not this paper; it waits for signatures again."""
    paper, scan, pihak, _ = _scan_to_decide(berita_acara, by)
    reason = " ".join(alasan.split())[:300]
    if not reason:
        raise Kesalahan("Alasan belum ditulis, jadi pindaian belum ditolak.", "Tulis apa yang keliru padanya.")
    PutusanPindaian.objects.create(berkas=scan, pihak=pihak, sesuai=False, alasan=reason, oleh=by)
    _move(paper, StatusBeritaAcara.TERBIT)
    _record("pindaian_ditolak", paper, by, f"Menolak pindaian Berita Acara {paper}: {reason}", scan)
    return paper


def _scan_to_decide(
    berita_acara: BeritaAcara, by: User | None
) -> tuple[BeritaAcara, BerkasTertanda, Pihak, KeadaanTanda]:
    """The locked paper and its scan, for an office and a person who have not spoken about it."""
    paper = _locked(berita_acara)
    pihak, state = _side_of(paper, by), signing_of(paper)
    if state.pindaian is None:
        raise Kesalahan(f"Tidak ada pindaian Berita Acara {paper} yang menunggu dipastikan.", BUKA_LAGI)
    if pihak in state.putusan:
        raise Kesalahan(f"{pihak.label} sudah memastikan pindaian ini.", BUKA_LAGI)
    if by is not None and by.pk in {one.oleh_id for one in state.putusan.values()}:
        raise Kesalahan("Anda sudah memastikan pindaian ini untuk pihak lain.", "Orang lain yang memastikannya.")
    return paper, state.pindaian, pihak, state


def _locked(paper: BeritaAcara) -> BeritaAcara:
    """The paper, if it waits for signatures."""
    rows = BeritaAcara.objects.select_for_update(of=("self",)).select_related("rekonsiliasi__kabupaten")
    found = rows.get(pk=paper.pk)
    if found.status in {StatusBeritaAcara.TERBIT, StatusBeritaAcara.DITANDATANGANI}:
        return found
    why = {
        StatusBeritaAcara.FINAL: "sudah final: kedua pihak sudah menandatanganinya",
        StatusBeritaAcara.DIGANTI: "sudah diganti Berita Acara lain",
    }.get(StatusBeritaAcara(found.status), "belum disetujui kedua pihak, jadi belum dapat ditandatangani")
    raise Kesalahan(f"Berita Acara {found} {why}.", BUKA_LAGI)


def _side_of(paper: BeritaAcara, by: User | None) -> Pihak:
    pihak = side_of(by, paper.rekonsiliasi.kabupaten)
    if pihak is None or not may(by, Izin.TANDATANGAN, paper.rekonsiliasi.kabupaten):
        raise Kesalahan(
            "Hanya DPM-Pemdes dan BPJS Kesehatan kabupaten ini yang menandatangani Berita Acara.",
            "Masuklah dengan akun salah satu pihak.",
        )
    return pihak


def _require_side(paper: BeritaAcara, pihak: Pihak, by: User | None) -> None:
    if by is not None and _side_of(paper, by) != pihak:
        raise Kesalahan(f"Akun Anda bukan akun {pihak.label}.", f"Yang menandatangani di sini adalah {pihak.label}.")


def _require_unsigned(paper: BeritaAcara, state: KeadaanTanda, pihak: Pihak) -> None:
    if pihak in state.elektronik:
        raise Kesalahan(f"{pihak.label} sudah menandatangani Berita Acara {paper}.", BUKA_LAGI)
    if state.pindaian is not None:
        raise Kesalahan(
            f"Pindaian Berita Acara {paper} sudah diunggah, jadi kertas ini ditandatangani basah.",
            "Pastikan pindaian itu, atau tolak bila keliru. Sesudah ditolak, tanda tangan elektronik terbuka lagi.",
        )


def _require_signer(paper: BeritaAcara, state: KeadaanTanda, pihak: Pihak, by: User) -> None:
    reason = why_not_sign(paper, pihak, by, state)
    if reason:
        raise Kesalahan(reason, "Mintalah penanda tangan itu masuk dengan akunnya sendiri.")


def _keep(
    paper: BeritaAcara, cara: CaraTanda, asal: AsalTanda, pihak: Pihak, berkas: tuple[bytes, str], nomor: int,
    by: User | None, tanda: list[dict[str, Any]],
) -> BerkasTertanda:  # fmt: skip
    """The bytes under their own hash, so that a transaction that fails leaves nothing wrong behind, and their row."""
    isi, ending = berkas
    sha256 = hashlib.sha256(isi).hexdigest()
    name = keep_bytes(isi, f"berita_acara/tertanda/{sha256}{ending}")
    return BerkasTertanda.objects.create(
        berita_acara=paper, nomor=nomor, cara=cara, asal=asal, pihak=pihak, berkas=name, sha256=sha256, tanda=tanda,
        oleh=by,
    )  # fmt: skip


def _move(paper: BeritaAcara, status: StatusBeritaAcara) -> None:
    paper.status = status
    paper.save(update_fields=["status"])


def _finish(paper: BeritaAcara, by: User | None, why: str) -> None:
    _move(paper, StatusBeritaAcara.FINAL)
    _record("final", paper, by, f"Berita Acara {paper} final: {why}", None)


def _record(aksi: str, paper: BeritaAcara, by: User | None, ringkas: str, kept: BerkasTertanda | None) -> None:
    record(
        f"berita_acara.{aksi}",
        by=by,
        objek=paper,
        tempat=paper.rekonsiliasi.kabupaten,
        ringkas=ringkas,
        rincian={"status": str(paper.status)} | ({"versi": kept.nomor, "sha256": kept.sha256} if kept else {}),
    )
