"""A person's word about pairs that no number joins; whoever is asked, the books are compared anew with it."""

from collections.abc import Collection

from django.db import transaction

from desa.actions.audit import record
from desa.models import Kabupaten, User
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_number
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.selisih import require_undecided_paper
from rekonsiliasi.enums import NomorDikenal, PutusanCocok
from rekonsiliasi.models import Pencocokan, Rekonsiliasi, Selisih


@transaction.atomic
def decide_pairs(*, rekonsiliasi: Rekonsiliasi, nomor: Collection[int], putusan: str, by: User | None) -> int:
    """Remembers that the suggested pairs of these lines are one person, or are not; returns how many.

    One audit row each; then the comparison is made anew. Raises Kesalahan when the paper is out of hand, none was
    chosen, or a line is no suggestion any more.
    """
    locked = _locked(rekonsiliasi)
    if putusan not in PutusanCocok.values:
        raise Kesalahan("Jawabannya belum dipilih.", "Pilih orang yang sama, atau orang yang berbeda.")
    rows = list(locked.selisih.filter(pk__in=nomor, mungkin__isnull=False).select_related("baris", "mungkin", "desa"))
    if not rows or len(rows) != len(set(nomor)):
        raise Kesalahan(
            "Pasangan yang dipilih tidak menunggu jawaban lagi, mungkin sudah dijawab orang lain.",
            "Buka lagi daftarnya, lalu pilih sekali lagi.",
        )
    for row in rows:
        _remember(row, locked.kabupaten, putusan, by)
    _compare_again(locked, by)
    return len(rows)


def _remember(row: Selisih, kabupaten: Kabupaten, putusan: str, by: User | None) -> None:
    if row.baris is None or row.mungkin is None:
        raise Kesalahan(f"Baris {row.nama} tidak punya pasangan.", "Bandingkan ulang bulan ini.")
    known, number = (NomorDikenal.NIK, row.baris.nik) if row.baris.nik else (NomorDikenal.KARTU, row.baris.nomor_kartu)
    pair = Pencocokan.objects.create(
        kabupaten=kabupaten, peserta=row.mungkin, dikenal=known, nomor=number, nama=row.baris.nama, putusan=putusan,
        oleh=by,
    )  # fmt: skip
    record(
        "pencocokan.putuskan",
        by=by,
        objek=pair,
        tempat=row.desa or kabupaten,
        ringkas=f"{pair.nama} pada daftar BPJS dan {row.mungkin.nama}: {pair.get_putusan_display().lower()}",
        rincian={"nomor": mask_number(number), "mirip": row.mirip, "putusan": putusan},
    )


@transaction.atomic
def undo_pair(*, pencocokan: Pencocokan, rekonsiliasi: Rekonsiliasi, by: User | None) -> None:
    """Forgets what was said about a pair, and compares this open month anew. One audit row.

    Raises Kesalahan when the paper of the month is out of hand.
    """
    locked = _locked(rekonsiliasi)
    pair = Pencocokan.objects.select_related("peserta").filter(pk=pencocokan.pk, kabupaten=locked.kabupaten).first()
    if pair is None:
        raise Kesalahan("Jawaban ini sudah dibatalkan orang lain.", "Muat ulang daftarnya.")
    record(
        "pencocokan.batalkan",
        by=by,
        objek=pair,
        tempat=locked.kabupaten,
        ringkas=f"Jawaban tentang {pair.nama} dan {pair.peserta.nama} dibatalkan",
        rincian={"nomor": mask_number(pair.nomor), "putusan": pair.putusan},
    )
    pair.delete()
    _compare_again(locked, by)


def _locked(rekonsiliasi: Rekonsiliasi) -> Rekonsiliasi:
    """The comparison, held in the order in which a new comparison holds things."""
    Kabupaten.objects.select_for_update().get(pk=rekonsiliasi.kabupaten_id)
    found = Rekonsiliasi.objects.select_for_update().select_related("kabupaten").filter(pk=rekonsiliasi.pk).first()
    if found is None:
        raise Kesalahan("Perbandingan ini sudah menjadi bagian dari perbandingan lain.", "Buka lagi bulannya.")
    require_undecided_paper(found)
    return found


def _compare_again(rekonsiliasi: Rekonsiliasi, by: User | None) -> None:
    first, last = Bulan.of(rekonsiliasi.bulan_mulai), Bulan.of(rekonsiliasi.bulan_sampai)
    reconcile(kabupaten=rekonsiliasi.kabupaten, mulai=first, sampai=last, by=by)
