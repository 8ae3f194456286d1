"""A village's file against its roster: who stays, comes, changes, ends, and who must still be answered for.

Facts come from `desa.rules.baris`; the roster comes as plain values. The answer carries both the words that
people read (NIK masked) and the plan that an action carries out.
"""

from collections import Counter

from desa.rules.baris import read_daftar
from desa.rules.daftar_bentuk import DITERIMA, DITOLAK, TETAP, Hasil, Keadaan, Kerabat, Masa, Rencana
from desa.rules.daftar_keluarga import compare_family
from desa.rules.daftar_perangkat import Perbandingan, check_doubles, check_elsewhere
from desa.rules.fakta import Aturan, Daftar, Fakta
from desa.rules.kolom import PERANGKAT
from desa.rules.salah import Salah
from desa.rules.tawaran import suggest_numbers

__all__ = ["Aturan", "Daftar", "Hasil", "Keadaan", "Kerabat", "Masa", "Rencana", "compare", "newcomers", "read_daftar"]


def compare(daftar: Daftar, keadaan: Keadaan) -> Hasil:
    """The whole difference of a file; `rencana` may be carried out only when `salah` is empty."""
    suggest_numbers(daftar, keadaan)
    hasil = Hasil(salah=list(daftar.salah), ragu=list(daftar.ragu), catatan=list(daftar.catatan))
    if not daftar.perangkat and not daftar.salah:
        hasil.salah.append(
            Salah(PERANGKAT, "", "Berkas tidak memuat satu orang pun.", 'Gunakan berkas dari tombol "Unduh daftar".')
        )
    if daftar.perangkat:
        check_doubles(daftar.perangkat, hasil)
        check_elsewhere(daftar.perangkat, keadaan, hasil)
        Perbandingan(daftar, keadaan, hasil).run()
        compare_family(daftar, keadaan, hasil)
    _account(daftar, hasil)
    return hasil


def newcomers(daftar: Daftar, keadaan: Keadaan) -> list[Fakta]:
    """The whole rows of people, officials and family alike, whom the village's roster does not have yet."""
    known = {*keadaan.orang, *(one.nik for one in keadaan.keluarga)}
    rows = [*daftar.perangkat, *(daftar.keluarga or [])]
    return [row for row in rows if row.utuh and row.nilai["nik"] not in known]


def _account(daftar: Daftar, hasil: Hasil) -> None:
    """Where every row of the file went, sheet by sheet, and what of it a spreadsheet hides."""
    people = [row for row in (*daftar.perangkat, *(daftar.keluarga or [])) if row.nomor]  # not those only answered for
    for sheet in daftar.hitungan:
        fates = Counter(
            row.nasib if row.utuh and row.nasib else DITOLAK for row in people if row.lembar == sheet.lembar
        )
        told = {"lembar": sheet.lembar, "baris": sheet.baris, "judul": sheet.judul, "dilewati": sheet.dilewati}
        hasil.hitungan.append(told | {fate: fates[fate] for fate in (DITERIMA, TETAP, DITOLAK)})
    hasil.tersembunyi = daftar.tersembunyi + [
        {"lembar": row.lembar, "baris": row.nomor, "nama": str(row.nilai.get("nama") or "")}
        for row in people
        if row.tersembunyi
    ]
