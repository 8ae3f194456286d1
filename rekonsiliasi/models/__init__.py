from .berita_acara import BeritaAcara, PersetujuanBeritaAcara
from .pemeriksaan import PemeriksaanBuku
from .pencocokan import Pencocokan
from .penandatangan import Penandatangan
from .rekonsiliasi import Rekonsiliasi, Selisih
from .tagihan import PemetaanKolom, Tagihan, TagihanBaris

__all__ = [
    "BeritaAcara",
    "PemeriksaanBuku",
    "PemetaanKolom",
    "Pencocokan",
    "Penandatangan",
    "PersetujuanBeritaAcara",
    "Rekonsiliasi",
    "Selisih",
    "Tagihan",
    "TagihanBaris",
]
