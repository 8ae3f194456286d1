from .iuran import Iuran, IuranQuerySet, Penetapan, PenetapanKecamatan, PorsiIuran
from .setoran import AlokasiSetoran, Setoran

__all__ = ["AlokasiSetoran", "Iuran", "IuranQuerySet", "Penetapan", "PenetapanKecamatan", "PorsiIuran", "Setoran"]
