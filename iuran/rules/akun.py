"""What a virtual account number must look like, and what is only suspicious about one. Pure."""

LONGEST = 30
USUAL = 16  # law.md 6: no pattern is published for village officials; 16 digits are usual, others only a warning


def account_digits(text: str) -> str:
    """A number without the blanks that people put between its groups; "" when anything else than digits is in it."""
    digits = "".join(text.split())
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST else ""


def account_warning(nomor: str) -> str:
    """What to look at again in a number; "" when nothing is unusual."""
    if len(nomor) == USUAL:
        return ""
    return f"Nomor ini {len(nomor)} angka. Virtual account BPJS Kesehatan biasanya {USUAL} angka. Periksa lagi."
