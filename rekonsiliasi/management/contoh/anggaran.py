"""Ceilings of the sample year: a regency's APBD that ends in November, and one village's APBDesa by account."""

from datetime import date

from desa.enums import Peran
from desa.models import Desa, Kabupaten, User
from iuran.actions.anggaran import record_pagu

from .akun import username

TAHUN = 2026
APBD = {"76.03": 2_600_000_000}
APBDESA = {"61.11.01.2001": {"5.1.3.01": 1_000_000, "5.1.3.02": 7_500_000}}


def set_ceilings(kabupaten: Kabupaten) -> None:
    """Records the ceilings of this regency and its villages, as their officers would."""
    if kabupaten.kode in APBD:
        dpm = User.objects.get(username=username(Peran.DPM, kabupaten))
        _record(kabupaten, {"": APBD[kabupaten.kode]}, "APBD 2026", dpm)
    for desa in Desa.objects.filter(kecamatan__kabupaten=kabupaten, kode__in=APBDESA):
        sekdes = User.objects.get(username=username(Peran.SEKDES, desa))
        _record(desa, APBDESA[desa.kode], "APBDesa 2026", sekdes)


def _record(tempat: Desa | Kabupaten, jumlah: dict[str, int], sumber: str, by: User) -> None:
    record_pagu(
        tempat=tempat, tahun=TAHUN, jumlah=jumlah, sumber=sumber, nomor_surat="1 Tahun 2026 (contoh)",
        tanggal=date(2026, 1, 5), by=by,
    )  # fmt: skip
