from .access import Membership, User
from .audit import AuditEvent
from .draf import DrafPerubahan, JawabanHilang, PerbaikanSel, Perubahan
from .jamkesda import (
    ButirSampel,
    DokumenWarga,
    Faskes,
    JarakFaskes,
    PemberiKerja,
    PutusanWarga,
    Rujukan,
    SampelLapangan,
    TindakPemberiKerja,
    VerifikasiLapangan,
    Warga,
)
from .kalender import HariLibur, TahapAdd
from .kelayakan import DaftarLain, DokumenOrang, OrangDaftarLain, PutusanJaminan
from .keluarga import BuktiSekolah, KeteranganKeluarga, NaikKelas
from .pendaftaran import JawabanBpjs, KolomJawaban, Pengajuan, RiwayatKepesertaan, SuratBpjs
from .peraturan import ParameterValue, Peraturan
from .peserta import AnggotaKeluarga, MasaJabatan, PenghasilanTetap, Peserta, StatusJaminan
from .riwayat import PerubahanDaftar
from .upload import KepesertaanUpload, Penyampaian
from .usul import UsulNilai
from .usul_daftar import UsulDaftar
from .wilayah import Desa, Kabupaten, Kecamatan

__all__ = [
    "AnggotaKeluarga", "AuditEvent", "BuktiSekolah", "ButirSampel", "DaftarLain", "Desa", "DokumenOrang",
    "DokumenWarga", "DrafPerubahan", "Faskes", "HariLibur", "JarakFaskes", "JawabanBpjs", "JawabanHilang", "Kabupaten",
    "Kecamatan", "KepesertaanUpload", "KeteranganKeluarga", "KolomJawaban", "MasaJabatan", "Membership", "NaikKelas",
    "OrangDaftarLain", "ParameterValue", "PemberiKerja", "Pengajuan", "PenghasilanTetap", "Penyampaian", "Peraturan",
    "PerbaikanSel", "Perubahan", "PerubahanDaftar", "Peserta", "PutusanJaminan", "PutusanWarga", "RiwayatKepesertaan",
    "Rujukan", "SampelLapangan", "StatusJaminan", "SuratBpjs", "TahapAdd", "TindakPemberiKerja", "User", "UsulDaftar",
    "UsulNilai", "VerifikasiLapangan", "Warga",
]  # fmt: skip
