"""The closed word lists of the law and of this portal: stored value, Indonesian label."""

from django.db.models import TextChoices


class Peran(TextChoices):
    """Who somebody is for the portal; the first two at a desa, the others at a kabupaten."""

    SEKDES = "sekdes", "Sekretaris desa"
    BENDAHARA_DESA = "bendahara_desa", "Bendahara desa"
    DPM = "dpm", "DPM-Pemdes"
    BENDAHARA = "bendahara", "Bendahara pengeluaran"
    BPJS = "bpjs", "BPJS Kesehatan"
    INSPEKTORAT = "inspektorat", "Inspektorat"

    @property
    def di_desa(self) -> bool:
        """Whether the role is held at a village; otherwise at a regency."""
        return self in {Peran.SEKDES, Peran.BENDAHARA_DESA}


class Jabatan(TextChoices):
    """The posts that are insured (MM Pasal 3 ayat (1)-(2)); staf and BPD are not among them."""

    KEPALA_DESA = "kepala_desa", "Kepala Desa"
    SEKRETARIS_DESA = "sekretaris_desa", "Sekretaris Desa"
    KEPALA_URUSAN = "kepala_urusan", "Kepala Urusan"
    KEPALA_SEKSI = "kepala_seksi", "Kepala Seksi"
    KEPALA_DUSUN = "kepala_dusun", "Kepala Dusun"


# A village has one holder of these at a time, definitive or Pj. (see `desa.rules.masa_jabatan.same_seat`).
JABATAN_TUNGGAL = (Jabatan.KEPALA_DESA, Jabatan.SEKRETARIS_DESA)


class SifatJabatan(TextChoices):
    """Whether the post is held for good or filled for a time."""

    DEFINITIF = "definitif", "Definitif"
    PLT = "plt", "Plt."
    PJ = "pj", "Pj."


class JenisKelamin(TextChoices):
    L = "L", "Laki-laki"
    P = "P", "Perempuan"


class StatusKawin(TextChoices):
    BELUM = "belum", "Belum kawin"
    KAWIN = "kawin", "Kawin"
    CERAI_HIDUP = "cerai_hidup", "Cerai hidup"
    CERAI_MATI = "cerai_mati", "Cerai mati"


class AlasanBerakhir(TextChoices):
    """Why cover ends (MM Pasal 5 ayat (4); KU Pasal 9 ayat (1))."""

    MASA_JABATAN = "masa_jabatan", "Berakhir masa jabatan"
    MENINGGAL = "meninggal", "Meninggal dunia"
    DIBERHENTIKAN = "diberhentikan", "Diberhentikan"


class Hubungan(TextChoices):
    """How a family member is related to the official (KU Pasal 3)."""

    SUAMI = "suami", "Suami"
    ISTRI = "istri", "Istri"
    ANAK_KANDUNG = "anak_kandung", "Anak kandung"
    ANAK_TIRI = "anak_tiri", "Anak tiri"
    ANAK_ANGKAT = "anak_angkat", "Anak angkat"
    AYAH = "ayah", "Ayah"
    IBU = "ibu", "Ibu"
    MERTUA = "mertua", "Mertua"


ANAK = (Hubungan.ANAK_KANDUNG, Hubungan.ANAK_TIRI, Hubungan.ANAK_ANGKAT)
PASANGAN = (Hubungan.SUAMI, Hubungan.ISTRI)


class StatusKepesertaan(TextChoices):
    """Where a person stands with BPJS Kesehatan (MM Pasal 4-5; law.md 11, MM 15); told by dated events alone."""

    DILAPORKAN = "dilaporkan", "Dilaporkan desa"
    DIAJUKAN = "diajukan", "Diajukan"
    TERDAFTAR = "terdaftar", "Terdaftar"
    AKTIF = "aktif", "Aktif"
    DITANGGUHKAN = "ditangguhkan", "Ditangguhkan"
    BERAKHIR = "berakhir", "Berakhir"
    DITOLAK = "ditolak", "Ditolak"


