"""The roster of a day as a workbook: officials and their covered family, each with who said it."""

from collections.abc import Callable
from datetime import date

from desa.queries.linimasa import Peristiwa
from desa.queries.riwayat import BarisDaftar, told_by
from desa.rules.kolom import Jenis
from jaminan.bulan import format_tanggal
from jaminan.penyamar import mask_number

from .tabel import KolomTabel, Tabel, write_tabel

OFFICIALS = (
    KolomTabel("Kecamatan"), KolomTabel("Desa"), KolomTabel("NIK", lebar=20), KolomTabel("Nama", lebar=28),
    KolomTabel("Jabatan", lebar=28), KolomTabel("Jabatan lain", lebar=28),
    KolomTabel("Mulai menjabat", Jenis.TANGGAL, 14), KolomTabel("Hari terakhir", Jenis.TANGGAL, 14),
    KolomTabel("Penghasilan tetap", Jenis.UANG), KolomTabel("Keluarga ditanggung", Jenis.UANG),
    KolomTabel("Keterangan", lebar=40), KolomTabel("Asal", lebar=70), KolomTabel("Pernyataan desa", lebar=60),
)  # fmt: skip
FAMILY = (
    KolomTabel("NIK peserta", lebar=20), KolomTabel("Nama peserta", lebar=28), KolomTabel("NIK", lebar=20),
    KolomTabel("Nama", lebar=28), KolomTabel("Hubungan"), KolomTabel("Tanggal lahir", Jenis.TANGGAL, 14),
)  # fmt: skip


def roster_xlsx(tempat: str, hari: date, baris: list[BarisDaftar], *, nik_lengkap: bool = False) -> bytes:
    """Two sheets; numbers of people in full only where asked for."""
    shown = str if nik_lengkap else mask_number
    head = (f"Daftar kepala desa dan perangkat desa pada {format_tanggal(hari)}", tempat)
    return write_tabel(
        head[0],
        [
            Tabel("Perangkat", OFFICIALS, [_official(one, shown) for one in baris], head, beku=4),
            Tabel("Keluarga ditanggung", FAMILY, [row for one in baris for row in _family(one, shown)], head, beku=2),
        ],
    )


STORY = (
    KolomTabel("Tanggal", Jenis.TANGGAL, 14), KolomTabel("Pokok"), KolomTabel("Isi", lebar=70),
    KolomTabel("Asal", lebar=70), KolomTabel("Hari terlambat", Jenis.UANG, 14),
)  # fmt: skip


def story_xlsx(nama: str, peristiwa: list[Peristiwa]) -> bytes:
    """A person's timeline; it holds no number of anybody."""
    rows = [[one.tanggal, one.pokok, one.isi, one.asal, one.terlambat or None] for one in peristiwa]
    return write_tabel("Riwayat", [Tabel("Riwayat", STORY, rows, (f"Riwayat {nama}",), beku=1)])


def _official(one: BarisDaftar, shown: Callable[[str], str]) -> list[str | int | date | None]:
    person, term = one.pejabat.peserta, one.pejabat.masa
    return [
        one.desa.kecamatan.nama, one.desa.nama, shown(person.nik), person.nama, term.nama_jabatan,
        "; ".join(one.jabatan_lain), term.mulai, term.berakhir, one.pejabat.penghasilan,
        None if one.ditanggung is None else one.jumlah_keluarga,
        one.pejabat.pengecualian, ". ".join(one.kata_asal), told_by(one.pernyataan) if one.pernyataan else "",
    ]  # fmt: skip


def _family(one: BarisDaftar, shown: Callable[[str], str]) -> list[list[str | int | date | None]]:
    person = one.pejabat.peserta
    return [
        [shown(person.nik), person.nama, shown(kin.nik), kin.nama, str(kin.get_hubungan_display()), kin.tanggal_lahir]
        for kin in one.ditanggung or ()
    ]
