"""What takes both sides: a range of months, and opening a paper's months again."""

from rekonsiliasi.models import KesepakatanRentang, PembukaanKembali
from tests.akses.aturan import BOTH, each, rows
from tests.stage import Bulan

TABLE = {
    **each("rekonsiliasi_rentang berita_acara_buka_kembali", rows("kabupaten", BOTH, "kirim")),
    # the API
    **each("kesepakatanrentang-list pembukaankembali-list", rows("semua")),
    **each("kesepakatanrentang-detail pembukaankembali-detail", rows("kabupaten")),
    **each("kesepakatanrentang-setujui kesepakatanrentang-tolak", rows("kabupaten", BOTH, "kirim")),
    **each("pembukaankembali-setujui pembukaankembali-tolak", rows("kabupaten", BOTH, "kirim")),
}


def keys(month: Bulan) -> dict[str, int]:
    asked = {"pihak": "dinas", "alasan": "Uji", "diusulkan_oleh": month.usul.diusulkan_oleh}
    several, _ = KesepakatanRentang.objects.get_or_create(
        kabupaten=month.kabupaten, bulan_mulai="2027-01-01", bulan_sampai="2027-03-01", defaults=asked
    )
    again, _ = PembukaanKembali.objects.get_or_create(berita_acara=month.berita_acara, defaults=asked)
    return {"kesepakatanrentang": several.pk, "pembukaankembali": again.pk}
