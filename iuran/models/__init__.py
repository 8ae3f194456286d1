from .iuran import Iuran, Penetapan, PenetapanKecamatan, PorsiIuran
from .setoran import AlokasiSetoran, Setoran

__all__ = ["AlokasiSetoran", "Iuran", "Penetapan", "PenetapanKecamatan", "PorsiIuran", "Setoran"]
