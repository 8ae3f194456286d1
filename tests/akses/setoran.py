"""What is paid: deposits, virtual accounts, and the records with a letter that move a due date or a source."""

from tests.akses.aturan import DPM, TREASURER, Rule, each, rows
from tests.stage import Bulan

# name in addresses, name in the API, whose rows, who writes
LETTERS = (
    ("koordinasi", "koordinasi", "kabupaten", {"dpm", "bendahara"}),
    ("tahap_add", "tahapadd", "kabupaten", DPM),
    ("pencairan", "pencairanapbdesa", "desa", {"dpm", "sekdes", "bendahara_desa"}),
    ("sumber_lain", "sumberlain", "desa", {"sekdes", "bendahara", "bendahara_desa"}),
)


def letter(page: str, api: str, kind: str, write: set[str]) -> dict[str, Rule]:
    """Every address of such a record with its rule."""
    return {
        page: rows(kind, write), f"{page}_surat": rows(kind), f"{page}_batal": rows(kind, write, "tulis"),
        f"{api}-list": rows("semua"), f"{api}-detail": rows(kind), f"{api}-batalkan": rows(kind, write, "kirim"),
    }  # fmt: skip


TABLE = {
    **each("setoran setoran_bulan tunggakan kabupaten-tunggakan virtual_account", rows("kabupaten")),
    "setoran_desa_terakhir": rows("desa"),
    "setoran_desa": rows("desa", {"bendahara_desa"}),
    "setoran_catat": rows("kabupaten", {"bendahara"}, "tulis"),
    "setoran_bukti": rows("setoran"),
    **each("setoran_batal setoran_alokasi", rows("setoran", TREASURER, "tulis")),
    **each("virtual_account_tambah virtual_account_akhiri", rows("kabupaten", DPM, "tulis")),
    # the API
    **each("setoran-list virtualaccount-list setoran-usul", rows("semua")),
    **each("setoran-detail virtualaccount-detail", rows("setoran")),
    **each("setoran-batalkan setoran-alokasikan", rows("setoran", TREASURER, "kirim")),
    "virtualaccount-akhiri": rows("setoran", DPM, "kirim"),
    # letters
    "koordinasi_desa": rows("desa", {"dpm", "bendahara", "bendahara_desa"}),
    **{name: rule for one in LETTERS for name, rule in letter(*one).items()},
}


def keys(month: Bulan) -> dict[str, int]:
    return {
        "setoran": month.setoran.pk,
        "virtual": month.akun.pk,
        "virtualaccount": month.akun.pk,
        **{word: getattr(month, page).pk for page, api, _, _ in LETTERS for word in (page.split("_")[0], api)},
    }
