"""Writes days off: a regency's own rows by its staff, national rows by the technical administrator."""

from datetime import date

from django.db import transaction

from desa.actions.audit import record
from desa.enums import JenisHari
from desa.models import HariLibur, Kabupaten, User
from desa.queries.peraturan import national_day_off
from jaminan.bulan import format_hari, format_tanggal
from jaminan.kesalahan import Kesalahan

SUNDAY_AND_SATURDAY = (6, 7)


@transaction.atomic
def add_hari_libur(
    *, kabupaten: Kabupaten | None, tanggal: date, jenis: JenisHari, nama: str, sumber: str, by: User | None
) -> HariLibur:
    """Adds a day off, a cuti bersama, or the withdrawal of one; `kabupaten` None adds it for the whole country.

    Raises Kesalahan when the day says so already, or when there is nothing to withdraw.
    """
    _check(kabupaten, tanggal, jenis, but=None)
    hari = HariLibur.objects.create(kabupaten=kabupaten, tanggal=tanggal, jenis=jenis, nama=nama, sumber=sumber)
    _record("hari_libur.tambah", hari, by, "ditambahkan")
    return hari


@transaction.atomic
def change_hari_libur(
    *, hari: HariLibur, tanggal: date, jenis: JenisHari, nama: str, sumber: str, by: User | None
) -> HariLibur:
    """Changes a row, which keeps its place. Raises Kesalahan like add_hari_libur."""
    _check(hari.kabupaten, tanggal, jenis, but=hari)
    before = _facts(hari)
    hari.tanggal, hari.jenis, hari.nama, hari.sumber = tanggal, jenis, nama, sumber
    hari.save(update_fields=["tanggal", "jenis", "nama", "sumber"])
    _record("hari_libur.ubah", hari, by, "diubah", before)
    return hari


@transaction.atomic
def remove_hari_libur(*, hari: HariLibur, by: User | None) -> None:
    """Removes a row; what it said stays in the audit trail."""
    _record("hari_libur.hapus", hari, by, "dihapus")
    hari.delete()


def _check(kabupaten: Kabupaten | None, tanggal: date, jenis: JenisHari, but: HariLibur | None) -> None:
    same_day = HariLibur.objects.filter(tanggal=tanggal, kabupaten=kabupaten)
    if kabupaten is None:
        same_day = same_day.filter(jenis=jenis)
    present = next((row for row in same_day if row != but), None)
    if present is not None:
        raise Kesalahan(
            f"{format_hari(tanggal)} sudah tercatat sebagai {present.get_jenis_display().lower()}: {present.nama}.",
            "Ubah baris itu.",
        )
    if kabupaten is not None:
        _check_against_nation(tanggal, jenis)


def _check_against_nation(tanggal: date, jenis: JenisHari) -> None:
    national = national_day_off(tanggal)
    if jenis == JenisHari.HARI_KERJA and (national is None or tanggal.isoweekday() in SUNDAY_AND_SATURDAY):
        raise Kesalahan(
            f"{format_hari(tanggal)} tidak dapat dijadikan hari kerja, karena bukan libur nasional pada hari kerja.",
            "Pilih tanggal libur nasional atau cuti bersama yang tidak berlaku di sini.",
        )
    if jenis != JenisHari.HARI_KERJA and national is not None:
        raise Kesalahan(
            f"{format_tanggal(tanggal)} sudah libur untuk seluruh negara: {national.nama}.",
            "Hari ini tidak perlu ditambahkan.",
        )


def _facts(hari: HariLibur) -> dict[str, str]:
    return {
        "tanggal": hari.tanggal.isoformat(),
        "jenis": str(hari.jenis),
        "nama": hari.nama,
        "sumber": hari.sumber,
    }


def _record(aksi: str, hari: HariLibur, by: User | None, verb: str, before: dict[str, str] | None = None) -> None:
    detail = {"sebelum": before, "sesudah": _facts(hari)} if before else _facts(hari)
    record(
        aksi,
        by=by,
        objek=hari,
        ringkas=f"{format_tanggal(hari.tanggal)} {hari.nama} ({hari.get_jenis_display().lower()}) {verb}",
        tempat=hari.kabupaten,
        rincian=detail,
    )
