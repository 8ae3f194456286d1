"""The acts of the audit trail in words: `berita_acara.setujui_dinas` as "Berita Acara: disetujui DPM-Pemdes"."""

HAL = {
    "admin": "Pengaturan teknis", "akun": "Akun", "dokumenorang": "Dokumen", "dokumenwarga": "Dokumen warga",
    "anggaran": "Pagu anggaran", "berita_acara": "Berita Acara", "buku": "Buku", "daftar_lain": "Daftar jaminan lain",
    "faskes": "Fasilitas kesehatan", "hari_libur": "Hari libur", "iuran": "Iuran", "jaminan_ganda": "Jaminan ganda",
    "jawaban_bpjs": "Jawaban BPJS", "bukti_sekolah": "Bukti sekolah", "keluarga_lain": "Anggota keluarga yang lain",
    "kepesertaan": "Laporan desa", "kertas": "Kertas Berita Acara", "keterangan_keluarga": "Keterangan keluarga",
    "koordinasi": "Koordinasi dengan BPJS", "naik_kelas": "Naik kelas", "naskah": "Naskah Berita Acara",
    "nilai": "Nilai peraturan", "nomor": "Nomor Berita Acara", "pemberi_kerja": "Pemberi kerja",
    "pembukaan": "Pembukaan Berita Acara", "penandatangan": "Penanda tangan", "pencairanapbdesa": "Pencairan APBDesa",
    "pencocokan": "Pencocokan orang", "penetapan": "Iuran sebulan", "pengajuan": "Pengajuan ke BPJS",
    "peraturan": "Peraturan", "perubahan": "Perubahan daftar", "rekonsiliasi": "Rekonsiliasi",
    "rentang": "Rentang bulan", "riwayat": "Riwayat daftar", "rujukan": "Rujukan", "sampel": "Sampel lapangan",
    "sandi": "Sandi", "selisih": "Selisih", "setoran": "Setoran", "sumberlain": "Sumber lain APBDesa",
    "surat_bpjs": "Surat kepada BPJS", "tagihan": "Daftar dan tagihan BPJS", "tahapadd": "Tahap ADD",
    "token": "Kunci API", "usul_daftar": "Usul perbaikan daftar", "virtual_account": "Virtual account",
    "warga": "Warga JAMKESDA", "wilayah": "Wilayah",
}  # fmt: skip
LAKU = {
    "berlaku": "disetujui", "dikembalikan": "dikembalikan", "diputus": "diberi sebab", "disetujui": "disetujui",
    "ditarik": "ditarik", "ditolak": "ditolak", "diusulkan": "diusulkan",
    "ajukan": "diajukan", "akhiri": "diakhiri", "alokasi": "dibagi per bulan", "ambil": "diambil",
    "baca": "bacaan dipilih", "bandingkan": "dibandingkan", "batal": "dibatalkan", "batalkan": "dibatalkan",
    "bayar": "dibayar", "buang": "dibuang", "buat": "dibuat", "buka": "dibuka", "buka_kembali": "dibuka kembali",
    "cabut": "dicabut", "catat": "dicatat", "cetak_lampiran": "lampiran dicetak", "final": "final",
    "ganti": "diganti", "gagal": "gagal", "hapus": "dihapus", "isi_celah": "kekosongan diisi",
    "isi_tahun": "setahun diisi", "jawab": "dijawab", "kecamatan": "satu kecamatan dihitung", "keluar": "keluar",
    "kembalikan": "dikembalikan", "kolom": "kolom dipilih", "komentar": "dikomentari", "konfirmasi": "dipastikan",
    "lanjut": "dilanjutkan", "masuk": "masuk", "minta": "diminta", "muat": "dimuat", "mulai": "dimulai",
    "pagu": "dicatat", "pastikan": "dipastikan", "perbaiki": "sel diperbaiki", "periksa": "diperiksa",
    "pindaian": "pindaian diunggah", "pindaian_ditolak": "pindaian ditolak", "pindaian_sesuai": "pindaian sesuai",
    "pola": "pola disimpan", "putus": "diputuskan", "putuskan": "diputuskan", "sampaikan": "disampaikan",
    "selesai": "selesai", "setujui": "disetujui", "setujui_dinas": "disetujui DPM-Pemdes", "simpan": "disimpan",
    "status": "status dicatat", "susun": "disusun", "tambah": "ditambahkan", "tanda_tangan": "ditandatangani",
    "tanpa_perubahan": "tidak ada perubahan", "tarik": "ditarik", "tata": "tata letak disimpan",
    "terapkan": "diterapkan", "terbit": "diterbitkan", "terima": "diterima", "tetapkan": "ditetapkan",
    "tindak": "ditindaklanjuti", "tolak": "ditolak", "tolak_berkas": "berkas ditolak", "tulis": "ditulis",
    "tutup": "ditutup", "ubah": "diubah", "unduh_nik": "daftar dengan NIK diunduh", "unggah": "diunggah",
    "usul": "diusulkan", "usulkan": "diusulkan", "verifikasi": "diverifikasi",
}  # fmt: skip


def act_in_words(aksi: str) -> str:
    """What a person reads for the code of an act; a code that nobody named yet is shown without its signs."""
    if aksi == "muat_contoh":
        return "Data contoh: dimuat"
    hal, _, laku = aksi.partition(".")
    if hal in HAL and laku in LAKU:
        return f"{HAL[hal]}: {LAKU[laku]}"
    return aksi.replace("_", " ").replace(".", ": ").capitalize()
