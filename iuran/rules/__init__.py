"""How much is owed, why, and how it stands against what was paid. Pure."""

from .akun import account_digits, account_warning
from .alokasi import Kebutuhan, left_over, needs_in_order, spread
from .iuran import (
    PENANGGUNG,
    HasilIuran,
    Ketentuan,
    Porsi,
    agrees,
    base_of,
    contribution,
    contributions,
    limit_costs,
    resolve,
)
from .pembayaran import days_late, payment_status
from .penjelasan import explain
from .tunggakan import age_of, arrears_due

__all__ = [
    "PENANGGUNG",
    "HasilIuran",
    "Kebutuhan",
    "Ketentuan",
    "Porsi",
    "account_digits",
    "account_warning",
    "age_of",
    "agrees",
    "arrears_due",
    "base_of",
    "contribution",
    "contributions",
    "days_late",
    "explain",
    "left_over",
    "limit_costs",
    "needs_in_order",
    "payment_status",
    "resolve",
    "spread",
]  # fmt: skip
