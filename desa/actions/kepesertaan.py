"""Writes of a village's month: its file or its "no change", and what DPM-Pemdes decides about it."""

import hashlib
import re
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.laporan import add_report, check_month, decide, locked, replace_waiting, require_as_previewed
from desa.actions.perbaikan import check_again
from desa.actions.terapkan import apply_plan
from desa.enums import JenisPenyampaian, StatusPenyampaian, StatusUpload
from desa.models import Desa, Kabupaten, KepesertaanUpload, Penyampaian, User
from desa.queries.daftar import difference
from desa.queries.penyampaian import handed_in, latest, when_and_by
from desa.queries.perubahan import changes_in, changes_of
from desa.queries.unggahan import CHANGES, difference_of
from desa.rules.daftar import Hasil
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

FILES_A_DAY = 200


def receive_upload(*, desa: Desa, nama_berkas: str, isi: bytes, by: User | None) -> KepesertaanUpload:
    """Keeps the file to the byte with what the check found; nothing of it is applied.

    The same bytes again give the same row with all that was mended and answered beside it, checked anew. Raises
    Kesalahan when the file cannot be read, or was handed in for this month already; that too leaves its audit row.
    """
    try:
        return _receive(desa, nama_berkas, isi, by)
    except Kesalahan as refused:
        told = {"nama_berkas": _clean_name(nama_berkas), "sha256": hashlib.sha256(isi).hexdigest()}
        with transaction.atomic():
            record(
                "kepesertaan.tolak_berkas", by=by, objek=desa, tempat=desa, rincian=told,
                ringkas=f"Berkas daftar perangkat ditolak: {refused.pesan}",
            )  # fmt: skip
        raise


@transaction.atomic
def _receive(desa: Desa, nama_berkas: str, isi: bytes, by: User | None) -> KepesertaanUpload:
    sha256 = hashlib.sha256(isi).hexdigest()
    today = today_in(desa.kabupaten)
    before = handed_in(desa, Bulan.of(today), sha256)
    if before:
        raise Kesalahan(
            f"Berkas ini sudah diterima {when_and_by(before)}.",
            "Tidak perlu diunggah lagi. Ubah isinya dahulu bila ada yang baru.",
        )
    hasil = difference(desa, isi, hari=today, bulan=Bulan.of(today)).as_json()
    locked(desa)  # the same file pressed twice at once: one waits here, and then finds the other's row
    same = KepesertaanUpload.objects.filter(desa=desa, sha256=sha256).exclude(status=StatusUpload.DISAMPAIKAN).first()
    if same is not None:
        check_again(same, desa)
        return same
    _check_quota(by)
    upload = KepesertaanUpload(
        desa=desa, nama_berkas=_clean_name(nama_berkas), sha256=sha256, ukuran=len(isi), hasil=hasil, oleh=by,
        status=StatusUpload.SALAH if hasil["salah"] else StatusUpload.SIAP, diperiksa_pada=timezone.now(),
    )  # fmt: skip
    upload.berkas.save(f"{uuid4().hex}.bin", ContentFile(isi), save=False)
    upload.save()
    _carry_over(upload)
    hasil = upload.hasil
    found = f"{len(hasil['salah'])} yang salah" if hasil["salah"] else "tanpa kesalahan"
    record("kepesertaan.unggah", by=by, objek=upload, tempat=desa, ringkas=f"Mengunggah daftar perangkat, {found}")
    return upload


def _carry_over(upload: KepesertaanUpload) -> None:
    """The same bytes sent anew after a return keep what was mended and answered beside them before."""
    before = KepesertaanUpload.objects.filter(desa=upload.desa, sha256=upload.sha256).exclude(pk=upload.pk).first()
    if before is None:
        return
    beside: list[Any] = [*before.perbaikan.all(), *before.jawaban.all()]
    for one in beside:
        one.pk, one.upload, one._state.adding = None, upload, True
        one.save()
    if beside:
        check_again(upload, upload.desa)


def _check_quota(by: User | None) -> None:
    """At most 200 kept files a day and user. Raises Kesalahan."""
    since = timezone.now() - timedelta(days=1)
    if by is not None and KepesertaanUpload.objects.filter(oleh=by, pada__gte=since).count() >= FILES_A_DAY:
        raise Kesalahan(f"Anda sudah mengunggah {FILES_A_DAY} berkas dalam sehari.", "Coba lagi besok.")


