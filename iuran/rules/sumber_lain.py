"""Which money of APBDesa may stand in where ADD is short: not Dana Desa, and not ADD itself. Pure (MM Pasal 11)."""

import re

DANA_DESA = re.compile(r"\b(?:dana[\s_-]*desa|dd|dds)\b", flags=re.IGNORECASE)
ALOKASI_DANA_DESA = re.compile(r"\b(?:alokasi[\s_-]*dana[\s_-]*desa|add)\b", flags=re.IGNORECASE)


def names_add(text: str) -> bool:
    """Whether the words name Alokasi Dana Desa, the source that is short."""
    return ALOKASI_DANA_DESA.search(text) is not None


def names_dana_desa(text: str) -> bool:
    """Whether the words name Dana Desa, however it is written; Alokasi Dana Desa is another thing.

    >>> names_dana_desa("sisa Dana-Desa tahap II"), names_dana_desa("DD 2026"), names_dana_desa("Alokasi Dana Desa")
    (True, True, False)
    >>> names_dana_desa("Sisa dana ADD Desa Rantebulahan"), names_dana_desa("ADD dan Dana Desa")
    (False, True)
    """
    return DANA_DESA.search(ALOKASI_DANA_DESA.sub("|", text)) is not None  # a sign that joins no words
