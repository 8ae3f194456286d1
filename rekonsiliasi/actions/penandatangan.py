"""Records who signs for a side. What an issued paper printed stays printed."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from desa.access import Izin, may
from desa.actions.audit import record
from desa.models import Kabupaten, User
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import Pihak, Sebutan
from rekonsiliasi.models import Penandatangan

IZIN_PIHAK = {Pihak.DINAS: Izin.SUSUN, Pihak.BPJS: Izin.SETUJUI}  # each side keeps its own


@transaction.atomic
def save_penandatangan(
    *, kabupaten: Kabupaten, pihak: Pihak, nama: str, nip: str, jabatan: str, sebutan: str, mulai: date,
    sampai: date | None, user: User | None, by: User | None, atas: Penandatangan | None = None,
) -> Penandatangan:  # fmt: skip
    """Adds a signatory, or corrects the row `atas`. Who signed without an end until then ends the day before.

    Raises Kesalahan: another one signs on one of these days, a stand-in has no end, or the account is not this side's.
    """
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)
    _require_side(kabupaten, pihak, by)
    row = atas or Penandatangan(kabupaten=kabupaten, pihak=pihak, oleh=by)
    values: dict[str, Any] = {"nama": _one_line(nama), "nip": _one_line(nip), "jabatan": _one_line(jabatan)}
    values |= {"sebutan": sebutan, "mulai": mulai, "sampai": sampai, "user": user}
    _require_whole(kabupaten, pihak, values)
    before = _told(row) if row.pk else {}
    for name, value in values.items():
        setattr(row, name, value)
    if atas is None:
        _end_before(row)
    _require_alone(row)
    row.save()
    _record(row, before, by)
    return row


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _require_side(kabupaten: Kabupaten, pihak: Pihak, by: User | None) -> None:
    if by is not None and not may(by, IZIN_PIHAK[pihak], kabupaten):
        raise Kesalahan(
            f"Penanda tangan {pihak.label} hanya dicatat oleh {pihak.label}.", "Mintalah mereka mencatatnya sendiri."
        )


def _require_whole(kabupaten: Kabupaten, pihak: Pihak, values: dict[str, Any]) -> None:
    if not values["nama"] or not values["jabatan"] or not values["nip"]:
        raise Kesalahan("Nama, NIP atau NPP, dan jabatan penanda tangan belum lengkap.", "Isi ketiganya.")
    if values["sebutan"] not in {"", *Sebutan.values}:
        raise Kesalahan("Sebutan penanda tangan tidak dikenal.", "Pilih Plt., Plh., atau kosongkan.")
    mulai, sampai, user = values["mulai"], values["sampai"], values["user"]
    if sampai is not None and sampai < mulai:
        raise Kesalahan(
            f"Hari terakhir {format_tanggal(sampai)} lebih awal dari {format_tanggal(mulai)}.", "Periksa kedua tanggal."
        )
    if values["sebutan"] and sampai is None:
        raise Kesalahan(
            f"{values['sebutan']} menandatangani untuk sementara, tetapi hari terakhirnya belum diisi.",
            "Isi hari terakhirnya menurut surat perintah. Dapat diperpanjang kemudian.",
        )
    if user is not None and not may(user, IZIN_PIHAK[pihak], kabupaten):
        raise Kesalahan(
            f"Akun {user.username} bukan akun {pihak.label} kabupaten ini.", "Pilih akun lain, atau kosongkan."
        )


def _others(row: Penandatangan) -> list[Penandatangan]:
    rows = Penandatangan.objects.select_for_update().filter(kabupaten=row.kabupaten, pihak=row.pihak)
    return list(rows.exclude(pk=row.pk))


def _end_before(row: Penandatangan) -> None:
    """Whoever signs without an end gives way on the day on which a new one begins."""
    for other in _others(row):
        if other.sampai is None and other.mulai < row.mulai:
            other.sampai = row.mulai - timedelta(days=1)
            other.save(update_fields=["sampai"])


def _require_alone(row: Penandatangan) -> None:
    last = row.sampai or date.max
    for other in _others(row):
        if other.mulai <= last and row.mulai <= (other.sampai or date.max):
            until = f" sampai {format_tanggal(other.sampai)}" if other.sampai else ""
            raise Kesalahan(
                f"{other.nama} tercatat menandatangani mulai {format_tanggal(other.mulai)}{until}.",
                "Pada satu hari hanya satu orang menandatangani. Ubah hari terakhirnya lebih dahulu.",
            )


def _told(row: Penandatangan) -> dict[str, str]:
    names = ("nama", "nip", "jabatan", "sebutan", "mulai", "sampai", "user")
    return {name: str(getattr(row, name) or "") for name in names}


def _record(row: Penandatangan, before: dict[str, str], by: User | None) -> None:
    record(
        f"penandatangan.{'ubah' if before else 'catat'}",
        by=by,
        objek=row,
        tempat=row.kabupaten,
        ringkas=f"{Pihak(row.pihak).label}: {row} menandatangani Berita Acara mulai {format_tanggal(row.mulai)}",
        rincian={"lama": before, "baru": _told(row)},
    )
