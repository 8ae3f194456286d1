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
