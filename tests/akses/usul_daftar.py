"""Corrections proposed to a village: only its secretary answers."""

from desa.models import UsulDaftar
from tests.akses.aturan import SEKDES, each, rows
from tests.stage import Bulan

TABLE = {
    "usul_daftar": rows("desa"),
    "usuldaftar_jawab": rows("desa", SEKDES, "kirim"),
    # the API
    "usuldaftar-list": rows("semua"),
    "usuldaftar-detail": rows("desa"),
    **each("usuldaftar-terima usuldaftar-tolak", rows("desa", SEKDES, "kirim")),
}


def keys(month: Bulan) -> dict[str, int]:
    row, _ = UsulDaftar.objects.get_or_create(
        desa=month.desa, nama="Usul uji", kata="Periksa datanya.", asal="Uji", bulan=month.penetapan.bulan
    )
    return {"usuldaftar": row.pk}
