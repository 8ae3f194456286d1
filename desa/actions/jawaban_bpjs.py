"""Takes in the answer of BPJS Kesehatan and carries it out: all of it in one transaction, or nothing."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.pendaftaran import set_card
from desa.enums import JenisMutasi, StatusJawaban, StatusKepesertaan
from desa.models import JawabanBpjs, Kabupaten, KolomJawaban, RiwayatKepesertaan, User
from desa.queries.jawaban_bpjs import Perubahan, Tinjauan, headings_of, look, look_at
from desa.queries.sumber import JawabanBpjsResource
from desa.rules.jawaban_bpjs import Pemetaan, digest
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_number


def receive_answer(*, kabupaten: Kabupaten, nama_berkas: str, isi: bytes, by: User | None) -> JawabanBpjs:
    """Keeps the file as it came, to be looked at; the same bytes are the same answer.

    Raises Kesalahan when it cannot be read, after noting the refusal.
    """
    sha256 = hashlib.sha256(isi).hexdigest()
    found = JawabanBpjs.objects.filter(kabupaten=kabupaten, sha256=sha256).first()
    if found is not None:
        return found
    try:
        look(kabupaten, isi, today_in(kabupaten), {})
    except Kesalahan as error:
        _note_refusal(kabupaten, nama_berkas, error, by)
        raise
    path = default_storage.save(f"jawaban-bpjs/{get_random_string(32)}.bin", ContentFile(isi))
    try:
        return _keep(kabupaten, path, nama_berkas, sha256, by)
    except BaseException:
        default_storage.delete(path)
        raise


@transaction.atomic
def _note_refusal(kabupaten: Kabupaten, nama: str, error: Kesalahan, by: User | None) -> None:
    record(
        "jawaban_bpjs.tolak", by=by, objek=kabupaten, tempat=kabupaten,
        ringkas=f"Berkas jawaban BPJS tidak diterima: {error.pesan}", rincian={"berkas": nama},
    )  # fmt: skip


@transaction.atomic
def _keep(kabupaten: Kabupaten, path: str, nama: str, sha256: str, by: User | None) -> JawabanBpjs:
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)
    row, fresh = JawabanBpjs.objects.get_or_create(
        kabupaten=kabupaten, sha256=sha256, defaults={"berkas": path, "nama_berkas": nama[-200:], "oleh": by}
    )
    if fresh:
        record(
            "jawaban_bpjs.terima", by=by, objek=row, tempat=kabupaten,
            ringkas=f"Menerima berkas jawaban BPJS Kesehatan {row.nama_berkas}", rincian={"sha256": sha256},
        )  # fmt: skip
    return row


@transaction.atomic
def choose_columns(*, jawaban: JawabanBpjs, pemetaan: Pemetaan, by: User | None) -> JawabanBpjs:
    """Says which heading of the file is which column, for this file and for later ones with the same headings.

    Raises Kesalahan once the answer is applied.
    """
    row = _waiting(jawaban)
    row.pemetaan = {name: pemetaan[name] for name in JawabanBpjsResource.fields if pemetaan.get(name)}
    row.save(update_fields=["pemetaan"])
    KolomJawaban.objects.update_or_create(
        kabupaten=row.kabupaten, sidik=digest(headings_of(row)), defaults={"kolom": row.pemetaan, "oleh": by}
    )
    record(
        "jawaban_bpjs.kolom", by=by, objek=row, tempat=row.kabupaten,
        ringkas=f"Memilih kolom berkas jawaban {row.nama_berkas}", rincian={"kolom": row.pemetaan},
    )  # fmt: skip
    return row


def _waiting(jawaban: JawabanBpjs) -> JawabanBpjs:
    row = JawabanBpjs.objects.select_for_update(of=("self",)).select_related("kabupaten").get(pk=jawaban.pk)
    if row.status == StatusJawaban.DITERAPKAN:
        raise Kesalahan(f"Jawaban {row.nama_berkas} sudah diterapkan.", "Tidak perlu menerapkannya lagi.")
    return row


@transaction.atomic
def apply_answer(*, jawaban: JawabanBpjs, by: User | None) -> JawabanBpjs:
    """Writes card numbers and one event a step for every row, as the register stands now; twice changes nothing.

    Raises Kesalahan while one row is wrong, and then writes nothing.
    """
    Kabupaten.objects.select_for_update().get(pk=jawaban.kabupaten_id)
    row = JawabanBpjs.objects.select_for_update(of=("self",)).select_related("kabupaten").get(pk=jawaban.pk)
    if row.status == StatusJawaban.DITERAPKAN:
        return row
    hari = today_in(row.kabupaten)
    view = look_at(row, hari)
    _require_ready(view)
    for change in view.berubah:
        set_card(peserta=change.peserta, anggota=change.anggota, nomor_kartu=change.kartu)
    RiwayatKepesertaan.objects.bulk_create(
        (one for change in view.berubah for one in _events(row, change, by)), batch_size=1_000
    )
    return _done(row, view, by)


def _require_ready(view: Tinjauan) -> None:
    if view.kurang:
        raise Kesalahan(f"Kolom {', '.join(view.kurang)} belum dipilih.", "Pilih kolomnya lebih dahulu.")
    if view.galat:
        first = view.galat[0]
        raise Kesalahan(
            f"Jawaban belum dapat diterapkan: {len(view.galat)} hal perlu diperbaiki.",
            f"Yang pertama, sel {first.sel}: {first.pesan}",
        )


def _events(jawaban: JawabanBpjs, change: Perubahan, by: User | None) -> list[RiwayatKepesertaan]:
    return [
        RiwayatKepesertaan(
            peserta=change.peserta, anggota=change.anggota, desa=change.desa, keadaan=state, berlaku=day,
            jenis=_answers(state, change.jenis), alasan=change.baris.alasan[:300], isi=change.isi, jawaban=jawaban,
            oleh=by,
        )
        for state, day in change.langkah
    ]  # fmt: skip


def _answers(state: StatusKepesertaan, asked: JenisMutasi | None) -> str:
    """Which request an event answers; a suspension answers none, and only an end answers the request to end."""
    if asked is None or state == StatusKepesertaan.DITANGGUHKAN:
        return ""
    if state == StatusKepesertaan.DITOLAK:
        return str(asked)
    ends = state == StatusKepesertaan.BERAKHIR
    return str(asked) if ends == (asked == JenisMutasi.AKHIRI) else ""


def _done(row: JawabanBpjs, view: Tinjauan, by: User | None) -> JawabanBpjs:
    row.status, row.diterapkan_oleh, row.diterapkan_pada = StatusJawaban.DITERAPKAN, by, timezone.now()
    row.hasil = {
        "baris": view.semua, "berubah": len(view.berubah), "tetap": len(view.tetap), "dilewati": view.dilewati,
        "rincian": [
            {"baris": one.baris.nomor, "nik": mask_number(one.baris.nik), "nama": one.nama, "hasil": one.kalimat}
            for one in view.berubah
        ],
    }  # fmt: skip
    row.save(update_fields=["status", "diterapkan_oleh", "diterapkan_pada", "hasil"])
    record(
        "jawaban_bpjs.terapkan", by=by, objek=row, tempat=row.kabupaten,
        ringkas=f"Menerapkan jawaban BPJS Kesehatan {row.nama_berkas}: {len(view.berubah)} orang berubah",
        rincian={"sha256": row.sha256, "berubah": len(view.berubah), "tetap": len(view.tetap)},
    )  # fmt: skip
    return row
