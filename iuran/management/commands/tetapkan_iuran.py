"""tetapkan_iuran --kabupaten 76.03 --bulan 2026-10: assesses the month; a second run changes nothing."""

from typing import Any

from django.core.management.base import CommandParser

from desa.management.perintah import Perintah, bulan_named, kabupaten_named
from iuran.actions.penetapan import assess_iuran
from iuran.enums import StatusPenetapan
from iuran.queries.jumlah import people_in, share_totals
from iuran.queries.penetapan import penetapan_of


class Command(Perintah):
    help = "Menetapkan iuran satu kabupaten untuk satu bulan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kabupaten", required=True, help="Kode kabupaten, misalnya 76.03")
        parser.add_argument("--bulan", required=True, help="Tahun-bulan, misalnya 2026-10")

    def jalankan(self, **options: Any) -> None:
        kabupaten, bulan = kabupaten_named(options["kabupaten"]), bulan_named(options["bulan"])
        before = penetapan_of(kabupaten, bulan)
        penetapan = assess_iuran(kabupaten=kabupaten, bulan=bulan, by=None)
        shares = share_totals(penetapan)
        self.print_json(
            {
                "kabupaten": kabupaten.kode,
                "bulan": str(bulan),
                "peraturan": penetapan.peraturan.kode,
                "orang": people_in(penetapan),
                "iuran": sum(share.jumlah for share in shares),
                "porsi": {share.penanggung.value: share.jumlah for share in shares},
                "jatuh_tempo": penetapan.jatuh_tempo.isoformat(),
                "berubah": before is None or before.status == StatusPenetapan.BERJALAN,
            }
        )
