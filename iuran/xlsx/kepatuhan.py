"""The compliance notice of a year as a workbook: the same figures as its page."""

from desa.rules.kolom import Jenis
from desa.xlsx.tabel import KolomTabel, Sel, Tabel, write_tabel
from iuran.queries.kepatuhan import BulanPatuh, TahunPatuh
from iuran.rules import PENANGGUNG

UANG = Jenis.UANG
KOLOM = (
    KolomTabel("Bulan", lebar=18), KolomTabel("Penanggung", lebar=32),
    KolomTabel("Menurut peraturan kabupaten", UANG, 18, True), KolomTabel("Menurut aturan nasional", UANG, 18, True),
    KolomTabel("Selisih", UANG, 18, True), KolomTabel("Karena pembagian saja", UANG, 18, True),
    KolomTabel("Karena batas bawah saja", UANG, 18, True), KolomTabel("Karena batas atas saja", UANG, 18, True),
    KolomTabel("Karena gabungannya", UANG, 18, True), KolomTabel("Keterangan", lebar=50),
)  # fmt: skip


def compliance_workbook(tahun: TahunPatuh) -> bytes:
    """One row a month and payer, with the causes that add up to the difference."""
    title = f"Catatan kepatuhan {tahun.tahun}, Kabupaten {tahun.kabupaten.nama}"
    kepala = (title, "Angka nasional hanya pembanding. Yang ditagih tetap menurut peraturan kabupaten.")
    rows = [row for month in tahun.bulan for row in _rows(month)]
    rules = [
        (one.banding.hal, one.banding.daerah, f"Pasal {one.pasal}", one.banding.nasional, f"Pasal {one.pasal_nasional}")
        for one in tahun.banding
    ]
    heads = ("Hal", "Kabupaten", "Pasal", "Nasional", "Pasal nasional")
    return write_tabel(
        title,
        [
            Tabel("Per bulan", KOLOM, rows, kepala, 2),
            Tabel("Aturan", tuple(KolomTabel(head, lebar=34) for head in heads), rules),
        ],
    )


def _rows(month: BulanPatuh) -> list[tuple[Sel, ...]]:
    name = month.bulan.nama
    if month.porsi is None:
        return [(name, "", None, None, None, None, None, None, None, month.celah)]
    return [
        (name, PENANGGUNG[payer].capitalize(), one.kabupaten, one.nasional, one.selisih, one.sebab.pembagian,
         one.sebab.batas_bawah, one.sebab.batas_atas, one.sebab.gabungan, "")
        for payer, one in month.porsi.items()
    ]  # fmt: skip
