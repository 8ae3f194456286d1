"""What a row of the access table says: whose rows stand behind an address, and who may write there."""

from dataclasses import dataclass

# Who sees the rows behind an address; for everybody else it does not exist.
SEE = {
    "desa": {"sekdes", "bendahara_desa", "dpm", "bendahara", "bpjs", "inspektorat"},
    "kabupaten": {"dpm", "bendahara", "bpjs", "inspektorat"},
    "register": {"sekdes", "dpm", "inspektorat"},
    "register kabupaten": {"dpm", "inspektorat"},
    "pengawas": {"dpm", "inspektorat", "dpm lain", "inspektorat lain"},
}
SEKDES, DPM, BPJS, BOTH = {"sekdes"}, {"dpm"}, {"bpjs"}, {"dpm", "bpjs"}
TREASURER = {"bendahara", "bendahara_desa"}
NOBODY: set[str] = set()

# Who may record a new row at a list of the API, somewhere; everybody else meets 403 before what they sent is looked at.
RECORD: dict[str, set[str]] = {
    name: writers
    for names, writers in (
        ("kepesertaanupload perubahan suratbpjs warga buktisekolah naikkelas dokumenorang", SEKDES),
        ("keterangankeluarga kewajibankeluargalain", SEKDES | DPM),
        ("pengajuan riwayatkepesertaan jawabanbpjs daftarlain faskes sampellapangan usulnilai virtualaccount", DPM),
        ("tahapadd beritaacara tatakertas naskahkertas", DPM),
        ("tagihan rekonsiliasi kesepakatanrentang pembukaankembali penandatangan serinomor", BOTH),
        ("setoran pembayarankeluargalain", TREASURER),
        ("koordinasi", TREASURER | DPM),
        ("sumberlain", TREASURER | SEKDES),
        ("paguanggaran pencairanapbdesa", {"sekdes", "bendahara_desa", "dpm"}),
    )
    for name in names.split()
}


@dataclass(frozen=True)
class Rule:
    """Whose rows they are, who may write there, and whether reading is for writers too ("tulis") or not served.

    "khusus": nothing is written there, and those who "may write" are those who may read.
    """

    rows: str
    write: frozenset[str] = frozenset()
    read: str = "baca"


def rows(kind: str, write: set[str] = NOBODY, read: str = "baca") -> Rule:
    return Rule(kind, frozenset(write), read)


def each(names: str, rule: Rule) -> dict[str, Rule]:
    """One rule for several addresses, named with spaces between."""
    return dict.fromkeys(names.split(), rule)
