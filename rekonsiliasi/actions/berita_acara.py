"""Writes the paper: drafted and agreed by the dinas, then agreed by BPJS Kesehatan, which issues it (MM Pasal 14)."""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from desa.access import Izin, may
from desa.actions.audit import record
from desa.models import Kabupaten, User
from iuran.actions.penetapan import close_month
from iuran.queries.penetapan import require_open
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.lampiran import keep_annex, keep_bytes
from rekonsiliasi.actions.nomor import take_numbers
from rekonsiliasi.enums import Pihak, StatusBeritaAcara, StatusRekonsiliasi
from rekonsiliasi.models import BeritaAcara, PersetujuanBeritaAcara, Rekonsiliasi, undecided
from rekonsiliasi.queries.angka import months_of
from rekonsiliasi.queries.berita_acara import (
    build_isi,
    figures_changed,
    replaced_without_successor,
    sealed,
    sidik_of,
    with_issue,
)
from rekonsiliasi.queries.kesepakatan import months_told, range_agreed
from rekonsiliasi.queries.naskah import party_of
from rekonsiliasi.queries.nomor import COLUMN
from rekonsiliasi.queries.penandatangan import (
    require_other_people,
    require_two_signers,
    signatory,
    signatory_on,
)

OPEN_TO_DRAFT = (StatusBeritaAcara.KONSEP, StatusBeritaAcara.DIKEMBALIKAN)
LATEST = 13  # a paper is signed within twelve months of the months that it settles; later is a slip of the year
REDRAFT = "DPM-Pemdes menyusun ulang konsep, lalu menyetujuinya lagi."


@transaction.atomic
def draft(
    *, rekonsiliasi: Rekonsiliasi, tanggal: date, tempat: str, by: User | None, nomor_dinas: str = ""
) -> BeritaAcara:
    """Freezes the present figures into a draft; again while it is a draft or came back, with fresh figures.

    Without `nomor_dinas` the office's next number is given when the paper is issued.

    Raises Kesalahan while a difference has no cause or owner, a rest is unexplained, or the number is taken.
    """
    Kabupaten.objects.select_for_update().get(pk=rekonsiliasi.kabupaten_id)
    rows = BeritaAcara.objects.select_for_update().filter(rekonsiliasi=rekonsiliasi)
    found = rows.exclude(status=StatusBeritaAcara.DIGANTI).first()
    if found is not None:
        _require_status(found, *OPEN_TO_DRAFT)
    nomor = " ".join(nomor_dinas.split())
    _require_draftable(rekonsiliasi, tanggal)
    if nomor:
        _require_free("nomor_dinas", nomor, rekonsiliasi.kabupaten, found)
    place = " ".join(tempat.split())
    isi = build_isi(rekonsiliasi, nomor_dinas=nomor, tanggal=tanggal, tempat=place)
    _require_explained(isi)
    values = {"nomor_dinas": nomor, "tanggal": tanggal, "tempat": place, "isi": isi, "sidik": isi["sidik"]}
    paper = found or BeritaAcara(rekonsiliasi=rekonsiliasi, menggantikan=replaced_without_successor(rekonsiliasi))
    for name, value in (values | {"status": StatusBeritaAcara.KONSEP, "alasan": "", "oleh": by}).items():
        setattr(paper, name, value)
    paper.save()
    _record("susun", paper, by, f"Menyusun konsep Berita Acara {nomor}")
    return paper


