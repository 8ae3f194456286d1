from .berita_acara import BeritaAcara, PersetujuanBeritaAcara
from .pemeriksaan import PemeriksaanBuku
from .rekonsiliasi import Rekonsiliasi, Selisih
from .tagihan import PemetaanKolom, Tagihan, TagihanBaris

__all__ = [
    "BeritaAcara",
    "PemeriksaanBuku",
    "PemetaanKolom",
    "PersetujuanBeritaAcara",
    "Rekonsiliasi",
    "Selisih",
    "Tagihan",
    "TagihanBaris",
]
