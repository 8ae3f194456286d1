"""The report of the JAMKESDA register per kecamatan as a workbook: the same figures as its page."""

from desa.queries.jamkesda import HEADS, Laporan
from desa.rules.kolom import Jenis
from desa.xlsx.tabel import KolomTabel, Sel, Tabel, write_tabel
from jaminan.bulan import format_tanggal

COLUMNS = (
    KolomTabel("Kecamatan", lebar=24),
    *(KolomTabel(head, Jenis.UANG, 16, jumlah=True) for head in HEADS),
    KolomTabel("Sesuai pasal, persen dari aktif", Jenis.UANG, 18),
)


def report_xlsx(laporan: Laporan) -> bytes:
    """One row a kecamatan, with sums."""
    rule = laporan.aturan
    title = f"Laporan {rule.nama}, Kabupaten {laporan.kabupaten.nama}, {format_tanggal(laporan.hari)}"
    head = (title, f"Ukuran: Pasal {rule.pasal} {rule.peraturan}, yaitu {rule.kutipan}.")
    rows: list[tuple[Sel, ...]] = [(one.kecamatan.nama, *one.angka(), one.persen) for one in laporan.baris]
    return write_tabel(title, [Tabel("Laporan", COLUMNS, rows, head, 1)])
