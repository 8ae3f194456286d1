"""A small village for files: four officials, what the portal has of them, and their rows as a file says them."""

from datetime import date
from typing import Any

from desa.enums import Jabatan, SifatJabatan
from desa.queries.berkas import _sheet
from desa.queries.sumber import roster_columns
from desa.rules.daftar import Aturan, Hasil, Keadaan, Masa, compare, read_daftar
from desa.rules.isian import Post
from desa.rules.kolom import KOLOM_PERANGKAT
from desa.rules.lembar import Lembar
from desa.xlsx.anak import answer_for

TODAY = date(2026, 10, 20)
KNOWN = {"Andi": "7603010101909001", "Budiman": "7603010202909002",
         "Sitti": "7603014505929003", "Yohanis": "7603010303909010"}  # fmt: skip
BORN = {"Andi": date(1990, 1, 1), "Budiman": date(1990, 2, 2), "Sitti": date(1992, 5, 5), "Yohanis": date(1990, 3, 3)}
TITLES = tuple(one.judul for one in KOLOM_PERANGKAT if one.wajib)
REGENCIES, DISTRICTS = frozenset({"7603", "7604", "7301", "6111"}), frozenset({"760301", "760401", "611101"})
RULES = Aturan(TODAY, "3 ayat (2)", REGENCIES, DISTRICTS, kolom=roster_columns())
EMPTY = {
    "nomor_kk": "", "tempat_lahir": "", "status_kawin": "", "nomor_kartu": "", "faskes": "", "telepon": "",
    "pns": False, "jaminan_lain": "",
}  # fmt: skip


def sex(nama: str) -> str:
    return "P" if nama == "Sitti" else "L"


def official(nama: str, jabatan: str) -> dict[str, Any]:
    return {
        "NIK": KNOWN[nama], "Nama": nama, "Jenis Kelamin (L/P)": sex(nama), "Tanggal Lahir": BORN[nama],
        "Jabatan": jabatan, "Tanggal Pelantikan": date(2021, 1, 4), "Penghasilan Tetap": 2_000_000,
    }  # fmt: skip


POSTS = dict(zip(KNOWN, ("Kepala Desa", "Sekretaris Desa", "Kepala Urusan Keuangan", "Kepala Dusun"), strict=True))


def roster(elsewhere: frozenset[str] = frozenset()) -> Keadaan:
    """What the portal has of the four."""
    jabatan = (Jabatan.KEPALA_DESA, Jabatan.SEKRETARIS_DESA, Jabatan.KEPALA_URUSAN, Jabatan.KEPALA_DUSUN)
    fields = {
        nik: EMPTY | {"nama": nama, "jenis_kelamin": sex(nama), "tanggal_lahir": BORN[nama], "penghasilan": 2_000_000}
        for nama, nik in KNOWN.items()
    }
    terms = [
        Masa(number, nik, Post(post, "Keuangan" if post == Jabatan.KEPALA_URUSAN else "", SifatJabatan.DEFINITIF),
             date(2021, 1, 4), None, "")
        for number, (nik, post) in enumerate(zip(KNOWN.values(), jabatan, strict=True))
    ]  # fmt: skip
    keys = {nik: f"orang:{nama}" for nama, nik in KNOWN.items()}
    return Keadaan(TODAY, date(2026, 10, 1), fields, terms, terdaftar_lain=elsewhere, kunci=keys)


def sheets_of(isi: bytes) -> list[Lembar]:
    """The sheets of a file, read in this process."""
    answer = answer_for(isi)
    return [_sheet(sheet) for sheet in answer.get("lembar", [])]


def judge(isi: bytes) -> Hasil:
    """What the portal says of a file against the four."""
    return compare(read_daftar(sheets_of(isi), RULES), roster())
