"""Coded reasons of difference, and the states of a reconciliation and its paper."""

from django.db.models import TextChoices


class JenisSelisih(TextChoices):
    """What differs. The last three are about money paid, all others about people."""

    HANYA_KITA = "hanya_kita", "Hanya di daftar desa"
    HANYA_BPJS = "hanya_bpjs", "Hanya di daftar BPJS"
    DATA_BERBEDA = "data_berbeda", "Data orang berbeda"
    GAJI_BERBEDA = "gaji_berbeda", "Gaji atau iuran berbeda"
    STATUS_BERBEDA = "status_berbeda", "Status berbeda"
    KELUARGA_BERBEDA = "keluarga_berbeda", "Anggota keluarga berbeda"
    GANDA = "ganda", "Tercatat ganda"
    PEMBULATAN = "pembulatan", "Pembulatan"
    KOREKSI = "koreksi", "Pembetulan bulan lalu"
    SETORAN_KURANG = "setoran_kurang", "Setoran kurang"
    SETORAN_LEBIH = "setoran_lebih", "Setoran lebih"
    SALAH_BULAN = "salah_bulan", "Setoran pada bulan yang salah"


class RinciSelisih(TextChoices):
    """Which of a kind's cases a difference is, as the comparison itself can tell (design.md section 9, point 14)."""

    BELUM_DIDAFTARKAN = "belum_didaftarkan", "Belum pernah diajukan ke BPJS Kesehatan"
    BELUM_AKTIF = "belum_aktif", "Sudah diajukan, belum aktif"
    DITOLAK = "ditolak", "Pendaftarannya ditolak BPJS Kesehatan"
    DIAKHIRI = "diakhiri", "Diakhiri BPJS Kesehatan"
    TIDAK_TERCANTUM = "tidak_tercantum", "Tidak tercantum pada daftar BPJS"
    HUBUNGAN = "hubungan", "Hubungan keluarga berbeda"
    HABIS_MASA = "habis_masa", "Sudah berakhir masa jabatan"
    MENINGGAL = "meninggal", "Sudah meninggal dunia"
    DIBERHENTIKAN = "diberhentikan", "Sudah diberhentikan"
    BELUM_MENJABAT = "belum_menjabat", "Mulai menjabat setelah tanggal 1"
    KELUARGA_KITA = "keluarga_kita", "Anggota keluarga pada daftar desa"
    TIDAK_DIKENAL = "tidak_dikenal", "Tidak dikenal di daftar desa"
    NIK_ORANG_LAIN = "nik_orang_lain", "Nomornya milik pejabat lain"
    DIKECUALIKAN = "dikecualikan", "Menjabat, tetapi tidak diiurkan di sini"
    NONAKTIF = "nonaktif", "Nonaktif di BPJS"
    NOMOR = "nomor", "NIK atau nomor kartu berbeda"
    NAMA = "nama", "Nama berbeda"
    TANGGAL_LAHIR = "tanggal_lahir", "Tanggal lahir berbeda"
    JENIS_KELAMIN = "jenis_kelamin", "Jenis kelamin berbeda"
    KELAS = "kelas", "Kelas rawat berbeda"
    DESA = "desa", "Desa berbeda"
    BEBERAPA = "beberapa", "Beberapa data berbeda"
    UPAH = "upah", "Gaji atau dasar iuran berbeda"
    IURAN = "iuran", "Gaji sama, iurannya berbeda"
    DUA_DESA = "dua_desa", "Tercatat di dua desa"
    DUA_BARIS = "dua_baris", "Dua baris untuk satu orang"
    DUA_KALI_KITA = "dua_kali_kita", "Dua kali pada daftar desa"
    KELUARGA_LEBIH = "keluarga_lebih", "Anggota keluarga lebih di BPJS"
    KELUARGA_KURANG = "keluarga_kurang", "Anggota keluarga kurang di BPJS"
    KELUARGA_STATUS = "keluarga_status", "Ditanggung di sini, tidak di BPJS, atau sebaliknya"
    KELUARGA_BERIURAN = "keluarga_beriuran", "Anggota keluarga ditagih iuran"
    BELUM_DISETOR = "belum_disetor", "Belum disetor sama sekali"
    DISETOR_SEBAGIAN = "disetor_sebagian", "Disetor sebagian"
    DISETOR_LEBIH = "disetor_lebih", "Disetor lebih"
    BULAN_LAIN = "bulan_lain", "Disetor untuk bulan lain"
    AKUN_LAIN = "akun_lain", "Disetor ke virtual account lain"


