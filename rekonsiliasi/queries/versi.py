"""Reads one version of BPJS' list: how it was read, and what it changed against the version before."""

from dataclasses import dataclass
from typing import Any

from jaminan.penyamar import mask_number
from rekonsiliasi.models import Tagihan
from rekonsiliasi.queries.dua_buku import bill_rows
from rekonsiliasi.rules import BarisBpjs
from rekonsiliasi.rules.daftar import KOLOM
from rekonsiliasi.rules.versi import UbahVersi, compare_versions


@dataclass(frozen=True, slots=True)
class KolomDibaca:
    """One of our columns and the heading of the file that was read for it."""

    judul: str
    berkas: str


def version_before(tagihan: Tagihan) -> Tagihan | None:
    """The version of the month that this one replaced."""
    earlier = Tagihan.objects.filter(kabupaten=tagihan.kabupaten, bulan=tagihan.bulan, versi__lt=tagihan.versi)
    return earlier.order_by("-versi").first()


def changes_of(tagihan: Tagihan) -> UbahVersi | None:
    """What this version changed; None for the first."""
    before = version_before(tagihan)
    return compare_versions(bill_rows(before), bill_rows(tagihan)) if before else None


def columns_read(tagihan: Tagihan) -> list[KolomDibaca]:
    """Our columns in their order, each with its heading in the file."""
    read = tagihan.bacaan.get("kolom", {})
    return [KolomDibaca(one.judul, read[one.isian]) for one in KOLOM if one.isian in read]


def as_json(changes: UbahVersi) -> dict[str, Any]:
    """The changes as the API answers them; NIK masked."""
    return {
        "datang": [_row(row) for row in changes.datang],
        "pergi": [_row(row) for row in changes.pergi],
        "berubah": [
            _row(one.baru) | {"kolom": [dict(zip(("kolom", "lama", "baru"), part, strict=True)) for part in one.kolom]}
            for one in changes.berubah
        ],
        "tetap": changes.tetap,
        "jumlah": changes.jumlah,
    }


def _row(row: BarisBpjs) -> dict[str, Any]:
    return {"baris": row.nomor, "nik": mask_number(row.nik), "nama": row.nama, "desa": row.desa, "jumlah": row.jumlah}
