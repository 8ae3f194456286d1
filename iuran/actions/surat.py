"""What every record with a letter shares: its fields checked, the letter kept with its hash, and its cancellation."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from desa.access import today_in
from desa.actions.audit import record
from desa.models import Desa, Kabupaten, User
from desa.models.catatan import Bersurat
from iuran.actions.bukti import check_proof
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan

Row = TypeVar("Row", bound=Bersurat)
NUMBER_LENGTH = 80
COPIED_NOT = {"id", "membatalkan", "alasan", "oleh", "pada", "surat", "surat_nama", "surat_sha256"}


def letter_fields(nomor: str, surat: tuple[str, bytes] | None) -> dict[str, Any]:
    """The letter as columns: its number, and the file when there is one. Raises Kesalahan."""
    fields: dict[str, Any] = {"nomor_surat": text_of(nomor, "Nomor surat", NUMBER_LENGTH)}
    if surat is not None:
        proof = check_proof(surat)
        fields |= {"surat": proof.berkas, "surat_nama": proof.nama, "surat_sha256": proof.sha256}
    return fields


def text_of(text: str, what: str, length: int, *, required: bool = True) -> str:
    """The text in one line. Raises Kesalahan when it is missing or too long."""
    found = " ".join(text.split())
    if required and not found:
        raise Kesalahan(f"{what} belum diisi.", "Salin dari suratnya.")
    if len(found) > length:
        raise Kesalahan(f"{what} lebih dari {length} huruf.", "Persingkat isinya.")
    return found


def months_in_order(mulai: Bulan, sampai: Bulan, most: int) -> list[Bulan]:
    """The months of a record, at most so many. Raises Kesalahan when they are the wrong way round or too many."""
    months = mulai.until(sampai)
    if not months:
        raise Kesalahan(f"Bulan terakhir, {sampai.nama}, lebih awal dari {mulai.nama}.", "Periksa kedua bulannya.")
    if len(months) > most:
        raise Kesalahan(f"{mulai.nama} sampai {sampai.nama} lebih dari {most} bulan.", "Catat dalam beberapa bagian.")
    return months


def not_in_future(kabupaten: Kabupaten, day: date, what: str) -> date:
    """The day, if it has come in this regency. Raises Kesalahan."""
    today = today_in(kabupaten)
    if day > today:
        raise Kesalahan(
            f"{what} {format_tanggal(day)} belum terjadi; hari ini {format_tanggal(today)}.", "Periksa tanggalnya."
        )
    return day


@transaction.atomic
def cancel_row(row: Row, *, alasan: str, tempat: Desa | Kabupaten, by: User | None) -> Row:
    """Cancels a record by a copy that names it, with the reason. The letter stays with the first row.

    Raises Kesalahan without a reason, or when it is cancelled already or itself a cancellation.
    """
    model = type(row)
    kept = model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    name = model._meta.verbose_name
    reason = text_of(alasan, "Alasan pembatalan", 300)
    if kept.membatalkan_id is not None or model._default_manager.filter(membatalkan=kept).exists():
        raise Kesalahan(f"Catatan {name} {kept.nomor_surat} sudah dibatalkan.", "Muat ulang halamannya.")
    copied = {
        field.attname: getattr(kept, field.attname) for field in model._meta.fields if field.name not in COPIED_NOT
    }
    cancelled = model._default_manager.create(**copied, membatalkan=kept, alasan=reason, oleh=by)
    record(
        f"{model._meta.model_name}.batal",
        by=by,
        objek=cancelled,
        tempat=tempat,
        ringkas=f"Membatalkan catatan {name} {kept.nomor_surat}",
        rincian={"baris": kept.pk, "alasan": reason},
    )
    return cancelled