def _clean_name(nama: str) -> str:
    """The file's own name without folders and control signs, for the eye only."""
    name = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", re.split(r"[/\\]", nama)[-1])
    return name[-200:] or "tanpa nama"


@transaction.atomic
def hand_in_upload(*, upload: KepesertaanUpload, bulan: Bulan, by: User | None) -> Penyampaian:
    """Hands in a checked file as the village's report of a month; a second press gives the same report.

    A report that was still waiting is replaced by this one. Raises Kesalahan when a row is wrong, or when the
    roster has changed since the preview.
    """
    desa = locked(upload.desa)
    upload = KepesertaanUpload.objects.select_for_update().get(pk=upload.pk)
    done = Penyampaian.objects.filter(upload=upload).first()
    if done:
        return done
    check_month(desa, bulan)
    hasil = difference_of(upload, desa, hari=today_in(desa.kabupaten), bulan=bulan).as_json()
    require_as_previewed(desa, upload, hasil)
    if hasil["salah"]:
        raise Kesalahan(
            f"Berkas belum dapat disampaikan: {len(hasil['salah'])} hal salah. {hasil['salah'][0]['pesan']}",
            "Perbaiki di halaman ini, atau perbaiki di Excel lalu unggah lagi.",
        )
    replace_waiting(desa, bulan, by)
    report = add_report(desa, bulan, JenisPenyampaian.BERKAS, by, upload=upload)
    upload.status = StatusUpload.DISAMPAIKAN
    upload.save(update_fields=["status"])
    record(
        "kepesertaan.sampaikan", by=by, objek=report, tempat=desa,
        ringkas=f"Menyampaikan daftar perangkat {bulan.nama}, versi {report.versi}",
        rincian={kind: hasil[kind] for kind in CHANGES} | {"sha256": upload.sha256} | _beside(upload),
    )  # fmt: skip
    return report


def _beside(upload: KepesertaanUpload) -> dict[str, Any]:
    """What was mended and answered beside the bytes, for the audit."""
    answers = upload.jawaban.select_related("masa__peserta")
    return {
        "perbaikan": [{"lembar": one.lembar, "sel": one.sel, "nilai": one.nilai} for one in upload.perbaikan.all()],
        "jawaban": [
            {"nama": one.masa.peserta.nama, "jawaban": str(one), "bukti_sha256": one.bukti_sha256} for one in answers
        ],
    }


@transaction.atomic
def state_no_change(*, desa: Desa, bulan: Bulan, by: User | None) -> Penyampaian:
    """The village's dated statement that nothing changed in the month: one row (design 9.1).

    Raises Kesalahan when a report of the month is waiting or accepted, with when and by whom.
    """
    desa = locked(desa)
    check_month(desa, bulan)
    last = latest(desa, bulan)
    if last is not None and last.status != StatusPenyampaian.DIKEMBALIKAN:
        raise Kesalahan(
            f"Laporan {bulan.nama} sudah disampaikan {when_and_by(last)}.",
            "Tidak perlu disampaikan lagi. Unggah berkas bila ada perubahan.",
        )
    report = add_report(desa, bulan, JenisPenyampaian.TIDAK_ADA_PERUBAHAN, by)
    record(
        "kepesertaan.tanpa_perubahan", by=by, objek=report, tempat=desa,
        ringkas=f"Menyatakan tidak ada perubahan pada {bulan.nama}",
    )  # fmt: skip
    return report


@transaction.atomic
def accept(*, penyampaian: Penyampaian, by: User | None) -> Penyampaian:
    """Accepts a village's report and applies its changes, all or none; a second press changes nothing.

    Raises Kesalahan when the same person handed it in, when it was returned, or when the roster has moved so
    that the file would now do something that nobody was shown.
    """
    report = _waiting(penyampaian, by, StatusPenyampaian.DITERIMA)
    if report.status == StatusPenyampaian.DITERIMA:
        return report
    desa, bulan = report.desa, Bulan.of(report.bulan)
    detail: dict[str, object] = {}
    if report.hasil is not None:
        hasil = _still_as_shown(report, report.hasil, bulan)
        apply_plan(desa, hasil.rencana, mulai=bulan.first_day, hari=today_in(desa.kabupaten), laporan=report)
        told = hasil.as_json()
        detail = {kind: told[kind] for kind in CHANGES}
    decide(report, StatusPenyampaian.DITERIMA, by)
    record(
        "kepesertaan.terima", by=by, objek=report, tempat=desa, rincian=detail,
        ringkas=f"Menerima laporan Desa {desa.nama} untuk {bulan.nama}, versi {report.versi}",
    )  # fmt: skip
    return report


