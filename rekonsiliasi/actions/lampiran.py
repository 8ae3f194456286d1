"""Keeps the list of people that a paper names by its hash, and what is drawn of it."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from desa.actions.audit import record
from desa.models import User
from rekonsiliasi.models import BeritaAcara, CetakLampiran, LampiranOrang


def keep_annex(paper: BeritaAcara, isi: bytes, orang: int) -> dict[str, Any]:
    """Keeps the bytes under their own hash; answers what the paper says of them. Inside the caller's transaction."""
    sha256 = hashlib.sha256(isi).hexdigest()
    values = {"berkas": keep_bytes(isi, f"lampiran/{sha256}.xlsx"), "orang": orang}
    LampiranOrang.objects.get_or_create(berita_acara=paper, sha256=sha256, defaults=values)
    return {"sha256": sha256, "orang": orang}


def keep_bytes(isi: bytes, nama: str) -> str:
    """The name under which the bytes are kept: their own hash, so that nothing is overwritten.

    A file of that name that is not these bytes any more stays for whoever looks into it; these get another name.
    """
    if default_storage.exists(nama):
        with default_storage.open(nama) as kept:
            if kept.read() == isi:
                return nama
    return default_storage.save(nama, ContentFile(isi))


@transaction.atomic
def note_download(*, lampiran: LampiranOrang, berkas: str, by: User) -> None:
    """A list with full NIK leaves the portal."""
    record(
        "berita_acara.unduh_nik",
        by=by,
        objek=lampiran,
        tempat=lampiran.berita_acara.rekonsiliasi.kabupaten,
        ringkas=f"Mengunduh daftar {lampiran.orang} orang dengan NIK lengkap, lampiran {lampiran.berita_acara}",
        rincian={"berkas": berkas, "sha256": lampiran.sha256},
    )


@transaction.atomic
def begin_print(*, lampiran: LampiranOrang, by: User) -> tuple[CetakLampiran, bool]:
    """Asks for the list as PDF; answers whether a worker is to be sent. What is drawn already is not drawn again."""
    LampiranOrang.objects.select_for_update().get(pk=lampiran.pk)
    now = timezone.now()
    values = {"oleh": by, "diminta_pada": now, "kabar_pada": now}
    row, created = CetakLampiran.objects.get_or_create(lampiran=lampiran, defaults=values)
    if created or (row.gagal and not row.berkas):
        CetakLampiran.objects.filter(pk=row.pk).update(gagal="", selesai=0, **values)
        record(
            "berita_acara.cetak_lampiran",
            by=by,
            objek=lampiran,
            tempat=lampiran.berita_acara.rekonsiliasi.kabupaten,
            ringkas=f"Meminta PDF daftar orang, lampiran {lampiran.berita_acara}",
        )
        return row, True
    return row, False


def note_progress(cetak: CetakLampiran, selesai: int, jumlah: int) -> None:
    """One more kecamatan is drawn."""
    CetakLampiran.objects.filter(pk=cetak.pk).update(selesai=selesai, jumlah=jumlah, kabar_pada=timezone.now())


def finish_print(cetak: CetakLampiran, isi: bytes) -> None:
    sha256 = hashlib.sha256(isi).hexdigest()
    name = keep_bytes(isi, f"lampiran/{sha256}.pdf")
    CetakLampiran.objects.filter(pk=cetak.pk).update(berkas=name, sha256=sha256, kabar_pada=timezone.now())


def note_print_failure(cetak: CetakLampiran, sebab: str) -> None:
    CetakLampiran.objects.filter(pk=cetak.pk).update(gagal=sebab[:300], kabar_pada=timezone.now())
