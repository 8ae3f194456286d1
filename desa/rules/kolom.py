"""The one table of columns of every list that comes in, and what belongs to a column (design 7).

Template, form and instructions of the roster are made from it too. `desa.queries.sumber` makes a Resource of each
table, and every file is read by the columns that its Resource says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from desa.enums import AlasanBerakhir, Hubungan, JenisKelamin, StatusKawin

PERANGKAT = "Perangkat"
KELUARGA = "Keluarga"
PETUNJUK = "Petunjuk"


class Jenis(StrEnum):
    """How a cell of the column is read and written."""

    NIK = "nik"
    NOMOR_16 = "nomor_16"
    KARTU = "kartu"
    TELEPON = "telepon"
    TEKS = "teks"
    TANGGAL = "tanggal"
    UANG = "uang"
    PILIHAN = "pilihan"
    YA_TIDAK = "ya_tidak"
    JABATAN = "jabatan"


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: its title, the field it fills, and how people are helped to fill it."""

    judul: str
    isian: str
    jenis: Jenis
    petunjuk: str
    contoh: str
    lebar: int = 16
    wajib: bool = False
    panjang: int = 120
    pilihan: tuple[str, ...] = ()
    kata: tuple[tuple[str, str], ...] = ()  # accepted word in small letters -> stored value
    alias: tuple[str, ...] = ()  # other titles that villages write for it, as `title_key` makes them
    batas: tuple[int, int] = (100_000, 100_000_000)  # rupiah that is likely; any other amount is asked about


