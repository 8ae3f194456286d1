"""Proposes corrections for a village's next list, and takes the village's answer (MM Pasal 12 ayat (4))."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.laporan import locked
from desa.actions.perubahan import begin_change, prefill_change
from desa.enums import JawabanUsul, JenisPerubahan
from desa.models import Desa, Perubahan, Peserta, User, UsulDaftar
from desa.queries.usul_daftar import term_for
from desa.rules.perubahan import BARU
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

# What counts as answered once the village accepts: a corrected name needs nothing more, an end still needs its day.
ANSWERED: dict[str, tuple[str, ...]] = {
    JenisPerubahan.DATA: ("data", "bukti"),
    JenisPerubahan.KELUARGA: ("anggota",),
}


@transaction.atomic
def propose_correction(
    *,
    desa: Desa,
    peserta: Peserta | None,
    jenis: str,
    nama: str,
    kata: str,
    asal: str,
    isian: Mapping[str, str],
    bulan: Bulan,
    by: User | None,
) -> UsulDaftar:
    """Adds one proposal; the list stays as it is until the village reports it and the report is accepted."""
    row = UsulDaftar.objects.create(
        desa=desa, peserta=peserta, jenis=jenis, nama=nama[:120], kata=kata[:300], asal=asal[:300], isian=dict(isian),
        bulan=bulan.first_day, diusulkan_oleh=by,
    )  # fmt: skip
    record("usul_daftar.usul", by=by, objek=row, tempat=desa, ringkas=f"Mengusulkan pembetulan data {nama}")
    return row


@transaction.atomic
def withdraw_proposal(*, usul: UsulDaftar, by: User | None) -> UsulDaftar:
    """Takes an unanswered proposal back; an answered one stays."""
    row = UsulDaftar.objects.select_for_update(of=("self",)).select_related("desa").get(pk=usul.pk)
    if row.jawaban or row.dicabut_pada:
        return row
    row.dicabut_pada = timezone.now()
    row.save(update_fields=["dicabut_pada"])
    record("usul_daftar.cabut", by=by, objek=row, tempat=row.desa, ringkas=f"Mencabut usul pembetulan {row.nama}")
    return row


@transaction.atomic
def accept_proposal(*, usul: UsulDaftar, by: User | None) -> Perubahan | None:
    """The village takes the proposal into its draft; answers the change that came of it (None: it is only to check).

    A second press gives the same change. Raises Kesalahan: refused or withdrawn before, or the person left the list.
    """
    desa = locked(usul.desa)
    row = _unanswered(usul, JawabanUsul.TERIMA)
    change = _into_draft(row, desa, by) if row.jenis else None
    if row.jawaban != JawabanUsul.TERIMA:
        _answer(row, JawabanUsul.TERIMA, "", by)
    return change


@transaction.atomic
def decline_proposal(*, usul: UsulDaftar, alasan: str, by: User | None) -> UsulDaftar:
    """The village says why not. Raises Kesalahan without a reason, or when it was accepted or withdrawn before."""
    locked(usul.desa)
    row = _unanswered(usul, JawabanUsul.TOLAK)
    words = " ".join(alasan.split())
    if row.jawaban == JawabanUsul.TOLAK:
        return row
    if not words:
        raise Kesalahan("Alasan belum ditulis, jadi usul ini belum dijawab.", "Tulis mengapa datanya sudah benar.")
    _answer(row, JawabanUsul.TOLAK, words[:300], by)
    return row


def _unanswered(usul: UsulDaftar, jawaban: JawabanUsul) -> UsulDaftar:
    row = UsulDaftar.objects.select_related("desa", "peserta").get(pk=usul.pk)
    if row.dicabut_pada:
        raise Kesalahan(f"Usul pembetulan {row.nama} sudah dicabut.", "Tidak ada yang perlu dijawab.")
    if row.jawaban and row.jawaban != jawaban:
        raise Kesalahan(
            f"Usul pembetulan {row.nama} sudah dijawab: {row.get_jawaban_display().lower()}.",
            "Laporkan perubahannya sendiri bila keliru.",
        )
    return row


def _into_draft(row: UsulDaftar, desa: Desa, by: User | None) -> Perubahan:
    term = None if row.jenis == JenisPerubahan.MULAI else term_for(row, today_in(desa.kabupaten))
    if term is None and row.jenis != JenisPerubahan.MULAI:
        raise Kesalahan(
            f"{row.nama} tidak ada dalam daftar desa hari ini.", "Tolak usul ini, dan tulis apa yang terjadi."
        )
    change = begin_change(desa=desa, kunci=row.kunci, siapa=str(term.pk) if term else BARU, by=by)
    answered = ANSWERED.get(row.jenis, ())
    return prefill_change(perubahan=change, jenis=row.jenis, isian=row.isian, terjawab=answered, by=by)


def _answer(row: UsulDaftar, jawaban: JawabanUsul, alasan: str, by: User | None) -> None:
    row.jawaban, row.alasan = jawaban, alasan
    row.dijawab_oleh, row.dijawab_pada = by, timezone.now()
    row.save(update_fields=["jawaban", "alasan", "dijawab_oleh", "dijawab_pada"])
    record(
        f"usul_daftar.{jawaban}", by=by, objek=row, tempat=row.desa, rincian={"alasan": alasan},
        ringkas=f"Menjawab usul pembetulan {row.nama}: {row.get_jawaban_display().lower()}",
    )  # fmt: skip