@transaction.atomic
def agree_dinas(
    *, berita_acara: BeritaAcara, by: User | None, lampiran: tuple[bytes, int] | None = None
) -> PersetujuanBeritaAcara:
    """The dinas agrees to the draft, which goes to BPJS: somebody who neither drafted it nor signs it.

    `lampiran` is the list of people and how many they are; its hash is part of what both sides agree to.
    Raises Kesalahan also when the figures moved since, or nobody is recorded who signs for the dinas.
    """
    paper = _locked(berita_acara, StatusBeritaAcara.KONSEP)
    _require_fresh(paper)
    kabupaten = paper.rekonsiliasi.kabupaten
    signer = signatory(kabupaten, Pihak.DINAS, paper.tanggal)
    require_other_people(paper, signer, by)
    told = {"pihak_kesatu": party_of(kabupaten, Pihak.DINAS, signer)}
    if lampiran is not None:
        told["lampiran"] = keep_annex(paper, *lampiran)
    paper.isi = sealed(paper.isi | told)
    paper.sidik, paper.status = paper.isi["sidik"], StatusBeritaAcara.DISETUJUI_DPM
    paper.save(update_fields=["isi", "sidik", "status"])
    agreed = _agree(paper, Pihak.DINAS, by)
    _record("setujui_dinas", paper, by, f"Menyetujui Berita Acara {paper.nomor_dinas} untuk DPM-Pemdes")
    return agreed


@transaction.atomic
def return_to_dinas(*, berita_acara: BeritaAcara, alasan: str, by: User | None) -> BeritaAcara:
    """BPJS sends the paper back with a reason; the dinas drafts it again."""
    paper = _locked(berita_acara, StatusBeritaAcara.DISETUJUI_DPM)
    _require_bpjs(paper, by)
    reason = " ".join(alasan.split())
    if not reason:
        raise Kesalahan(
            "Alasan belum ditulis, jadi Berita Acara belum dikembalikan.", "Tulis apa yang harus diperbaiki."
        )
    paper.status, paper.alasan = StatusBeritaAcara.DIKEMBALIKAN, reason[:300]
    paper.save(update_fields=["status", "alasan"])
    _record("kembalikan", paper, by, f"Mengembalikan Berita Acara {paper.nomor_dinas}: {reason}")
    return paper


@transaction.atomic
def agree_bpjs(
    *, berita_acara: BeritaAcara, isi: dict[str, Any], pdf: bytes, by: User | None, nomor_otomatis: bool = False
) -> BeritaAcara:
    """BPJS agrees and the paper is issued: numbers given, its bytes kept, months closed, reconciliation finished.

    `isi` is the content that `pdf` was drawn from (`rekonsiliasi.pdf.issue` makes both). Raises Kesalahan when
    it or the figures moved since the dinas agreed, a number is taken or missing, or the same person agreed;
    NomorBergeser when an automatic number went to another paper while this one was drawn.
    """
    Kabupaten.objects.select_for_update().get(pk=berita_acara.rekonsiliasi.kabupaten_id)
    paper = _locked(berita_acara, StatusBeritaAcara.DISETUJUI_DPM)
    _require_bpjs(paper, by)
    nomor = {pihak: isi["penerbitan"][name] for pihak, name in COLUMN.items()}
    for pihak, name in COLUMN.items():
        _require_free(name, nomor[pihak], paper.rekonsiliasi.kabupaten, paper)
    _require_agreed(paper, isi, by)
    _require_fresh(paper)
    _require_signers(paper, by)
    _agree(paper, Pihak.BPJS, by)
    automatic = {Pihak.DINAS: not paper.nomor_dinas, Pihak.BPJS: nomor_otomatis}
    take_numbers(paper, nomor, frozenset(pihak for pihak, given in automatic.items() if given))
    _issue(paper, isi, pdf)
    for bulan in months_of(paper.rekonsiliasi):
        close_month(kabupaten=paper.rekonsiliasi.kabupaten, bulan=bulan, by=by)
    Rekonsiliasi.objects.filter(pk=paper.rekonsiliasi_id).update(status=StatusRekonsiliasi.SELESAI)
    _record("terbit", paper, by, f"Menerbitkan Berita Acara {paper.nomor_dinas}, nomor BPJS {paper.nomor_bpjs}")
    return paper


def _issue(paper: BeritaAcara, isi: dict[str, Any], written: bytes) -> None:
    """Keeps the bytes under their own hash, so that a transaction that fails leaves nothing wrong behind."""
    sha256 = hashlib.sha256(written).hexdigest()
    name = keep_bytes(written, f"berita_acara/{paper.tanggal:%Y}/{sha256}.pdf")
    paper.isi = isi
    for column in COLUMN.values():
        setattr(paper, column, isi["penerbitan"][column])
    paper.pdf.name, paper.pdf_sha256 = name, sha256
    paper.status, paper.terbit_pada = StatusBeritaAcara.TERBIT, timezone.now()
    paper.save(update_fields=["isi", *COLUMN.values(), "pdf", "pdf_sha256", "status", "terbit_pada"])