def _words(labels: Iterable[tuple[str, str]], more: dict[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    """Every stored value by its own label and by what people write instead."""
    return tuple({**{label.casefold(): value for value, label in labels}, **(more or {})}.items())


SEX = _words(
    JenisKelamin.choices,
    {"l": "L", "p": "P", "lk": "L", "pr": "P", "laki laki": "L", "lelaki": "L", "pria": "L", "wanita": "P"},
)
MARRIED = _words(
    StatusKawin.choices,
    {"belum menikah": "belum", "lajang": "belum", "menikah": "kawin", "nikah": "kawin", "sudah kawin": "kawin"},
)
ENDED = _words(
    AlasanBerakhir.choices,
    {
        "masa jabatan berakhir": "masa_jabatan", "habis masa jabatan": "masa_jabatan", "masa jabatan": "masa_jabatan",
        "meninggal": "meninggal", "wafat": "meninggal", "pemberhentian": "diberhentikan",
        "mengundurkan diri": "diberhentikan", "berhenti atas permintaan sendiri": "diberhentikan",
    },
)  # fmt: skip
RELATED = _words(
    Hubungan.choices,
    {"anak": "anak_kandung", "isteri": "istri", "bapak": "ayah", "ayah mertua": "mertua", "ibu mertua": "mertua"},
)
L_P = ("L", "P")
YES_NO = ("Y", "T")
POSTS = (
    "Kepala Desa", "Sekretaris Desa", "Kepala Urusan Keuangan", "Kepala Urusan Perencanaan",
    "Kepala Urusan Tata Usaha dan Umum", "Kepala Seksi Pemerintahan", "Kepala Seksi Kesejahteraan",
    "Kepala Seksi Pelayanan", "Kepala Dusun", "Plt. Kepala Desa", "Pj. Kepala Desa", "Plt. Sekretaris Desa",
)  # fmt: skip
NUMBER_HELP = "16 angka sebagai teks, seperti pada KTP."
DATE_HELP = "Hari, bulan, tahun: 31/12/1990."

KOLOM_PERANGKAT = (
    Kolom("NIK", "nik", Jenis.NIK, NUMBER_HELP, "7603010101909001", 20, wajib=True),
    Kolom("Nomor KK", "nomor_kk", Jenis.NOMOR_16, "16 angka sebagai teks, seperti pada KK.", "7603010101219001", 20,
          alias=("no kk", "kk")),
    Kolom("Nama", "nama", Jenis.TEKS, "Nama lengkap seperti pada KTP.", "Andi Wijaya", 28, wajib=True,
          alias=("nama lengkap", "nama perangkat")),
    Kolom("Jenis Kelamin (L/P)", "jenis_kelamin", Jenis.PILIHAN, "L atau P.", "L", 12, True, pilihan=L_P, kata=SEX,
          alias=("l/p", "jk", "kelamin")),
    Kolom("Tempat Lahir", "tempat_lahir", Jenis.TEKS, "Seperti pada KTP.", "Mamasa", 18, panjang=80),
    Kolom("Tanggal Lahir", "tanggal_lahir", Jenis.TANGGAL, DATE_HELP, "01/01/1990", 14, wajib=True,
          alias=("tgl lahir",)),
    Kolom("Status Kawin", "status_kawin", Jenis.PILIHAN, "Pilih dari daftar.", "Kawin", 14,
          pilihan=tuple(StatusKawin.labels), kata=MARRIED),
    Kolom("Jabatan", "jabatan", Jenis.JABATAN,
          "Pilih dari daftar. Tambahkan bidang atau nama dusun bila perlu, misalnya Kepala Dusun Rante. "
          "Awali dengan Plt. atau Pj. bila bukan definitif.", "Kepala Urusan Keuangan", 30, True, pilihan=POSTS),
    Kolom("Tanggal Pelantikan", "mulai", Jenis.TANGGAL, DATE_HELP, "04/01/2021", 14, wajib=True,
          alias=("tgl pelantikan", "tanggal dilantik")),
    Kolom("Tanggal Berakhir", "berakhir", Jenis.TANGGAL,
          "Hari terakhir menjabat. Kosongkan selama masih menjabat.", "", 14, alias=("tgl berakhir",)),
    Kolom("Alasan Berakhir", "alasan_berakhir", Jenis.PILIHAN, "Wajib bila Tanggal Berakhir diisi.", "", 20,
          pilihan=tuple(AlasanBerakhir.labels), kata=ENDED),
    Kolom("Penghasilan Tetap", "penghasilan", Jenis.UANG, "Rupiah sebulan, tanpa tunjangan.", "2224420", 16, True,
          alias=("siltap", "gaji", "gaji pokok")),
    Kolom("Nomor Kartu JKN", "nomor_kartu", Jenis.KARTU, "13 angka sebagai teks, bila sudah ada.", "0001234567890", 18,
          alias=("no kartu jkn", "no kartu", "nomor kartu")),
    Kolom("Faskes Tingkat I", "faskes", Jenis.TEKS, "Puskesmas atau klinik yang dipilih.", "Puskesmas Mambi", 22),
    Kolom("Telepon", "telepon", Jenis.TELEPON, "Nomor yang dapat dihubungi.", "081234567890", 16, panjang=20),
    Kolom("PNS (Y/T)", "pns", Jenis.YA_TIDAK, "Y bila pegawai negeri sipil.", "T", 8, pilihan=YES_NO),
    Kolom("Jaminan Lain", "jaminan_lain", Jenis.TEKS,
          "Nama jaminan yang sudah ditanggung pemerintah. Kosongkan bila tidak ada.", "", 18, panjang=80),
)  # fmt: skip

KOLOM_KELUARGA = (
    Kolom("NIK Peserta", "nik_peserta", Jenis.NIK, "NIK kepala desa atau perangkat pada lembar Perangkat.",
          "7603010101909001", 20, wajib=True),
    Kolom("NIK", "nik", Jenis.NIK, NUMBER_HELP, "7603014505929002", 20, wajib=True),
    Kolom("Nama", "nama", Jenis.TEKS, "Nama lengkap seperti pada KK.", "Sitti Aminah", 28, wajib=True),
    Kolom("Hubungan", "hubungan", Jenis.PILIHAN, "Pilih dari daftar.", "Istri", 14, True,
          pilihan=tuple(Hubungan.labels), kata=RELATED),
    Kolom("Jenis Kelamin", "jenis_kelamin", Jenis.PILIHAN, "L atau P.", "P", 12, True, pilihan=L_P, kata=SEX),
    Kolom("Tanggal Lahir", "tanggal_lahir", Jenis.TANGGAL, DATE_HELP, "05/05/1992", 14, wajib=True),
    Kolom("Sudah Menikah (Y/T)", "sudah_menikah", Jenis.YA_TIDAK, "Untuk anak.", "T", 12, pilihan=YES_NO),
    Kolom("Berpenghasilan (Y/T)", "berpenghasilan", Jenis.YA_TIDAK, "Untuk anak.", "T", 14, pilihan=YES_NO),
    Kolom("Masih Sekolah (Y/T)", "masih_sekolah", Jenis.YA_TIDAK, "Untuk anak; Y sampai tamat kuliah.", "T", 14,
          pilihan=YES_NO),
    Kolom("Nomor Kartu JKN", "nomor_kartu", Jenis.KARTU, "13 angka sebagai teks, bila sudah ada.", "", 18),
)  # fmt: skip

# The list of another scheme (civil servants, PBI, ...): a NIK, or a name with a birth date.
KOLOM_LAIN = (
    Kolom("NIK", "nik", Jenis.NIK, NUMBER_HELP, "",
          alias=("no nik", "nomor nik", "no ktp", "nomor ktp", "nomor induk kependudukan")),
    Kolom("Nama", "nama", Jenis.TEKS, "", "", alias=("nama lengkap", "nama peserta", "nama pegawai", "nama anggota")),
    Kolom("Tanggal Lahir", "tanggal_lahir", Jenis.TANGGAL, DATE_HELP, "",
          alias=("tgl lahir", "tanggal_lahir", "tgllahir")),
)  # fmt: skip

# The answer of BPJS Kesehatan; its headings are compared without brackets and signs.
KOLOM_JAWABAN = (
    Kolom("NIK", "nik", Jenis.NIK, "16 angka", "", wajib=True, panjang=300,
          alias=("nik kitas kitap", "no nik", "nomor nik", "nik peserta", "no ktp")),
    Kolom("Hasil", "hasil", Jenis.TEKS, "Diterima, Aktif, Ditolak, Nonaktif, atau Ditangguhkan", "", wajib=True,
          panjang=300, alias=("status", "keterangan status", "status kepesertaan", "status registrasi",
                              "hasil proses")),
    Kolom("Nomor Kartu", "nomor_kartu", Jenis.KARTU, "13 angka, bila ada", "", panjang=300,
          alias=("no kartu", "noka", "nokartu", "no kartu bpjs kesehatan", "nomor kartu jkn", "no kartu jkn",
                 "no kartu bpjs", "nomor kartu bpjs kesehatan")),
    Kolom("Tanggal Aktif", "tanggal", Jenis.TANGGAL, "Sejak kapan berlaku", "", panjang=300,
          alias=("tgl aktif", "tmt", "tmt aktif", "tanggal berlaku", "tgl berlaku", "tgl aktif berlaku mutasi",
                 "tanggal aktif berlaku", "berlaku mulai")),
    Kolom("Alasan", "alasan", Jenis.TEKS, "Wajib bila ditolak", "", panjang=300,
          alias=("keterangan", "alasan penolakan", "alasan ditolak", "catatan", "keterangan gagal")),
    Kolom("Nama", "nama", Jenis.TEKS, "Untuk mencocokkan", "", panjang=300, alias=("nama lengkap", "nama peserta")),
)  # fmt: skip

JUDUL = {one.isian: one.judul.partition(" (")[0] for one in (*KOLOM_KELUARGA, *KOLOM_PERANGKAT)}


@dataclass(frozen=True, slots=True)
class KolomDaftar:
    """The columns by which a roster file is read, as its two Resources say them."""

    perangkat: tuple[Kolom, ...]
    keluarga: tuple[Kolom, ...]


def title_key(text: str) -> str:
    """A title as it is compared: small letters, without what stands in brackets, stars, dots and double spaces.

    >>> title_key(" Jenis  kelamin (L/P) * "), title_key("Tgl. Lahir")
    ('jenis kelamin', 'tgl lahir')
    """
    return " ".join(re.sub(r"[*.:]", " ", text.partition("(")[0]).casefold().split())


def by_title(kolom: tuple[Kolom, ...]) -> dict[str, Kolom]:
    """Every title that is understood, and its column."""
    return {title: one for one in kolom for title in (title_key(one.judul), *one.alias)}
