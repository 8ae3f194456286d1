"""Records with a letter (coordination, ADD stage, disbursement, other source): who may see and write each, and its row.

Rows of the table of tests/test_access.py: whose rows they are, who writes, and how the address is read.
"""

from typing import Any

LetterRule = tuple[str, set[str], str]

# name in addresses, name in the API, whose rows, who writes
LETTERS = (
    ("koordinasi", "koordinasi", "kabupaten", {"dpm", "bendahara"}),
    ("tahap_add", "tahapadd", "kabupaten", {"dpm"}),
    ("pencairan", "pencairanapbdesa", "desa", {"dpm", "sekdes", "bendahara_desa"}),
    ("sumber_lain", "sumberlain", "desa", {"sekdes", "bendahara", "bendahara_desa"}),
)


def letter_rules() -> dict[str, LetterRule]:
    """Every address of such a record with its rule."""
    found: dict[str, LetterRule] = {"koordinasi_desa": ("desa", {"dpm", "bendahara", "bendahara_desa"}, "baca")}
    for page, api, kind, write in LETTERS:
        found |= {
            page: (kind, write, "baca"),
            f"{page}_surat": (kind, set(), "baca"), f"{page}_batal": (kind, write, "tulis"),
            f"{api}-list": ("semua", set(), "baca"), f"{api}-detail": (kind, set(), "baca"),
            f"{api}-batalkan": (kind, write, "kirim"),
        }  # fmt: skip
    return found


def letter_keys(month: Any) -> dict[str, int]:
    """The number of the month's record behind each address, by the word its name begins with."""
    return {name: getattr(month, page).pk for page, api, _, _ in LETTERS for name in (page.split("_")[0], api)}