def _locked(paper: BeritaAcara, *allowed: StatusBeritaAcara) -> BeritaAcara:
    """The paper, and its lines held still: nobody answers a difference while it is agreed to."""
    Rekonsiliasi.objects.select_for_update().get(pk=paper.rekonsiliasi_id)
    rows = BeritaAcara.objects.select_for_update(of=("self",)).select_related("rekonsiliasi__kabupaten")
    found = rows.get(pk=paper.pk)
    _require_status(found, *allowed)
    return found


WHY_NOT = {
    StatusBeritaAcara.KONSEP: "masih konsep dan belum disetujui DPM-Pemdes",
    StatusBeritaAcara.DISETUJUI_DPM: "sudah dikirim ke BPJS Kesehatan dan menunggu persetujuannya",
    StatusBeritaAcara.DIKEMBALIKAN: "dikembalikan BPJS Kesehatan dan belum disusun ulang",
    StatusBeritaAcara.TERBIT: "sudah disetujui kedua pihak, dan isinya tidak berubah lagi",
    StatusBeritaAcara.DITANDATANGANI: "sudah ditandatangani, dan isinya tidak berubah lagi",
    StatusBeritaAcara.FINAL: "sudah final, dan isinya tidak berubah lagi",
    StatusBeritaAcara.DIGANTI: "sudah diganti Berita Acara lain",
}


def _require_status(paper: BeritaAcara, *allowed: StatusBeritaAcara) -> None:
    if paper.status not in allowed:
        raise Kesalahan(
            f"Berita Acara {paper} {WHY_NOT[StatusBeritaAcara(paper.status)]}.",
            "Buka halaman Berita Acara untuk melihat giliran siapa sekarang.",
        )


def _require_draftable(rekonsiliasi: Rekonsiliasi, tanggal: date) -> None:
    for bulan in months_of(rekonsiliasi):
        require_open(rekonsiliasi.kabupaten, bulan)
    if not range_agreed(rekonsiliasi):
        raise Kesalahan(
            f"Rentang {months_told(rekonsiliasi)} belum disepakati kedua pihak.",
            "Usulkan rentangnya pada halaman rekonsiliasi; pihak lain menyetujuinya.",
        )
    missing = rekonsiliasi.selisih.filter(undecided() | Q(pihak="")).count()
    if missing:
        raise Kesalahan(
            f"{missing} selisih belum punya sebab dan pihak yang menindaklanjuti.",
            "Isi keduanya pada daftar selisih. Setelah itu susun Berita Acara.",
        )
    if tanggal < rekonsiliasi.bulan_mulai:
        raise Kesalahan(
            f"Tanggal {format_tanggal(tanggal)} lebih awal dari bulan yang direkonsiliasi.",
            "Tulis tanggal penandatanganan Berita Acara.",
        )
    if Bulan.of(rekonsiliasi.bulan_sampai).plus(LATEST).first_day <= tanggal:
        raise Kesalahan(
            f"Tanggal {format_tanggal(tanggal)} lebih dari {LATEST - 1} bulan sesudah bulan yang direkonsiliasi.",
            "Periksa tahunnya, lalu tulis tanggal penandatanganan Berita Acara.",
        )


def _require_explained(isi: dict[str, Any]) -> None:
    """Every rupiah of both differences has a line (design section 9, 14)."""
    found = isi["angka"]["selisih"]
    for key, what in (("sisa", "tagihan BPJS Kesehatan"), ("sisa_setoran", "setoran")):
        if found[key]:
            raise Kesalahan(
                f"Selisih dengan {what} masih menyisakan {found[key]} rupiah tanpa penjelasan.",
                "Jalankan ulang rekonsiliasi, lalu periksa daftar selisih.",
            )