class Perbandingan(TextChoices):
    """What became of a difference when both books were compared again."""

    BARU = "baru", "Baru"
    TETAP = "tetap", "Tetap"
    BERUBAH = "berubah", "Angkanya berubah"
    HILANG = "hilang", "Tidak ada lagi"


MASIH_ADA = (Perbandingan.BARU, Perbandingan.TETAP, Perbandingan.BERUBAH)


class NomorDikenal(TextChoices):
    """By which number BPJS Kesehatan's row of a person is known again."""

    NIK = "nik", "NIK"
    KARTU = "kartu", "Nomor kartu"


class PutusanCocok(TextChoices):
    """A person's word about a pair that the portal suggested."""

    SETUJU = "setuju", "Orang yang sama"
    TOLAK = "tolak", "Orang yang berbeda"


SELISIH_UANG = (JenisSelisih.SETORAN_KURANG, JenisSelisih.SETORAN_LEBIH, JenisSelisih.SALAH_BULAN)


class Sebab(TextChoices):
    """Why a difference came about, as the two offices agree it."""

    MUTASI_TERLAMBAT = "mutasi_terlambat", "Mutasi terlambat dilaporkan"
    BELUM_DIDAFTARKAN = "belum_didaftarkan", "Belum didaftarkan ke BPJS"
    BELUM_DINONAKTIFKAN = "belum_dinonaktifkan", "Belum dinonaktifkan oleh BPJS"
    NIK_TIDAK_PADAN = "nik_tidak_padan", "NIK tidak padan"
    DATA_SALAH_KITA = "data_salah_kita", "Data desa keliru"
    DATA_SALAH_BPJS = "data_salah_bpjs", "Data BPJS keliru"
    GAJI_BELUM_DIPERBARUI = "gaji_belum_diperbarui", "Gaji belum diperbarui"
    TERCATAT_GANDA = "tercatat_ganda", "Tercatat lebih dari sekali"
    SALAH_SETOR = "salah_setor", "Salah jumlah atau salah bulan setor"
    ANGGARAN_TERLAMBAT = "anggaran_terlambat", "Pencairan anggaran terlambat"
    PEMBULATAN = "pembulatan", "Pembulatan per porsi"
    LAIN = "lain", "Sebab lain, ditulis pada tindak lanjut"


class PihakTindak(TextChoices):
    """Who acts on a difference."""

    DESA = "desa", "Desa"
    DPM = "dpm", "DPM-Pemdes"
    BPJS = "bpjs", "BPJS Kesehatan"


class JenisTanggapan(TextChoices):
    """What somebody said about a difference, in the order in which it usually happens."""

    DIPUTUS = "diputus", "Memberi sebab"
    KOMENTAR = "komentar", "Menulis"
    SELESAI = "selesai", "Menyatakan selesai"
    DIKEMBALIKAN = "dikembalikan", "Mengembalikan"


class UmurSelisih(TextChoices):
    """How long the same difference has stood, month after month."""

    BARU = "baru", "Baru bulan ini"
    DUA = "dua", "Sudah dua bulan"
    LAMA = "lama", "Tiga bulan atau lebih"


class StatusUsulan(TextChoices):
    """Where something stands that one side asks and the other answers."""

    DIUSULKAN = "diusulkan", "Menunggu jawaban pihak lain"
    DISETUJUI = "disetujui", "Disetujui kedua pihak"
    DITOLAK = "ditolak", "Ditolak"


class StatusRekonsiliasi(TextChoices):
    TERBUKA = "terbuka", "Sedang dikerjakan"
    SELESAI = "selesai", "Selesai dengan Berita Acara"


class StatusBeritaAcara(TextChoices):
    """A paper's way: drafted and agreed by DPM-Pemdes, agreed by BPJS, which issues it, then signed by both."""

    KONSEP = "konsep", "Konsep"
    DISETUJUI_DPM = "disetujui_dpm", "Menunggu persetujuan BPJS Kesehatan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan BPJS Kesehatan"
    TERBIT = "terbit", "Disetujui kedua pihak, menunggu tanda tangan"
    DITANDATANGANI = "ditandatangani", "Ditandatangani, menunggu dipastikan"
    FINAL = "final", "Final"
    DIGANTI = "diganti", "Diganti"


