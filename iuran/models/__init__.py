from .anggaran import PaguAnggaran
from .iuran import Iuran, IuranQuerySet, Penetapan, PenetapanKecamatan, PorsiIuran
from .koordinasi import Koordinasi
from .pindahan import SaldoPindahan
from .setoran import AlokasiSetoran, Setoran
from .virtual_account import VirtualAccount

__all__ = [
    "AlokasiSetoran", "Iuran", "IuranQuerySet", "Koordinasi", "PaguAnggaran", "Penetapan", "PenetapanKecamatan",
    "PorsiIuran", "SaldoPindahan", "Setoran", "VirtualAccount",
]  # fmt: skip
