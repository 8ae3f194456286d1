"""The families' side of the comparison: sheet Keluarga against the portal."""

from typing import Any

from desa.enums import PASANGAN
from desa.rules.daftar_bentuk import (
    DITERIMA,
    TERDAFTAR,
    TETAP,
    Hasil,
    Keadaan,
    Kerabat,
    both_named,
    by_nik,
    fault,
    shown,
)
from desa.rules.fakta import Daftar, Fakta
from desa.rules.kolom import KELUARGA
from desa.rules.salah import Salah
from jaminan.penyamar import mask_number

ISIAN_KELUARGA = (
    "nama", "hubungan", "jenis_kelamin", "tanggal_lahir", "sudah_menikah", "berpenghasilan", "masih_sekolah",
    "nomor_kartu",
)  # fmt: skip


def compare_family(daftar: Daftar, keadaan: Keadaan, hasil: Hasil) -> None:
    """Adds what changes in the families; a file without the sheet changes nothing there."""
    if daftar.keluarga is None:
        if keadaan.keluarga:
            hasil.catatan.append(f"Lembar {KELUARGA} tidak ada dalam berkas; data keluarga tidak berubah.")
        return
    owners = by_nik(daftar.perangkat)
    faulty_owners = any(not row.nilai.get("nik") for row in daftar.perangkat)
    _check_rows(daftar.keluarga, owners, faulty_owners, hasil)
    _check_doubles(daftar.keluarga, hasil)
    for row in daftar.keluarga:
        if row.nilai.get("nik") in keadaan.keluarga_lain:
            fault(hasil, row, "nik", *TERDAFTAR)
    left = {(one.nik_peserta, one.nik): one for one in keadaan.keluarga}
    for row in daftar.keluarga:
        known = left.pop((str(row.nilai.get("nik_peserta")), str(row.nilai.get("nik"))), None)
        if row.utuh:
            _one(row, known, hasil)
    _missing(daftar, [one for one in left.values() if _still_here(one, owners)], hasil)


def _check_rows(rows: list[Fakta], owners: dict[str, list[Fakta]], faulty_owners: bool, hasil: Hasil) -> None:
    for row in rows:
        owner, nik = row.nilai.get("nik_peserta"), row.nilai.get("nik")
        if owner and owner not in owners and not faulty_owners:
            fault(
                hasil, row, "nik_peserta",
                f"NIK Peserta untuk {row.nilai.get('nama')} tidak ada pada lembar Perangkat.",
                "Salin NIK kepala desa atau perangkat dari lembar Perangkat.",
            )  # fmt: skip
        if nik and nik == owner:
            fault(
                hasil, row, "nik", "NIK keluarga sama dengan NIK pesertanya.", "Tulis NIK anggota keluarga itu sendiri."
            )
        elif nik in owners and row.nilai.get("hubungan") in PASANGAN:
            hasil.ragu.append(
                Salah(
                    KELUARGA,
                    row.sel("nik"),
                    f"{row.nilai.get('nama')} juga ada pada lembar Perangkat; keduanya membayar iuran.",
                )
            )


def _check_doubles(rows: list[Fakta], hasil: Hasil) -> None:
    for same in by_nik(rows).values():
        for row in same[1:]:
            fault(
                hasil, row, "nik",
                both_named(same[0], row),
                "Seorang anggota keluarga ditulis satu kali, pada satu peserta.",
            )  # fmt: skip


def _one(row: Fakta, known: Kerabat | None, hasil: Hasil) -> None:
    values: dict[str, Any] = {name: row.nilai[name] for name in ("nik", *ISIAN_KELUARGA) if name in row.nilai}
    row.nasib = DITERIMA
    if known is None:
        hasil.rencana.keluarga_baru.append((row.nilai["nik_peserta"], values))
        hasil.baru.append(
            {
                "lembar": KELUARGA, "nik": mask_number(values["nik"]), "nama": values["nama"],
                "hubungan": shown("hubungan", values["hubungan"]), "nik_peserta": mask_number(row.nilai["nik_peserta"]),
            }
        )  # fmt: skip
        return
    changed = {}
    for isian in ISIAN_KELUARGA:
        if isian not in values or values[isian] == known.isian[isian] or (isian == "nomor_kartu" and not values[isian]):
            continue
        changed[isian] = values[isian]
        hasil.change(KELUARGA, known.nik, values["nama"], isian, known.isian[isian], values[isian])
    row.nasib = DITERIMA if changed else TETAP
    if changed:
        hasil.rencana.keluarga_ubah[known.id] = changed


def _still_here(one: Kerabat, owners: dict[str, list[Fakta]]) -> bool:
    """Whether the official of this family member stays in office by a row of the file (not by an answer: row 0)."""
    return any(row.utuh and row.nomor and not row.nilai.get("berakhir") for row in owners.get(one.nik_peserta, []))


def _missing(daftar: Daftar, left: list[Kerabat], hasil: Hasil) -> None:
    """Family that is no longer in the sheet ends, and is asked about; a sheet emptied of everybody is refused."""
    if left and not daftar.keluarga:
        hasil.salah.append(
            Salah(
                KELUARGA, "", f"Lembar {KELUARGA} kosong, padahal portal mencatat {len(left)} anggota keluarga.",
                "Tulis kembali keluarganya, atau hapus lembar ini bila keluarga tidak berubah.",
            )
        )  # fmt: skip
        return
    broken = [row for row in daftar.keluarga or [] if not row.utuh]
    refused = {str(row.nilai.get("nama", "")).casefold() for row in broken}
    meant = {row.mungkin for row in broken}
    for one in left:
        if one.isian["nama"].casefold() in refused or one.nik in meant:
            continue
        hasil.rencana.keluarga_akhir.append(one.id)
        hasil.berakhir.append(
            {
                "lembar": KELUARGA, "nik": mask_number(one.nik), "nama": one.isian["nama"],
                "hubungan": shown("hubungan", one.isian["hubungan"]), "alasan": "Tidak ada lagi pada lembar Keluarga",
            }
        )  # fmt: skip
        hasil.ragu.append(
            Salah(KELUARGA, "", f"{one.isian['nama']} tidak ada lagi pada lembar {KELUARGA}; jaminannya akan diakhiri.")
        )
