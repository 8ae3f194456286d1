"""Long work outside the request: the list of people as PDF. A job carries ids only and asks again whether it may."""

import structlog
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django_tasks import task

from desa.access import Izin, may_sign_in, require
from desa.models import User
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.lampiran import begin_print, finish_print, note_print_failure, note_progress
from rekonsiliasi.models import BeritaAcara, CetakLampiran
from rekonsiliasi.pdf import annex_parts, whole_annex
from rekonsiliasi.queries.kertas import annex_of, stopped

log = structlog.get_logger(__name__)

NOT_ALLOWED = "Anda tidak lagi berhak mengambil daftar dengan NIK lengkap."
BROKEN = "Pencetakan berhenti karena gangguan pada portal. Mintalah sekali lagi."


def ask_for_print(paper: BeritaAcara, by: User) -> CetakLampiran:
    """Sends a worker for the list as PDF, unless it is drawn or being drawn; answers how far it is.

    Raises Kesalahan while there is no list to draw.
    """
    frozen = annex_of(paper)
    if frozen is None:
        raise Kesalahan("Daftar orang dibekukan ketika DPM-Pemdes menyetujui konsep.", "Setujui konsepnya dahulu.")
    row, wanted = begin_print(lampiran=frozen, by=by)
    if wanted or stopped(row):
        draw_annex.enqueue(row.pk, by.pk)
    row.refresh_from_db()
    return row


@task()
def draw_annex(cetak_id: int, user_id: int) -> None:
    """Draws the list kecamatan by kecamatan and keeps it; whatever stops it is written on its row."""
    row = CetakLampiran.objects.select_related("lampiran__berita_acara__rekonsiliasi__kabupaten").get(pk=cetak_id)
    try:
        _require_allowed(row, User.objects.get(pk=user_id))
        _draw(row)
    except Kesalahan as problem:
        note_print_failure(row, str(problem))
    except Exception:
        log.exception("cetak_lampiran_berhenti", cetak=cetak_id)
        note_print_failure(row, BROKEN)
        raise


def _require_allowed(row: CetakLampiran, user: User) -> None:
    try:
        if not may_sign_in(user):
            raise PermissionDenied
        require(user, Izin.NIK, row.lampiran.berita_acara.rekonsiliasi.kabupaten)
    except (Http404, PermissionDenied):
        raise Kesalahan(NOT_ALLOWED, "Minta rekan yang berhak.") from None


def _draw(row: CetakLampiran) -> None:
    drawn: list[bytes] = []
    for number, (count, part) in enumerate(annex_parts(row.lampiran.berita_acara), start=1):
        drawn.append(part)
        note_progress(row, number, count)
    finish_print(row, whole_annex(drawn))
