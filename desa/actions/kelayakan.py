"""Writes of eligibility: documents, lists of other schemes, and decisions about double cover. Never the roster."""

import hashlib
from datetime import date
from typing import Any, TypeVar
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.bukti import check_proof
from desa.enums import JenisDokumen, PutusanGanda, Skema
from desa.models import AnggotaKeluarga, DaftarLain, Desa, DokumenOrang, Kabupaten, OrangDaftarLain, Peserta, User
from desa.models.kelayakan import Dokumen, PutusanJaminan
from desa.queries.ganda import finding
from desa.queries.sumber import DaftarLainResource
from desa.rules.daftar_lain import IsiDaftar, read_other_list
from desa.rules.ganda import Temuan
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_text

SHOWN = 300  # unused rows that are kept by name; all are counted
REASON = 300
Row = TypeVar("Row", bound=Dokumen)


@transaction.atomic
def add_document(*, orang: Peserta | AnggotaKeluarga, desa: Desa, by: User | None, **isi: Any) -> DokumenOrang:
    """Keeps a document of an official or family member; `isi` as `document_fields` takes it.

    Raises Kesalahan when a day is wrong, a statement is not one, or the file is none or known already.
    """
    mine = {"peserta": orang} if isinstance(orang, Peserta) else {"anggota": orang}
    fields = document_fields(DokumenOrang, desa.kabupaten, orang.nama, mine, **isi)
    row = DokumenOrang.objects.create(**mine, oleh=by, **fields)
    told_of_document(row, orang.nama, desa, by)
    return row


def document_fields(
    model: type[Row],
    kabupaten: Kabupaten,
    nama: str,
    mine: dict[str, Any],
    *,
    jenis: str,
    tanggal: date,
    sampai: date | None = None,
    nomor: str = "",
    jaminan: str = "",
    berkas: tuple[str, bytes] | None,
) -> dict[str, Any]:
    """The columns of a document, checked. Raises Kesalahan."""
    if jenis not in JenisDokumen.values:
        raise Kesalahan("Jenis dokumen tidak dikenal.", "Pilih dari daftar.")
    if jaminan and (jenis != JenisDokumen.PERNYATAAN or jaminan not in Skema.values):
        raise Kesalahan("Jaminan lain hanya diisi pada pernyataan.", "Kosongkan, atau pilih jenis Pernyataan.")
    _require_days(kabupaten, tanggal, sampai)
    number = " ".join(nomor.split())
    if len(number) > 60:
        raise Kesalahan("Nomor dokumen lebih dari 60 huruf.", "Salin nomornya saja.")
    proof = check_proof(berkas, "Berkas dokumen")
    standing: Any = model._default_manager.filter(**mine, berkas_sha256=proof.sha256, diakhiri_pada__isnull=True)
    if standing.filter(jenis=jenis).exists():
        raise Kesalahan(f"Berkas ini sudah tercatat untuk {nama}.", "Pilih berkas yang baru.")
    return {
        "jenis": jenis, "tanggal": tanggal, "sampai": sampai, "nomor": number, "jaminan": jaminan,
        "berkas": proof.berkas, "berkas_nama": proof.nama, "berkas_sha256": proof.sha256,
    }  # fmt: skip


def _require_days(kabupaten: Kabupaten, tanggal: date, sampai: date | None) -> None:
    today = today_in(kabupaten)
    if tanggal > today:
        raise Kesalahan(f"Tanggal dokumen {format_tanggal(tanggal)} belum tiba.", "Salin tanggal dari dokumennya.")
    if sampai is not None and sampai < tanggal:
        raise Kesalahan("Akhir berlakunya lebih awal dari tanggal dokumen.", "Salin kedua tanggal dari dokumennya.")


def told_of_document(row: Dokumen, nama: str, desa: Desa, by: User | None) -> None:
    """The audit row of a document that was handed in."""
    record(
        f"{row._meta.model_name}.catat", by=by, objek=row, tempat=desa,
        ringkas=f"Mencatat dokumen {nama}: {row.get_jenis_display()}",
        rincian={"tanggal": row.tanggal.isoformat(), "jaminan": row.jaminan, "sha256": row.berkas_sha256},
    )  # fmt: skip


@transaction.atomic
def withdraw_document(*, dokumen: Row, nama: str, desa: Desa, alasan: str, by: User | None) -> Row:
    """Withdraws a document that was wrong; it stays on record. Raises Kesalahan when withdrawn already or no reason."""
    model: Any = type(dokumen)
    row: Row = model._default_manager.select_for_update(of=("self",)).get(pk=dokumen.pk)
    if row.diakhiri_pada is not None:
        raise Kesalahan("Dokumen ini sudah dicabut.", "Muat ulang halaman.")
    row.alasan_akhir, row.diakhiri_oleh, row.diakhiri_pada = reason_of(alasan), by, timezone.now()
    row.save(update_fields=["alasan_akhir", "diakhiri_oleh", "diakhiri_pada"])
    record(
        f"{row._meta.model_name}.cabut", by=by, objek=row, tempat=desa, rincian={"alasan": row.alasan_akhir},
        ringkas=f"Mencabut dokumen {nama}: {row.get_jenis_display()}",
    )  # fmt: skip
    return row


