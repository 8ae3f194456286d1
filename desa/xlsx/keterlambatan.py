"""The register of lateness as a workbook."""

from desa.models import Kabupaten
from desa.queries.keterlambatan import Keterlambatan
from desa.rules.kolom import Jenis

from .tabel import KolomTabel, Tabel, write_tabel

COLUMNS = (
    KolomTabel("Kode desa"), KolomTabel("Desa", lebar=24), KolomTabel("Kecamatan", lebar=24),
    KolomTabel("Jenis", lebar=22), KolomTabel("Hal", lebar=40), KolomTabel("Nama", lebar=28),
    KolomTabel("Terjadi", Jenis.TANGGAL, 14), KolomTabel("Tenggat", Jenis.TANGGAL, 14),
    KolomTabel("Dilaporkan", Jenis.TANGGAL, 14), KolomTabel("Hari terlambat", Jenis.UANG, 14),
)  # fmt: skip


def lateness_xlsx(kabupaten: Kabupaten, tahun: int, register: list[Keterlambatan]) -> bytes:
    title = f"Daftar keterlambatan {tahun}"
    rows = [
        [one.desa.kode, one.desa.nama, one.desa.kecamatan.nama, str(one.jenis.label), one.hal, one.nama, one.terjadi,
         one.tenggat, one.dilaporkan, one.terlambat]
        for one in register
    ]  # fmt: skip
    return write_tabel(title, [Tabel("Keterlambatan", COLUMNS, rows, (title, f"Kabupaten {kabupaten}"), beku=2)])
