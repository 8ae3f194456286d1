from .iuran import Iuran, Penetapan, PorsiIuran
from .setoran import AlokasiSetoran, Setoran

__all__ = ["AlokasiSetoran", "Iuran", "Penetapan", "PorsiIuran", "Setoran"]
