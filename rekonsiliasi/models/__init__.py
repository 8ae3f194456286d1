from .berita_acara import BeritaAcara, PersetujuanBeritaAcara
from .berkas_tertanda import BerkasTertanda, PutusanPindaian
from .kertas import CetakLampiran, LampiranOrang, NaskahKertas, NomorSurat, SeriNomor, TataKertas
from .kesepakatan import KesepakatanRentang, PembukaanKembali
from .pemeriksaan import PemeriksaanBuku
from .penandatangan import Penandatangan
from .pencocokan import Pencocokan
from .rekonsiliasi import Rekonsiliasi, Selisih, TanggapanSelisih, undecided
from .tagihan import PemetaanKolom, Tagihan, TagihanBaris, TagihanMenunggu

__all__ = [
    "BeritaAcara",
    "BerkasTertanda",
    "CetakLampiran",
    "KesepakatanRentang",
    "LampiranOrang",
    "NaskahKertas",
    "NomorSurat",
    "PembukaanKembali",
    "PemeriksaanBuku",
    "PemetaanKolom",
    "Penandatangan",
    "Pencocokan",
    "PersetujuanBeritaAcara",
    "PutusanPindaian",
    "Rekonsiliasi",
    "Selisih",
    "SeriNomor",
    "Tagihan",
    "TagihanBaris",
    "TagihanMenunggu",
    "TanggapanSelisih",
    "TataKertas",
    "undecided",
]
