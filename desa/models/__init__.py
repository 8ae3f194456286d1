from .access import Membership, User
from .audit import AuditEvent
from .draf import DrafPerubahan, JawabanHilang, PerbaikanSel, Perubahan
from .kalender import HariLibur, TahapAdd
from .kelayakan import DaftarLain, DokumenOrang, OrangDaftarLain, PutusanJaminan
from .keluarga import BuktiSekolah, KeteranganKeluarga, NaikKelas
from .peraturan import ParameterValue, Peraturan
from .peserta import AnggotaKeluarga, MasaJabatan, PenghasilanTetap, Peserta, StatusJaminan
from .riwayat import PerubahanDaftar
from .upload import KepesertaanUpload, Penyampaian
from .usul import UsulNilai
from .wilayah import Desa, Kabupaten, Kecamatan

__all__ = [
    "AnggotaKeluarga", "AuditEvent", "BuktiSekolah", "DaftarLain", "Desa", "DokumenOrang", "DrafPerubahan",
    "HariLibur", "JawabanHilang", "Kabupaten", "Kecamatan", "KepesertaanUpload", "KeteranganKeluarga",
    "MasaJabatan", "Membership", "NaikKelas", "OrangDaftarLain", "ParameterValue", "PenghasilanTetap",
    "Penyampaian", "Peraturan", "PerbaikanSel", "Perubahan", "PerubahanDaftar", "Peserta", "PutusanJaminan",
    "StatusJaminan", "TahapAdd", "User", "UsulNilai",
]  # fmt: skip