def _waiting(penyampaian: Penyampaian, by: User | None, wanted: StatusPenyampaian) -> Penyampaian:
    """The report, locked, if this person may decide it now; or already decided as wanted. Raises Kesalahan."""
    desa = locked(penyampaian.desa)
    report = Penyampaian.objects.select_for_update(of=("self",)).select_related("upload").get(pk=penyampaian.pk)
    report.desa = desa
    if report.status == wanted:
        return report
    if report.status != StatusPenyampaian.DISAMPAIKAN:
        raise Kesalahan(
            f"Laporan ini sudah diputus: {report.get_status_display().lower()}.", "Muat ulang halaman untuk melihatnya."
        )
    if by is not None and by.pk == report.disampaikan_oleh_id:
        raise Kesalahan(
            "Laporan tidak boleh diperiksa oleh orang yang menyampaikannya.", "Minta petugas lain memeriksanya."
        )
    return report


def _still_as_shown(report: Penyampaian, shown: dict[str, Any], bulan: Bulan) -> Hasil:
    """The difference now; it may have shrunk since it was shown, never grown. Raises Kesalahan."""
    hasil = _difference_now(report, bulan)
    now = hasil.as_json()
    grown = any(one not in shown[kind] for kind in CHANGES for one in now[kind])
    if hasil.salah or grown:
        reason = hasil.salah[0].pesan if hasil.salah else "Ada perubahan yang tidak ada dalam laporan desa."
        raise Kesalahan(
            f"Daftar desa ini berubah sejak laporannya disampaikan. {reason}",
            "Kembalikan laporan ini kepada desa agar dilaporkan ulang.",
        )
    return hasil


def _difference_now(report: Penyampaian, bulan: Bulan) -> Hasil:
    today = today_in(report.desa.kabupaten)
    if report.upload:
        return difference_of(report.upload, report.desa, hari=today, bulan=bulan)
    changes = changes_in(report.draf) if report.draf else []
    return changes_of(changes, report.desa, hari=today, bulan=bulan)


@transaction.atomic
def return_to_village(*, penyampaian: Penyampaian, alasan: str, by: User | None) -> Penyampaian:
    """Sends a report back with the reason that the village reads. Raises Kesalahan without one."""
    reason = " ".join(alasan.split())
    if not reason:
        raise Kesalahan("Alasan belum ditulis.", "Tulis apa yang harus diperbaiki desa.")
    report = _waiting(penyampaian, by, StatusPenyampaian.DIKEMBALIKAN)
    if report.status == StatusPenyampaian.DIKEMBALIKAN:
        return report
    decide(report, StatusPenyampaian.DIKEMBALIKAN, by, reason[:300])
    record(
        "kepesertaan.kembalikan", by=by, objek=report, tempat=report.desa, rincian={"alasan": reason},
        ringkas=f"Mengembalikan laporan Desa {report.desa.nama} untuk {Bulan.of(report.bulan).nama}",
    )  # fmt: skip
    return report


@transaction.atomic
def accept_no_changes(*, kabupaten: Kabupaten, bulan: Bulan, by: User) -> int:
    """Accepts every waiting "no change" of a month at once, except one's own; answers how many.

    One that somebody else decided in the meantime stays as it was decided.
    """
    waiting = Penyampaian.objects.filter(
        desa__kecamatan__kabupaten=kabupaten, bulan=bulan.first_day, status=StatusPenyampaian.DISAMPAIKAN,
        jenis=JenisPenyampaian.TIDAK_ADA_PERUBAHAN,
    ).exclude(disampaikan_oleh=by)  # fmt: skip
    count = 0
    for report in waiting.select_related("desa__kecamatan__kabupaten"):
        with suppress(Kesalahan):
            accept(penyampaian=report, by=by)
            count += 1
    return count
