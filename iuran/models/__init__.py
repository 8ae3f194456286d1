from .anggaran import PaguAnggaran
from .iuran import Iuran, IuranQuerySet, Penetapan, PenetapanKecamatan, PorsiIuran
from .keluarga_lain import KewajibanKeluargaLain, PembayaranKeluargaLain
from .koordinasi import Koordinasi
from .pencairan import PencairanApbdesa
from .pindahan import SaldoPindahan
from .setoran import AlokasiSetoran, Setoran
from .sumber_lain import SumberLain
from .virtual_account import VirtualAccount

__all__ = [
    "AlokasiSetoran", "Iuran", "IuranQuerySet", "KewajibanKeluargaLain", "Koordinasi", "PaguAnggaran",
    "PembayaranKeluargaLain", "PencairanApbdesa", "Penetapan", "PenetapanKecamatan", "PorsiIuran", "SaldoPindahan",
    "Setoran", "SumberLain", "VirtualAccount",
]  # fmt: skip
