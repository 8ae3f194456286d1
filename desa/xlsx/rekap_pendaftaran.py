"""The regency at BPJS Kesehatan as sheets Rekap and Daftar; numbers of people masked (MM Pasal 5 ayat (1))."""

from datetime import date

from desa.enums import StatusKepesertaan
from desa.models import Kabupaten
from desa.queries.kedudukan import Orang, people_of, recap
from desa.rules.kolom import Jenis
from desa.xlsx.tabel import KolomTabel, Sel, Tabel, write_tabel
from jaminan.bulan import format_tanggal
from jaminan.penyamar import mask_number

REKAP = (
    KolomTabel("Kecamatan", lebar=20), KolomTabel("Kode desa"), KolomTabel("Desa", lebar=24),
    *(KolomTabel(one.label, Jenis.UANG, 14, jumlah=True) for one in StatusKepesertaan),
    KolomTabel("Semua", Jenis.UANG, 10, jumlah=True),
)  # fmt: skip
DAFTAR = (
    KolomTabel("Kecamatan", lebar=20), KolomTabel("Kode desa"), KolomTabel("Desa", lebar=24),
    KolomTabel("NIK (disamarkan)", lebar=20), KolomTabel("Nama", lebar=30), KolomTabel("Hubungan"),
    KolomTabel("Keluarga dari", lebar=30), KolomTabel("Nomor kartu (disamarkan)", lebar=18),
    KolomTabel("Keadaan", lebar=20), KolomTabel("Sejak", Jenis.TANGGAL), KolomTabel("Keterangan", lebar=50),
)  # fmt: skip


def recap_xlsx(kabupaten: Kabupaten, hari: date) -> bytes:
    """The workbook's bytes."""
    people = people_of(kabupaten, hari)
    title = f"Kepesertaan di BPJS Kesehatan, Kabupaten {kabupaten.nama}, {format_tanggal(hari)}"
    rows: list[list[Sel]] = [
        [one.desa.kecamatan.nama, one.desa.kode, one.desa.nama, *one.urut, one.semua]
        for one in recap(kabupaten, hari, people)
    ]
    return write_tabel(
        title,
        [Tabel("Rekap", REKAP, rows, (title,), 3), Tabel("Daftar", DAFTAR, [_row(one) for one in people], (title,), 5)],
    )


def _row(one: Orang) -> list[Sel]:
    person = one.anggota or one.peserta
    return [
        one.desa.kecamatan.nama, one.desa.kode, one.desa.nama, mask_number(person.nik), person.nama, one.hubungan,
        one.peserta.nama if one.anggota else "", mask_number(person.nomor_kartu) if person.nomor_kartu else "",
        one.kini.keadaan.label, one.kini.sejak, one.kini.penolakan or one.kini.alasan,
    ]  # fmt: skip