class JenisMutasi(TextChoices):
    """What BPJS Kesehatan is asked to do with a person."""

    DAFTAR = "daftar", "Didaftarkan"
    UBAH = "ubah", "Diubah datanya"
    AKHIRI = "akhiri", "Diakhiri"


class ProfilEdabu(TextChoices):
    """The two sheets that branches of BPJS Kesehatan take (law.md 6)."""

    MUTASI_37 = "mutasi_37", "Formulir mutasi, 37 kolom"
    BARU_34 = "baru_34", "Pendaftaran baru, 34 kolom"


class StatusJawaban(TextChoices):
    """Whether an answer of BPJS Kesehatan was only received, or also carried out."""

    MENUNGGU = "menunggu", "Belum diterapkan"
    DITERAPKAN = "diterapkan", "Sudah diterapkan"


class Penanggung(TextChoices):
    """Who bears a share of the contribution."""

    PEMDA = "pemda", "Pemerintah kabupaten"
    DESA = "desa", "Pemerintah desa"
    PESERTA = "peserta", "Kepala desa dan perangkat desa"


class Penyetor(TextChoices):
    """Who deposits a share with BPJS Kesehatan (MM Pasal 9; KU Pasal 7 ayat (2))."""

    BENDAHARA_PENGELUARAN = "bendahara_pengeluaran", "Bendahara pengeluaran kabupaten"
    BENDAHARA_DESA = "bendahara_desa", "Bendahara desa"


class JenisHari(TextChoices):
    """What a row of HariLibur says of its day."""

    LIBUR_NASIONAL = "libur_nasional", "Libur nasional"
    CUTI_BERSAMA = "cuti_bersama", "Cuti bersama"
    LIBUR_DAERAH = "libur_daerah", "Libur daerah"
    HARI_KERJA = "hari_kerja", "Tetap hari kerja (libur dicabut)"


class Kepastian(TextChoices):
    """How sure we are of a law value; a gap is a known value that nobody has given us yet."""

    TERKONFIRMASI = "terkonfirmasi", "Terkonfirmasi"
    BELUM_DIKONFIRMASI = "belum_dikonfirmasi", "Belum dikonfirmasi"
    CELAH = "celah", "Nilai belum ada"


class JenisUsul(TextChoices):
    """What a proposal would do to the law values."""

    TAMBAH = "tambah", "Menambah nilai"
    GANTI = "ganti", "Mengganti nilai yang berlaku"
    AKHIRI = "akhiri", "Mengakhiri nilai"
    ISI = "isi", "Mengisi nilai yang belum ada"
    PASTIKAN = "pastikan", "Memastikan sumber nilai"


class StatusUsul(TextChoices):
    """Where a proposal stands; only an approved one becomes a value."""

    MENUNGGU = "menunggu", "Menunggu persetujuan"
    DISETUJUI = "disetujui", "Disetujui"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DITARIK = "ditarik", "Ditarik pengusul"


class JenisPenyampaian(TextChoices):
    """How a village handed in its month."""

    TIDAK_ADA_PERUBAHAN = "tidak_ada_perubahan", "Tidak ada perubahan"
    BERKAS = "berkas", "Berkas daftar perangkat"
    PERUBAHAN = "perubahan", "Perubahan satu per satu"


class JenisPerubahan(TextChoices):
    """What a village says of one person, a question at a time (MM Pasal 5 ayat (3); KU Pasal 9 ayat (2))."""

    MULAI = "mulai", "Mulai menjabat"
    BERAKHIR = "berakhir", "Berhenti menjabat"
    PINDAH = "pindah", "Pindah jabatan"
    PENGHASILAN = "penghasilan", "Penghasilan tetap berubah"
    DATA = "data", "Nama, tanggal lahir, atau telepon keliru"
    JAMINAN = "jaminan", "Menjadi PNS, atau jaminan lain berubah"
    KELUARGA = "keluarga", "Keluarga berubah"


