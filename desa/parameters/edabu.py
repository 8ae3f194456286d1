"""The sheets that e-Dabu takes, as data: each column with its heading, kind, codes, and who must have it.

Read from two payroll exporters of the official sheet (law.md 6). The two differ in the order of dates and in the codes
of marriage, so a branch's own profile is chosen for each batch. Columns that the portal knows nothing of stay empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desa.enums import JenisKelamin, JenisMutasi, ProfilEdabu, StatusKawin

PESERTA = "peserta"  # only the official must have it
SEMUA = "semua"  # everybody must
BERKARTU = "berkartu"  # who is changed or ended must


class Bentuk(StrEnum):
    """How a cell is written."""

    TEKS = "teks"
    TANGGAL = "tanggal"
    UANG = "uang"
    NOMOR = "nomor"  # the running number


@dataclass(frozen=True, slots=True)
class KolomEdabu:
    """One column: heading, which of a person's facts it holds (empty: none), its codes, and who must have it."""

    judul: str
    isian: str = ""
    bentuk: Bentuk = Bentuk.TEKS
    wajib: str = ""
    kode: Mapping[str, str] = field(default_factory=dict)
    tetap: str = ""


@dataclass(frozen=True, slots=True)
class Profil:
    """One sheet: its title, columns, how it writes a date, and which requests it can carry."""

    kode: ProfilEdabu
    judul: str
    tanggal: str
    kolom: tuple[KolomEdabu, ...]
    mutasi: tuple[JenisMutasi, ...]
    kepala: tuple[str, ...] = ()


HUBUNGAN = {"peserta": "1", "suami": "2", "istri": "3", "anak": "4", "tambahan": "5"}
KELAMIN = {JenisKelamin.L.value: "1", JenisKelamin.P.value: "2"}
KAWIN_37 = {
    "": "0", StatusKawin.BELUM.value: "1", StatusKawin.KAWIN.value: "2", StatusKawin.CERAI_HIDUP.value: "3",
    StatusKawin.CERAI_MATI.value: "3",
}  # fmt: skip
KAWIN_34 = {
    "": "5", StatusKawin.BELUM.value: "1", StatusKawin.KAWIN.value: "2", StatusKawin.CERAI_HIDUP.value: "3",
    StatusKawin.CERAI_MATI.value: "4",
}  # fmt: skip
# The sheet has no list of codes for this column: the request is written in words.
JENIS_MUTASI = {
    "daftar peserta": "PESERTA BARU", "daftar anggota": "TAMBAH ANGGOTA KELUARGA", "ubah": "PERUBAHAN DATA",
    "akhiri": "NONAKTIF",
}  # fmt: skip


