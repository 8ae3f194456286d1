"""How much is owed, why, and how it stands against what was paid. Pure."""

from .iuran import (
    PENANGGUNG,
    HasilIuran,
    Ketentuan,
    Porsi,
    agrees,
    base_of,
    contribution,
    contributions,
    resolve,
)
from .pembayaran import days_late, payment_status
from .penjelasan import explain

__all__ = [
    "PENANGGUNG", "HasilIuran", "Ketentuan", "Porsi", "agrees", "base_of", "contribution", "contributions",
    "days_late", "explain", "payment_status", "resolve",
]  # fmt: skip
