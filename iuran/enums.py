"""States of an assessed month."""

from django.db.models import TextChoices


class StatusPenetapan(TextChoices):
    """Business state of a regency's month; a worker's own state never stands here."""

    BERJALAN = "berjalan", "Sedang ditetapkan"
    SELESAI = "selesai", "Ditetapkan"
    DITUTUP = "ditutup", "Ditutup dengan Berita Acara"


class StatusBayar(TextChoices):
    """How a due amount stands against what was deposited, on a day."""

    LUNAS = "lunas", "Lunas"
    KURANG = "kurang", "Kurang bayar"
    LEBIH = "lebih", "Lebih bayar"
    BELUM = "belum", "Belum dibayar"
    TERLAMBAT = "terlambat", "Terlambat"


class UmurTunggakan(TextChoices):
    """How long after its due date a rupiah is still owed."""

    BELUM = "belum", "Belum lewat tenggat"
    SEBULAN = "sebulan", "Terlambat 1 sampai 30 hari"
    TIGA_BULAN = "tiga_bulan", "Terlambat 31 sampai 90 hari"
    SETAHUN = "setahun", "Terlambat 91 sampai 365 hari"
    LEBIH = "lebih", "Terlambat lebih dari setahun"


class SumberApbdesa(TextChoices):
    """Transfer income of APBDesa that may stand in where ADD is short; Dana Desa is none of them (MM Pasal 11)."""

    BAGI_HASIL = "bagi_hasil", "Bagi hasil pajak dan retribusi daerah"
    BANTUAN_PROVINSI = "bantuan_provinsi", "Bantuan keuangan provinsi"
    BANTUAN_KABUPATEN = "bantuan_kabupaten", "Bantuan keuangan kabupaten"
    TRANSFER_LAIN = "transfer_lain", "Pendapatan transfer lain"