class JawabanUsul(TextChoices):
    """What a village says to a correction that was proposed to it (MM Pasal 12 ayat (4))."""

    TERIMA = "terima", "Diterima"
    TOLAK = "tolak", "Ditolak"


class KeadaanUsul(TextChoices):
    """What became of such a proposal, told by the village's answer and its reports."""

    MENUNGGU = "menunggu", "Menunggu jawaban desa"
    DRAF = "draf", "Diterima, belum disampaikan"
    DISAMPAIKAN = "disampaikan", "Disampaikan, menunggu diperiksa"
    BERLAKU = "berlaku", "Berlaku"
    SENDIRI = "sendiri", "Diterima, dilaporkan desa sendiri"
    DITOLAK = "ditolak", "Ditolak desa"
    DICABUT = "dicabut", "Dicabut"


class StatusDraf(TextChoices):
    """Where a draft of changes stands; a village has one open draft at a time."""

    TERBUKA = "terbuka", "Belum disampaikan"
    DISAMPAIKAN = "disampaikan", "Sudah disampaikan"


class JawabanTidakAda(TextChoices):
    """Why somebody of the roster is not in the file (design 9.2)."""

    BERHENTI = "berhenti", "Berhenti menjabat"
    PINDAH = "pindah", "Pindah ke desa atau tugas lain"
    LUPA = "lupa", "Terlupa, masih menjabat"


class StatusPenyampaian(TextChoices):
    DISAMPAIKAN = "disampaikan", "Menunggu pemeriksaan DPM-Pemdes"
    DITERIMA = "diterima", "Diterima"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"


class StatusUpload(TextChoices):
    SALAH = "salah", "Ada yang perlu diperbaiki"
    SIAP = "siap", "Siap disampaikan"
    DISAMPAIKAN = "disampaikan", "Sudah disampaikan"


class JenisPeristiwa(TextChoices):
    """What a report changes in the roster, one row each (MM Pasal 5 ayat (3))."""

    MULAI = "mulai", "Mulai menjabat"
    AKHIR = "akhir", "Berhenti menjabat"
    MASA = "masa", "Perbaikan masa jabatan"
    PENGHASILAN = "penghasilan", "Penghasilan tetap"
    STATUS = "status", "PNS atau jaminan lain"
    DATA = "data", "Data peserta"
    KELUARGA_BARU = "keluarga_baru", "Anggota keluarga baru"
    KELUARGA_DATA = "keluarga_data", "Data anggota keluarga"
    KELUARGA_AKHIR = "keluarga_akhir", "Anggota keluarga berakhir"


class JenisDokumen(TextChoices):
    """A document that shows who somebody is, where they live, or what other cover they hold."""

    KTP = "ktp", "KTP"
    KK = "kk", "Kartu keluarga (KK)"
    DOMISILI = "domisili", "Surat keterangan domisili"
    PERNYATAAN = "pernyataan", "Pernyataan tentang jaminan lain"


class Skema(TextChoices):
    """Another scheme that may cover somebody already; its list is uploaded and compared."""

    PNS = "pns", "Pegawai negeri sipil"
    PBI = "pbi", "Penerima bantuan iuran (PBI)"
    ASKES = "askes", "Askes"
    JAMSOSTEK = "jamsostek", "Jamsostek"
    JAMKESMAS = "jamkesmas", "Jamkesmas"
    ASABRI = "asabri", "Asabri"


class JenisGanda(TextChoices):
    """How a double cover came to light."""

    NIK = "nik", "NIK yang sama pada daftar lain"
    MIRIP = "mirip", "Nama dan tanggal lahir mirip pada daftar lain"
    PERNYATAAN = "pernyataan", "Dinyatakan sendiri"
    DUA_DESA = "dua_desa", "Menjabat di dua desa"
    DUA_KELUARGA = "dua_keluarga", "Tercatat di dua keluarga"
    PEJABAT_KELUARGA = "pejabat_keluarga", "Menjabat dan tercatat sebagai keluarga"
    JAMKESDA = "jamkesda", "Dijamin sebagai perangkat atau keluarganya"


