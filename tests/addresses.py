"""Rows of the access table for law values, budgets and the compliance notice: addresses, whose rows, who writes, how.

`tests/test_access.py` holds the table and explains its words.
"""

Baris = tuple[tuple[str, ...], str, frozenset[str], str]

NOBODY: frozenset[str] = frozenset()
DPM = frozenset({"dpm"})

LAW_VALUES: tuple[Baris, ...] = (
    (("nilai", "nilai_usulan", "nilai_usulan_surat", "usulnilai-detail"), "kabupaten", NOBODY, "baca"),
    (("nilai_usul",), "kabupaten", DPM, "tulis"),
    (("nilai_usulan_setujui", "nilai_usulan_kembalikan", "nilai_usulan_tarik"), "kabupaten", DPM, "kirim"),
    (("usulnilai-setujui", "usulnilai-kembalikan", "usulnilai-tarik"), "kabupaten", DPM, "kirim"),
    (("nilai_nasional", "nilai_nasional_usul"), "tidak ada", NOBODY, "baca"),  # the technical administrator's
    (("parametervalue-list", "parametervalue-detail", "usulnilai-list"), "semua", NOBODY, "baca"),
)
BUDGETS: tuple[Baris, ...] = (
    (("anggaran", "anggaran_tahun", "anggaran_unduh", "kabupaten-anggaran"), "kabupaten", NOBODY, "baca"),
    (("kepatuhan", "kepatuhan_tahun", "kepatuhan_unduh", "kabupaten-kepatuhan"), "kabupaten", NOBODY, "baca"),
    (("anggaran_desa", "anggaran_desa_tahun", "anggaran_desa_unduh", "desa-anggaran"), "desa", NOBODY, "baca"),
    (("anggaran_pagu",), "kabupaten", DPM, "tulis"),
    (("anggaran_desa_pagu",), "desa", DPM | {"sekdes", "bendahara_desa"}, "tulis"),
    (("paguanggaran-list",), "semua", NOBODY, "baca"),
    (("paguanggaran-detail",), "pagu", NOBODY, "baca"),
)
