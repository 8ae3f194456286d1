from .berita_acara import BeritaAcara, PersetujuanBeritaAcara
from .pemeriksaan import PemeriksaanBuku
from .penandatangan import Penandatangan
from .pencocokan import Pencocokan
from .rekonsiliasi import Rekonsiliasi, Selisih, TanggapanSelisih, undecided
from .tagihan import PemetaanKolom, Tagihan, TagihanBaris

__all__ = [
    "BeritaAcara",
    "PemeriksaanBuku",
    "PemetaanKolom",
    "Penandatangan",
    "Pencocokan",
    "PersetujuanBeritaAcara",
    "Rekonsiliasi",
    "Selisih",
    "Tagihan",
    "TagihanBaris",
    "TanggapanSelisih",
    "undecided",
]
