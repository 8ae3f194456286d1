"""Our own template after LibreOffice has saved it in each of its formats, and the people who stand in it.

`python -m tests.desa.berkas.libreoffice` writes the four files anew; it needs soffice. The files are kept because
the reading side must be tested where there is no LibreOffice, and no library of ours writes XLS or ODS.
"""

from datetime import date
from pathlib import Path

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


def template() -> bytes:
    """Our own file, as a village downloads it."""
    return write_templat("Rantebulahan", people(), family())
