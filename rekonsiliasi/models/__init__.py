from .berita_acara import BeritaAcara, PersetujuanBeritaAcara
from .rekonsiliasi import Rekonsiliasi, Selisih
from .tagihan import PemetaanKolom, Tagihan, TagihanBaris

__all__ = [
    "BeritaAcara",
    "PemetaanKolom",
    "PersetujuanBeritaAcara",
    "Rekonsiliasi",
    "Selisih",
    "Tagihan",
    "TagihanBaris",
]
