"""A village's file against its roster: who stays, comes, changes, ends, and who must still be answered for.

Facts come from `desa.rules.baris`; the roster comes as plain values. The answer carries both the words that
people read (NIK masked) and the plan that an action carries out.
"""

from dataclasses import replace

from desa.rules.baris import Aturan, Daftar, Salah, read_daftar
from desa.rules.daftar_bentuk import Hasil, Keadaan, Kerabat, Masa, Rencana
from desa.rules.daftar_keluarga import compare_family
from desa.rules.daftar_perangkat import Perbandingan, check_doubles, check_elsewhere
from desa.rules.kolom import PERANGKAT
from jaminan.penyamar import mask_number

__all__ = ["Aturan", "Daftar", "Hasil", "Keadaan", "Kerabat", "Masa", "Rencana", "compare", "read_daftar"]


def compare(daftar: Daftar, keadaan: Keadaan) -> Hasil:
    """The whole difference of a file; `rencana` may be carried out only when `salah` is empty."""
    hasil = Hasil(salah=list(daftar.salah), ragu=list(daftar.ragu), catatan=list(daftar.catatan))
    if not daftar.perangkat and not daftar.salah:
        hasil.salah.append(
            Salah(PERANGKAT, "", "Berkas tidak memuat satu orang pun.", 'Gunakan berkas dari tombol "Unduh daftar".')
        )
    if not daftar.perangkat:
        return hasil
    check_doubles(daftar.perangkat, hasil)
    check_elsewhere(daftar.perangkat, keadaan, hasil)
    Perbandingan(daftar, keadaan, hasil).run()
    _suggest_numbers(daftar, keadaan, hasil)
    compare_family(daftar, keadaan, hasil)
    return hasil


def _suggest_numbers(daftar: Daftar, keadaan: Keadaan, hasil: Hasil) -> None:
    """Beside a refused NIK, the person of this village whose name stands in the row: for a human to choose."""
    names = {orang["nama"].casefold(): nik for nik, orang in keadaan.orang.items()}
    for row in daftar.perangkat:
        known = names.get(str(row.nilai.get("nama", "")).casefold())
        if row.nilai.get("nik") or not known:
            continue
        for place, one in enumerate(hasil.salah):
            if (one.lembar, one.sel) == (PERANGKAT, row.sel("nik")):
                hint = f"Di portal, {row.nilai['nama']} ber-NIK {mask_number(known)}."
                hasil.salah[place] = replace(one, saran=f"{one.saran} {hint}".strip())