NAMES = {"nomor_dinas": "Nomor DPM-Pemdes", "nomor_bpjs": "Nomor BPJS Kesehatan"}


def _require_free(field: str, nomor: str, kabupaten: Kabupaten, paper: BeritaAcara | None) -> None:
    if not nomor:
        raise Kesalahan(f"{NAMES[field]} belum diisi.", "Berita Acara memuat nomor kedua pihak.")
    if len(nomor) > 60:
        raise Kesalahan(f"{NAMES[field]} terlalu panjang.", "Tulis paling banyak 60 huruf.")
    same = BeritaAcara.objects.filter(rekonsiliasi__kabupaten=kabupaten, **{f"{field}__iexact": nomor})
    if (same.exclude(pk=paper.pk) if paper else same).exists():
        raise Kesalahan(f"{NAMES[field]} {nomor} sudah dipakai Berita Acara lain.", "Tulis nomor yang belum dipakai.")


def _require_fresh(paper: BeritaAcara) -> None:
    if figures_changed(paper):
        raise Kesalahan(f"Angka Berita Acara {paper} berubah sejak konsepnya disusun.", REDRAFT)


def _require_bpjs(paper: BeritaAcara, by: User | None) -> None:
    """Only BPJS Kesehatan acts here; a command on the server acts without a user."""
    if by is not None and not may(by, Izin.SETUJUI, paper.rekonsiliasi.kabupaten):
        raise Kesalahan(
            "Hanya BPJS Kesehatan kabupaten ini yang dapat menyetujui atau mengembalikan Berita Acara.",
            "Masuklah dengan akun BPJS Kesehatan.",
        )


def _require_agreed(paper: BeritaAcara, isi: dict[str, Any], by: User | None) -> None:
    """The dinas agreed to exactly this content, and somebody else agrees now."""
    agreed = paper.persetujuan.filter(pihak=Pihak.DINAS, sidik=paper.sidik).last()
    issue = isi["penerbitan"]
    nomor = {pihak: issue[name] for pihak, name in COLUMN.items()}
    expected = with_issue(paper, nomor=nomor, pihak_kedua=issue["pihak_kedua"])
    if agreed is None or sidik_of(isi) != paper.sidik or isi != expected:
        raise Kesalahan(f"Isi Berita Acara {paper} bukan lagi yang disetujui DPM-Pemdes.", REDRAFT)
    if by is not None and agreed.oleh_id == by.pk:
        raise Kesalahan(
            "Anda sudah menyetujui Berita Acara ini untuk DPM-Pemdes.",
            "Persetujuan BPJS Kesehatan diberikan oleh orang lain.",
        )


def _require_signers(paper: BeritaAcara, by: User | None) -> None:
    """Who agrees for BPJS signs for neither side, and each side has a signatory of its own."""
    kabupaten = paper.rekonsiliasi.kabupaten
    bpjs = signatory(kabupaten, Pihak.BPJS, paper.tanggal)
    require_other_people(paper, bpjs, by)
    require_two_signers(signatory_on(kabupaten, Pihak.DINAS, paper.tanggal), bpjs)


def _agree(paper: BeritaAcara, pihak: Pihak, by: User | None) -> PersetujuanBeritaAcara:
    """One row per side and content; who agrees to the same content again after a return adds nothing."""
    values = {
        "oleh": by,
        "nama": (by.nama or by.username) if by else "Perintah pada peladen",
        "nip": by.nip if by else "",
        "jabatan": by.jabatan if by else "",
    }
    agreed, _ = PersetujuanBeritaAcara.objects.get_or_create(
        berita_acara=paper, pihak=pihak, sidik=paper.sidik, defaults=values
    )
    return agreed


def _record(aksi: str, paper: BeritaAcara, by: User | None, ringkas: str) -> None:
    record(
        f"berita_acara.{aksi}",
        by=by,
        objek=paper,
        tempat=paper.rekonsiliasi.kabupaten,
        ringkas=ringkas,
        rincian={"sidik": paper.sidik, "status": str(paper.status)},
    )
