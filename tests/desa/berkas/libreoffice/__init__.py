"""Our own template after LibreOffice has saved it in each of its formats, and the people who stand in it.

`python -m tests.desa.berkas.libreoffice` writes the four files anew; it needs soffice. The files are kept because
the reading side must be tested where there is no LibreOffice, and no library of ours writes XLS or ODS.
"""

import io
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from desa.enums import Jabatan, SifatJabatan
from desa.rules.isian import Post
from desa.xlsx.templat import write_templat

FOLDER = Path(__file__).parent
# What stands behind the name of the filter: for CSV `;`, quotes, UTF-8, and cells as they are shown.
SAVED = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8", "xls": "xls:MS Excel 97",
    "csv": "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true",
}  # fmt: skip
NAMES = ("Andi Wijaya", "Hj. Sitti Nur'aini, S.Pd", '=HYPERLINK("http://contoh.invalid")', "Yohanis Demmatande")
POSTS = (Jabatan.KEPALA_DESA, Jabatan.SEKRETARIS_DESA, Jabatan.KEPALA_URUSAN, Jabatan.KEPALA_DUSUN)


def people() -> list[dict[str, object]]:
    """Four officials as the template wants them."""
    return [
        {
            "nik": f"76030101019090{place}0", "nomor_kk": f"76030101012190{place}0", "nama": nama,
            "jenis_kelamin": "L", "tempat_lahir": "Mambi", "tanggal_lahir": date(1990, 1, 1), "status_kawin": "kawin",
            "jabatan": Post(POSTS[place - 1], "", SifatJabatan.DEFINITIF), "mulai": date(2021, 2, 4 + place),
            "berakhir": None, "alasan_berakhir": "", "penghasilan": 2_224_420 + place,
            "nomor_kartu": f"000123456780{place}", "faskes": "Puskesmas Mambi", "telepon": "081234567890",
            "pns": False, "jaminan_lain": "",
        }
        for place, nama in enumerate(NAMES, 1)
    ]  # fmt: skip


def family() -> list[dict[str, object]]:
    return [
        {
            "nik_peserta": "7603010101909010", "nik": "7603014505929010", "nama": "Sitti Aminah", "hubungan": "istri",
            "jenis_kelamin": "P", "tanggal_lahir": date(1992, 5, 5), "sudah_menikah": True, "berpenghasilan": False,
            "masih_sekolah": False, "nomor_kartu": "",
        }
    ]  # fmt: skip


def odd() -> bytes:
    """A formula, a hidden row, three rows alike, a moment and a hidden sheet: "aneh" in XLS and ODS."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        seen = workbook.add_worksheet("Perangkat")
        seen.write_row(0, 0, ["NIK", "Jumlah", "Ya"])
        seen.write_formula(1, 1, "=1+1", None, 2)
        seen.write_string(2, 0, "tersembunyi")
        seen.set_row(2, None, None, {"hidden": True})
        for row in (4, 5, 6):
            seen.write_row(row, 0, ["sama", 7_603_010_101_909_001])
        seen.write_datetime(7, 0, datetime(2026, 1, 1, 8, 30), workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        other = workbook.add_worksheet("Rahasia")
        other.write(0, 0, "x")
        other.hide()
    return target.getvalue()


def template() -> bytes:
    """Our own file, as a village downloads it."""
    return write_templat("Rantebulahan", people(), family())