# Both offices agreed: numbers given, bytes frozen, months closed.
DISEPAKATI = (StatusBeritaAcara.TERBIT, StatusBeritaAcara.DITANDATANGANI, StatusBeritaAcara.FINAL)
# The bytes are kept and never drawn again, also after another paper replaced this one.
BEKU = (*DISEPAKATI, StatusBeritaAcara.DIGANTI)


class Pihak(TextChoices):
    """The two sides of the paper (MM Pasal 14 ayat (1))."""

    DINAS = "dinas", "DPM-Pemdes"
    BPJS = "bpjs", "BPJS Kesehatan"


class Sebutan(TextChoices):
    """How somebody holds the post in whose name they sign."""

    PLT = "Plt.", "Plt. (pelaksana tugas)"
    PLH = "Plh.", "Plh. (pelaksana harian)"


class UkuranKertas(TextChoices):
    A4 = "a4", "A4 (210 x 297 mm)"
    F4 = "f4", "F4 atau folio (215 x 330 mm)"


class StatusNaskah(TextChoices):
    """A regency's own words for the paper, as two people decide them."""

    DIUSULKAN = "diusulkan", "Menunggu persetujuan orang lain"
    BERLAKU = "berlaku", "Disetujui"
    DITOLAK = "ditolak", "Ditolak"
    DITARIK = "ditarik", "Ditarik pengusulnya"


class StatusBpjs(TextChoices):
    AKTIF = "AKTIF", "Aktif"
    NONAKTIF = "NONAKTIF", "Nonaktif"


class KeadaanMata(TextChoices):
    """How a link of the chain from roster to cover holds."""

    YA = "ya", "Ya"
    TIDAK = "tidak", "Terputus di sini"
    MENUNGGU = "menunggu", "Belum"
    LEWAT = "lewat", "Tidak berlaku"


class Terlindungi(TextChoices):
    """The answer to "am I covered?"."""

    YA = "ya", "Terlindungi"
    BELUM_PASTI = "belum_pasti", "Belum dapat dipastikan"
    TIDAK = "tidak", "Belum terlindungi"
    DI_LUAR = "di_luar", "Dijamin di luar portal ini"


class CaraTanda(TextChoices):
    """How a paper is signed. Both are first-class; one paper is signed in one way by both offices."""

    BASAH = "basah", "Tanda tangan basah"
    ELEKTRONIK = "elektronik", "Tanda tangan elektronik"


class AsalTanda(TextChoices):
    """Where a signed file came about."""

    PORTAL = "portal", "Ditandatangani di portal ini"
    LUAR = "luar", "Ditandatangani dengan aplikasi lain, lalu diunggah"
    PINDAIAN = "pindaian", "Kertas yang ditandatangani, dipindai"


class KepastianTanda(TextChoices):
    """What this portal can say of an electronic signature; the first two vouch for the whole paper."""

    TEPERCAYA = "tepercaya", "Utuh, dan penerbit sertifikatnya dikenal portal ini"
    TAK_DIKENAL = "tak_dikenal", "Utuh, tetapi penerbit sertifikat tidak dikenal portal ini"
    LEWAT_MASA = "lewat_masa", "Utuh, tetapi dibuat di luar masa berlaku sertifikatnya"
    HALAMAN = "halaman", "Ada halaman yang ditambah atau dikurangi sesudah ditandatangani"
    BERUBAH = "berubah", "Ada isi yang berubah sesudah ditandatangani"
    SEBAGIAN = "sebagian", "Hanya mencakup sebagian dokumen"
    RUSAK = "rusak", "Tidak cocok lagi: isi yang ditandatangani sudah berubah"


class HasilPeriksa(TextChoices):
    """What an uploaded file is, as the public page says it."""

    TERBIT = "terbit", "Berkas ini asli: Berita Acara yang terbit, belum bertanda tangan"
    TERTANDA = "tertanda", "Berkas ini asli dan bertanda tangan elektronik"
    PINDAIAN = "pindaian", "Berkas ini pindaian kertas yang disimpan portal"
    TAMBAHAN = "tambahan", "Berita Acara asli, dengan tanda tangan yang tidak tercatat di portal"
    DIUBAH = "diubah", "Berkas ini mengaku Berita Acara dari portal ini, tetapi isinya sudah diubah"
    DOKUMEN_LAIN = "dokumen_lain", "Ini dokumen lain: tanda tangannya bukan untuk Berita Acara dari portal ini"
    TIDAK_DIKENAL = "tidak_dikenal", "Berkas ini bukan Berita Acara yang terbit di portal ini"
