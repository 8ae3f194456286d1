from .iuran import Iuran, IuranQuerySet, Penetapan, PenetapanKecamatan, PorsiIuran
from .koordinasi import Koordinasi
from .pindahan import SaldoPindahan
from .setoran import AlokasiSetoran, Setoran

__all__ = [
    "AlokasiSetoran", "Iuran", "IuranQuerySet", "Koordinasi", "Penetapan", "PenetapanKecamatan", "PorsiIuran",
    "SaldoPindahan", "Setoran",
]  # fmt: skip