def _kolom(order: str, kawin: Mapping[str, str], pegawai: str) -> tuple[KolomEdabu, ...]:
    """What both sheets ask after the first columns, from NIK on."""
    return (
        KolomEdabu("NIK/KITAS/KITAP", "nik", wajib=SEMUA),
        KolomEdabu("Nama Lengkap", "nama", wajib=SEMUA),
        KolomEdabu(f"PISA / Kode HubKel{HUBKEL[order]}", "hubungan", wajib=SEMUA, kode=HUBUNGAN),
        KolomEdabu("Tempat Lahir", "tempat_lahir", wajib=PESERTA),
        KolomEdabu(f"Tgl Lahir ({order})", "tanggal_lahir", Bentuk.TANGGAL, SEMUA),
        KolomEdabu("Jenis Kelamin (1=L, 2=P)", "jenis_kelamin", wajib=SEMUA, kode=KELAMIN),
        KolomEdabu(f"Status Kawin{KAWIN[order]}", "status_kawin", wajib=PESERTA, kode=kawin),
        KolomEdabu("Alamat", "alamat", wajib=SEMUA),
        KolomEdabu("RT"),
        KolomEdabu("RW"),
        KolomEdabu("Kode Pos"),
        KolomEdabu("Kode Kecamatan", "kode_kecamatan", wajib=SEMUA),
        KolomEdabu("Nama Kecamatan", "kecamatan", wajib=SEMUA),
        KolomEdabu("Kode Desa", "kode_desa", wajib=SEMUA),
        KolomEdabu("Nama Desa", "nama_desa", wajib=SEMUA),
        KolomEdabu("Kode Faskes Tk.I"),
        KolomEdabu("Nama Faskes Tk.I", "faskes", wajib=SEMUA),
        KolomEdabu("Kode Faskes Dokter Gigi"),
        KolomEdabu("Nama Faskes Dokter Gigi"),
        KolomEdabu("Nomor Telepon Peserta", "telepon"),
        KolomEdabu("Email"),
        KolomEdabu(pegawai),
        KolomEdabu("Jabatan", "jabatan", wajib=PESERTA),
        KolomEdabu("Status (1=Tetap, 2=Kontrak, 3=Paruh waktu, 4=Penerima Pensiun)", "pegawai", kode={PESERTA: "1"}),
        KolomEdabu("Kelas Rawat (1, 2, 3)", "kelas", wajib=SEMUA),
        KolomEdabu(f"TMT Kerja ({order})", "tmt", Bentuk.TANGGAL, PESERTA),
        KolomEdabu("Gaji Pokok + Tunj. Tetap", "gaji", Bentuk.UANG, PESERTA),
        KolomEdabu("Kewarganegaraan (1=WNI, 2=WNA)", tetap="1"),
        KolomEdabu("No. Kartu Asuransi"),
        KolomEdabu("Nama Asuransi"),
        KolomEdabu("No. NPWP"),
        KolomEdabu("No Passport"),
    )


BULAN_DULU, HARI_DULU = "mm/dd/yyyy", "dd/mm/yyyy"
HUBKEL = {
    BULAN_DULU: " 1 = Peserta, 2 = Suami, 3 = Istri, 4 = Anak, 5 = Tambahan", HARI_DULU: " 1=P 2=S 3=I 4=A 5=T",
}  # fmt: skip
KAWIN = {
    BULAN_DULU: " (0=TD, 1=B, 2=K, 3=C)", HARI_DULU: " (1=BK, 2=K, 3=CH, 4=CM, 5=tidak tahu)",
}  # fmt: skip
NO = KolomEdabu("No", bentuk=Bentuk.NOMOR)
NO_KK = KolomEdabu("No KK", "nomor_kk", wajib=SEMUA)

PROFIL: dict[ProfilEdabu, Profil] = {
    ProfilEdabu.MUTASI_37: Profil(
        ProfilEdabu.MUTASI_37,
        "FORM MUTASI DATA PESERTA",
        BULAN_DULU,
        (
            NO,
            KolomEdabu("No Kartu BPJS Kesehatan", "nomor_kartu", wajib=BERKARTU),
            KolomEdabu("Jenis Mutasi", "mutasi", wajib=SEMUA, kode=JENIS_MUTASI),
            KolomEdabu(f"Tgl Aktif Berlaku Mutasi ({BULAN_DULU})", "berlaku", Bentuk.TANGGAL, SEMUA),
            NO_KK,
            *_kolom(BULAN_DULU, KAWIN_37, "NIP"),
        ),
        (JenisMutasi.DAFTAR, JenisMutasi.UBAH, JenisMutasi.AKHIRI),
        ("Jenis Peserta", "Nama Instansi", "Kode Virtual Account", "Bank", "Tanggal Registrasi", "Nomor PKS",
         "Kode PKS", "Masa Berlaku", "Kode Tanggungan", "Kode KC", "Kode Dati2"),
    ),
    ProfilEdabu.BARU_34: Profil(
        ProfilEdabu.BARU_34,
        "FORM REGISTRASI PESERTA BARU",
        HARI_DULU,
        (NO, NO_KK, *_kolom(HARI_DULU, KAWIN_34, "NPP")),
        (JenisMutasi.DAFTAR,),
        ("Jenis Peserta", "Nama Instansi", "Tanggal Registrasi", "Kode Dati2"),
    ),
}  # fmt: skip
SEGMEN = "PPU Penyelenggara Negara - Kepala Desa dan Perangkat Desa"
