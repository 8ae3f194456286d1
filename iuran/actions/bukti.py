"""The proof of a deposit is a file like any other proof."""

from desa.actions.bukti import KINDS, Bukti, check_proof

__all__ = ["KINDS", "Bukti", "check_proof"]
