"""templat_kepesertaan --desa 76.03.01.2004 --keluaran FILE.xlsx"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from desa.access import today_in
from desa.management.perintah import Perintah, desa_named, why_not
from desa.queries.daftar import rows_for_template
from desa.xlsx.templat import write_templat
from jaminan.kesalahan import Kesalahan


class Command(Perintah):
    help = "Menulis daftar perangkat sebuah desa sebagai berkas XLSX yang siap diisi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--desa", required=True, help="kode desa, misalnya 76.03.01.2004")
        parser.add_argument("--keluaran", required=True, help="nama berkas XLSX yang ditulis")

    def jalankan(self, **options: Any) -> None:
        desa = desa_named(options["desa"])
        try:
            Path(options["keluaran"]).write_bytes(
                write_templat(desa.nama, *rows_for_template(desa, today_in(desa.kabupaten)))
            )
        except OSError as error:
            raise Kesalahan(
                f"Berkas {options['keluaran']} tidak dapat ditulis: {why_not(error)}.",
                "Pilih folder yang dapat ditulis.",
            ) from None
        self.stdout.write(f"Daftar Desa {desa.nama} ditulis ke {options['keluaran']}.")
