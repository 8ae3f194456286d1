"""Writes ceilings of budgets: a new version each time, the old ones stay."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from desa.access import today_in
from desa.actions.audit import record
from desa.models import Desa, Kabupaten, User
from iuran.models import PaguAnggaran
from iuran.queries.anggaran import accounts_at, ceilings
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah

LARGEST = 10**14


@transaction.atomic
def record_pagu(
    *,
    tempat: Desa | Kabupaten,
    tahun: int,
    jumlah: Mapping[str, int],
    sumber: str,
    nomor_surat: str,
    tanggal: date,
    by: User | None,
) -> list[PaguAnggaran]:
    """Records the ceiling of a year, one amount per account ("" where there are none), all or none.

    Raises Kesalahan when this place bears no share by its regulation, an account or field is wrong, or the same
    stands already.
    """
    kabupaten = tempat.kabupaten if isinstance(tempat, Desa) else tempat
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)
    payer, accounts = accounts_at(tempat, tahun)
    if set(jumlah) != {kode for kode, _ in accounts}:
        raise Kesalahan("Rekening tidak sesuai dengan peraturan.", "Isi jumlah untuk setiap rekening yang ditampilkan.")
    _require_fields(tempat, tahun, jumlah, sumber, nomor_surat, tanggal)
    before = ceilings(kabupaten, tahun, tempat if isinstance(tempat, Desa) else None)
    old = {row.rekening: row for row in before}
    if old and all(_same(old.get(kode), amount, nomor_surat) for kode, amount in jumlah.items()):
        raise Kesalahan("Pagu ini sudah tercatat.", "Tidak perlu dicatat lagi.")
    rows = [
        PaguAnggaran.objects.create(
            kabupaten=kabupaten, desa=tempat if isinstance(tempat, Desa) else None, tahun=tahun, penanggung=payer,
            rekening=kode, versi=old[kode].versi + 1 if kode in old else 1, jumlah=amount, sumber=sumber.strip(),
            nomor_surat=nomor_surat.strip(), tanggal=tanggal, oleh=by,
        )
        for kode, amount in jumlah.items()
    ]  # fmt: skip
    record(
        "anggaran.pagu", by=by, objek=rows[0], tempat=tempat,
        ringkas=f"Pagu {tahun}: {format_rupiah(sum(jumlah.values()))}",
        rincian={"sebelum": {kode: row.jumlah for kode, row in old.items()}, "sesudah": dict(jumlah),
                 "surat": nomor_surat, "sumber": sumber, "tanggal": tanggal.isoformat()},
    )  # fmt: skip
    return rows


def _same(row: PaguAnggaran | None, amount: int, nomor_surat: str) -> bool:
    return row is not None and (row.jumlah, row.nomor_surat) == (amount, nomor_surat.strip())


def _require_fields(
    tempat: Desa | Kabupaten, tahun: int, jumlah: Mapping[str, int], sumber: str, nomor_surat: str, tanggal: date
) -> None:
    today = today_in(tempat.kabupaten if isinstance(tempat, Desa) else tempat)
    if not 2000 <= tahun <= today.year + 2:
        raise Kesalahan(f"Tahun {tahun} di luar jangkauan.", f"Pilih tahun sampai {today.year + 2}.")
    if any(not 0 <= amount < LARGEST for amount in jumlah.values()):
        raise Kesalahan("Jumlah pagu negatif atau terlalu besar.", "Periksa jumlah angkanya.")
    if len(sumber.strip()) < 3 or not nomor_surat.strip():
        raise Kesalahan("Sumber atau nomor surat belum diisi.", "Tulis penetapan anggaran yang Anda pegang.")
    if tanggal > today or tanggal.year < tahun - 2:
        raise Kesalahan("Tanggal penetapan anggaran belum terjadi atau terlalu lama.", "Periksa tanggalnya.")