def reason_of(alasan: str) -> str:
    """A reason in one line. Raises Kesalahan when there is none, or too much of it."""
    found = " ".join(alasan.split())
    if not found:
        raise Kesalahan("Alasan belum diisi.", "Tulis alasannya dengan singkat.")
    if len(found) > REASON:
        raise Kesalahan(f"Alasan lebih dari {REASON} huruf.", "Persingkat isinya.")
    return found


@transaction.atomic
def receive_other_list(
    *, kabupaten: Kabupaten, skema: str, keadaan: date, nama_berkas: str, isi: bytes, by: User | None
) -> DaftarLain:
    """Keeps the list of another scheme as its next version, with every row counted.

    Raises Kesalahan when it cannot be read, holds nobody, is dated ahead, or is the newest version already.
    """
    if skema not in Skema.values:
        raise Kesalahan("Jaminan ini tidak dikenal.", "Pilih dari daftar.")
    if keadaan > today_in(kabupaten):
        raise Kesalahan(f"Keadaan {format_tanggal(keadaan)} belum tiba.", "Isi tanggal daftar itu dibuat.")
    sha256 = hashlib.sha256(isi).hexdigest()
    found = read_other_list(DaftarLainResource.sheets(isi), DaftarLainResource.kolom())
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)
    newest = DaftarLain.objects.filter(kabupaten=kabupaten, skema=skema).order_by("-versi").first()
    if newest is not None and newest.sha256 == sha256:
        raise Kesalahan(f"Berkas ini sudah diterima sebagai versi {newest.versi}.", "Tidak perlu mengunggahnya lagi.")
    row = _store_list(kabupaten, skema, keadaan, nama_berkas, isi, sha256, found, by)
    record(
        "daftar_lain.unggah", by=by, objek=row, tempat=kabupaten, rincian={"sha256": sha256, "versi": row.versi},
        ringkas=f"Mengunggah daftar {row.get_skema_display()} versi {row.versi}: {row.dipakai} dari {row.baris} baris",
    )  # fmt: skip
    return row


def _store_list(
    kabupaten: Kabupaten, skema: str, keadaan: date, nama: str, isi: bytes, sha256: str, found: IsiDaftar,
    by: User | None,
) -> DaftarLain:  # fmt: skip
    last = DaftarLain.objects.filter(kabupaten=kabupaten, skema=skema).aggregate(versi=Max("versi"))["versi"] or 0
    row = DaftarLain(
        kabupaten=kabupaten, skema=skema, versi=last + 1, keadaan=keadaan, nama_berkas=nama[-200:] or "tanpa nama",
        sha256=sha256, ukuran=len(isi), baris=found.baris, dipakai=len(found.dipakai),
        tidak_dipakai=len(found.ditinggal), rincian=_details(found), oleh=by,
    )  # fmt: skip
    row.berkas.save(f"{uuid4().hex}.bin", ContentFile(isi), save=False)
    row.save()
    OrangDaftarLain.objects.bulk_create(
        (
            OrangDaftarLain(daftar=row, nomor=one.nomor, nik=one.nik, nama=one.nama, tanggal_lahir=one.tanggal_lahir)
            for one in found.dipakai
        ),
        batch_size=1000,
    )
    return row


def _details(found: IsiDaftar) -> dict[str, Any]:
    unused = [
        {"lembar": one.lembar, "nomor": one.nomor, "alasan": mask_text(one.alasan)} for one in found.ditinggal[:SHOWN]
    ]
    return {"tidak_dipakai": unused, "catatan": [mask_text(one) for one in found.catatan[:SHOWN]]}


@transaction.atomic
def decide_double(
    *, kabupaten: Kabupaten, kunci: str, putusan: str, alasan: str, by: User | None
) -> tuple[PutusanJaminan, Temuan]:
    """Keeps what somebody decided about a possible double cover, with the reason; the roster stays as it is.

    Raises Kesalahan when there is no such finding now, or no reason.
    """
    if putusan not in PutusanGanda.values:
        raise Kesalahan("Putusan tidak dikenal.", "Pilih salah satu.")
    found = finding(kabupaten, kunci, today_in(kabupaten))
    if found is None:
        raise Kesalahan("Temuan ini sudah tidak ada; datanya sudah berubah.", "Muat ulang daftarnya.")
    row = PutusanJaminan.objects.create(
        kabupaten=kabupaten, kunci=kunci, jenis=found.jenis, nama=found.orang.nama, putusan=putusan,
        alasan=reason_of(alasan), oleh=by,
    )  # fmt: skip
    record(
        "jaminan_ganda.putus", by=by, objek=row, tempat=kabupaten,
        ringkas=f"{found.orang.nama}, Desa {found.orang.desa}: {row.get_putusan_display().lower()}",
        rincian={"temuan": found.teks, "alasan": row.alasan, "akibat": found.akibat},
    )  # fmt: skip
    return row, found