class PutusanGanda(TextChoices):
    """What a person decided about a possible double cover."""

    GANDA = "ganda", "Benar, jaminannya ganda"
    BUKAN = "bukan", "Tidak ganda"


class JenisTenggat(TextChoices):
    """The clocks that run on a village or on a person (MM Pasal 5 ayat (2)-(4))."""

    BULANAN = "bulanan", "Laporan bulan ini"
    PERUBAHAN = "perubahan", "Melaporkan perubahan"
    PENDAFTARAN = "pendaftaran", "Mendaftarkan ke BPJS Kesehatan"
    MASA = "masa", "Akhir masa jabatan"
    KELUARGA = "keluarga", "Keluar dari tanggungan"


class StatusWarga(TextChoices):
    """Where a resident stands in the register of JAMKESDA."""

    DIAJUKAN = "diajukan", "Diajukan desa"
    AKTIF = "aktif", "Aktif"
    DITOLAK = "ditolak", "Ditolak"
    BERAKHIR = "berakhir", "Berakhir"


class TemuanLapangan(TextChoices):
    """What was found at a resident's home."""

    SESUAI = "sesuai", "Sesuai: orangnya tinggal di sini"
    BERBEDA = "berbeda", "Ada yang berbeda dari data"
    TIDAK_DITEMUKAN = "tidak_ditemukan", "Orangnya tidak ditemukan"


class JenisPutusan(TextChoices):
    """What is decided about a resident."""

    TERIMA = "terima", "Terima sebagai peserta"
    TOLAK = "tolak", "Tolak"
    AKHIRI = "akhiri", "Akhiri"


class StatusPutusan(TextChoices):
    """Where a decision stands; only an agreed one changes the register."""

    MENUNGGU = "menunggu", "Menunggu orang kedua"
    DISETUJUI = "disetujui", "Disetujui"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"


class JenisFaskes(TextChoices):
    """A kind of health facility."""

    PUSKESMAS = "puskesmas", "Puskesmas"
    PUSTU = "pustu", "Puskesmas pembantu"
    KLINIK = "klinik", "Klinik"
    RUMAH_SAKIT = "rumah_sakit", "Rumah sakit"


class HasilRujukan(TextChoices):
    """How a referral ended."""

    DILAYANI = "dilayani", "Sudah dilayani"
    DITOLAK = "ditolak", "Ditolak fasilitas"
    TIDAK_BERANGKAT = "tidak_berangkat", "Tidak jadi berangkat"


class KeadaanAnggota(TextChoices):
    """Where a family member stands on a day (KU Pasal 2 ayat (2), 3 and 5)."""

    DITANGGUNG = "ditanggung", "Ditanggung"
    LAIN = "lain", "Anggota keluarga yang lain"
    SENDIRI = "sendiri", "Dijamin sendiri"
    DIHITUNG = "dihitung", "Dihitung di keluarga lain"
    BUKTI = "bukti", "Bukti sekolah belum ada"
    TIDAK = "tidak", "Tidak ditanggung"


class JenisKeterangan(TextChoices):
    """What is stated of a family member beside the roster, from a month on."""

    PNS = "pns", "Pegawai negeri sipil"
    JAMINAN_LAIN = "jaminan_lain", "Pemegang jaminan lain yang ditanggung pemerintah"
    PEKERJA = "pekerja", "Pekerja penerima upah yang terdaftar sendiri"
    DITANGGUNG = "ditanggung", "Anak ke-4 ditanggung karena tidak ada suami atau istri"
    DIIKUTSERTAKAN = "diikutsertakan", "Diikutsertakan sebagai anggota keluarga yang lain"


# Cover of somebody's own: such a member is not counted with the official.
JAMINAN_SENDIRI = (JenisKeterangan.PNS, JenisKeterangan.JAMINAN_LAIN, JenisKeterangan.PEKERJA)


class Kelas(TextChoices):
    """A class of inpatient care."""

    I = "I", "Kelas I"  # noqa: E741 # the class is called so
    II = "II", "Kelas II"
    III = "III", "Kelas III"
